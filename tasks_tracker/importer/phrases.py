"""The list of small truths about time: how plans write deadlines, and what each phrase means.

An earlier rule takes its place before a later one. False friends come first and mean nothing,
so that no later rule reads them.
"""

import re
from datetime import date

from tasks_tracker.importer.day_words import HALVES, QUARTERS, day, last_day
from tasks_tracker.importer.meanings import (
    ONGOING,
    RECURRING,
    START,
    Meaning,
    Reading,
    before_month,
    by_convention,
    done,
    end_of_month,
    end_of_plan,
    end_of_year,
    every,
    from_to,
    in_month,
    number_of_day,
    on,
    standing,
    this_or_later_year,
    twice_a_year,
    within,
    within_days,
    yearly,
)

_MEASURES = "%％个家人万亿元次场批项篇处名亩吨件台套户所座条公千百"
WORDS = {
    "‹year›": r"(?:(?P<year>20[0-9]{2})\s*年|(?P<this>今年|本年度?)|(?P<next>明年))?\s*",
    "‹named›": r"(?<![0-9—-])(?P<year>20[0-9]{2})\s*年",
    "‹month›": r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|(?<![十个第])[一二三四五六七八九])\s*月",
    "‹due›": r"(?<=限：)",
    "‹day›": r"(?P<day>[0-9]{1,2})\s*日",
    "‹before›": r"(?:之前|以前|前|止)",
    "‹count›": r"(?<![0-9近前])(?P<count>[0-9]{1,2}|[一二两三四五六七八九十]{1,3})",
    "‹rhythm›": r"(?:调度|通报|报告|报送|回访|例会|汇总|督查|巡查|检查|会商|公布|更新)",
    # A bare year is a deadline where a figure or a result follows in its half-sentence.
    "‹figure›": rf"(?=，?[^，。；\n]{{0,40}}?(?:[0-9]\s*|[一两二三四五六七八九十])[{_MEASURES}])",
    "‹result›": r"(?=[，：]?(?:力争|计划|争取|全面|基本|率先)*(?:实现|完成|建成|达到|新增|出台))",
    "‹pause›": r"(?=[，。；）\n]|$)",
    "‹opening›": r"(?:(?<=[，。；：、\n])|^)",
    "‹digit›": r"(?<![0-9.])",
}


def rule(pattern: str, meaning: Meaning) -> tuple[re.Pattern[str], Meaning]:
    for word, meant in WORDS.items():
        pattern = pattern.replace(word, meant)
    return re.compile(pattern), meaning


def _quarter(year: int, match: re.Match[str]) -> date:
    return last_day(year, QUARTERS[match["quarter"]])


def _half(year: int, match: re.Match[str]) -> date | None:
    return day(year, *HALVES[match["half"]])


ENDLESS = standing(Reading(ONGOING, how="原文要求持续推进，无截止日期"))
TWICE = standing(
    Reading(RECURRING, rule="yearly", how="按年循环"),
    Reading(RECURRING, rule="half-yearly", how="按半年循环"),
)
MONTH_LOST = "期限疑似缺“月”字，请核对"

