"""00:20: ask for the reports of the periods that have begun, and note those that were missed."""

from datetime import date, datetime

from tasks_tracker.jobs.outcome import Outcome
from tasks_tracker.operations.obligations import keep
from tasks_tracker.persistence.session import transaction


def run(today: date, now: datetime) -> Outcome:
    with transaction():
        kept = keep(today, now)
    words = f"周期认不出，没有生成应报：{'、'.join(kept.unknown)}" if kept.unknown else ""
    return Outcome(kept.asked + kept.missed, words)
