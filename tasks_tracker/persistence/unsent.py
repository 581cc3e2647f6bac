"""Forms that were typed and not sent, as they are looked up."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from tasks_tracker.domain.unsent import UnsentForm
from tasks_tracker.domain.users import User
from tasks_tracker.persistence.session import db


def find(user: User, subject: str) -> UnsentForm | None:
    query = select(UnsentForm).where(UnsentForm.user_id == user.id, UnsentForm.subject == subject)
    return db.scalars(query).one_or_none()


def by_others(user: User, beginning: str, since: datetime) -> Sequence[UnsentForm]:
    """What other people are typing into forms whose subject begins so, latest first."""
    query = (
        select(UnsentForm)
        .where(
            UnsentForm.subject.startswith(beginning, autoescape=True),
            UnsentForm.user_id != user.id,
            UnsentForm.kept_at >= since,
        )
        .order_by(UnsentForm.kept_at.desc(), UnsentForm.id)
        .options(joinedload(UnsentForm.user))
    )
    return db.scalars(query).all()


def delete_all(beginning: str) -> None:
    """Everybody's forms whose subject begins so."""
    db.execute(
        delete(UnsentForm).where(UnsentForm.subject.startswith(beginning, autoescape=True)),
        execution_options={"synchronize_session": False},
    )