RULES: tuple[tuple[re.Pattern[str], Meaning], ...] = (
    # No deadlines: other years, the act of another body, names of things.
    rule(r"(?:去年|上年|上一?年度?|前一?年)[^，。；\n]{0,4}?(?:年?[底末])?", standing()),
    rule(
        r"‹digit›‹year›‹month›份?(?![底末初上中下前起])[^，。；：\n]{2,30}?(?<![之以先])后(?=[，。；])",
        standing(),
    ),
    rule(r"‹count›年内?(?:行动|计划|规划|突破|攻坚|制|期)", standing()),
    # From one day to another.
    rule(
        r"(?:自|从)?‹digit›‹year›‹month›(?:‹day›)?份?(?:起|开始)?\s*(?:至|到|[-—－~～]+)\s*"
        r"(?:(?P<until_year>20[0-9]{2})年)?(?P<until_month>1[0-2]|0?[1-9])月"
        r"(?:(?P<until_day>[0-9]{1,2})日|底|末)",
        from_to,
    ),
    rule(
        r"‹due›‹year›‹month›\s*(?:至|到|[-—－~～]+)\s*(?:(?P<until_year>20[0-9]{2})年)?"
        r"(?P<until_month>1[0-2]|0?[1-9])月(?P<day>)(?P<until_day>)",
        from_to,
    ),
    # Again and again.
    rule(r"每年‹month›份?、(?P<second>1[0-2]|0?[1-9])月份?底?‹before›?", twice_a_year),
    rule(r"每个?月的?([0-9]{1,2})[日号]‹before›?", every(r"monthly:\1", "按月循环")),
    rule(r"每年度?的?‹month›(?:‹day›|底|末)?‹before›?", yearly),
    rule(r"按年度[和、及]半年度|按半年度?[和、及]年度", TWICE),
    rule(r"每个?半年|按半年度?|半年(?=一次)", every("half-yearly", "按半年循环")),
    rule(r"每个?季度?|按季度?(?!节)|季度?‹rhythm›", every("quarterly", "按季循环")),
    rule(r"每个?月(?!份)|按月|逐月|(?<![0-9当本上下])月‹rhythm›", every("monthly", "按月循环")),
    rule(r"每个?(?:周|星期)|按周|周‹rhythm›", every("weekly", "按周循环")),
    rule(r"每个?(?:工作)?[日天](?!常)|日(?:调度|通报|报告制)", every("daily", "按日循环")),
    rule(r"每年度?|按年度?(?!龄)|分年度|逐年(?!递|提|增|下)", every("yearly", "按年循环")),
    # Done already, or without an end.
    rule(
        r"‹opening›(?:‹year›‹month›底?前?)?已经?(?:实现|完成|建成)(?![^，。；\n]*的[，。；])", done
    ),
    rule(
        r"(?:(?<=[，。；：、\n])|^)(?:长期坚持|持续推进|长期推进|常态化推进|持续开展|常抓不懈)‹pause›",
        ENDLESS,
    ),
    rule(r"(?<=限：)长期(?:推进|开展)?‹pause›", ENDLESS),
    # A day, a part of a month, a month.
    rule(r"‹digit›‹year›‹month›‹day›‹before›", on(number_of_day, "写明日期")),
    rule(r"(?:自|从)‹year›‹month›‹day›(?:起|开始)", on(number_of_day, "写明起始日期", kind=START)),
    rule(r"‹digit›‹year›‹month›份?\s*[底末]‹before›?", on(end_of_month, "月末")),
    rule(r"‹digit›‹year›‹month›份?\s*中旬‹before›?", by_convention("second_third", "中旬止于{}日")),
    rule(r"‹digit›‹year›‹month›份?\s*上旬‹before›?", by_convention("first_third", "上旬止于{}日")),
    rule(r"‹digit›‹year›‹month›份?\s*下旬‹before›?", on(end_of_month, "下旬止于月末")),
    rule(r"‹digit›‹year›‹month›份?\s*初‹before›?", by_convention("beginning", "月初作{}日")),
    rule(
        r"(?:自|从)?‹digit›‹year›‹month›份?\s*(?:起|开始)",
        on(in_month(1), "自当月1日起", kind=START),
    ),
    rule(r"‹digit›‹year›‹month›份(?=[，、完前])前?", on(end_of_month, "月份作月末")),
    rule(r"‹digit›‹year›‹month›‹before›(?!期)", before_month),
    rule(r"(?<=[：，；])‹year›‹month›(?=完成|[，。；）]|$)", on(end_of_month, "月份作月末")),
    rule(r"‹named›(?P<month>1[0-2]|[1-9])底前", on(end_of_month, "月末", doubt=MONTH_LOST)),
    # A quarter, half a year, a year.
    rule(
        r"‹year›第?(?P<quarter>[一二三四1-4])季度(?:[底末]‹before›?|‹before›|内)",
        on(_quarter, "季度末"),
    ),
    rule(
        r"‹year›(?P<half>[上下])半年(?:[底末]‹before›?|‹before›|内|(?=[，、完要]|基本|全面|力争|实现))",
        on(_half, "半年末"),
    ),
    rule(
        r"(?:到|至)?(?<![0-9])(?P<year>20[0-9]{2})\s*年?\s*年?[底末]‹before›?(?!以来)",
        on(end_of_year, "年末"),
    ),
    rule(
        r"(?:到|至)?(?:(?P<this>今年|本年)|(?P<next>明年))年?(?:[底末]|内)‹before›?",
        on(end_of_year, "年末"),
    ),
    rule(r"(?<![0-9一二三四五六七八九十两多近整])年[底末]‹before›?", on(end_of_year, "年末")),
    rule(r"(?<![0-9一二三四五六七八九十两多近整半周])年度?内", on(end_of_year, "年末")),
    rule(r"‹count›年(?:之内|以内|内)", within(12, "年")),
    rule(
        r"(?:自|从)?(?:[^，。；：“]{0,4}?(?:印发|下发|发布|发文|施行))之日起‹count›个月内",
        within(1, "月"),
    ),
    rule(
        r"(?:自|从)?(?:[^，。；：“]{0,4}?(?:印发|下发|发布|发文|施行))之日起‹count›[日天](?:之|以)?内",
        within_days,
    ),
    rule(
        r"‹due›(?P<year>20[0-9]{2})[.．/-](?P<month>1[0-2]|0?[1-9])[.．/-](?P<day>[0-9]{1,2})",
        on(number_of_day, "写明日期"),
    ),
    rule(
        r"‹due›(?P<year>20[0-9]{2})[.．/-](?P<month>1[0-2]|0?[1-9])(?![0-9])",
        on(end_of_month, "月末"),
    ),
    rule(r"‹due›‹year›第?(?P<quarter>[一二三四1-4])季度‹pause›", on(_quarter, "季度末")),
    rule(r"(?:‹due›|到)“?十(?P<plan>[三四五])五”?(?:时期|期间)?末?", end_of_plan),
    rule(
        r"(?:到|至|截至)(?P<year>20[0-9]{2})\s*年(?!\s*[0-9]|[度级前以])", on(end_of_year, "年末")
    ),
    rule(r"(?<=限：)(?P<year>20[0-9]{2})年‹pause›", on(end_of_year, "年末")),
    rule(
        r"‹named›(?:内|(?:‹figure›|‹result›)(?![度版级前以]|\s*[0-9]+\s*月))",
        this_or_later_year(on(end_of_year, "只写年份，作年末")),
    ),
    rule(r"(?P<this>今年)(?!以来|第|[0-9])(?:‹figure›|‹result›)", on(end_of_year, "今年作年末")),
)
