"""00:30: note which milestones became overdue."""

from datetime import date, datetime

from tasks_tracker.jobs.each import each, tell
from tasks_tracker.jobs.outcome import Outcome
from tasks_tracker.operations.sweeps import flag_overdue
from tasks_tracker.persistence import tasks
from tasks_tracker.persistence.session import transaction


def run(today: date, now: datetime) -> Outcome:
    with transaction():
        found = tasks.overdue_unnoted(today)
    flagged, failures = each(found, lambda milestone: flag_overdue(milestone, now=now))
    tell(failures)
    return Outcome(sum(flagged))
