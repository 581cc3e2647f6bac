"""The working calendar is changed: a new edition of the year, and the clocks that follow it."""

from collections.abc import Sequence
from datetime import datetime

from tasks_tracker import clock
from tasks_tracker.domain.calendar import CalendarDay, CalendarYear, DayKind, Schedule
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.proposals import LONGEST_SOURCE, DayChange, Proposal
from tasks_tracker.domain.users import User
from tasks_tracker.importer.files.paper import Unreadable
from tasks_tracker.importer.holidays.reading import read_file, read_words
from tasks_tracker.operations.findings import rewind_findings
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import clocks, trajectories, workdays
from tasks_tracker.persistence.clocks import Fingerprint, MovedTask
from tasks_tracker.persistence.session import db
from tasks_tracker.wording import day, full_day

NOTHING_NEW = "与现行日历没有不同，不必录入。"
STALE = "预览之后日历或任务有了变化，请重新预览再启用。"


def read_schedule(year: int, *, text: str = "", raw: bytes = b"", source: str = "") -> Proposal:
    """The schedule of a year from the words of its notice, a list of days, or a file with either;
    asks no right and no database."""
    field = "file" if raw else "text"
    try:
        reading = read_file(raw, year) if raw else read_words(text, year)
    except Unreadable as reason:
        raise Refusal(reason.words, field=field) from None
    days = tuple(sorted(reading.days.values()))
    return Proposal(year, days, (source or reading.doc_no)[:LONGEST_SOURCE])


def enter_schedule(proposal: Proposal, *, by: User, now: datetime, seen: str) -> int:
    """Let the proposal hold, as it was seen in a preview; answers how many tasks' clocks moved.

    The calendar is a rule of the whole installation, so it is set where no other region stands
    above: by the head of supervision, who sets rules, or the administrator, who keeps settings.
    """
    require(by, Action.SET_CALENDAR)
    workdays.hold_alone()
    fingerprint = Fingerprint(proposal, workdays.token())
    changes = proposal.changes(workdays.schedule)
    schedules = proposal.schedules(workdays.schedule)
    if not schedules:
        raise Refusal(NOTHING_NEW)
    for schedule in schedules:
        db.add(_edition(schedule, by, now))
    db.flush()
    workdays.look_again()
    count = _move_clocks(changes, fingerprint, by, now)
    if fingerprint.text != seen:
        raise Refusal(STALE)
    rewind_findings(by=by, now=now)
    trajectories.sweep(clock.local(now).date())
    moved = f"{len(changes)} 天有变，{count} 项任务的时钟调整"
    record(
        EventKind.CALENDAR_CHANGED,
        by=by,
        now=now,
        subject=f"calendar:{proposal.year}",
        words=f"{proposal.year}年，{moved}；{proposal.source}",
        before=_as_json(changes, "before"),
        after=_as_json(changes, "after"),
    )
    return count


def _edition(schedule: Schedule, by: User, now: datetime) -> CalendarYear:
    last = workdays.newest_edition(schedule.year)
    edition = CalendarYear(
        year=schedule.year,
        edition=last.edition + 1 if last else 1,
        is_published=schedule.is_published,
        source=schedule.source,
        entered_at=now,
        entered_by=by,
    )
    for special in schedule.days:
        CalendarDay(year=edition, day=special.day, kind=special.kind, name=special.name)
    return edition


def _move_clocks(
    changes: Sequence[DayChange], fingerprint: Fingerprint, by: User, now: datetime
) -> int:
    if not changes:
        return 0
    count = 0
    days = [change.day for change in changes]
    for tasks in clocks.moved(min(days), max(days), workdays.calendar()):
        for task in tasks:
            fingerprint.add(task)
        if tasks:
            clocks.set_ends(tasks)
            clocks.record([_event(task, by, now) for task in tasks])
        count += len(tasks)
    return count


def _event(task: MovedTask, by: User, now: datetime) -> dict[str, object]:
    words = "；".join(
        f"{move.deliverable}：{day(move.before)} → {full_day(move.after)}" for move in task.moves
    )
    return {
        "kind": EventKind.CLOCK_MOVED,
        "at": now,
        "by_id": by.id,
        "region_id": task.region_id,
        "task_id": task.task_id,
        "subject": f"task:{task.task_id}",
        "words": words[:300],
        "before": {str(move.milestone_id): move.before.isoformat() for move in task.moves},
        "after": {str(move.milestone_id): move.after.isoformat() for move in task.moves},
    }


def _as_json(changes: Sequence[DayChange], side: str) -> dict[str, DayKind | None]:
    """Each changed day with its kind; None where the day goes by its weekday."""
    sides = [(change.day, getattr(change, side)) for change in changes]
    return {at.isoformat(): special.kind if special else None for at, special in sides}
