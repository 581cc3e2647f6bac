"""Words for every member of every enumeration; dates and numbers as people write them."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action
from tasks_tracker.domain.series import SeriesKind
from tasks_tracker.wording import (
    actions,
    barriers,
    circulars,
    completion,
    cycle,
    events,
    handovers,
    inspections,
    lights,
    meetings,
    members,
    notices,
    questions,
    score_sheets,
    scores,
    urgings,
    worksheets,
)

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    **members.WORDS,
    **notices.WORDS,
    **cycle.WORDS,
    **lights.WORDS,
    **completion.WORDS,
    **barriers.WORDS,
    **circulars.WORDS,
    **handovers.WORDS,
    **urgings.WORDS,
    **meetings.WORDS,
    **questions.WORDS,
    **inspections.WORDS,
    **worksheets.WORDS,
    **scores.WORDS,
    **score_sheets.WORDS,
    EventKind: events.WORDS,
    Action: actions.WORDS,
}
"""By kind first: members of two kinds that share a value are equal, as all text is."""

KIBI = 1024
RULE_OF_IMPORTER = re.compile(r"→ [a-z][a-z-]+(?::[\d-]+)?：")
QUARTERS = "一二三四"
CYCLES = {
    "daily": "每月",
    "weekly": "每周",
    "monthly": "每月",
    "quarterly": "每季度",
    "half-yearly": "每半年",
    "yearly": "每年",
}
WEEKDAYS = "一二三四五六日"
OPERATORS = {">=": "≥", "<=": "≤", "=": "", "+": "+"}


def word(member: StrEnum) -> str:
    """What people call it."""
    return WORDS[type(member)][member]


def day(value: date | None, *, in_year: int | None = None) -> str:
    """9月13日; with its year where it lies in another one than `in_year`; a dash for none."""
    if value and in_year not in {None, value.year}:
        return full_day(value)
    return f"{value.month}月{value.day}日" if value else "—"


def full_day(value: date | None) -> str:
    """2021年9月13日."""
    return f"{value.year}年{value.month}月{value.day}日" if value else "—"


def short_day(value: date | None, *, in_year: int | None = None) -> str:
    """09-13, for tables; 2020-09-13 where that is another year than `in_year`."""
    if value and in_year not in {None, value.year}:
        return f"{value:%Y-%m-%d}"
    return f"{value:%m-%d}" if value else "—"


def weekday(value: date) -> str:
    return f"星期{WEEKDAYS[value.weekday()]}"


def month(value: date) -> str:
    """2021年8月."""
    return f"{value.year}年{value.month}月"


def moment(value: datetime | None, *, in_year: int | None = None) -> str:
    """09-13 08:30, with the year like a day; the caller gives local time."""
    return f"{short_day(value, in_year=in_year)} {value:%H:%M}" if value else "—"


def figure(value: Decimal | int | None) -> str:
    """A figure without the zeros that the database keeps."""
    if value is None:
        return "—"
    text = f"{Decimal(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def target(op: str, value: Decimal, unit: str) -> str:
    """≥99%; 1次."""
    return f"{OPERATORS.get(op, op)}{figure(value)}{unit}"


def percent(tenths: int | None) -> str:
    """Tenths of a per cent as written: 889 → 88.9; a dash where there is none."""
    return "—" if tenths is None else f"{tenths // 10}.{tenths % 10}"


def size(count: int) -> str:
    """Bytes as people say them."""
    kilobytes = max(1, round(count / KIBI))
    if kilobytes < KIBI:
        return f"{kilobytes} KB"
    return f"{count / KIBI / KIBI:.1f} MB"


def period_words(key: str) -> str:
    """2021年9月, 2021年第37周, 2021年三季度, 2021年上半年, 2021年; without the duty before it."""
    year, _, part = key.rpartition(":")[2].partition("-")
    if part.startswith("W"):
        return f"{year}年第{int(part[1:])}周"
    if part.startswith("Q"):
        return f"{year}年{QUARTERS[int(part[1:]) - 1]}季度"
    if part.startswith("H"):
        return f"{year}年{'上' if part == 'H1' else '下'}半年"
    return f"{year}年{int(part)}月" if part else f"{year}年"


def reporting_words(rule: str) -> str:
    """monthly:25 → 每月25日前; 不定期 for none."""
    cycle, _, part = rule.partition(":")
    words = CYCLES.get(cycle, "不定期")
    if not part:
        return words
    if cycle == "weekly":
        return f"每周{WEEKDAYS[int(part) - 1]}前"
    return f"{words}{part}日前" if cycle == "monthly" else f"{words}{month_day(part)}前"


def derivation_words(text: str) -> str:
    """How a date came about, without the rule of the importer: 每年 → yearly：按年循环."""
    return RULE_OF_IMPORTER.sub("→ ", text)


def month_day(text: str) -> str:
    """07-31 → 7月31日."""
    month_of_year, _, number = text.partition("-")
    return f"{int(month_of_year)}月{int(number)}日"


def doc_no(kind: SeriesKind, year: int, number: int) -> str:
    """督办〔2021〕12号."""
    return f"{word(kind)}〔{year}〕{number}号"
