"""08:00 on working days: one mail to each person who has something to be told."""

from datetime import date, datetime

from tasks_tracker.jobs.each import attempt, tell
from tasks_tracker.jobs.outcome import Outcome
from tasks_tracker.mail import outbox
from tasks_tracker.operations.morning import Morning
from tasks_tracker.operations.sweeps import digest_mail
from tasks_tracker.persistence import users
from tasks_tracker.persistence.session import transaction
from tasks_tracker.persistence.workdays import calendar


def run(today: date, now: datetime) -> Outcome:
    with transaction():
        workdays = calendar()
        if not workdays.is_workday(today):
            return Outcome()
        people = users.with_posts_in_use()
        morning = Morning(today, workdays)
    told = [(person, morning.digest_for(person)) for person in people]
    written, failures = attempt(
        [(person, digest) for person, digest in told if digest.headline],
        lambda pair: digest_mail(*pair, now=now),
    )
    with transaction():
        fresh = outbox.unsaid(written)
    with transaction():
        outbox.put(fresh)
    tell(failures)
    return Outcome(len(fresh))
