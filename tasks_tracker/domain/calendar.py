"""The working calendar: schedules of years as they are published or entered, and what follows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Line, Short, word_column
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.users import User


class DayKind(StrEnum):
    """How a day differs from its weekday."""

    HOLIDAY = "holiday"
    MAKEUP = "makeup"


@dataclass(frozen=True, order=True)
class SpecialDay:
    """A day off or a make-up day, with the holiday to which it belongs."""

    day: date
    kind: DayKind
    name: str


@dataclass(frozen=True)
class Schedule:
    """The days of one year that differ from their weekdays, and where that is known from."""

    year: int
    days: Sequence[SpecialDay]
    is_published: bool
    source: str
    """The notice that announced it, or the reason for which it was changed."""

    @property
    def by_day(self) -> dict[date, SpecialDay]:
        return {special.day: special for special in self.days}


def workdays_of(
    schedules: Iterable[Schedule], earlier: Sequence[tuple[datetime, Workdays]] = ()
) -> Workdays:
    """The calendar that these schedules make; `earlier` is what it replaced."""
    known = list(schedules)
    special = [day for schedule in known for day in schedule.days]
    return Workdays(
        holidays=frozenset(day.day for day in special if day.kind is DayKind.HOLIDAY),
        makeup_days=frozenset(day.day for day in special if day.kind is DayKind.MAKEUP),
        published=frozenset(schedule.year for schedule in known if schedule.is_published),
        earlier=tuple(earlier),
    )


class CalendarYear(Base):
    """One edition of a year's schedule; a later edition replaces it, and none is ever changed.

    So the calendar is known as it stood at any moment, and with it who was late then.
    """

    __tablename__ = "calendar_years"
    __table_args__ = (
        UniqueConstraint("year", "edition"),
        UniqueConstraint("token"),
        CheckConstraint("edition > 0", name="edition"),
        CheckConstraint("source <> ''", name="source"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    year: Mapped[int]
    edition: Mapped[int]
    """1, 2, …: of two who enter the same year at the same moment one is told to look again."""
    token: Mapped[Short] = mapped_column(init=False, default_factory=lambda: uuid4().hex)
    """Names the calendar as a whole up to this edition, in whichever database."""
    is_published: Mapped[bool]
    source: Mapped[Line]
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    entered_by: Mapped[User] = relationship()
    days: Mapped[list["CalendarDay"]] = relationship(
        back_populates="year", default_factory=list, order_by="CalendarDay.day"
    )

    @property
    def schedule(self) -> Schedule:
        days = tuple(SpecialDay(day.day, day.kind, day.name) for day in self.days)
        return Schedule(self.year, days, self.is_published, self.source)


class CalendarDay(Base):
    """A day off or a make-up day in one edition of a year."""

    __tablename__ = "calendar_days"
    __table_args__ = (UniqueConstraint("year_id", "day"),)

    id: Mapped[Id] = mapped_column(init=False)
    year_id: Mapped[int] = mapped_column(BIG, ForeignKey("calendar_years.id"), init=False)
    year: Mapped[CalendarYear] = relationship(back_populates="days")
    day: Mapped[date]
    kind: Mapped[DayKind] = mapped_column(word_column(DayKind))
    name: Mapped[Short] = mapped_column(default="")


def editions(base: Mapping[int, Schedule], years: Iterable[CalendarYear]) -> Workdays:
    """The calendar of `base` with these editions over it, in the order in which they came."""
    known = dict(base)
    calendar = workdays_of(known.values())
    earlier: list[tuple[datetime, Workdays]] = []
    for edition in years:
        earlier.append((edition.entered_at, calendar))
        known[edition.year] = edition.schedule
        calendar = workdays_of(known.values(), earlier)
    return calendar
