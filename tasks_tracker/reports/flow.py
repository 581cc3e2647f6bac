"""The flow of a month: to how many tasks what happened, for the last twelve months.

A task counts once a month for each kind. What is counted is what the ledger lists under the same
condition, so tasks that have left the open ledger are in neither.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, case, func, select

from tasks_tracker import clock
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.periods import Period, month_of
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence.session import db
from tasks_tracker.reports.happenings import Dated, begin
from tasks_tracker.reports.selection import Selection
from tasks_tracker.reports.strips import firsts_of_months


class Stream(StrEnum):
    """What flows."""

    NEW = "new"
    COMPLETED = "completed"
    RETURNED = "returned"
    EXTENDED = "extended"
    OVERDUE = "overdue"


EVENTS: Mapping[Stream, EventKind] = {
    Stream.RETURNED: EventKind.REPORT_RETURNED,
    Stream.EXTENDED: EventKind.EXTENSION_GRANTED,
    Stream.OVERDUE: EventKind.BECAME_OVERDUE,
}
WORDS: Mapping[Stream, str] = {
    Stream.NEW: "新进台账",
    Stream.COMPLETED: "办结",
    Stream.RETURNED: "退回",
    Stream.EXTENDED: "批准延期",
    Stream.OVERDUE: "转为逾期",
}


@dataclass(frozen=True)
class MonthRow:
    """What happened in a month, up to today."""

    month: Period
    counts: Mapping[Stream, int]

    def __getitem__(self, stream: Stream) -> int:
        return self.counts.get(stream, 0)

    def asked(self, stream: Stream) -> Selection:
        """The tasks that it counts."""
        first, last = self.month.first, self.month.last
        if stream in EVENTS:
            return Selection(event=EVENTS[stream], event_from=first, event_to=last)
        kind = Dated.CAME if stream is Stream.NEW else Dated.COMPLETED
        return Selection(dated=kind, dated_from=first, dated_to=last)


def months(seen: ColumnElement[bool], today: date) -> Sequence[MonthRow]:
    """Twelve months, this one last (3 statements)."""
    firsts = firsts_of_months(today)
    counts = _came(seen, firsts[0]) + _completed(seen, firsts[0]) + _events(seen, firsts)
    return [
        MonthRow(month_of(first), {stream: counts[first, stream] for stream in Stream})
        for first in firsts
    ]


Counts = Counter[tuple[date, Stream]]


def _came(seen: ColumnElement[bool], first: date) -> Counts:
    query = (
        select(Task.added_on, Plan.adopted_at, func.count())
        .join(Plan, Plan.id == Task.plan_id)
        .where(seen)
        .group_by(Task.added_on, Plan.adopted_at)
    )
    counts: Counts = Counter()
    for added_on, adopted_at, count in db.execute(query):
        came_on = added_on or clock.local(adopted_at).date()
        if came_on >= first:
            counts[came_on.replace(day=1), Stream.NEW] += count
    return counts


def _completed(seen: ColumnElement[bool], first: date) -> Counts:
    query = (
        select(Task.completed_on, func.count())
        .where(seen, Task.completed_on >= first)
        .group_by(Task.completed_on)
    )
    counts: Counts = Counter()
    for on, count in db.execute(query):
        if on is not None:
            counts[on.replace(day=1), Stream.COMPLETED] += count
    return counts


def _events(seen: ColumnElement[bool], firsts: Sequence[date]) -> Counts:
    """Distinct tasks of each kind and month."""
    later = [(Event.at < begin(after), place) for place, after in enumerate(firsts[1:])]
    place = case(*later, else_=len(firsts) - 1).label("place")
    query = (
        select(Event.kind, place, func.count(Event.task_id.distinct()))
        .join(Task, Task.id == Event.task_id)
        .where(seen, Event.kind.in_(EVENTS.values()), Event.at >= begin(firsts[0]))
        .group_by(Event.kind, place)
    )
    streams = {kind: stream for stream, kind in EVENTS.items()}
    return Counter({(firsts[at], streams[kind]): count for kind, at, count in db.execute(query)})
