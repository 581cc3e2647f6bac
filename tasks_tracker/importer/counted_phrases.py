"""Times that are counted from an event, or that hang on a feast: rarely without a doubt."""

from datetime import date, timedelta

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.importer.day_words import number
from tasks_tracker.importer.meanings import (
    BY,
    Issue,
    Match,
    Meaning,
    Reading,
    end_of_year,
    on,
    standing,
    within,
    within_days,
)
from tasks_tracker.importer.phrases import rule

# An act of this document itself; N days from any other event are a promise of service.
ISSUE = r"(?:交办|印发|下发|发布|公布|发文|实施|施行)"
THIS = r"(?:本(?:通知|方案|意见|办法|规定|规划|细则|措施|计划|文件|制度|决定)|通知|方案)"
SINCE = rf"(?:(?:自|从)?[^，。；：“]{{0,6}}?{ISSUE}之日起|{THIS}{ISSUE}后)"
WITHIN = r"(?:之|以)?内"
NO_MONTH = "没有这个月份，请核对期限"
NO_DAY = "按节令写的期限没有日期，请补充"
FEAST = "期限按节日前一天，请核对"


def _working_days(match: Match, issue: Issue) -> list[Reading]:
    doubt = f"“{match[0]}”暂从发文之日起算，未除节假日，请核对期限"
    if issue.on is None:
        return [Reading(BY, how="工作日数内，起算日不明", doubt=doubt)]
    due = Workdays().add(issue.on, number(match["count"]))  # the calendar is no part of the text
    return [Reading(BY, due, how=f"自发文之日（{issue.on}）起算工作日", doubt=doubt)]


def _end_of_this_month(match: Match, issue: Issue) -> list[Reading]:
    doubt = f"“{match[0]}”按发文当月推算，请核对期限"
    if issue.on is None:
        return [Reading(BY, how="当月末", doubt=doubt)]
    first = issue.on.replace(day=28) + timedelta(days=4)
    return [Reading(BY, first - timedelta(days=first.day), how="发文当月末", doubt=doubt)]


def _day_before(month: int, day: int) -> Meaning:
    return on(lambda year, _: date(year, month, day) - timedelta(days=1), "节前一天", doubt=FEAST)


LENGTH_OF_SOMETHING = standing()
FALSE_FRIENDS = (
    # The length of a ban, a benefit or a record is no deadline.
    rule(
        r"‹count›年(?:之|以)?内(?=不得|不再|不予|禁止|免|享受|给予|无(?!偿)|累计|交通)",
        standing(),
        need="内",
    ),
    rule(
        r"(?:取得|获得|通过|认定|毕业|退休|离职|任职|投产|上市|竣工|验收|登记|注册)[^，。；：]{0,8}?"
        r"‹count›(?:年|个月)(?:之|以)?内",
        LENGTH_OF_SOMETHING,
        need="内",
    ),
)
RULES = (
    rule(rf"{SINCE}的?‹count›个工作日{WITHIN}", _working_days, need="内"),
    rule(rf"{SINCE}的?‹count›[日天]{WITHIN}", within_days, need="内"),
    rule(rf"{SINCE}的?‹count›个月{WITHIN}", within(1, "月"), need="内"),
    rule(rf"{SINCE}的?‹count›年{WITHIN}", within(12, "年"), need="内"),
    rule(
        rf"‹opening›‹count›个月{WITHIN}(?=，?(?:完成|建成|制定|出台|整改))",
        within(1, "月"),
        need="个月",
    ),
    rule(r"(?:利?用|经过)‹count›年(?:左右|多)?的?时间", within(12, "年"), need="时间"),
    rule(r"‹count›年(?:之|以)?内", within(12, "年"), need="内"),
    rule(r"本月[底末]‹before›?", _end_of_this_month, need="本月"),
    rule(r"‹year›(?:“?五一”?(?:劳动节)?|劳动节)‹before›", _day_before(5, 1), need="前"),
    rule(r"‹year›(?:“十一”|国庆)(?:节)?‹before›", _day_before(10, 1), need="前"),
    rule(r"‹year›元旦(?:节)?‹before›", on(end_of_year, "节前一天", doubt=FEAST), need="元旦"),
    rule(
        r"(?<![日号])(?:春节|清明节?|端午节?|中秋节?|主?汛期|入汛|供暖季?|采暖季?|开学)‹before›(?!（[^）]{0,8}[月日])",
        standing(Reading(BY, how="按节令", doubt=NO_DAY)),
        need="前",
    ),
)
# Last of all: what looks like a month and is none.
ODD = (
    rule(
        r"‹digit›‹year›(?:1[3-9]|[2-9][0-9]|00?)\s*月(?:份|[底末初上中下]|‹before›|[0-9]{1,2}日)",
        standing(Reading(BY, how="月份有误", doubt=NO_MONTH)),
        need="月",
    ),
)
