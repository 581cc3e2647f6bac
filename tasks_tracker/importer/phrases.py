"""The list of small truths about time: the words of phrases, and those that name one day.

An earlier rule takes its place before a later one. False friends come first and mean nothing,
so that no later rule reads them.
"""

import re
from dataclasses import dataclass
from datetime import date

from tasks_tracker.importer.day_words import HALVES, QUARTERS, day, last_day
from tasks_tracker.importer.meanings import (
    START,
    Meaning,
    before_month,
    by_convention,
    end_of_month,
    end_of_plan,
    end_of_year,
    end_of_year_before,
    first_of_year,
    in_month,
    number_of_day,
    on,
    standing,
    this_or_later_year,
)

_NINE = "一二三四五六七八九"
_MEASURES = "%％个家人万亿元次场批项篇处名亩吨件台套户所座条公千百"
WORDS = {
    "‹year›": r"(?:(?P<year>20[0-9]{2})\s*年|(?P<this>今年|本年度?)|(?P<next>明年))?\s*",
    "‹named›": r"(?<![0-9—-])(?P<year>20[0-9]{2})\s*年",
    "‹month›": r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|(?<![十个第])[一二三四五六七八九])\s*月",
    "‹due›": r"(?<=限：)",
    "‹day›": rf"(?P<day>[0-9]{{1,2}}|三十一?|[一二]?十[{_NINE}]?|[{_NINE}])\s*[日号]",
    "‹before›": r"(?:之前|以前|前|止)",
    "‹hour›": r"(?:\s*(?:上午|下午|晚)?\s*[0-9]{1,2}(?:：[0-9]{2}|[时点]))?\s*",
    "‹count›": r"(?<![0-9近前])(?P<count>[0-9]{1,3}|[一二两三四五六七八九十]{1,3})",
    "‹rhythm›": r"(?:总结|调度|通报|报告|报送|回访|例会|汇总|督查|巡查|检查|会商|公布|更新)",
    # A bare year is a deadline where a figure or a result follows in its half-sentence.
    "‹figure›": rf"(?=，?[^，。；\n]{{0,40}}?(?:[0-9]\s*|[一两二三四五六七八九十])[{_MEASURES}])",
    "‹result›": (
        r"(?=[，：度]?(?:力争|计划|争取|全面|基本|率先)*"
        r"(?:实现|完成|建成|达到|新增|出台|竣工|完工|投产|投用|投入使用))"
    ),
    "‹pause›": r"(?=[，。；）\n]|$)",
    "‹opening›": r"(?:(?<=[，。；：、\n])|^)",
    # A year or month may follow the ordinal of its line: 1.2022年3月底前, 2.6月底前.
    "‹digit›": (
        r"(?:(?<![0-9.])|(?<=\.)(?=20[0-9]{2}\s*年|[一二三四五六七八九十])"
        r"|(?<=^[0-9]\.)|(?<=^[0-9]{2}\.))"
    ),
}


