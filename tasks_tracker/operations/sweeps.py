"""What scheduled jobs do to one thing or for one person; the system acts, nobody is asked."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from tasks_tracker import clock
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.reminders import Stage
from tasks_tracker.domain.users import User
from tasks_tracker.mail import outbox
from tasks_tracker.operations.digests import Almanac, Digest, Item, cut, in_words, worst_first
from tasks_tracker.operations.extensions import lapse_overdue
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import attention, events
from tasks_tracker.wording import day


def flag_overdue(milestone: Milestone, *, now: datetime) -> bool:
    """Record that the clock of a milestone has run out; once for each end that it had."""
    ends_on = milestone.clock_ends_on
    if not attention.note_overdue(milestone):
        return False
    record(
        EventKind.BECAME_OVERDUE,
        by=None,
        now=now,
        task=milestone.task,
        subject=f"milestone:{milestone.id}",
        words=f"{milestone.deliverable}，期限{day(ends_on, in_year=clock.local(now).year)}",
        key=f"overdue:{milestone.id}:{ends_on}",
    )
    lapse_overdue(milestone, now=now)
    return True


def item_of(milestone: Milestone, ends_on: date, almanac: Almanac) -> Item:
    """A milestone as a reminder lists it."""
    task = milestone.task
    return Item(
        task_id=task.id,
        code=task.code,
        name=task.name,
        ends_on=ends_on,
        days=almanac.days(ends_on),
        light=almanac.light(milestone.facts),
        note="，".join(filter(None, (_deliverable(milestone), _original(milestone, ends_on)))),
    )


def _deliverable(milestone: Milestone) -> str:
    return milestone.deliverable if milestone.deliverable != milestone.task.title else ""


def _original(milestone: Milestone, ends_on: date) -> str:
    """The original date beside one that an extension has moved."""
    original = milestone.original_due_on
    is_moved = original != milestone.due_on
    return f"原定{day(original, in_year=ends_on.year)}，已延期" if is_moved else ""


def reminder(person: User, items: Sequence[Item], *, today: date, now: datetime) -> Message:
    """One mail about all that is due for reminding on a day; one for each day at most."""
    ordered = worst_first(items)
    context = {"today": today, "listing": cut(ordered), "headline": "，".join(in_words(ordered))}
    return outbox.write(
        f"reminder:{person.id}:{today}", "reminder", to=person, now=now, context=context
    )


def note_reminders(told: Iterable[tuple[str, Milestone, Sequence[User]]], *, now: datetime) -> None:
    """Record of which milestones units were reminded, and who was told (1 statement)."""
    events.add_all([_reminded(key, milestone, people, now) for key, milestone, people in told])


def _reminded(key: str, milestone: Milestone, told: Sequence[User], now: datetime) -> events.Row:
    words = f"{milestone.deliverable}：{'、'.join(person.name for person in told)}"
    return {
        "kind": EventKind.REMINDED,
        "at": now,
        "region_id": milestone.task.region_id,
        "task_id": milestone.task_id,
        "subject": f"milestone:{milestone.id}",
        "words": words[:300],
        "key": key,
    }


def reminder_key(milestone_id: int, ends_on: date, stage: Stage) -> str:
    """A reminder happens once for a milestone, an end of its clock and a stage."""
    return f"reminded:{milestone_id}:{ends_on}:{stage.name}"


def digest_mail(person: User, digest: Digest, *, now: datetime) -> Message:
    """One mail with all that a person is told of a day; one a day at most."""
    key = f"digest:{person.id}:{digest.today}"
    return outbox.write(key, "digest", to=person, now=now, context={"digest": digest})
