"""What stands behind 完成时限： and needs no 前: a day, a stretch of years, 长期."""

from datetime import date

from tasks_tracker.importer.day_words import HALVES, day
from tasks_tracker.importer.meanings import (
    BY,
    ONGOING,
    START,
    YEAR_END,
    Issue,
    Match,
    Reading,
    end_of_plan,
    end_of_year,
    on,
    standing,
)
from tasks_tracker.importer.phrases import MONTH_END, QUARTER_END, WRITTEN, rule

DOTTED = r"(?P<year>20[0-9]{2})[.．/-](?P<month>1[0-2]|0?[1-9])"


def _half(year: int, match: Match) -> date | None:
    return day(year, *HALVES[match["half"]])


def _years(match: Match, _: Issue) -> list[Reading]:
    """2024—2026年: from the first day of the one year to the last of the other."""
    first, last = int(match["first"]), int(match["last"])
    return [
        Reading(START, date(first, 1, 1), how="起始年份；年份为原文所写"),
        Reading(BY, date(last, *YEAR_END), how="截止年份；年份为原文所写"),
    ]


ENDLESS = standing(Reading(ONGOING, how="原文要求长期坚持，无截止日期"))
RULES = (
    rule(r"‹due›‹year›‹month›‹day›(?!\s*(?:至|到|起|[-—－~～]|‹before›))", WRITTEN),
    rule(rf"‹due›{DOTTED}[.．/-](?P<day>[0-9]{{1,2}})", WRITTEN),
    rule(rf"‹due›{DOTTED}(?![0-9])", MONTH_END),
    rule(r"‹due›‹year›第?(?P<quarter>[一二三四1-4])季度‹pause›", QUARTER_END),
    rule(r"‹due›“?十(?P<plan>[三四五])五”?(?:时期|期间)?末?", end_of_plan),
    rule(r"‹due›(?P<year>20[0-9]{2})年‹pause›", on(end_of_year, "年末")),
    rule(
        r"(?<![0-9])(?P<first>20[0-9]{2})年?\s*(?:至|到|[-—－~～]+)\s*(?P<last>20[0-9]{2})年"
        r"(?=，?(?:分年|实施|完成|推进|开展|每年|累计|共))",
        _years,
        need="20",
    ),
    rule(r"‹due›(?P<first>20[0-9]{2})年?\s*(?:至|到|[-—－~～]+)\s*(?P<last>20[0-9]{2})年", _years),
    rule(r"‹due›‹year›(?P<half>[上下])半年‹pause›", on(_half, "半年末")),
    rule(r"‹due›‹year›‹month›份‹pause›", MONTH_END),
    rule(
        r"‹due›(?:并|且)?(?:持续|长期|常态化?|全年)(?:坚持|推进|整改|开展|实施|落实|保持|进行)*(?=[，。；、）\n]|$)",
        ENDLESS,
    ),
)
