"""Numbers of documents: one series for each kind, region and year, without gaps."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, word_column
from tasks_tracker.domain.units import Region


class SeriesKind(StrEnum):
    """What is numbered; the word of each stands before the year (督办〔2021〕12号)."""

    NOTICE = "notice"
    SLIP = "slip"
    INTERVIEW = "interview"
    INSPECTION = "inspection"
    HANDOVER = "handover"
    CHECK = "check"
    CIRCULAR = "circular"
    """Circulars with a red head."""
    BULLETIN = "bulletin"
    MEETING = "meeting"


class Series(Base):
    """The last number that was given."""

    __tablename__ = "series"
    __table_args__ = (CheckConstraint("last_number > 0", name="from_one"),)

    region_id: Mapped[int] = mapped_column(
        BIG, ForeignKey("regions.id"), init=False, primary_key=True
    )
    region: Mapped[Region] = relationship()
    kind: Mapped[SeriesKind] = mapped_column(
        word_column(SeriesKind, checked=False), primary_key=True
    )
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last_number: Mapped[int]
