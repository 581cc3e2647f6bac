"""Single days and spans of days inside a sentence: 10月1日(周四)至7日(周三), 9月28日、10月11日."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tasks_tracker.importer.files.paper import Unreadable

DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^)]*)\))?")
TO = re.compile(r"\s*(?:至|到|—+|-+|~)\s*")
WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
WEEKDAYS = "一二三四五六日"
LONGEST = 30
"""No holiday is longer; a longer span is a slip of the pen."""


@dataclass(frozen=True)
class Days:
    """The days found, and the month that the next day goes by if it names none."""

    days: Sequence[date]
    month: int


@dataclass(frozen=True)
class _Named:
    day: date
    has_year: bool
    month: int
    start: int
    end: int


def days_in(words: str, *, year: int, month: int, where: str) -> Days:
    """All days that a clause names; a day without a month goes by the month before it."""
    named: list[_Named] = []
    for found in DAY.finditer(words):
        month = int(found[2] or month)
        named.append(_named(found, int(found[1] or year), month, where))
    days: list[date] = []
    waiting = iter(zip(named, [*named[1:], None], strict=True))
    for first, following in waiting:
        if following and TO.fullmatch(words, first.end, following.start):
            days += _span(first, following, where)
            next(waiting)
        else:
            days.append(first.day)
    return Days(days, month)


def _named(found: re.Match[str], year: int, month: int, where: str) -> _Named:
    try:
        day = date(year, month, int(found[3]))
    except ValueError:
        raise Unreadable(f"{where}：没有“{found[0]}”这一天，请核对。") from None
    said = WEEKDAY.search(found[4] or "")
    if said and found[1] is None and WEEKDAYS.index(said[1].replace("天", "日")) != day.weekday():
        day = _of_december_before(day, said[1])
    if said and WEEKDAYS.index(said[1].replace("天", "日")) != day.weekday():
        actual = WEEKDAYS[day.weekday()]
        raise Unreadable(
            f"{where}：{year}年{month}月{day.day}日是周{actual}，不是周{said[1]}，请核对年份和日期。"
        )
    return _Named(day, found[1] is not None, month, found.start(), found.end())


def _of_december_before(day: date, weekday: str) -> date:
    """Days of December around New Year may be named without their year."""
    before = day.replace(year=day.year - 1) if day.month == 12 else day  # noqa: PLR2004
    return before if WEEKDAYS[before.weekday()] == weekday.replace("天", "日") else day


def _span(first: _Named, last: _Named, where: str) -> list[date]:
    start = first.day
    if start > last.day and not first.has_year:
        start = start.replace(year=start.year - 1)
    count = (last.day - start).days + 1
    if not 0 < count <= LONGEST:
        raise Unreadable(f"{where}：{start}至{last.day}不像一个假期，请核对。")
    return [start + timedelta(days=number) for number in range(count)]
