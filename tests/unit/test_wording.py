"""Dates and numbers as people write them; tests/rules/test_words.py asks for the words."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from tasks_tracker import wording

DAY = date(2021, 9, 3)
MEGABYTE = 1024 * 1024


def test_a_day_is_written_without_padded_zeros_and_in_tables_with_them():
    assert wording.day(DAY) == "9月3日"
    assert wording.full_day(DAY) == "2021年9月3日"
    assert wording.short_day(DAY) == "09-03"
    assert wording.month(DAY) == "2021年9月"
    assert wording.moment(datetime(2021, 9, 3, 8, 5)) == "09-03 08:05"  # noqa: DTZ001


def test_a_day_of_another_year_is_written_with_its_year():
    assert wording.day(DAY, in_year=2021) == "9月3日"
    assert wording.day(DAY, in_year=2024) == "2021年9月3日"
    assert wording.short_day(DAY, in_year=2021) == "09-03"
    assert wording.short_day(DAY, in_year=2024) == "2021-09-03"
    assert wording.moment(datetime(2021, 9, 3, 8, 5), in_year=2024) == "2021-09-03 08:05"  # noqa: DTZ001


@pytest.mark.parametrize(
    "write", [wording.day, wording.full_day, wording.short_day, wording.moment, wording.figure]
)
def test_what_is_not_there_is_a_dash(write):
    assert write(None) == "—"


def test_the_week_begins_on_monday():
    week = [wording.weekday(date(2024, 5, day)) for day in (6, 10, 12)]
    assert week == ["星期一", "星期五", "星期日"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("99.5000"), "99.5"),
        (Decimal("100.0000"), "100"),
        (Decimal("0.0000"), "0"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.0100"), "-0.01"),
        (120, "120"),
    ],
)
def test_a_figure_loses_the_zeros_of_the_database_and_no_others(value, text):
    assert wording.figure(value) == text


@pytest.mark.parametrize(
    ("op", "text"), [(">=", "≥99%"), ("<=", "≤99%"), ("=", "99%"), ("+", "+99%")]
)
def test_a_target_reads_as_in_the_plan(op, text):
    assert wording.target(op, Decimal("99.0000"), "%") == text


@pytest.mark.parametrize(
    ("tenths", "text"), [(1000, "100.0"), (889, "88.9"), (5, "0.5"), (0, "0.0"), (None, "—")]
)
def test_a_percentage_has_one_decimal(tenths, text):
    assert wording.percent(tenths) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (1, "1 KB"),
        (2048, "2 KB"),
        (MEGABYTE - 1, "1.0 MB"),
        (MEGABYTE, "1.0 MB"),
        (20 * MEGABYTE, "20.0 MB"),
    ],
)
def test_a_size_is_said_in_round_numbers(count, text):
    assert wording.size(count) == text


def test_the_rule_as_the_importer_writes_it_is_left_out_of_a_derivation():
    assert wording.derivation_words("每年 → yearly：按年循环") == "每年 → 按年循环"
    assert wording.derivation_words("每月10日前 → monthly:10：按月循环") == "每月10日前 → 按月循环"
    dated = "2020年 → 2020-12-31：只写年份，作年末"
    assert wording.derivation_words(dated) == dated
