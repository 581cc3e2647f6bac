"""Lists of days, as text and as a workbook."""

import io
from datetime import date

import pytest
import xlsxwriter

from tasks_tracker.domain.calendar import DayKind, SpecialDay
from tasks_tracker.importer.files.paper import Unreadable
from tasks_tracker.importer.holidays.reading import read_file, read_words

DAYS = {
    date(2027, 10, 1): SpecialDay(date(2027, 10, 1), DayKind.HOLIDAY, "国庆节"),
    date(2027, 10, 9): SpecialDay(date(2027, 10, 9), DayKind.MAKEUP, "国庆节"),
}


@pytest.mark.parametrize(
    "text",
    [
        "日期,类型,名称\n2027-10-01,放假,国庆节\n2027-10-09,上班,国庆节\n",
        "2027/10/1\t休\t国庆节\n\n2027/10/9\t班\t国庆节",
        "2027年10月1日，节假日，国庆节\n2027年10月9日，调休上班，国庆节",
        "2027.10.1,holiday,国庆节\r\n2027.10.9,makeup,国庆节\r\n",
    ],
)
def test_a_list_is_read_in_whichever_way_it_is_written(text):
    assert read_words(text, 2027).days == DAYS
    assert read_file(text.encode("gb18030"), 2027).days == DAYS


def workbook(*rows) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def test_a_workbook_is_read_with_real_dates_and_with_words():
    rows = (("日期", "类型", "名称"), (date(2027, 10, 1), "放假", "国庆节"), ())
    raw = workbook(*rows, ("2027-10-09", "上班", "国庆节"))
    assert read_file(raw, 2027).days == DAYS


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("2027-10-01,放假\n下一天,放假", "第 2 行没有读懂：“下一天,放假”"),
        ("2027-10-01", "第 1 行没有读懂"),
        ("2027-10-01,开会", "第 1 行没有读懂"),
        ("2027-13-01,放假", "第 1 行没有读懂"),
        ("2026-10-01,放假", "不在2027年"),
        ("日期,类型", "表里没有日期"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text, complaint):
    with pytest.raises(Unreadable) as refusal:
        read_words(text, 2027)
    assert complaint in refusal.value.words


@pytest.mark.parametrize("raw", [b"PK\x03\x04broken", workbook()])
def test_a_workbook_without_a_list_is_refused(raw):
    with pytest.raises(Unreadable):
        read_file(raw, 2027)


def test_a_sheet_that_reaches_too_far_is_refused():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "2027-10-01")
        sheet.write(1_000_000, 10, "放假")
    with pytest.raises(Unreadable, match="行"):
        read_file(file.getvalue(), 2027)
