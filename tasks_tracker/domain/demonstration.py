"""The one row that exists in demonstration mode only: how far its day lies from the real one."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tasks_tracker.domain.base import Base

START = date(2021, 9, 13)


class DemonstrationDay(Base):
    """The day that the demonstration shows."""

    __tablename__ = "demonstration_day"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    today: Mapped[date] = mapped_column(default=START)
