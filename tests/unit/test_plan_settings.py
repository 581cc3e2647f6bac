"""What holds for a whole draft: which dates follow it and which do not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.importer.extraction import extract
from tasks_tracker.operations.contents import content_of, corrected
from tasks_tracker.operations.plan_settings import (
    issue_of,
    rules_of,
    with_head,
    with_phases,
    with_rules,
)

TEXT = """平川市人民政府

平政发〔2024〕8号

平川市人民政府关于印发河道整治方案的通知

平川市人民政府
2024年2月5日

一、工作目标

10月底前河道面貌明显改观。

二、工作任务

（一）清理垃圾。3月初全面动员，4月中旬前清运完毕，5月前验收。（牵头单位：市水利局）

（二）修复护岸。2025年6月底前修复12公里，每月10日前通报进度，年底前完成评估，年底前完成移交。（牵头单位：市住建局）
"""


def read() -> dict:
    (plan,) = extract(TEXT)
    return content_of(plan)


def dues(content: dict) -> list[list[str | None]]:
    return [[one["due"] for one in task["deadlines"]] for task in content["tasks"]]


def test_the_year_moves_the_dates_that_name_none():
    assert dues(read()) == [
        ["2024-03-05", "2024-04-20", "2024-04-30"],
        ["2025-06-30", None, "2024-12-31", "2024-12-31"],
    ]
    moved = with_rules(read(), {"year": 2026}, TEXT)
    assert dues(moved) == [
        ["2026-03-05", "2026-04-20", "2026-04-30"],
        ["2025-06-30", None, "2026-12-31", "2026-12-31"],
    ]
    assert moved["goals"]["deadlines"][0]["due"] == "2026-10-31"


def test_the_conventions_move_what_they_are_about():
    changes = {"beginning": 1, "second_third": 15, "month_included": True}
    moved = with_rules(read(), changes, TEXT)
    assert dues(moved)[0] == ["2024-03-01", "2024-04-15", "2024-05-31"]
    assert "月初作1日" in moved["tasks"][0]["deadlines"][0]["derivation"]


def test_what_a_person_corrected_stays():
    mine = {**read()["tasks"][0]["deadlines"][0], "due": "2024-03-08", "derivation": "核对时改"}
    others = read()["tasks"][0]["deadlines"][1:]
    content = corrected(read(), 1, {"deadlines": [mine, *others]})
    moved = with_rules(content, {"year": 2026}, TEXT)
    assert dues(moved)[0] == ["2024-03-08", "2026-04-20", "2026-04-30"]


def test_another_day_of_issue_moves_the_dates_too():
    moved = with_head(read(), {"issued_on": "2023-12-30"}, TEXT)
    assert dues(moved)[0] == ["2023-03-05", "2023-04-20", "2023-04-30"]
    assert issue_of(moved).on == date(2023, 12, 30)


def test_a_title_alone_moves_nothing():
    assert with_head(read(), {"short_title": "整治方案"}, TEXT)["tasks"] == read()["tasks"]


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "year": st.none() | st.integers(1990, 2199),
            "beginning": st.integers(1, 28),
            "first_third": st.integers(1, 28),
            "second_third": st.integers(1, 28),
            "month_included": st.booleans(),
        },
    )
)
def test_there_and_back_again_is_where_it_was(changes):
    before = read()
    usual = {name: rules_of(before)[name] for name in changes}
    there = with_rules(before, changes, TEXT)
    back = with_rules(there, usual, TEXT)
    assert (back["tasks"], back["goals"]) == (before["tasks"], before["goals"])


@pytest.mark.parametrize(
    "rule", ["", "monthly:1", "monthly:31", "weekly:7", "quarterly", "half-yearly", "yearly:07-31"]
)
def test_a_rule_for_reporting_is_taken(rule):
    assert rules_of(with_rules(read(), {"reporting_rule": rule}, TEXT))["reporting_rule"] == rule


@pytest.mark.parametrize(
    "changes",
    [
        {"reporting_rule": "monthly:0"},
        {"reporting_rule": "weekly:8"},
        {"reporting_rule": "yearly:13-01"},
        {"reporting_rule": "daily"},
        {"workday_rule": "maybe"},
        {"beginning": 0},
        {"second_third": 29},
        {"year": 24},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(changes):
    with pytest.raises(Refusal):
        with_rules(read(), changes, TEXT)


def test_phases_keep_what_was_read_of_them_and_leaders_their_sections():
    content = read()
    goal = content["goals"]["deadlines"][0]
    added = {"phrase": "", "due": "2024-12-20", "deliverable": "总结", "applies": True}
    found = with_phases(content, [goal, added], {"二、工作任务": 7})
    assert found["goals"]["deadlines"][0] == goal
    assert found["goals"]["deadlines"][1]["kind"] == "by"
    assert found["leaders"] == {"二、工作任务": 7}
