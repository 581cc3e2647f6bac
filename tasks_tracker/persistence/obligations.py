"""Obligations as they are made, excused and looked up: whole sets of rows at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from tasks_tracker import clock
from tasks_tracker.domain.base import BIG
from tasks_tracker.domain.milestones import DeadlineKind, Milestone
from tasks_tracker.domain.obligations import Obligation
from tasks_tracker.domain.plans import Plan, WorkdayRule
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.reporting import Period
from tasks_tracker.domain.stops import ClockStop, StopReason
from tasks_tracker.domain.tasks import Duty, Task, TaskUnit
from tasks_tracker.domain.units import Unit, UnitMember
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.workdays import calendar

ONE_DAY = timedelta(days=1)
FIRST_AFTER = timedelta(days=7)
"""Nothing is owed in the first week of a plan or a task."""
OPEN = and_(Obligation.answered_on.is_(None), Obligation.excused_on.is_(None))
AT_WORK = and_(Task.is_completed.is_(False), Task.ended_on.is_(None))
SOON = 3
"""Working days: from then on the day of a report counts as near."""
COLUMNS = ("task_id", "unit_id", "period", "opens_on", "due_on", "asked_on", "milestone_id")
Rule = tuple[str, WorkdayRule]


@dataclass(frozen=True, slots=True)
class Missed:
    """An obligation whose day passed without a report."""

    id: int
    task_id: int
    region_id: int
    unit: str
    period: str
    due_on: date


def rules_of_plans() -> Sequence[Rule]:
    """By which rules plans are reported on."""
    query = select(Plan.reporting_rule, Plan.workday_rule).where(Plan.reporting_rule != "")
    return [(rule, of) for rule, of in db.execute(query.distinct())]


def rules_of_duties() -> Sequence[Rule]:
    """By which rules duties of tasks recur."""
    query = (
        select(Milestone.rule, Plan.workday_rule)
        .join(Task, Milestone.task_id == Task.id)
        .join(Plan, Task.plan_id == Plan.id)
        .where(_recurs(), AT_WORK)
    )
    return [(rule, of) for rule, of in db.execute(query.distinct()) if rule]


def ask_by_plan(rule: Rule, period: Period, on: date) -> int:
    """Make what is owed for this period by the rule of the plan, and is not there yet."""
    query = _owing(period, on, key=literal(period.key), milestone=cast(null(), BIG)).where(
        Plan.reporting_rule == rule[0], Plan.workday_rule == rule[1]
    )
    return _insert(query)


def ask_by_duty(rule: Rule, period: Period, on: date) -> int:
    """The same for the duties of tasks that recur by this rule."""
    key = literal("m") + cast(Milestone.id, String) + literal(f":{period.key}")
    query = (
        _owing(period, on, key=key, milestone=Milestone.id)
        .join(Milestone, Milestone.task_id == Task.id)
        .where(
            _recurs(),
            Milestone.rule == rule[0],
            Plan.workday_rule == rule[1],
            _since(Milestone.added_on, period),
        )
    )
    return _insert(query)


def excuse_done(on: date) -> None:
    """Nothing is owed on what is completed or ended, nor by who has no seat there any more."""
    finished = select(Task.id).where(~AT_WORK)
    _excuse(Obligation.task_id.in_(finished), on)
    _excuse(~_has_seat(), on)


def excuse_objected(on: date) -> None:
    """What fell due while an objection was open, where the plan's office wants that."""
    stops = (
        select(ClockStop.id)
        .join(Milestone, ClockStop.milestone_id == Milestone.id)
        .where(
            Milestone.task_id == Obligation.task_id,
            ClockStop.reason == StopReason.OBJECTION,
            ClockStop.started_on <= Obligation.due_on,
            or_(ClockStop.ended_on.is_(None), ClockStop.ended_on >= Obligation.due_on),
        )
        .correlate(Obligation)
    )
    kindly = (
        select(Task.id)
        .join(Plan, Task.plan_id == Plan.id)
        .where(
            Task.id == Obligation.task_id,
            Plan.excuses_objected.is_(True),
            or_(Task.objected_on <= Obligation.due_on, stops.exists()),
        )
        .correlate(Obligation)
    )
    _excuse(and_(Obligation.due_on < on, kindly.exists()), on)


def excuse_applied(on: date) -> None:
    """What fell due while an application for completion lay with the office: the unit has said
    all that there is to say. One that was decided on the day itself, or later, lay there then."""
    yesterday = on - ONE_DAY
    lay_there = or_(
        ProgressReport.reviewed_at.is_(None),
        and_(
            Obligation.due_on == yesterday,
            ProgressReport.reviewed_at > clock.end_of(yesterday - ONE_DAY),
        ),
    )
    applied = (
        select(ProgressReport.id)
        .where(
            ProgressReport.task_id == Obligation.task_id,
            ProgressReport.is_application.is_(True),
            ProgressReport.submitted_on <= Obligation.due_on,
            lay_there,
        )
        .correlate(Obligation)
    )
    _excuse(and_(Obligation.due_on < on, applied.exists()), on)


