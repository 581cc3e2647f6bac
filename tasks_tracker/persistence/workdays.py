"""The working calendar of mainland China: what came with the program, and what was entered here."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import chinese_calendar
from sqlalchemy import Select, event, select, text
from sqlalchemy.orm import joinedload, selectinload

from tasks_tracker.domain.calendar import (
    CalendarYear,
    DayKind,
    Schedule,
    SpecialDay,
    editions,
    workdays_of,
)
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.statutory import LAST_KNOWN_YEAR, days_off
from tasks_tracker.persistence.session import db

FIRST_YEAR, LAST_YEAR = 2004, 2026
"""The years that are taken over from the library. A newer library moves no clock by itself: what
it knows beyond them is entered like any other notice, so that one sees what it moves."""
NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}
BY_LAW = "《全国年节及纪念日放假办法》"
CAME_ALONG = "国务院办公厅的通知，随程序提供"
_KEY, _TOKEN = "workdays", "newest edition"


def calendar() -> Workdays:
    """The calendar as it stands (1 statement in a transaction, none in a request of somebody who
    is signed in)."""
    info = db().info
    if _KEY not in info:
        info[_KEY] = _up_to(info.pop(_TOKEN) if _TOKEN in info else token())
    known: Workdays = info[_KEY]
    return known


def token() -> str | None:
    """Names the calendar as it stands; None where nothing was entered here (1 statement)."""
    return db.scalar(newest_token())


def newest_token() -> Select[str]:
    return select(CalendarYear.token).order_by(CalendarYear.id.desc()).limit(1)


def remember(found: str | None) -> None:
    """The token was read just now, together with something else."""
    db().info[_TOKEN] = found


def look_again() -> None:
    """The calendar was changed in this very transaction."""
    db().info.pop(_TOKEN, None)
    db().info.pop(_KEY, None)


def hold() -> None:
    """Nobody changes the calendar until this transaction ends, and it is the newest one: said
    before anything is written by whoever winds clocks, or a change would pass by what is not
    committed yet."""
    _lock("ROW EXCLUSIVE")


def hold_alone() -> None:
    """Nobody writes a clock until this transaction ends, and who was at it is waited for."""
    _lock("SHARE ROW EXCLUSIVE")


def _lock(mode: str) -> None:
    """On the table that is written with every clock; SQLite has but one writer."""
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text(f"LOCK TABLE tasks IN {mode} MODE"))
    look_again()


@event.listens_for(db, "after_transaction_end")
def _forget(session: Any, ended: Any) -> None:
    """Another process may have changed it before the next transaction begins."""
    if ended.parent is None:
        session.info.pop(_KEY, None)


@lru_cache(maxsize=4)
def _up_to(token: str | None) -> Workdays:
    """The calendar whose newest edition has this token, so that the days are read once."""
    if token is None:
        return bundled()
    query = select(CalendarYear).options(selectinload(CalendarYear.days)).order_by(CalendarYear.id)
    return editions(base(), db.scalars(query).all())


@cache
def bundled() -> Workdays:
    """The calendar of a new installation; asks no database."""
    return workdays_of(base().values())


@cache
def base() -> Mapping[int, Schedule]:
    """The schedules that came with the program, and for the years after them what the law says."""
    published = {year: _published(year) for year in range(FIRST_YEAR, LAST_YEAR + 1)}
    return published | {year: statutory(year) for year in range(LAST_YEAR + 1, LAST_KNOWN_YEAR + 1)}


def statutory(year: int) -> Schedule:
    """What the law alone says of a year."""
    days = [SpecialDay(day, DayKind.HOLIDAY, name) for day, name in days_off(year).items()]
    return Schedule(year, tuple(sorted(days)), is_published=False, source=BY_LAW)


def _published(year: int) -> Schedule:
    known_days = {
        DayKind.HOLIDAY: chinese_calendar.holidays,
        DayKind.MAKEUP: chinese_calendar.workdays,
    }
    days = [
        SpecialDay(day, kind, NAMES[name])
        for kind, known in known_days.items()
        for day, name in known.items()
        if day.year == year
    ]
    return Schedule(year, tuple(sorted(days)), is_published=True, source=CAME_ALONG)


def schedule(year: int) -> Schedule:
    """What holds for a year now (2 statements)."""
    entered = newest_edition(year)
    return entered.schedule if entered else base().get(year) or statutory(year)


def newest_edition(year: int) -> CalendarYear | None:
    query = _editions(year).options(selectinload(CalendarYear.days)).limit(1)
    return db.scalars(query).one_or_none()


def history(year: int) -> Sequence[CalendarYear]:
    """The editions of a year, the newest first, with who entered them."""
    return db.scalars(_editions(year).options(joinedload(CalendarYear.entered_by))).all()


def _editions(year: int) -> Select[CalendarYear]:
    query = select(CalendarYear).where(CalendarYear.year == year)
    return query.order_by(CalendarYear.edition.desc())
