"""What happened to a task, newest first, with the reports that events are about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.progress import ProgressReport

TONES = {
    EventKind.BECAME_OVERDUE: "bad",
    EventKind.REPORT_RETURNED: "warn",
    EventKind.TASK_AMENDED: "warn",
    EventKind.TASK_ENDED: "warn",
    EventKind.OBJECTION_RAISED: "warn",
    EventKind.TASK_REASSIGNED: "warn",
    EventKind.WAIT_RAISED: "warn",
    EventKind.SHARE_SETTLED: "good",
    EventKind.REPORT_ACCEPTED: "good",
    EventKind.TASK_COMPLETED: "good",
    EventKind.TASK_REOPENED: "bad",
    EventKind.TASK_CLOSED: "good",
    EventKind.EXTENSION_REFUSED: "warn",
    EventKind.EXTENSION_LAPSED: "warn",
    EventKind.LATENESS_EXPLAINED: "warn",
    EventKind.EXTENSION_GRANTED: "good",
    EventKind.BLOCKER_SOLVED: "good",
    EventKind.BLOCKER_REOPENED: "warn",
}


@dataclass(frozen=True)
class Entry:
    """One event; one that hands in a report shows its text.

    `earlier` are the same reminder's runs just before it, when nothing else happened in between.
    """

    event: Event
    report: ProgressReport | None
    earlier: Sequence[Event] = ()

    @property
    def tone(self) -> str:
        return TONES.get(self.event.kind, "")


def entries(events: Sequence[Event], reports: Sequence[ProgressReport]) -> list[Entry]:
    handed_in = {f"report:{report.id}": report for report in reports}
    return [_entry(run, handed_in.get(run[0].subject)) for run in _runs(events)]


def _entry(run: Sequence[Event], report: ProgressReport | None) -> Entry:
    last, *earlier = run
    return Entry(last, report if last.kind is EventKind.PROGRESS_REPORTED else None, earlier)


def _runs(events: Sequence[Event]) -> Iterator[list[Event]]:
    """Each event alone, reminders that repeat themselves together."""
    for (kind, _), same in groupby(events, lambda event: (event.kind, event.words)):
        if kind is EventKind.REMINDED:
            yield list(same)
        else:
            yield from ([event] for event in same)
