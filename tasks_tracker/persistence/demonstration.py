"""The day of the demonstration as it is kept; no such row exists outside that mode."""

from contextvars import Context
from datetime import date

from sqlalchemy import select, update

from tasks_tracker.domain.demonstration import DemonstrationDay
from tasks_tracker.persistence.session import db


def day() -> date | None:
    """Read beside the session: whoever asks the time is often in the middle of a change.

    In a context of its own it is a mere reader, which on SQLite waits for no writer.
    """
    return Context().run(_day)


def _day() -> date | None:
    with db.get_bind().engine.connect() as connection:
        return connection.scalar(select(DemonstrationDay.today))


def begin(day: date) -> None:
    db.add(DemonstrationDay(today=day))
    db.flush()


def move(*, seen: date, to: date) -> bool:
    """Move on; False where somebody else did so meanwhile."""
    moving = update(DemonstrationDay).where(DemonstrationDay.today == seen).values(today=to)
    return db.scalar(moving.returning(DemonstrationDay.id)) is not None
