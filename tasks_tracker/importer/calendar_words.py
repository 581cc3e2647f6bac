"""Months, years and numbers as documents write them, and the days that they mean."""

from calendar import monthrange
from datetime import date

NUMERALS = "一二三四五六七八九十"
HALVES = {"上": (6, 30), "下": (12, 31)}
QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


def day(year: int, month: int, number: int) -> date | None:
    """The day, or None where the calendar has none."""
    if 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]:
        return date(year, month, number)
    return None


def last_day(year: int, month: int) -> date | None:
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else None


def last_day_before(year: int, month: int) -> date | None:
    return last_day(year - 1, 12) if month == 1 else last_day(year, month - 1)


def years_later(start: date, years: int) -> date:
    """The same day some years on; 29 February becomes 28 February."""
    return date(
        start.year + years,
        start.month,
        min(start.day, monthrange(start.year + years, start.month)[1]),
    )


def months_later(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def small_number(words: str) -> int:
    """3, 三, 两, 十, 十二 → the number."""
    if words.isdigit():
        return int(words)
    tens, ten, ones = words.replace("两", "二").rpartition("十")
    if not ten:
        return NUMERALS.index(ones[:1]) + 1
    return (NUMERALS.index(tens[:1]) + 1 if tens else 1) * 10 + (
        NUMERALS.index(ones[:1]) + 1 if ones else 0
    )
