"""Uploaded 反馈表, and what has to be known to weigh their rows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.shares import Share
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.unsigned import SignState, UnsignedReport
from tasks_tracker.domain.users import User
from tasks_tracker.domain.worksheets import Worksheet, WorksheetState
from tasks_tracker.persistence import shares, tasks
from tasks_tracker.persistence.session import db

SHOWN = 20


@dataclass(frozen=True)
class Known:
    """By task: itself, the last report of the own units, who waits for a signature, whose shares
    are not settled."""

    tasks: Mapping[int, Task]
    last: Mapping[int, ProgressReport]
    unsigned: Mapping[int, str]
    unsettled: Mapping[int, Sequence[str]]


def get(worksheet_id: int, user: User) -> Worksheet:
    """An upload is seen by nobody but who made it."""
    query = select(Worksheet).where(Worksheet.id == worksheet_id, Worksheet.by_id == user.id)
    return db.scalars(query).one()


def of(user: User) -> Sequence[Worksheet]:
    """The own uploads: those that wait to be reported, then the last others (1 statement)."""
    query = (
        select(Worksheet)
        .where(Worksheet.by_id == user.id)
        .order_by(Worksheet.state != WorksheetState.OPEN, Worksheet.id.desc())
    )
    return db.scalars(query.limit(SHOWN)).all()


def known(task_ids: Collection[int], user: User) -> Known:
    """What is known now of those tasks that this person sees (at most 10 statements)."""
    seen = select(Task.id).where(Task.id.in_(task_ids), tasks.readable(user))
    found = tasks.whole(db.scalars(seen).all())
    ids = [task.id for task in found]
    return Known(
        tasks={task.id: task for task in found},
        last=_last(ids, user),
        unsigned=_unsigned(ids, user),
        unsettled=_unsettled(ids),
    )


def _last(task_ids: Collection[int], user: User) -> Mapping[int, ProgressReport]:
    own = ProgressReport.unit_id.in_([unit.id for unit in user.units])
    last = (
        select(func.max(ProgressReport.id))
        .where(own, ProgressReport.task_id.in_(task_ids))
        .group_by(ProgressReport.task_id)
    )
    query = (
        select(ProgressReport)
        .where(ProgressReport.id.in_(last))
        .options(joinedload(ProgressReport.by), selectinload(ProgressReport.values))
    )
    return {report.task_id: report for report in db.scalars(query)}


def _unsigned(task_ids: Collection[int], user: User) -> Mapping[int, str]:
    query = (
        select(UnsignedReport)
        .where(
            UnsignedReport.task_id.in_(task_ids),
            UnsignedReport.unit_id.in_([unit.id for unit in user.units]),
            UnsignedReport.state == SignState.WAITING,
        )
        .options(joinedload(UnsignedReport.by))
    )
    return {one.task_id: one.by.name for one in db.scalars(query)}


def _unsettled(task_ids: Collection[int]) -> Mapping[int, Sequence[str]]:
    query = (
        select(Share)
        .join(Share.unit)
        .where(Share.task_id.in_(task_ids), shares.OPEN)
        .options(contains_eager(Share.unit))
        .order_by(Unit.position)
    )
    names: dict[int, list[str]] = {}
    for share in db.scalars(query):
        names.setdefault(share.task_id, []).append(share.unit.name)
    return names
