"""What other units say to a request for a later date."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, word_column
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User

if TYPE_CHECKING:
    from tasks_tracker.domain.extensions import Extension


class Consent(StrEnum):
    """What a unit that the date concerns says to it."""

    AGREED = "agreed"
    DECLINED = "declined"


class ExtensionConsent(Base):
    """What one other unit says to a request."""

    __tablename__ = "extension_consents"
    __table_args__ = (
        UniqueConstraint("extension_id", "unit_id"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered"),
        CheckConstraint("(answered_at IS NULL) = (by_id IS NULL)", name="who"),
        CheckConstraint("answer <> 'declined' OR words <> ''", name="reason"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    extension_id: Mapped[int] = mapped_column(BIG, ForeignKey("extensions.id"), init=False)
    extension: Mapped["Extension"] = relationship(back_populates="consents", init=False)
    unit_id: Mapped[int] = mapped_column(BIG, ForeignKey("units.id"), init=False, index=True)
    unit: Mapped[Unit] = relationship()
    wants_head: Mapped[bool]
    """The unit has a head with an account: nobody else answers for it."""
    answer: Mapped[Consent | None] = mapped_column(word_column(Consent), init=False, default=None)
    by_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    by: Mapped[User | None] = relationship(init=False, default=None)
    answered_at: Mapped[datetime | None] = mapped_column(init=False, default=None)
    words: Mapped[str] = mapped_column(Text, init=False, default="")

    def give(self, answer: Consent, *, by: User, now: datetime, today: date, words: str) -> None:
        """Once; a unit that does not agree says why, for those who decide."""
        self.extension.require_alive(today)
        if self.answer is not None:
            raise Refusal(f"{self.unit.name}已经答复过，请刷新页面。")
        if answer is Consent.DECLINED and not words.strip():
            raise Refusal("不同意须写明理由，供审批的人参考。", field="opinion")
        self.answer, self.by, self.answered_at = answer, by, now
        self.words = words.strip()