def excuse_of_plan(plan: Plan, on: date) -> None:
    """What is owed by the plan's rule and is not due yet: the rule is another from today."""
    own = select(Task.id).where(Task.plan_id == plan.id)
    _excuse(
        and_(
            Obligation.task_id.in_(own),
            Obligation.milestone_id.is_(None),
            Obligation.due_on >= on,
        ),
        on,
    )


def missed(today: date) -> list[Missed]:
    """What was not noted yet, by task and day."""
    query = (
        select(
            Obligation.id,
            Obligation.task_id,
            Task.region_id,
            Unit.name,
            Obligation.period,
            Obligation.due_on,
        )
        .join(Task, Obligation.task_id == Task.id)
        .join(Unit, Obligation.unit_id == Unit.id)
        .where(OPEN, Obligation.due_on < today, Obligation.noted_at.is_(None))
        .order_by(Obligation.due_on, Obligation.task_id, Obligation.period, Unit.position, Unit.id)
    )
    found: Any = db.execute(query)
    return [Missed(*row) for row in found]


def note_missed(today: date, now: datetime) -> None:
    """Say that it was noted."""
    _write(
        update(Obligation)
        .where(OPEN, Obligation.due_on < today, Obligation.noted_at.is_(None))
        .values(noted_at=now)
    )


def keep_due_days() -> None:
    """`Task.report_due_on` of all open tasks."""
    earliest = (
        select(func.min(Obligation.due_on))
        .where(Obligation.task_id == Task.id, OPEN)
        .correlate(Task)
        .scalar_subquery()
    )
    db.execute(
        update(Task)
        .where(AT_WORK, Task.report_due_on.is_distinct_from(earliest))
        .values(report_due_on=earliest),
        execution_options={"synchronize_session": "fetch"},
    )


def open_of(task: Task) -> Sequence[Obligation]:
    """What is owed on a task, by all its units."""
    query = select(Obligation).where(Obligation.task_id == task.id, OPEN)
    return db.scalars(query.order_by(Obligation.due_on, Obligation.id)).all()


def pressing(today: date) -> ColumnElement[bool]:
    """Missed, or due within a few working days."""
    return and_(OPEN, Obligation.due_on <= calendar().add(today, SOON))


def count_by_unit(today: date) -> Mapping[int, int]:
    """How many press, by unit (1 statement)."""
    query = select(Obligation.unit_id, func.count()).where(pressing(today))
    return dict(db.execute(query.group_by(Obligation.unit_id)).all())


def _owing(period: Period, on: date, *, key: ColumnElement[Any], milestone: Any) -> Select[Any]:
    """A row for each unit that leads an open task, be it as member of a collective."""
    unit = func.coalesce(UnitMember.member_id, TaskUnit.unit_id)
    columns = (
        Task.id,
        unit,
        key,
        literal(period.opens_on),
        literal(period.due_on),
        literal(on),
        milestone,
    )
    return (
        select(*columns)
        .join(Plan, Task.plan_id == Plan.id)
        .join(TaskUnit, TaskUnit.task_id == Task.id)
        .outerjoin(UnitMember, UnitMember.collective_id == TaskUnit.unit_id)
        .where(
            TaskUnit.duty == Duty.LEAD,
            AT_WORK,
            Plan.adopted_at < clock.end_of(period.due_on - FIRST_AFTER),
            _since(Task.added_on, period),
        )
        .distinct()
    )


def _recurs() -> ColumnElement[bool]:
    return and_(Milestone.kind == DeadlineKind.RECURRING, Milestone.replaced_on.is_(None))


def _since(column: Any, period: Period) -> ColumnElement[bool]:
    """It was there early enough for this period to be reported on."""
    return or_(column.is_(None), column <= period.due_on - FIRST_AFTER)


def _has_seat() -> ColumnElement[bool]:
    collectives = (
        select(UnitMember.collective_id)
        .where(UnitMember.member_id == Obligation.unit_id)
        .correlate(Obligation)
    )
    seats = select(TaskUnit.id).where(
        TaskUnit.task_id == Obligation.task_id,
        TaskUnit.duty == Duty.LEAD,
        or_(TaskUnit.unit_id == Obligation.unit_id, TaskUnit.unit_id.in_(collectives)),
    )
    return seats.correlate(Obligation).exists()


def _excuse(which: ColumnElement[bool], on: date) -> None:
    _write(update(Obligation).where(OPEN, which).values(excused_on=on))


def _insert(query: Select[Any]) -> int:
    """What is there already stays as it is."""
    is_postgresql = db.get_bind().dialect.name == "postgresql"
    kind = postgresql.insert if is_postgresql else sqlite.insert
    table: Any = Obligation.__table__
    inserting = kind(table).from_select(COLUMNS, query).on_conflict_do_nothing()
    return _write(inserting)


def _write(statement: Any) -> int:
    options = {"synchronize_session": False, "preserve_rowcount": True}
    done: Any = db.execute(statement, execution_options=options)
    return int(done.rowcount)
