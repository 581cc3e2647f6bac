"""Two days in one phrase: from the one to the other, or both of them, once or each year."""

from tasks_tracker.importer.day_words import day, last_day, number
from tasks_tracker.importer.meanings import (
    ANY_YEAR,
    RECURRING,
    Issue,
    Match,
    Reading,
    end_of_month,
    from_to,
    number_of_day,
    on,
    standing,
)
from tasks_tracker.importer.phrases import rule

MONTH = r"(?:1[0-2]|0?[1-9])"
DAY = r"[0-9]{1,2}"
AND = r"[、和及与]"
TO = r"(?:至|到|[-—－~～]+)"
# A bare month ends a stretch only where the sentence goes on to say what is done in it.
GOES_ON = r"份?(?=期间|[，。；）\n]|$|为|集中|组织|开展|进行|完成|举办|实施|实行|执行|推行)"


def _each_year(match: Match, _: Issue) -> list[Reading]:
    """Two days of each year; a month without a day is meant to its end."""
    rules = []
    for one in ("one", "two"):
        month = number(match[f"{one}_month"])
        until = last_day(ANY_YEAR, month)
        named = match[f"{one}_day"]
        until = (named and day(ANY_YEAR, month, int(named))) or until
        rules.append(f"yearly:{until:%m-%d}")
    return [Reading(RECURRING, rule=one, how="按年循环") for one in rules]


TWICE = standing(Reading(RECURRING, rule="half-yearly", how="按半年循环"))
YEAR_END = standing(Reading(RECURRING, rule="yearly:12-31", how="按年循环；年末"))
RULES = (
    rule(r"每年度?的?上(?:半年)?[、和及与]下半年", TWICE, need="半年"),
    rule(r"每年度?的?年?[底末]‹before›?", YEAR_END, need="每年"),
    rule(
        rf"每年度?的?(?P<one_month>{MONTH})月(?:份|底|末|(?P<one_day>{DAY})日)?‹before›?{AND}"
        rf"(?P<two_month>{MONTH})月(?:份|底|末|(?P<two_day>{DAY})日)?‹before›?",
        _each_year,
        need="每年",
    ),
    rule(
        rf"(?:自|从)?‹digit›‹year›‹month›(?:‹day›|[底末初])?份?(?:起|开始)?\s*{TO}\s*"
        rf"(?:(?P<until_year>20[0-9]{{2}})年)?(?P<until_month>{MONTH})月"
        r"(?:(?P<until_day>[0-9]{1,2})日|[底末])",
        from_to,
        need="月",
    ),
    rule(
        rf"(?:自|从)?‹digit›‹year›‹month›(?P<day>)份?(?:起|开始)?\s*{TO}\s*"
        rf"(?:(?P<until_year>20[0-9]{{2}})年)?(?P<until_month>{MONTH})月(?P<until_day>){GOES_ON}",
        from_to,
        need="月",
    ),
    rule(
        rf"‹due›‹year›‹month›(?P<day>)\s*{TO}\s*(?:(?P<until_year>20[0-9]{{2}})年)?"
        rf"(?P<until_month>{MONTH})月(?P<until_day>)(?![0-9])",
        from_to,
    ),
    rule(
        rf"‹digit›‹year›(?P<month>{MONTH})(?P<day>)\s*[-—－~～]+\s*(?P<until_year>)"
        rf"(?P<until_month>{MONTH})月(?P<until_day>){GOES_ON}",
        from_to,
        need="月",
    ),
    rule(
        rf"‹digit›‹year›‹month›‹day›(?={AND}(?:{MONTH}月)?{DAY}日‹before›)",
        on(number_of_day, "写明日期"),
    ),
    rule(
        rf"‹digit›‹year›‹month›份?(?={AND}{MONTH}月份?(?:[底末]‹before›?|，?(?:各|分别)))",
        on(end_of_month, "月份作月末"),
    ),
    rule(
        rf"(?<=月{AND})‹year›‹month›份?(?=，?(?:各|分别))",
        on(end_of_month, "月份作月末"),
    ),
)
