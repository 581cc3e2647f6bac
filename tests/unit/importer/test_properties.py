"""Whatever the text: nothing is raised, and every line number lies inside the source."""

from itertools import chain
from sys import setprofile
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks_tracker.importer.draft import DraftPlan
from tasks_tracker.importer.extraction import as_json, extract
from tasks_tracker.importer.source import Unreadable, read_text

SCRAPS = [
    *[
        "一、",
        "（一）",
        "1.",
        "第一条",
        "甲局",
        "市财政局",
        "牵头",
        "负责",
        "责任分工：",
        "等部门",
        "会同",
    ],
    *[
        "（牵头部门：",
        "；责任单位：",
        "（",
        "）",
        "〔",
        "〕",
        "(",
        ")",
        "“",
        "”",
        "《",
        "》",
        "**",
        "## ",
    ],
    *["6月底前", "13月32日前", "2021年", "三年内", "每月10日前", "至", "99%以上", "2021年6月18日"],
    *[
        "某政发〔2021〕7号",
        "关于印发方案的通知",
        "（下转第3页）",
        "（上接第2页）",
        "附件",
        "附件：",
    ],
    *["目录", "某市大事记", "。", "，", "、", "\n", "\n\n", "\t"],
]
DOCUMENTS = st.lists(st.sampled_from(SCRAPS) | st.text(max_size=6), max_size=60).map("".join)


def line_numbers(plan: DraftPlan) -> list[tuple[int, int]]:
    placed = chain(
        [plan], plan.tasks, plan.goal_deadlines, plan.goal_targets,
        *(task.deadlines for task in plan.tasks), *(task.targets for task in plan.tasks),
    )  # fmt: skip
    return [(one.line_start, one.line_end) for one in placed] + list(plan.line_spans)


@settings(max_examples=300, deadline=None)
@given(DOCUMENTS)
def test_any_text_is_extracted_with_lines_inside_the_source(text: str) -> None:
    last = text.count("\n") + 1
    plans = extract(text)
    for start, end in chain.from_iterable(line_numbers(plan) for plan in plans):
        assert 1 <= start <= end <= last
    as_json(plans)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    assert read_or_refused(raw).strip()


def read_or_refused(raw: bytes) -> str:
    try:
        return read_text(raw)
    except Unreadable as refused:
        return refused.words


@pytest.mark.parametrize(
    "scrap", ["（", "（牵头部门：甲", "甲局负责）", "6月底前、", "2021年实现", "“"]
)
def test_a_hostile_text_costs_no_more_than_its_length(scrap: str) -> None:
    """Eight times the text, at most ten times the calls: steps are counted, not seconds."""

    def calls(times: int) -> int:
        counted = 0

        def count(_frame, _event, _argument) -> None:
            nonlocal counted
            counted += 1

        setprofile(count)
        try:
            extract("某县实施方案\n一、甲事\n（一）乙事。" + scrap * times)
        finally:
            setprofile(None)
        return counted

    assert calls(4000) < 10 * calls(500)


@pytest.mark.parametrize(
    "scrap",
    [
        "（",
        "、",
        "1.1.1.",
        "由",
        " ",
        "《",
        "“",
        "（责任单位：甲局",
        "责任单位：甲局、",
        "每年3月、",
        "\t",
    ],
)
def test_a_long_hostile_line_takes_no_long_time(scrap: str) -> None:
    """A pattern that tries every way at once would take hours; most take a tenth of a second."""
    text = "某县实施方案\n一、甲事\n（一）乙事。" + scrap * (66_000 // len(scrap))
    began = process_time()
    extract(text)
    assert process_time() - began < 15
