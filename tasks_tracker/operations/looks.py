"""A leader marks what is on the own page as read."""

from datetime import datetime

from tasks_tracker.domain.looks import Look
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.users import User
from tasks_tracker.persistence.session import db


def mark_read(*, by: User, now: datetime) -> None:
    """From now on the page tells of what is new since this day; nobody else sees the mark."""
    require(by, Action.SEE_OWN_SECTIONS)
    found = db.get(Look, by.id)
    if found is None:
        db.add(Look(user=by, looked_at=now))
    else:
        found.looked_at = now
    db.flush()
