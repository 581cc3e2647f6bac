"""What phrases of time mean: readings, and how they are made from a match and a plan's own time."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tasks_tracker.importer.conventions import USUAL, Conventions
from tasks_tracker.importer.day_words import day, last_day, months_later, number

BY, START, RECURRING, DONE, ONGOING = "by", "start", "recurring", "done", "ongoing"
YEAR_END = (12, 31)
ANY_YEAR = 2001


@dataclass(frozen=True)
class Reading:
    """What one phrase means; `how` says in words how it was found."""

    kind: str
    due: date | None = None
    rule: str | None = None
    how: str = ""
    doubt: str = ""


@dataclass(frozen=True)
class Issue:
    """What a plan says about its own time, and by which conventions it is read."""

    year: int | None
    on: date | None
    conventions: Conventions = USUAL
    whence: str = "发文年份"


Match = re.Match[str]
Meaning = Callable[[Match, Issue], list[Reading]]
Find = Callable[[int, Match], date | None]


def year_of(match: Match, issue: Issue) -> tuple[int | None, str]:
    """The year of a phrase, and in words where it was taken from."""
    named = match.groupdict()
    if named.get("year"):
        return int(named["year"]), "年份为原文所写"
    if issue.year is None:
        return None, ""
    if named.get("next"):
        return issue.year + 1, f"明年即{issue.year + 1}年"
    return issue.year, f"年份取自{issue.whence}（{issue.year}年）"


def on(find: Find, why: str, *, kind: str = BY, doubt: str = "") -> Meaning:
    """A phrase that means one day."""

    def meaning(match: Match, issue: Issue) -> list[Reading]:
        year, whence = year_of(match, issue)
        if year is None:
            return [Reading(kind, how=why, doubt="发文年份不明，请补充期限的年份")]
        due = find(year, match)
        if due is None:
            return [Reading(kind, how=why, doubt=f"日历上没有“{match[0]}”，请核对期限")]
        return [Reading(kind, due, how=f"{why}；{whence}", doubt=doubt)]

    return meaning


def by_convention(name: str, words: str) -> Meaning:
    """A part of a month that ends on the day that the plan's conventions say."""

    def meaning(match: Match, issue: Issue) -> list[Reading]:
        last = getattr(issue.conventions, name)
        return on(in_month(last), words.format(last))(match, issue)

    return meaning


def before_month(match: Match, issue: Issue) -> list[Reading]:
    """“8月前”: the text leaves open whether the month itself is meant."""
    doubt = "“某月前”是否含当月不明，暂作{}，请核对期限"
    if issue.conventions.month_included:
        return on(end_of_month, "某月前作当月末", doubt=doubt.format("当月末"))(match, issue)
    return on(end_of_month_before, "某月前作上月末", doubt=doubt.format("上月末"))(match, issue)


def every(rule: str, why: str) -> Meaning:
    """A cycle; the rule may take parts of the phrase."""
    return lambda match, _: [Reading(RECURRING, rule=match.expand(rule), how=why)]


def standing(*readings: Reading) -> Meaning:
    """The same readings wherever the phrase stands; none for a false friend."""
    return lambda _match, _issue: list(readings)


def within(months: int, span: str) -> Meaning:
    """So many years or months from the date of issue, for want of another day to count from."""

    def meaning(match: Match, issue: Issue) -> list[Reading]:
        doubt = f"“{match[0]}”未写明起算日，请核对期限"
        if issue.on is None:
            return [Reading(BY, how=f"{span}数内，起算日不明", doubt=doubt)]
        due = months_later(issue.on, months * number(match["count"]))
        return [Reading(BY, due, how=f"自发文之日（{issue.on}）起算", doubt=doubt)]

    return meaning


def within_days(match: Match, issue: Issue) -> list[Reading]:
    """So many days from the day that the text names, which is taken for the date of issue."""
    doubt = f"“{match[0]}”暂从发文之日起算，请核对期限"
    if issue.on is None:
        return [Reading(BY, how="日数内，起算日不明", doubt=doubt)]
    due = issue.on + timedelta(days=number(match["count"]))
    return [Reading(BY, due, how=f"自发文之日（{issue.on}）起算", doubt=doubt)]


def end_of_plan(match: Match, _: Issue) -> list[Reading]:
    """The last day of a five-year plan."""
    last = 2010 + 5 * (number(match["plan"]) - 1)
    return [Reading(BY, date(last, *YEAR_END), how="五年规划期末")]


def this_or_later_year(meaning: Meaning) -> Meaning:
    """A year before the plan's own is no deadline but names something that was."""

    def later(match: Match, issue: Issue) -> list[Reading]:
        past = issue.year is not None and int(match["year"]) < issue.year
        return [] if past else meaning(match, issue)

    return later


def month_of(match: Match) -> int:
    return number(match["month"])


def number_of_day(year: int, match: Match) -> date | None:
    return day(year, month_of(match), number(match["day"]))


def end_of_month(year: int, match: Match) -> date:
    return last_day(year, month_of(match))


def end_of_month_before(year: int, match: Match) -> date:
    month = month_of(match)
    return last_day(year, month - 1) if month > 1 else last_day(year - 1, 12)


def in_month(number_in_month: int) -> Find:
    return lambda year, match: day(year, month_of(match), number_in_month)


def first_of_year(year: int, _: Match) -> date:
    return date(year, 1, 1)


def end_of_year(year: int, _: Match) -> date:
    return date(year, *YEAR_END)


def end_of_year_before(year: int, _: Match) -> date:
    return date(year - 1, *YEAR_END)


def from_to(match: Match, issue: Issue) -> list[Reading]:
    """Two days: from the first on, and by the second."""
    year, whence = year_of(match, issue)
    if year is None:
        return [Reading(BY, how="起止日期", doubt="发文年份不明，请补充期限的年份")]
    until_year, until_month = int(match["until_year"] or year), int(match["until_month"])
    until = last_day(until_year, until_month)
    if match["until_day"]:
        until = day(until_year, until_month, int(match["until_day"])) or until
    start = day(year, month_of(match), number(match["day"] or "1"))
    return [
        Reading(START, start, how=f"起始日期；{whence}"),
        Reading(BY, until, how=f"截止日期；{whence}"),
    ]


def yearly(match: Match, _: Issue) -> list[Reading]:
    month = month_of(match)
    number_in_month = number(match["day"]) if match["day"] else last_day(ANY_YEAR, month).day
    return [Reading(RECURRING, rule=f"yearly:{month:02d}-{number_in_month:02d}", how="按年循环")]


def done(match: Match, issue: Issue) -> list[Reading]:
    year, whence = year_of(match, issue)
    if not match["month"] or year is None:
        return [Reading(DONE, how="原文写明已完成")]
    return [Reading(DONE, end_of_month(year, match), how=f"原文写明此前已完成；{whence}")]
