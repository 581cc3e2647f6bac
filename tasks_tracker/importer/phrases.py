"""The list of small truths about time: how plans write deadlines, and what each phrase means.

A rule is a pattern and what it means; the first that fits at a place takes the place. A rule that means
nothing (`NOTHING`) keeps a false friend from being read by a later rule.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tasks_tracker.importer.calendar_words import (
    HALVES,
    QUARTERS,
    day,
    last_day,
    last_day_before,
    months_later,
    small_number,
    years_later,
)

BY, START, RECURRING, DONE, ONGOING = "by", "start", "recurring", "done", "ongoing"


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
    """What a plan says about its own time."""

    year: int | None
    on: date | None


Match = re.Match[str]
Meaning = Callable[[Match, Issue], list[Reading]]

_YEAR = r"(?:(?P<year>20[0-9]{2})\s*年|(?P<this>今年|本年度?|当年)|(?P<next>明年))?\s*"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])\s*月"
_BEFORE = r"(?:之前|以前|前|止)"
_COUNT = r"(?P<count>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})"
NOT_BEFORE_DIGIT = r"(?<![0-9])"


def year_of(match: Match, issue: Issue) -> tuple[int | None, str]:
    """The year of a phrase, and in words where it was taken from."""
    named = match.groupdict()
    if named.get("year"):
        return int(named["year"]), "年份为原文所写"
    if issue.year is None:
        return None, ""
    if named.get("next"):
        return issue.year + 1, f"明年即{issue.year + 1}年"
    return issue.year, f"年份取自发文年份（{issue.year}年）"


def on(find: Callable[[int, Match], date | None], why: str, kind: str = BY) -> Meaning:
    """A phrase that means one day of the plan's year."""

    def meaning(match: Match, issue: Issue) -> list[Reading]:
        year, whence = year_of(match, issue)
        if year is None:
            return [Reading(kind, how=why, doubt="发文年份不明，请补充期限的年份")]
        due = find(year, match)
        if due is None:
            return [Reading(kind, how=why, doubt="日历上没有这一天，请核对期限")]
        return [Reading(kind, due, how=f"{why}；{whence}")]

    return meaning


def every(rule: str, why: str) -> Meaning:
    return lambda match, issue: [Reading(RECURRING, rule=match.expand(rule), how=why)]


def nothing(match: Match, issue: Issue) -> list[Reading]:
    return []


def _month(match: Match) -> int:
    return int(match["month"])


def _within(add: Callable[[date, int], date], span: str) -> Meaning:
    def meaning(match: Match, issue: Issue) -> list[Reading]:
        doubt = f"“{match[0].strip()}”未写明起算日，请核对期限"
        if issue.on is None:
            return [Reading(BY, how=f"{span}内，起算日不明", doubt=doubt)]
        due = add(issue.on, small_number(match["count"]))
        return [Reading(BY, due, how=f"自发文之日（{issue.on}）起算{span}内", doubt=doubt)]

    return meaning


def _from_to(match: Match, issue: Issue) -> list[Reading]:
    year, whence = year_of(match, issue)
    if year is None:
        return [Reading(BY, how="起止日期", doubt="发文年份不明，请补充期限的年份")]
    start_day = int(match["day"] or 1)
    until_year = int(match["until_year"] or year)
    until_month = int(match["until_month"])
    until = (
        day(until_year, until_month, int(match["until_day"]))
        if match["until_day"]
        else last_day(until_year, until_month)
    )
    start = day(year, _month(match), start_day)
    return [
        Reading(START, start, how=f"起始日期；{whence}"),
        Reading(BY, until, how=f"截止日期；{whence}"),
    ]


def _yearly(match: Match, issue: Issue) -> list[Reading]:
    month = _month(match)
    number = int(match["day"]) if match["day"] else last_day(2001, month).day  # type: ignore[union-attr]
    return [Reading(RECURRING, rule=f"yearly:{month:02d}-{number:02d}", how="按年循环")]


def _both_cycles(match: Match, issue: Issue) -> list[Reading]:
    return [
        Reading(RECURRING, rule="yearly", how="按年循环"),
        Reading(RECURRING, rule="half-yearly", how="按半年循环"),
    ]


def _done(match: Match, issue: Issue) -> list[Reading]:
    year, whence = year_of(match, issue)
    if not match["month"] or year is None:
        return [Reading(DONE, how="原文写明已完成")]
    return [Reading(DONE, last_day(year, _month(match)), how=f"原文写明月末前已完成；{whence}")]


