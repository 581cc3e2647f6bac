"""Ending a task that is not completed: terminated, merged into another, turned into a standing
duty."""

from collections.abc import Sequence
from datetime import date, datetime

from tasks_tracker import clock, wording
from tasks_tracker.domain.endings import TaskEnding
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.standing import Ending
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.mail import links
from tasks_tracker.mail.told import Told, tell
from tasks_tracker.operations.attaching import Piece, attach
from tasks_tracker.operations.trail import record
from tasks_tracker.operations.urgings import lift_settled
from tasks_tracker.persistence import tasks, users
from tasks_tracker.persistence.session import db


def end_task(
    task: Task,
    *,
    by: User,
    now: datetime,
    ending: Ending,
    reason: str,
    doc_no: str,
    decided_on: date,
    merged_into: Task | None = None,
    standing_rule: str = "",
    evidence: Sequence[Piece] = (),
) -> TaskEnding:
    """It leaves the open ledger by a decision that has a paper; its history stays."""
    require(by, Action.END_TASK, task)
    made = TaskEnding(
        task=task,
        ending=ending,
        reason=reason.strip(),
        doc_no=doc_no.strip(),
        decided_on=decided_on,
        by=by,
        at=now,
        ended_on=clock.local(now).date(),
        merged_into=merged_into,
        standing_rule=standing_rule.strip(),
    )
    made.take_effect()
    for one in (task, merged_into):
        if one is not None:
            tasks.hold(one)
    db.add(made)
    db.flush()
    attach(evidence, task=task, subject=made.subject, by=by, now=now)
    _record(made)
    lift_settled(task, by=by, now=now)
    _tell_units(made)
    return made


def _record(made: TaskEnding) -> None:
    words = f"{wording.word(made.ending)}：{made.words}。{made.reason}"
    subject = made.subject
    record(
        EventKind.TASK_ENDED, by=made.by, now=made.at, task=made.task, subject=subject, words=words
    )
    if made.merged_into:
        words = f"{made.task.code}并入本项"
        record(
            EventKind.TASK_TOOK_OVER,
            by=made.by,
            now=made.at,
            task=made.merged_into,
            subject=subject,
            words=words,
        )


def _tell_units(made: TaskEnding) -> None:
    """All units of the task, and those that lead the one that goes on."""
    about = [made.task] + ([made.merged_into] if made.merged_into else [])
    seats = {seat.unit_id for seat in made.task.units}
    seats |= {unit.id for unit in made.merged_into.leads} if made.merged_into else set()
    told = Told(
        subject=f"【{wording.word(made.ending)}】{made.task.code} {made.task.name}",
        opening=f"{made.by.name}{_what(made)}，不再报送进展，此前的反馈和经过都保留。",
        step="看任务",
        url=links.task(about[-1].id),
        why="你所在单位在这项任务或者并入的任务里有分工。",
        facts=[
            ("依据", f"{made.doc_no}（{wording.full_day(made.decided_on)}）"),
            ("理由", made.reason),
            *([("今后", made.standing_rule)] if made.standing_rule else []),
        ],
    )
    for person in users.liaisons_of(seats):
        tell(
            f"task_ended:{made.id}:{person.id}",
            "task_ended",
            told,
            to=person,
            now=made.at,
            task=made.task,
        )


def _what(made: TaskEnding) -> str:
    if made.merged_into:
        return f"将{made.task.code}并入{made.merged_into.code}"
    return f"将{made.task.code}{wording.word(made.ending)}"
