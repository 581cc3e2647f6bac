"""Days, months and numbers as documents write them."""

from calendar import monthrange
from datetime import date

MONTHS = range(1, 13)
NUMERALS = "〇一二三四五六七八九"
HALVES = {"上": (6, 30), "下": (12, 31)}
QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


def day(year: int, month: int, number: int) -> date | None:
    """The day, or None where the calendar has none."""
    if month in MONTHS and 1 <= number <= monthrange(year, month)[1]:
        return date(year, month, number)
    return None


def last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def months_later(start: date, months: int) -> date:
    """The same day some months on; the last day where that month is shorter."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def number(words: str) -> int:
    """3 → 3, 两 → 2, 十 → 10, 二十一 → 21, 一百零二 → 102, ③ → 3."""
    if "①" <= words <= "⑳":
        return ord(words) - ord("①") + 1
    if words.isdecimal():
        return int(words)
    total = digit = 0
    for char in words.replace("两", "二").replace("零", "〇"):
        if char in "十百":
            total += max(1, digit) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = max(0, NUMERALS.find(char))
    return total + digit
