"""Notices of days off in the forms of the last years, in words of our own."""

from datetime import date, timedelta

import pytest

from tasks_tracker.domain.calendar import DayKind
from tasks_tracker.importer.files.paper import Unreadable
from tasks_tracker.importer.holidays.reading import read_words

NOTICE = """测试办公室关于2027年放假安排的通知
测办发〔2026〕9号
各单位：现将2027年放假安排通知如下。
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（农历除夕、周五）至12日（周五）放假调休，共8天。1月31日（周日）、2月13日
（周六）上班。
三、清明节：4月5日（星期一）放假，与周末连休。
四、劳动节：5月1日至5日放假调休，共5天。4月25日（星期日）、5月8日（星期六）上班。鼓励大家错峰出行，5月6日可安排轮休。
五、端午节：6月9日放假1天，不调休。
六、国庆节、中秋节：9月15日、10月1日至7日放假，其中9月15日（周三）调休。
10月10日（周日）上班。
请各单位安排好值班。
测试办公室
2026年11月3日
"""


def span(first: date, count: int) -> set[date]:
    return {first + timedelta(days=number) for number in range(count)}


def test_a_whole_notice_is_read():
    reading = read_words(NOTICE, 2027)
    off = {day for day, special in reading.days.items() if special.kind is DayKind.HOLIDAY}
    worked = set(reading.days) - off
    assert reading.doc_no == "测办发〔2026〕9号"
    assert off == (
        span(date(2027, 1, 1), 3)
        | span(date(2027, 2, 5), 8)
        | {date(2027, 4, 5), date(2027, 6, 9), date(2027, 9, 15)}
        | span(date(2027, 5, 1), 5)
        | span(date(2027, 10, 1), 7)
    )
    assert worked == {
        date(2027, 1, 31),
        date(2027, 2, 13),
        date(2027, 4, 25),
        date(2027, 5, 8),
        date(2027, 10, 10),
    }
    assert reading.days[date(2027, 10, 1)].name == "国庆节、中秋节"


def test_a_notice_pasted_as_one_line_is_read_the_same():
    assert read_words(NOTICE.replace("\n", ""), 2027).days == read_words(NOTICE, 2027).days


@pytest.mark.parametrize(
    ("words", "year", "first", "count"),
    [
        ("元旦：2022年12月31日至2023年1月2日放假调休，共3天。", 2023, date(2022, 12, 31), 3),
        ("元旦：12月30日至1月1日放假，共3天。", 2024, date(2023, 12, 30), 3),
        ("元旦：2024年1月1日放假。", 2024, date(2024, 1, 1), 1),
        ("国庆节：10月1日—7日放假调休", 2024, date(2024, 10, 1), 7),
        ("（七）国庆节:１０月１日～７日放假", 2024, date(2024, 10, 1), 7),
        ("1.中秋节：9月15日到17日放假公休，共3天", 2024, date(2024, 9, 15), 3),
        ("纪念日：9月3日放假，9月4日调休，9月5日补休，共3天。", 2024, date(2024, 9, 3), 3),
    ],
)
def test_forms_of_a_holiday(words, year, first, count):
    assert set(read_words(words, year).days) == span(first, count)


def test_a_make_up_day_before_new_year_belongs_to_december():
    text = "元旦：12月30日至1月1日放假调休，共3天。12月29日（星期六）上班。"
    days = read_words(text, 2019).days
    assert days[date(2018, 12, 29)].kind is DayKind.MAKEUP
    assert set(days) == span(date(2018, 12, 29), 4)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("国庆节：10月1日至7日放假调休，共8天。", "写的是 8 天，按日期数是 7 天"),
        ("国庆节：10月1日（周四）至7日放假。", "是周五，不是周四"),
        ("国庆节：10月1日至7日放假。10月8日上班。", "不是周末"),
        ("国庆节：10月1日至7日放假。10月2日上班。", "又放假又上班"),
        ("国庆节：10月1日至11月7日放假。", "不像一个假期"),
        ("国庆节：9月31日放假。", "没有“9月31日”这一天"),
        ("国庆节：31日放假。", "没有“31日”这一天"),
        ("国庆节：2028年10月1日放假。", "不在2027年"),
        ("国庆节：10月1日庆祝。", "第 1 行没有读懂"),
        ("国庆节：2027年10月1日", "第 1 行没有读懂"),
        ("说明\n另外10月1日庆祝，大家知悉", "第 2 行没有读懂"),
        ("关于2026年放假的通知\n国庆节：10月1日放假。", "这是2026年的通知"),
        ("国庆节放假七天", "没有读到放假的日期"),
        ("", "没有读到放假的日期"),
        ("长" * 100_001, "文字太长"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(words, complaint):
    with pytest.raises(Unreadable) as refusal:
        read_words(words, 2027)
    assert complaint in refusal.value.words
