"""08:00 on working days: one mail to each person who has something to be told."""

from datetime import date, datetime

from tasks_tracker.jobs.each import each, tell
from tasks_tracker.jobs.outcome import Outcome
from tasks_tracker.operations.morning import Morning
from tasks_tracker.operations.sweeps import post_digest
from tasks_tracker.persistence import users
from tasks_tracker.persistence.session import transaction
from tasks_tracker.persistence.workdays import calendar


def run(today: date, now: datetime) -> Outcome:
    if not calendar().is_workday(today):
        return Outcome()
    with transaction():
        people = users.with_posts_in_use()
        morning = Morning(today, calendar())
    posted, failures = each(
        people, lambda person: post_digest(person, morning.digest_for(person), now=now)
    )
    tell(failures)
    return Outcome(sum(posted))
