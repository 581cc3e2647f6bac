"""Monthly circulars (调度通报): a frozen snapshot, a draft, a publication that never changes."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Json, word_column
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User


class CircularState(StrEnum):
    """How far a circular is."""

    DRAFT = "draft"
    PUBLISHED = "published"


class Circular(Base):
    """The circular of one region about one month."""

    __tablename__ = "circulars"
    __table_args__ = (
        UniqueConstraint("region_id", "month"),
        UniqueConstraint("region_id", "year", "number"),
        CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="published"),
        CheckConstraint("(state = 'published') = (number IS NOT NULL)", name="number"),
        CheckConstraint("(state = 'published') = (published_by_id IS NOT NULL)", name="publisher"),
        CheckConstraint("number > 0", name="number_from_one"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    region_id: Mapped[int] = mapped_column(BIG, ForeignKey("regions.id"), init=False)
    region: Mapped[Region] = relationship(lazy="joined")
    month: Mapped[date]
    """First day of the month that it tells of."""
    as_of: Mapped[date]
    """The day at whose end the snapshot was taken."""
    snapshot: Mapped[Json]
    """All that the circular is rendered from; see reports.circular."""
    drafted_at: Mapped[datetime]
    state: Mapped[CircularState] = mapped_column(
        word_column(CircularState), default=CircularState.DRAFT
    )
    year: Mapped[int] = mapped_column(init=False)
    """The year in which the numbers run."""
    number: Mapped[int | None] = mapped_column(default=None)
    """第N期 of its year."""
    published_at: Mapped[datetime | None] = mapped_column(default=None)
    published_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    published_by: Mapped[User | None] = relationship(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    def __post_init__(self) -> None:
        self.year = self.month.year

    @property
    def is_published(self) -> bool:
        return self.state is CircularState.PUBLISHED

    def redraft(self, snapshot: object, *, as_of: date, now: datetime) -> None:
        """Take the snapshot anew, as long as nothing is published."""
        self._require_draft()
        self.snapshot = snapshot
        self.as_of = as_of
        self.drafted_at = now

    def publish(self, *, by: User, number: int, now: datetime) -> None:
        self._require_draft()
        self.state = CircularState.PUBLISHED
        self.number = number
        self.published_at = now
        self.published_by = by

    def _require_draft(self) -> None:
        if self.is_published:
            raise Refusal("这期通报已经印发，内容不再改动。")
