"""Widths of columns: what is not broken has room, and the words get what makes a table short."""

from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.reports.column_widths import Wanted, fitted, length_of

ROOM, SIZE, INSET = 225, 3.2, 0.7
CODE, WORDS = Wanted("编号", is_text=False), Wanted("进展情况", is_text=True)


def widths(columns, rows):
    return fitted(columns, rows, room=ROOM, size=SIZE, inset=INSET)


def height(rows, found):
    """In lines of type."""
    return sum(
        max(
            ceil(length_of(cell) * SIZE / (width - 2 * INSET))
            for cell, width in zip(row, found, strict=True)
        )
        for row in rows
    )


@given(st.lists(st.tuples(*[st.text(alphabet="督查a1—。", max_size=60)] * 3), min_size=1))
def test_the_page_is_filled_whatever_stands_in_the_cells(rows):
    found = widths([CODE, WORDS, WORDS], rows)
    assert sum(found) == pytest.approx(ROOM)
    assert min(found) > 2 * INSET


@pytest.mark.parametrize("code", ["聊001", "12月31日", "严重逾期", "聊12345"])
def test_a_code_stays_on_one_line(code):
    found = widths([CODE, WORDS], [(code, "长" * 500)])
    assert (found[0] - 2 * INSET) / SIZE >= length_of(code)


def test_a_day_in_a_longer_list_of_days_stays_whole():
    found = widths([CODE, WORDS], [("8月31日、2025年12月31日", "长" * 500)])
    assert (found[0] - 2 * INSET) / SIZE >= length_of("12月31日")
    assert found[0] < 30


def test_a_head_stands_on_two_lines_at_most():
    found = widths([Wanted("按原定时限", is_text=False), WORDS], [("1", "长" * 500)])
    assert (found[0] - 2 * INSET) / SIZE >= 3


def test_the_longer_words_get_the_wider_column():
    rows = [("聊001", "短" * 10, "长" * 90), ("聊002", "短" * 12, "长" * 80)]
    found = widths([CODE, WORDS, WORDS], rows)
    assert found[2] > 3 * found[1]


def test_a_table_is_no_longer_than_with_even_columns():
    rows = [("聊001", "单位、" * (n % 7), "进展情况" * (n % 11)) for n in range(40)]
    even = (20, 102.5, 102.5)
    assert height(rows, widths([CODE, WORDS, WORDS], rows)) < height(rows, even)


def test_of_a_long_table_some_rows_tell_enough():
    rows = [("聊001", "短" * 10, "长" * (n % 90)) for n in range(30_000)]
    few = widths([CODE, WORDS, WORDS], rows[:900])
    assert widths([CODE, WORDS, WORDS], rows) == pytest.approx(few, abs=6)
