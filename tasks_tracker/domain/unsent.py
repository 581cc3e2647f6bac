"""What somebody had typed into a form and not sent: kept until it is sent or taken back."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Json, Short
from tasks_tracker.domain.users import User


class UnsentForm(Base):
    """The fields of one form as one person left them."""

    __tablename__ = "unsent_forms"
    __table_args__ = (
        UniqueConstraint("user_id", "subject"),
        Index("ix_unsent_forms_subject_kept_at", "subject", "kept_at"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    user_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False)
    user: Mapped[User] = relationship()
    subject: Mapped[Short]
    """Which form of which thing: draft:7:12 is task 12 of draft 7."""
    fields: Mapped[Json]
    """Pairs of name and text, as the browser would send them."""
    kept_at: Mapped[datetime]
