"""What happened to a task, newest first, with the reports that events are about."""

from collections.abc import Sequence
from dataclasses import dataclass

from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.progress import ProgressReport

TONES = {
    EventKind.BECAME_OVERDUE: "bad",
    EventKind.REPORT_RETURNED: "warn",
    EventKind.REPORT_ACCEPTED: "good",
    EventKind.TASK_COMPLETED: "good",
}


@dataclass(frozen=True)
class Entry:
    """One event; one that hands in a report shows its text."""

    event: Event
    report: ProgressReport | None

    @property
    def tone(self) -> str:
        return TONES.get(self.event.kind, "")


def entries(events: Sequence[Event], reports: Sequence[ProgressReport]) -> list[Entry]:
    handed_in = {f"report:{report.id}": report for report in reports}
    return [_entry(event, handed_in.get(event.subject)) for event in events]


def _entry(event: Event, report: ProgressReport | None) -> Entry:
    return Entry(event, report if event.kind is EventKind.PROGRESS_REPORTED else None)
