"""00:35: note which findings of inspections became overdue."""

from datetime import date, datetime

from tasks_tracker.jobs.each import each, tell
from tasks_tracker.jobs.outcome import Outcome
from tasks_tracker.operations.findings import flag_overdue_finding
from tasks_tracker.persistence import findings
from tasks_tracker.persistence.session import transaction


def run(today: date, now: datetime) -> Outcome:
    with transaction():
        found = findings.overdue_unnoted(today)
    flagged, failures = each(found, lambda finding: flag_overdue_finding(finding, now=now))
    tell(failures)
    return Outcome(sum(flagged))
