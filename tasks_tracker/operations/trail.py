"""Writing events: every operation records here what it did."""

from datetime import datetime
from typing import Any

from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User
from tasks_tracker.persistence import events


def record(
    kind: EventKind, *, by: User | None, now: datetime, words: str = "", **about: Any
) -> None:
    """Add an event; `about` takes region, task, subject, before, after, key as Event has them.

    `by` is None where the system itself acts, in a scheduled job.
    """
    task: Task | None = about.get("task")
    region: Region | None = about.pop("region", None) or (task.region if task else None)
    region = region or (by.region if by else None)
    events.add(Event(kind=kind, at=now, by=by, words=words[:300], region=region, **about))