# What a sentence must hold for the rule to be tried: most hold none of it.
NEEDS = {"‹due›": "限：", "‹month›": "月"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A phrase of time, what it means, and a word without which it cannot stand in a sentence."""

    pattern: re.Pattern[str]
    meaning: Meaning
    need: str


def rule(pattern: str, meaning: Meaning, *, need: str | None = None) -> Rule:
    """`need` says what the pattern's own words do not tell."""
    if need is None:
        need = next((NEEDS[word] for word in ("‹due›", "‹month›") if word in pattern), "")
    for word, meant in WORDS.items():
        pattern = pattern.replace(word, meant)
    return Rule(re.compile(pattern), meaning, need)


def _quarter(year: int, match: re.Match[str]) -> date:
    return last_day(year, QUARTERS[match["quarter"]])


def _half(year: int, match: re.Match[str]) -> date | None:
    return day(year, *HALVES[match["half"]])


QUARTER_END = on(_quarter, "季度末")
MONTH_END = on(end_of_month, "月末")
WHOLE_MONTH = on(end_of_month, "月份作月末")
WRITTEN = on(number_of_day, "写明日期")
WRITTEN_START = on(number_of_day, "写明起始日期", kind=START)
YEAR_BEFORE = "“某年前”是否含当年不明，暂作上年末，请核对期限"
MONTH_LOST = "期限疑似缺“月”字，请核对"

_QUARTER = "(?P<quarter>[一二三四1-4])"
_THEN_DONE = "(?=集中|出台|印发|完成|实现|建成|进行|开展|启动|组织|开工|，)"
FALSE_FRIENDS = (
    rule(
        r"(?<![一-鿿])本[一-鿿]{2,8}自[^，。；]{2,16}起(?:正式)?(?:施行|实施|执行)",
        standing(),
        need="起",
    ),
    # 2000年前建成的小区, 每人每月920元: what is spoken of, and how much it costs.
    rule(
        r"‹named›年?(?:(?:‹month›)?[底末])?‹before›(?:[^，。；]{0,2}(?:建成|竣工|投用|出生|登记|建设|批准|取得|交付|核准|注册|参加)"
        r"[^，。；]{0,8}的|的)",
        standing(),
        need="前",
    ),
    rule(r"每[人户亩套件辆床][^，。；]{0,3}每[年月天日]|[元/]/?[年月天日](?![0-9])", standing()),
    rule(r"每(?:月|年‹month›)[0-9]{1,2}日(?:定|作|确定)?为", standing(), need="每"),
    rule(r"每(?:人)?[年月天日]\s*[0-9.]+\s*万?元", standing(), need="每"),
    rule(r"(?:去年|上年|上一?年度?|前一?年)[^，。；\n]{0,4}?(?:年?[底末])?", standing(), need="年"),
    rule(
        r"‹digit›‹year›‹month›份?(?![底末初上中下前起])[^，。；：\n]{2,30}?(?<![之以先])后(?=[，。；])",
        standing(),
    ),
    rule(r"‹count›年内?(?:行动|计划|规划|突破|攻坚|制|期)", standing(), need="年"),
)
RULES = (
    # A day, a part of a month, a month.
    rule(r"‹digit›‹year›‹month›‹day›‹hour›‹before›", WRITTEN),
    rule(r"(?:自|从)‹year›‹month›‹day›(?:起|开始)", WRITTEN_START),
    rule(r"‹digit›‹year›‹month›‹day›(?:起|开始)(?=，|施行|执行|实施)", WRITTEN_START),
    rule(
        r"(?:自|从)‹named›度?(?:起|开始)",
        on(first_of_year, "自当年1月1日起", kind=START),
        need="年",
    ),
    rule(r"(?:到|截至|截止到?)‹named›‹month›份?(?![底末初上中下0-9])", WHOLE_MONTH),
    rule(
        r"(?<![0-9./-])(?P<year>20[0-9]{2})[.．/-](?P<month>1[0-2]|0?[1-9])[.．/-]"
        r"(?P<day>[0-9]{1,2})日?‹before›",
        WRITTEN,
        need="20",
    ),
    rule(r"‹digit›‹year›‹month›份?\s*[底末]‹before›?", MONTH_END),
    rule(r"(?<![0-9])(?P<year>20[0-9]{2})[.．]‹month›份?[底末]‹before›?", MONTH_END),
    rule(
        r"‹digit›‹year›‹month›份?\s*(?:中旬|[上中][中上]旬)‹before›?",
        by_convention("second_third", "中旬止于{}日"),
        need="旬",
    ),
    rule(
        r"‹digit›‹year›‹month›份?\s*上旬‹before›?",
        by_convention("first_third", "上旬止于{}日"),
        need="旬",
    ),
    rule(
        r"‹digit›‹year›‹month›份?\s*中?下旬‹before›?", on(end_of_month, "下旬止于月末"), need="旬"
    ),
    rule(
        r"‹digit›‹year›‹month›份?\s*初‹before›?",
        by_convention("beginning", "月初作{}日"),
        need="初",
    ),
    rule(
        r"(?:自|从)?‹digit›‹year›‹month›份?\s*(?:起|开始)",
        on(in_month(1), "自当月1日起", kind=START),
    ),
    rule(r"‹digit›‹year›‹month›份(?=[，、完前开组举召集])前?", WHOLE_MONTH),
    rule(r"‹digit›‹year›‹month›‹before›(?!期)", before_month),
    rule(r"(?<=[：，；])‹year›‹month›(?=完成|启动|总结|验收|[，。；）]|$)", WHOLE_MONTH),
    rule(
        r"‹named›(?P<month>1[0-2]|[1-9])底前",
        on(end_of_month, "月末", doubt=MONTH_LOST),
        need="底前",
    ),
    # A quarter, half a year, a year.
    rule(
        r"‹year›第?(?P<quarter>[一二三四1-4])季度(?:[底末]‹before›?|‹before›|内)",
        QUARTER_END,
        need="季",
    ),
    rule(rf"‹year›第{_QUARTER}季度{_THEN_DONE}", QUARTER_END, need="季"),
    rule(rf"‹named›{_QUARTER}季度{_THEN_DONE}", QUARTER_END, need="季"),
    rule(
        r"‹named›度?起(?=，|每|全面|在|对|实行|执行|开始)",
        on(first_of_year, "自当年1月1日起", kind=START),
        need="年",
    ),
    rule(rf"(?<=[。；，：、]){_QUARTER}季度{_THEN_DONE}", QUARTER_END, need="季"),
    rule(
        r"‹year›(?P<half>[上下])半年(?:[底末]‹before›?|‹before›|内|(?=[，、完要建新出]|基本|全面|力争|实现|达到|开[工展]))",
        on(_half, "半年末"),
        need="半年",
    ),
    rule(
        r"(?:到|至)?(?<![0-9])(?P<year>20[0-9]{2})\s*年?\s*年?[底末]‹before›?(?!以来)",
        on(end_of_year, "年末"),
        need="20",
    ),
    rule(
        r"(?:到|至)?(?:(?P<this>今年|本年)|(?P<next>明年))年?(?:[底末]|内)‹before›?",
        on(end_of_year, "年末"),
        need="年",
    ),
    rule(
        r"(?<![0-9一二三四五六七八九十两多近整])年[底末]‹before›?",
        on(end_of_year, "年末"),
        need="年",
    ),
    rule(
        r"(?<![0-9一二三四五六七八九十两多近整半周])年度?内",
        on(end_of_year, "年末"),
        need="内",
    ),
    rule(
        r"[“\"]?十(?P<plan>[三四五])五[”\"]?(?:时期|期间|末)(?=，?(?:累计|全[省市县区])*‹result›|‹figure›)",
        end_of_plan,
        need="五",
    ),
    rule(r"到“?十(?P<plan>[三四五])五”?(?:时期|期间)?末?", end_of_plan, need="五"),
    rule(
        r"(?:到|至|截至)(?P<year>20[0-9]{2})\s*年(?!\s*[0-9]|[度级前以春夏秋冬])",
        on(end_of_year, "年末"),
        need="20",
    ),
    rule(
        r"‹named›(?:之|以)?前(?=，|完成|实现|全面|基本|建成|投)",
        this_or_later_year(on(end_of_year_before, "某年前作上年末", doubt=YEAR_BEFORE)),
        need="年",
    ),
    rule(
        r"‹named›(?:内|(?:‹figure›|‹result›)(?!度(?!完成|实现|新增|建成)|[版级前以春夏秋冬]|\s*[0-9]+\s*月))",
        this_or_later_year(on(end_of_year, "只写年份，作年末")),
        need="20",
    ),
    rule(
        r"(?P<this>今年)(?!以来|第|[0-9])(?:‹figure›|‹result›)",
        on(end_of_year, "今年作年末"),
        need="今年",
    ),
)