def _fixed(month: int, number: int) -> Callable[[int, Match], date | None]:
    return lambda year, match: day(year, month, number)


_RESULT = r"(?=[^，。；\n]{0,40}?(?:[0-9.]+\s*(?:%|[\u4e00-\u9fff])|[一两二三四五六七八九十]+[个次家场批项篇]))"
_REACHED = r"(?=[，：]?(?:力争|计划|争取|全面|基本|率先|要|再|新)?(?:实现|完成|建成|达到|新增|出台|启用|投入使用))"
_RHYTHM = r"(?:调度|通报|报告|报送|回访|例会|汇总|督查|巡查|检查|会商|公布|更新)"

RULES: tuple[tuple[re.Pattern[str], Meaning], ...] = tuple(
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        # Not of our time: other years, the act of another body, names of things.
        (r"(?:去年|上年|上一?年度?|前一?年)[^，。；\n]{0,4}?(?:年?底|末)?", nothing),
        (
            rf"{NOT_BEFORE_DIGIT}{_YEAR}{_MONTH}份?(?![底末初上中下前起])[^，。；：\n]{{2,30}}?(?<![之以先])后(?=[，。；])",
            nothing,
        ),
        (rf"{_COUNT}年(?:内)?(?:行动|计划|规划|突破|攻坚|制|期)", nothing),
        # From one day to another.
        (
            rf"(?:自|从)?{_YEAR}{_MONTH}(?:(?P<day>[0-9]{{1,2}})日)?份?(?:起|开始)?\s*(?:至|到|[-—－~～]+)\s*"
            r"(?:(?P<until_year>20[0-9]{2})年)?(?P<until_month>1[0-2]|0?[1-9])月(?:(?P<until_day>[0-9]{1,2})日|底|末)",
            _from_to,
        ),
        # Again and again.
        (r"每月(?:的)?([0-9]{1,2})[日号](?:之?前|以前)?", every(r"monthly:\1", "按月循环")),
        (rf"每年(?:度)?(?:的)?{_MONTH}(?:(?P<day>[0-9]{{1,2}})日|底|末)?{_BEFORE}?", _yearly),
        (r"按年度(?:和|、|及)半年度|按半年度?(?:和|、|及)年度", _both_cycles),
        (r"每(?:个)?半年|半年(?=一次)|按半年度?", every("half-yearly", "按半年循环")),
        (rf"每(?:个)?季度?|按季度?(?!节)|季度?(?={_RHYTHM})", every("quarterly", "按季循环")),
        (
            rf"每(?:个)?月(?!份)|按月|逐月|(?<![0-9当本上下])月(?={_RHYTHM})",
            every("monthly", "按月循环"),
        ),
        (rf"每(?:个)?(?:周|星期)|按周|周(?={_RHYTHM})", every("weekly", "按周循环")),
        (r"每(?:个工作)?[日天](?!常)|日(?=调度|通报|报告制)", every("daily", "按日循环")),
        (r"每年度?|按年度?(?=[^龄])|分年度|逐年", every("yearly", "按年循环")),
        # Done already, or without an end.
        (
            rf"(?:(?<=[，。；\n])|^)(?:{NOT_BEFORE_DIGIT}{_YEAR}{_MONTH}底?前?)?已(?:经)?(?:实现|完成|建成)(?![^，。；\n]*的[，。；])",
            _done,
        ),
        (
            r"(?:(?<=[，；：、。])|^)(?:长期坚持|持续推进|长期推进|常态化推进|持续开展|常抓不懈)(?=[，。；）]|$)",
            lambda match, issue: [Reading(ONGOING, how="原文要求持续推进，无截止日期")],
        ),
        # One day.
        (
            rf"{NOT_BEFORE_DIGIT}{_YEAR}{_MONTH}\s*(?P<day>[0-9]{{1,2}})\s*日{_BEFORE}",
            on(lambda year, match: day(year, _month(match), int(match["day"])), "写明日期"),
        ),
        (
            rf"(?:自|从){_YEAR}{_MONTH}\s*(?P<day>[0-9]{{1,2}})\s*日(?=起|开始)",
            on(
                lambda year, match: day(year, _month(match), int(match["day"])),
                "写明起始日期",
                START,
            ),
        ),
        (
            rf"{NOT_BEFORE_DIGIT}{_YEAR}{_MONTH}份?\s*[底末]{_BEFORE}?",
            on(lambda year, match: last_day(year, _month(match)), "月末"),
        ),
        (
            rf"{NOT_BEFORE_DIGIT}{_YEAR}{_MONTH}份?\s*中旬{_BEFORE}?",
            on(lambda year, match: day(year, _month(match), 20), "中旬止于20日"),
        ),
        (
            rf"{NOT_BEFORE_DIGIT}{_YEAR}{_MONTH}份?\s*上旬{_BEFORE}?",
            on(lambda year, match: day(year, _month(match), 10), "上旬止于10日"),
        ),
        (
            rf"{NOT_BEFORE_DIGIT}{_YEAR}{_MONTH}份?\s*下旬{_BEFORE}?",
            on(lambda year, match: last_day(year, _month(match)), "下旬止于月末"),
        ),
        (
            rf"{NOT_BEFORE_DIGIT}{_YEAR}{_MONTH}份?\s*初{_BEFORE}?",
            on(lambda year, match: day(year, _month(match), 5), "月初作5日"),
        ),
        (
            rf"(?:自|从)?{NOT_BEFORE_DIGIT}{_YEAR}{_MONTH}份?\s*(?:起|开始)",
            on(lambda year, match: day(year, _month(match), 1), "自当月1日起", START),
        ),
        (
            rf"{NOT_BEFORE_DIGIT}{_YEAR}{_MONTH}份(?=[，、完前])前?",
            on(lambda year, match: last_day(year, _month(match)), "月份作月末"),
        ),
        (
            rf"{NOT_BEFORE_DIGIT}{_YEAR}{_MONTH}{_BEFORE}(?!期)",
            on(lambda year, match: last_day_before(year, _month(match)), "某月前作上月末"),
        ),
        (
            rf"(?<=[：，；]){_YEAR}{_MONTH}(?=）|。|；|$|完成|，)",
            on(lambda year, match: last_day(year, _month(match)), "月份作月末"),
        ),
        (
            rf"{_YEAR}第?(?P<quarter>[一二三四1-4])季度(?:[底末]{_BEFORE}?|{_BEFORE}|内)",
            on(lambda year, match: last_day(year, QUARTERS[match["quarter"]]), "季度末"),
        ),
        (
            rf"{_YEAR}(?P<half>[上下])半年(?:[底末]|{_BEFORE})*(?=[，、完要]|基本|全面|力争|实现|内)",
            on(lambda year, match: day(year, *HALVES[match["half"]]), "半年末"),
        ),
        (
            rf"(?:到|至)?{NOT_BEFORE_DIGIT}(?P<year>20[0-9]{{2}})\s*年?\s*年?[底末]{_BEFORE}?(?!以来)",
            on(_fixed(12, 31), "年末"),
        ),
        (
            r"(?:到|至)?(?:(?P<this>今年|本年)|(?P<next>明年))年?(?:底|末|内)(?:之前|以前|前)?",
            on(_fixed(12, 31), "年末"),
        ),
        (
            rf"(?<![0-9一二三四五六七八九十两多近整])年[底末]{_BEFORE}?|(?<![0-9一二三四五六七八九十两多整半周])年度?内",
            on(_fixed(12, 31), "年末"),
        ),
        (rf"(?<![近前])(?<![0-9]){_COUNT}年(?:之内|以内|内)", _within(years_later, "年")),
        (
            r"印发之日起(?P<count>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})个?(?:工作)?日内",
            _within(lambda start, days: start + timedelta(days), "天"),
        ),
        (
            r"印发之日起(?P<count>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})个月内",
            _within(months_later, "月"),
        ),
        (
            r"(?:到|至|截至)(?P<year>20[0-9]{2})\s*年(?![0-9度级前以]|\s*[0-9])",
            on(_fixed(12, 31), "到某年即该年年末"),
        ),
        (
            rf"(?<![0-9—-])(?P<year>20[0-9]{{2}})\s*年(?:内)?(?!度|版|级|前|以|[0-9]|\s*[0-9]+\s*月)(?:{_RESULT}|{_REACHED})",
            on(_fixed(12, 31), "只写年份，作年末"),
        ),
        (
            rf"(?P<this>今年)(?!以来|第|[0-9])(?:{_RESULT}|{_REACHED})",
            on(_fixed(12, 31), "今年即年末前"),
        ),
    )
)
