"""岗位分工: a unit with several liaison posts says which of them handles what."""

from collections.abc import Sequence
from datetime import datetime

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.tasks import TaskUnit
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import Post, User
from tasks_tracker.operations.trail import record

ALL = "全部联络员"


def share_out(
    unit: Unit, *, by: User, now: datetime, seats: Sequence[TaskUnit], post: Post | None
) -> int:
    """Let one post handle these seats of the unit, or all its liaisons again; answers how many
    were with another one before."""
    require(by, Action.SHARE_OUT, unit)
    if not seats:
        raise Refusal("请先勾选任务。", field="seats")
    changed = [seat for seat in seats if seat.post is not post]
    for seat in changed:
        before = seat.post.title if seat.post else ALL
        seat.give_to(post)
        record(
            EventKind.SEATS_SHARED_OUT,
            by=by,
            now=now,
            task=seat.task,
            subject=f"unit:{unit.id}",
            words=f"{unit.name}：{before} → {post.title if post else ALL}",
        )
    return len(changed)
