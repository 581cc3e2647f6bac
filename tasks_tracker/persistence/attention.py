"""What needs attention on a day, as the morning jobs read it: rows, not entities."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select, update
from sqlalchemy.orm import aliased, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from tasks_tracker.domain.events import Event
from tasks_tracker.domain.lights import Facts
from tasks_tracker.domain.milestones import Milestone, MilestoneState
from tasks_tracker.domain.plans import Plan, Section
from tasks_tracker.domain.progress import ProgressReport, ReportState
from tasks_tracker.domain.tasks import Duty, Task, TaskUnit
from tasks_tracker.domain.units import Region, Unit, UnitMember
from tasks_tracker.persistence import posts
from tasks_tracker.persistence.session import db


@dataclass(frozen=True, slots=True)
class DueTask:
    """An open task with a clock that has ended or ends soon."""

    id: int
    region_id: int
    mark: str
    number: int
    title: str
    part_title: str
    lead_unit: str
    section_id: int
    section: str
    leader_id: int | None
    ends_on: date
    submitted_late: bool
    begun_on: date | None
    due_ends_on: date | None
    report_due_on: date | None
    behind_from: date | None
    red_slips: int

    @property
    def facts(self) -> Facts:
        return Facts(
            is_completed=False,
            has_begun=self.begun_on is not None,
            clock_ends_on=self.ends_on,
            submitted_late=self.submitted_late,
            due_ends_on=self.due_ends_on,
            report_due_on=self.report_due_on,
            behind_from=self.behind_from,
            red_slips=self.red_slips,
        )


@dataclass(frozen=True, slots=True)
class OfficeReport:
    """A report as the office or its unit is reminded of it."""

    id: int
    task_id: int
    region_id: int
    mark: str
    number: int
    title: str
    part_title: str
    unit_id: int
    unit: str
    submitted_on: date
    reviewed_at: datetime | None


def due_tasks(until: date) -> list[DueTask]:
    """Open tasks of all regions whose clock ends by then, the longest ended first."""
    query = (
        select(
            Task.id,
            Task.region_id,
            Region.mark,
            Task.number,
            Task.title,
            Task.part_title,
            Unit.name,
            Task.section_id,
            Section.label,
            Section.leader_id,
            Task.clock_ends_on,
            Task.submitted_late,
            Task.begun_on,
            Task.due_ends_on,
            Task.report_due_on,
            Task.behind_from,
            Task.red_slips,
        )
        .join(Region, Task.region_id == Region.id)
        .join(Unit, Task.lead_unit_id == Unit.id)
        .join(Section, Task.section_id == Section.id)
        .where(_runs_until(until))
        .order_by(Task.clock_ends_on, Task.region_id, Task.number)
    )
    return [DueTask(*tuple(row)) for row in db.execute(query)]


def lead_seats(until: date) -> list[tuple[int, int, int | None]]:
    """Task, unit and the post that handles it there, for each unit that leads such a task, be it
    as member of a collective; no post where none is set or nobody holds it any more."""
    post = case((posts.is_held(TaskUnit.post_id), TaskUnit.post_id))
    leads = (
        select(TaskUnit.task_id, func.coalesce(UnitMember.member_id, TaskUnit.unit_id), post)
        .join(Task, TaskUnit.task_id == Task.id)
        .outerjoin(UnitMember, UnitMember.collective_id == TaskUnit.unit_id)
        .where(TaskUnit.duty == Duty.LEAD, _runs_until(until))
        .distinct()
    )
    return [tuple(row) for row in db.execute(leads)]


def waiting_reports() -> list[OfficeReport]:
    """Reports that wait for review, longest waiting first."""
    return _reports(ProgressReport.state == ReportState.SUBMITTED)


def returned_reports() -> list[OfficeReport]:
    """Returned reports of open tasks after which the unit has not reported again."""
    later = aliased(ProgressReport)
    reported_again = exists().where(
        later.task_id == ProgressReport.task_id,
        later.unit_id == ProgressReport.unit_id,
        later.submitted_at > ProgressReport.submitted_at,
    )
    return _reports(
        and_(
            ProgressReport.state == ReportState.RETURNED,
            Task.is_completed.is_(False),
            Task.ended_on.is_(None),
            _has_seat(),
            ~reported_again,
        )
    )


def _has_seat() -> ColumnElement[bool]:
    """The unit of the report stands at the task still, itself or in a collective."""
    collectives = select(UnitMember.collective_id).where(
        UnitMember.member_id == ProgressReport.unit_id
    )
    return exists().where(
        TaskUnit.task_id == ProgressReport.task_id,
        or_(TaskUnit.unit_id == ProgressReport.unit_id, TaskUnit.unit_id.in_(collectives)),
    )


def _reports(condition: ColumnElement[bool]) -> list[OfficeReport]:
    query = (
        select(
            ProgressReport.id,
            ProgressReport.task_id,
            Task.region_id,
            Region.mark,
            Task.number,
            Task.title,
            Task.part_title,
            ProgressReport.unit_id,
            Unit.name,
            ProgressReport.submitted_on,
            ProgressReport.reviewed_at,
        )
        .join(Task, ProgressReport.task_id == Task.id)
        .join(Region, Task.region_id == Region.id)
        .join(Unit, ProgressReport.unit_id == Unit.id)
        .where(condition)
        .order_by(ProgressReport.submitted_at, ProgressReport.id)
    )
    return [OfficeReport(*tuple(row)) for row in db.execute(query)]


def running_clocks(until: date) -> list[tuple[int, date]]:
    """Id and end of each running clock that ends by then."""
    query = (
        select(Milestone.id, Milestone.clock_ends_on)
        .where(Milestone.state == MilestoneState.OPEN, Milestone.clock_ends_on <= until)
        .order_by(Milestone.clock_ends_on, Milestone.id)
    )
    return [(milestone_id, ends_on) for milestone_id, ends_on in db.execute(query) if ends_on]


def noted(keys: Collection[str]) -> set[str]:
    """Which of these keys events carry already."""
    return set(db.scalars(select(Event.key).where(Event.key.in_(keys)))) if keys else set()


def milestones(ids: Iterable[int]) -> Sequence[Milestone]:
    """Those of these milestones whose clocks run, with their tasks, by the end of their clocks."""
    query = (
        select(Milestone)
        .where(Milestone.id.in_(list(ids)), Milestone.state == MilestoneState.OPEN)
        .options(joinedload(Milestone.task))
        .order_by(Milestone.clock_ends_on, Milestone.id)
    )
    return db.scalars(query).all()


def note_overdue(milestone: Milestone) -> bool:
    """Note that this end of the clock has passed; False where that is not so any more."""
    noting = (
        update(Milestone)
        .where(
            Milestone.id == milestone.id,
            Milestone.state == MilestoneState.OPEN,
            Milestone.clock_ends_on == milestone.clock_ends_on,
            Milestone.overdue_noted_for.is_distinct_from(Milestone.clock_ends_on),
        )
        .values(overdue_noted_for=Milestone.clock_ends_on)
        .returning(Milestone.id)
    )
    if db.scalar(noting, execution_options={"synchronize_session": False}) is None:
        return False
    set_committed_value(milestone, "overdue_noted_for", milestone.clock_ends_on)
    return True


def regions_with_plans(before: datetime) -> Sequence[Region]:
    """Regions that had a plan under supervision before that moment."""
    had = exists().where(Plan.region_id == Region.id, Plan.adopted_at < before)
    return db.scalars(select(Region).where(had).order_by(Region.id)).all()


def _runs_until(until: date) -> ColumnElement[bool]:
    return and_(Task.is_completed.is_(False), Task.clock_ends_on <= until)
