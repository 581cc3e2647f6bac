"""00:30: keep which light every task shows today, where it is another than it showed last."""

from datetime import date, datetime

from tasks_tracker.jobs.outcome import Outcome
from tasks_tracker.persistence import light_rules, shown_lights, trajectories
from tasks_tracker.persistence.session import transaction
from tasks_tracker.reports.shown_lights import changed


def run(today: date, _now: datetime) -> Outcome:
    """All in one transaction: a day is kept as a whole or not at all."""
    count = 0
    with transaction():
        trajectories.sweep(today)
        for rows in changed(light_rules.lines(today)):
            shown_lights.put(rows)
            count += len(rows)
    return Outcome(count)
