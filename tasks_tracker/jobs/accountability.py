"""01:00: count anew what is counted against units, and put down the steps that are due."""

from datetime import date, datetime

from tasks_tracker.jobs.each import each, tell
from tasks_tracker.jobs.outcome import Outcome
from tasks_tracker.operations.accountability import fire_due
from tasks_tracker.persistence import accountability
from tasks_tracker.persistence.session import transaction


def run(_today: date, now: datetime) -> Outcome:
    with transaction():
        rules = accountability.in_force()
    fired, failures = each(rules, lambda rule: len(fire_due(rule, now=now)))
    tell(failures)
    return Outcome(sum(fired))
