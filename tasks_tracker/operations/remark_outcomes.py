"""A leader is told when what came of a remark is done."""

from datetime import datetime

from tasks_tracker import clock, wording
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.remarks import Remark
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.urgings import Urging
from tasks_tracker.mail import links
from tasks_tracker.mail.told import Told, tell
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import remarks, urgings


def note_completed(task: Task, *, now: datetime) -> None:
    """A task that a remark asked for is completed; costs nothing for any other."""
    if not task.is_completed or task.added_on is None:
        return
    for remark in remarks.that_made(task):
        carry_out(remark, task, now=now)


def note_settled(urging: Urging, *, now: datetime) -> None:
    """The last urging that a remark was turned into is settled."""
    remark = urging.remark
    if remark is None or any(one.is_in_force for one in urgings.of_remark(remark.id)):
        return
    carry_out(remark, urging.task, now=now)


def carry_out(remark: Remark, task: Task, *, now: datetime) -> None:
    """Note it once, and tell the leader."""
    today = clock.local(now).date()
    if not remark.carry_out(today):
        return
    record(
        EventKind.REMARK_CARRIED_OUT,
        by=None,
        now=now,
        task=task,
        subject=f"remark:{remark.id}",
        words=f"{remark.leader.name}{wording.full_day(remark.remarked_on)}批示",
    )
    told = Told(
        subject=f"【批示落实】{task.code} {task.name}",
        opening="批示交办的事项已经落实。",
        step="看办理结果",
        url=links.remark(remark.id),
        why="收件人是作出批示的领导。",
        facts=[("批示", remark.words), ("落实", f"{task.code} {task.name}")],
    )
    key = f"remark-carried-out:{remark.id}"
    tell(key, "remark_carried_out", told, to=remark.leader, now=now, task=task)
