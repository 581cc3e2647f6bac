from datetime import date

import pytest

from tasks_tracker.importer.draft import DraftTask
from tasks_tracker.importer.extraction import extract
from tasks_tracker.importer.lines import clean_lines
from tasks_tracker.importer.meanings import Issue
from tasks_tracker.importer.measures import Setting
from tasks_tracker.importer.tables import header_of, split_tables, tasks_of_rows

SETTING = Setting(Issue(2022, date(2022, 3, 1)))


def tasks(*rows: str) -> list[DraftTask]:
    return tasks_of_rows(split_tables(clean_lines("\n".join(rows)))[0], SETTING)


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("序号 任务 牵头单位 责任单位 完成时限", ("number", "", "lead", "duty", "time")),
        ("指标 责任单位", ("", "duty")),
        ("级别 商服用地 住宅用地", ()),
        ("姓名 牵头单位 责任人", ("", "lead", "person")),
        ("牵头单位 责任单位", ()),
    ],
)
def test_a_header_names_a_column_of_units(header: str, roles: tuple[str, ...]) -> None:
    assert header_of(header.split()) == roles


def test_a_row_holds_the_measure_its_units_and_its_time() -> None:
    (task,) = tasks(
        "序号\t任务\t牵头单位\t责任单位\t完成时限", "3\t建成平台\t甲局\t乙局、丙局\t6月底前"
    )
    assert (task.path, task.title) == (("3 建成平台",), "建成平台")
    assert (task.lead, task.support) == (("甲局",), ("乙局", "丙局"))
    assert [deadline.due for deadline in task.deadlines] == [date(2022, 6, 30)]
    assert (task.line_start, task.doubts) == (2, ())


@pytest.mark.parametrize(
    ("cell", "lead", "support", "only"),
    [
        ("甲局牵头,乙局及各县(市、区)按职责分工负责", ["甲局"], ["乙局", "各县(市、区)"], False),
        ("甲局、乙局按职责分工负责", ["甲局", "乙局"], [], True),
        ("甲局", ["甲局"], [], True),
    ],
)
def test_a_cell_of_units_may_be_worded_like_a_clause(
    cell: str, lead: list[str], support: list[str], *, only: bool
) -> None:
    (task,) = tasks("任务\t责任单位", f"建成平台\t{cell}")
    assert (list(task.lead), list(task.support)) == (lead, support)
    assert task.only_responsible is only


def test_merged_cells_are_inherited_over_a_repeated_header() -> None:
    header = "一级\t二级\t序号\t指标\t责任单位"
    rows = [
        header,
        "甲类\t子类\t1\t专利数\t甲局",
        "\t\t2\t论文数\t乙局",
        "",
        header,
        "\t丑类\t3\t企业数\t丙局",
    ]
    assert [task.path for task in tasks(*rows)] == [
        ("甲类", "子类", "1 专利数"),
        ("甲类", "子类", "2 论文数"),
        ("甲类", "丑类", "3 企业数"),
    ]


def test_rows_without_units_head_the_rows_below() -> None:
    rows = [
        "指标\t责任单位",
        "一、投入\t/",
        "(一) 人力\t/",
        "1. 人员数(人)\t甲局",
        "二、产出\t/",
        "1. 论文数\t乙局",
    ]
    assert [task.path for task in tasks(*rows)] == [
        ("一、投入", "(一)人力", "1.人员数(人)"),
        ("二、产出", "1.论文数"),
    ]


def test_a_long_cell_gets_a_short_title_and_a_doubt() -> None:
    (task,) = tasks("任务\t责任单位", "把各方面关心的事项列出清单，" * 6 + "\t甲局")
    assert task.title == "把各方面关心的事项列出清单"
    assert [doubt.field for doubt in task.doubts] == ["title"]


def test_tables_of_figures_assign_nothing() -> None:
    rows, rest = split_tables(clean_lines("级别\t价格\n一级\t1457\n后文"))
    assert rows == []
    assert len(rest) == 3


def test_markdown_tables_and_annexes_are_read_in_place() -> None:
    clause = "（责任单位：县审批局）"
    table = "| 任务 | 牵头单位 |\n|---|---|\n| 建成平台 | 县数据局 |\n| 共享数据 | 县公安局 |"
    text = f"某县便民实施方案\n一、窗口\n（一）延时。办好。{clause}\n附件：任务表\n任务表\n{table}"
    (plan,) = extract(text)
    assert [(task.path[0], task.title, task.lead) for task in plan.tasks] == [
        ("一、窗口", "延时", ("县审批局",)),
        ("附件 任务表", "建成平台", ("县数据局",)),
        ("附件 任务表", "共享数据", ("县公安局",)),
    ]
