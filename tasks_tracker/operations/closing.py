"""Closing 销号: the head of supervision takes completed tasks off the books."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from tasks_tracker import clock, wording
from tasks_tracker.domain.closing import Closing, require_closable
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.mail import links
from tasks_tracker.mail.told import Told, tell
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import closing as kept
from tasks_tracker.persistence import completion, tasks, users
from tasks_tracker.persistence.session import db


def close_tasks(
    chosen: Collection[Task], *, by: User, now: datetime, remarks: str = ""
) -> Sequence[Closing]:
    """All of them, or none: what cannot be closed is named."""
    for task in chosen:
        require(by, Action.CLOSE_TASK, task.region)
    if not chosen:
        raise Refusal("先勾选要销号的任务。", field="tasks")
    reports = completion.applications_of([task.id for task in chosen])
    made = []
    for task in chosen:
        tasks.hold(task)
        require_closable(task, reports.get(task.id), by=by)
        task.closed_on = clock.local(now).date()
        made.append(
            Closing(task=task, by=by, at=now, closed_on=task.closed_on, words=remarks.strip())
        )
        record(EventKind.TASK_CLOSED, by=by, now=now, task=task, words=remarks.strip())
    db.add_all(made)
    db.flush()
    _tell_leads(made, now)
    return made


def undo(task: Task, *, on: date) -> None:
    """The task was reopened: what closed it holds no more."""
    standing = kept.standing(task)
    if standing:
        standing.undone_on = on


def _tell_leads(made: Sequence[Closing], now: datetime) -> None:
    """One mail for each person, whatever the number of tasks."""
    by_unit: dict[int, list[Closing]] = {}
    for closing in made:
        for unit in closing.task.leads:
            by_unit.setdefault(unit.id, []).append(closing)
    for person in users.liaisons_of(by_unit.keys()):
        units = {unit.id for unit in person.units}
        own = {one.id: one for unit in units for one in by_unit.get(unit, [])}
        if own:
            _tell(person, list(own.values()), now)


def _tell(person: User, own: Sequence[Closing], now: datetime) -> None:
    first = own[0]
    about = f"{first.task.code} {first.task.name}" if len(own) == 1 else f"{len(own)} 项任务"
    told = Told(
        subject=f"【销号】{about}",
        opening=f"{first.by.name}已将下列任务销号，不再要求报送。",
        step="看任务" if len(own) == 1 else "看台账",
        url=links.task(first.task.id) if len(own) == 1 else links.ledger(),
        why="你是这些任务牵头单位的联络员。",
        items=[_line(one.task) for one in own],
    )
    key = f"task_closed:{first.id}:{person.id}"
    tell(key, "task_closed", told, to=person, now=now, task=first.task if len(own) == 1 else None)


def _line(task: Task) -> str:
    grade = f"，{wording.word(task.grade)}" if task.grade else ""
    return f"{task.code} {task.name}（{wording.day(task.completed_on)}办结{grade}）"
