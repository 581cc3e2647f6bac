"""How a circular speaks of its period (pure)."""

from datetime import date

from tasks_tracker import wording
from tasks_tracker.domain.periods import Period, PeriodKind
from tasks_tracker.reports.circular_snapshot import Setting

THIS = {
    PeriodKind.MONTH: "本月",
    PeriodKind.QUARTER: "本季度",
    PeriodKind.HALF_YEAR: "本半年",
    PeriodKind.YEAR: "本年度",
}


def this(setting: Setting) -> str:
    return THIS[setting.period.kind]


def named(period: Period) -> str:
    """8月份, 三季度, 上半年, 2021年度."""
    if period.kind is PeriodKind.MONTH:
        return f"{period.first.month}月份"
    words = wording.period_words(period.key)
    if period.kind is PeriodKind.YEAR:
        return f"{words}度"
    return words.removeprefix(f"{period.first.year}年")


def end_of(period: Period) -> str:
    """7月末, 二季度末, 上半年末, 2020年末."""
    words = named(period)
    if period.kind in {PeriodKind.MONTH, PeriodKind.YEAR}:
        words = words[:-1]
    return f"{words}末"


def day(iso: str, setting: Setting) -> str:
    """8月10日, with the year where it is another."""
    return wording.day(date.fromisoformat(iso), in_year=setting.as_of.year)
