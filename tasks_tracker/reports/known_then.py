"""What was known of tasks at the end of a day beside their clocks and reports."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from tasks_tracker import clock
from tasks_tracker.domain.checks import Check
from tasks_tracker.domain.extensions import Extension
from tasks_tracker.domain.ladder import Step
from tasks_tracker.domain.objections import Objection
from tasks_tracker.domain.obligations import Obligation
from tasks_tracker.domain.tasks import Duty, Task
from tasks_tracker.domain.urgings import Urging, UrgingReply, Verdict
from tasks_tracker.persistence.session import db


@dataclass(frozen=True)
class KnownThen:
    """Of one task."""

    report_due_on: date | None = None
    red_slips: int = 0
    urging_level: int = 0
    objected_on: date | None = None
    extension_asked_on: date | None = None
    check_opened_on: date | None = None


NOTHING = KnownThen()
NOTHING_KNOWN: Mapping[int, KnownThen] = MappingProxyType({})


def for_lights(day: date, seen: ColumnElement[bool]) -> Mapping[int, KnownThen]:
    """What lights depend on, by the id of the task (2 statements)."""
    known: dict[int, KnownThen] = {}
    owed = (
        select(Obligation.task_id, func.min(Obligation.due_on))
        .join(Task, Task.id == Obligation.task_id)
        .where(seen, Obligation.asked_on <= day, _still_owed(day))
        .group_by(Obligation.task_id)
    )
    for task_id, due_on in db.execute(owed):
        known[task_id] = KnownThen(report_due_on=due_on)
    slips = (
        select(Urging.task_id, func.count())
        .join(Task, Task.id == Urging.task_id)
        .where(seen, Urging.level == Step.RED.level, Urging.issued_on <= day)
        .group_by(Urging.task_id)
    )
    for task_id, count in db.execute(slips):
        known[task_id] = replace(known.get(task_id, NOTHING), red_slips=count)
    return known


def whole(day: date, seen: ColumnElement[bool]) -> Mapping[int, KnownThen]:
    """With what else tells the stage of a task (6 statements)."""
    known = defaultdict(lambda: NOTHING, for_lights(day, seen))
    for name, query in {
        "objected_on": _open_on(day, Objection, Objection.raised_on, Objection.decided_on).where(
            Objection.duty == Duty.LEAD
        ),
        "extension_asked_on": _open_on(day, Extension, Extension.asked_on, Extension.answered_on),
        "check_opened_on": _open_on(day, Check, Check.opened_on, Check.found_on),
    }.items():
        for task_id, began_on in db.execute(query.where(seen)):
            change: dict[str, Any] = {name: began_on}
            known[task_id] = replace(known[task_id], **change)
    for task_id, level in _levels(day, seen):
        known[task_id] = replace(known[task_id], urging_level=level)
    return known


def _still_owed(day: date) -> ColumnElement[bool]:
    return and_(
        or_(Obligation.answered_on.is_(None), Obligation.answered_on > day),
        or_(Obligation.excused_on.is_(None), Obligation.excused_on > day),
    )


def _open_on(day: date, kind: Any, began: Any, ended: Any) -> Select[int, date]:
    """The first day of what was open then, by task."""
    return (
        select(kind.task_id, func.min(began))
        .join(Task, Task.id == kind.task_id)
        .where(began <= day, or_(ended.is_(None), ended > day))
        .group_by(kind.task_id)
    )


def _levels(day: date, seen: ColumnElement[bool]) -> Iterable[tuple[int, int]]:
    """The highest step that was in force, by task: answered in the end, lifted, or in its place
    another one is what a step is over by."""
    query = (
        select(Urging.task_id, func.max(Urging.level))
        .join(Task, Task.id == Urging.task_id)
        .where(seen, Urging.issued_on <= day, ~_is_over(day))
        .group_by(Urging.task_id)
    )
    return [(task_id, level) for task_id, level in db.execute(query)]


def _is_over(day: date) -> ColumnElement[bool]:
    after = aliased(Urging)
    followed = select(after.id).where(after.follows_id == Urging.id, after.issued_on <= day)
    taken = select(UrgingReply.id).where(
        UrgingReply.urging_id == Urging.id,
        UrgingReply.verdict == Verdict.SUFFICIENT,
        UrgingReply.judged_at < clock.end_of(day),
    )
    lifted = and_(Urging.lifted_on.is_not(None), Urging.lifted_on <= day)
    return or_(lifted, followed.exists(), taken.exists())
