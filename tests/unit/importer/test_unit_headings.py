"""Headings that name whoever has the measures below them."""

import pytest

from tasks_tracker.importer.draft import DraftTask
from tasks_tracker.importer.extraction import extract

HEAD = "某县2024年创建工作任务分工\n某政发〔2024〕3号\n2024年1月5日\n"
PLAN = HEAD + "{}\n1.整治占道经营。\n{}\n1.开展培训。"


def tasks(text: str) -> tuple[DraftTask, ...]:
    return extract(text)[0].tasks


@pytest.mark.parametrize(
    ("heading", "lead"),
    [
        ("一、县城管局", ("县城管局",)),
        ("一、县城管局、县公安局", ("县城管局", "县公安局")),
        ("一、县城管局牵头事项（1项）", ("县城管局",)),
        ("一、县城管局负责的工作", ("县城管局",)),
        ("（一）各镇政府、县城管局", ("各镇政府", "县城管局")),
    ],
)
def test_the_unit_in_a_heading_has_the_measures_below(heading: str, lead: tuple[str, ...]) -> None:
    second = "（二）县人社局" if heading.startswith("（") else "二、县人社局"
    first, last = tasks(PLAN.format(heading, second))
    assert (first.lead, last.lead) == (lead, ("县人社局",))
    assert (first.title, last.title) == ("整治占道经营", "开展培训")


@pytest.mark.parametrize("heading", ["一、各有关部门", "一、市容整治", "一、城管工作"])
def test_other_headings_lend_nobody(heading: str) -> None:
    assert [task.lead for task in tasks(PLAN.format(heading, "二、县人社局"))] == [(), ()]


def test_a_clause_goes_before_the_heading() -> None:
    text = PLAN.format("一、县城管局", "二、县人社局").replace(
        "经营。", "经营。（责任单位：县公安局）"
    )
    assert [task.lead for task in tasks(text)] == [("县公安局",), ("县人社局",)]


def test_a_month_may_be_glued_to_the_ordinal() -> None:
    text = PLAN.format("一、县城管局", "二、县人社局").replace(
        "经营。", "经营。\n2.6月底前新建公厕18座。\n3.十月中旬前验收。"
    )
    read = [(task.path[-1], [str(time.due) for time in task.deadlines]) for task in tasks(text)]
    assert read[1:3] == [
        ("2.6月底前新建公厕18座", ["2024-06-30"]),
        ("3.十月中旬前验收", ["2024-10-20"]),
    ]
