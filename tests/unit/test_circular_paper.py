"""A snapshot as the pieces of a paper: what stands where in either form."""

from dataclasses import replace

import pytest

from tasks_tracker.reports.circular_imprint import day_of, number_of
from tasks_tracker.reports.circular_paper import LYING, UPRIGHT, paper
from tasks_tracker.reports.circular_snapshot import (
    Annex,
    Chapter,
    Column,
    Imprint,
    Kind,
    Part,
    Snapshot,
    Text,
)
from tests.unit.circular_samples import PUBLISHED, SETTING, Story
from tests.unit.paper_samples import CHART

SHORT, NUMBER = Kind.SHORT, Kind.NUMBER
UNITS = Annex(
    title="分单位总表",
    columns=(Column("序号", SHORT), Column("单位"), Column("应办", NUMBER)),
    rows=(("1", "市一局", "3"),),
    note="注。",
    empty="没有任务。",
    widths=(10, 136, 10),
)
TEXT = Text(
    masthead="聊城市人民政府督查室通报",
    series="聊政督",
    title=("关于5月份督查事项", "进展情况的通报"),
    addressees="各县（市、区）人民政府：",
    opening=(Part("现通报如下。"),),
    chapters=(
        Chapter("一、总体情况", ((Part("共"), Part("3", "tasks"), Part("项。")),)),
        Chapter("（一）各方案", ((Part("略。"),),), level=2),
        Chapter("二、存在问题", ((Part("没有。"),),)),
    ),
    annexes=(UNITS, replace(UNITS, title="滞后事项", is_lying=True)),
    copies="市政府领导同志。",
    signature="聊城市人民政府督查室",
)


def snapshot(form: str = "red_head", **text) -> Snapshot:
    return Snapshot(
        setting=replace(SETTING, form=form),
        figures=Story().figures(),
        text=replace(TEXT, **text),
        charts=(CHART,),
    )


def test_a_red_head_paper_has_number_addressees_and_copies():
    printed = paper(snapshot(), PUBLISHED)
    assert (printed.number, printed.day) == ("聊政督〔2024〕3号", "2024年6月5日")
    assert printed.addressees == TEXT.addressees
    assert printed.copies == ("抄送：市政府领导同志。",)
    assert not any(piece.chart for piece in printed.body)


def test_a_bulletin_has_its_issue_above_and_its_readers_below():
    printed = paper(snapshot("bulletin"), PUBLISHED)
    assert printed.number == "第3期"
    assert printed.addressees == ""
    assert printed.copies == ("报：市政府领导同志。", "发：各县（市、区）人民政府。")


def test_pictures_of_a_bulletin_end_its_first_chapter():
    body = paper(snapshot("bulletin"), PUBLISHED).body
    words = [piece.words for piece in body]
    assert words.index(CHART.title) == words.index("二、存在问题") - 1


def test_the_body_keeps_the_order_and_levels_of_its_chapters():
    body = paper(snapshot(), PUBLISHED).body
    assert [(piece.words, piece.level) for piece in body] == [
        ("现通报如下。", 0),
        ("一、总体情况", 1),
        ("共3项。", 0),
        ("（一）各方案", 2),
        ("略。", 0),
        ("二、存在问题", 1),
        ("没有。", 0),
    ]


def test_several_annexes_are_numbered_and_one_is_not():
    several = paper(snapshot(), PUBLISHED)
    assert several.attachments == ("1. 分单位总表", "2. 滞后事项")
    assert [annex.mark for annex in several.annexes] == ["附件1", "附件2"]
    alone = paper(snapshot(annexes=(UNITS,)), PUBLISHED)
    assert (alone.attachments, alone.annexes[0].mark) == (("分单位总表",), "附件")


@pytest.mark.parametrize("widths", [(), (10, 136, 10), (1, 1, 1), (100, 200, 300)])
def test_columns_fill_the_page_whatever_they_ask_for(widths):
    annexes = (replace(UNITS, widths=widths), replace(UNITS, widths=widths, is_lying=True))
    upright, lying = paper(snapshot(annexes=annexes), PUBLISHED).annexes
    assert sum(upright.widths) == pytest.approx(UPRIGHT, abs=0.05)
    assert sum(lying.widths) == pytest.approx(LYING, abs=0.05)
    assert min(*upright.widths, *lying.widths) > 0


def test_what_was_kept_before_annexes_had_widths_lies_from_the_second_on():
    old = replace(UNITS, widths=())
    found = paper(snapshot(annexes=(old, old, old)), PUBLISHED).annexes
    assert [annex.is_lying for annex in found] == [False, True, True]


def test_an_annex_without_rows_stands_upright_and_says_so():
    empty = replace(UNITS, rows=(), is_lying=True)
    (annex,) = paper(snapshot(annexes=(empty,)), PUBLISHED).annexes
    assert (annex.is_lying, annex.note) == (False, "没有任务。")


def test_tables_of_many_columns_are_set_small():
    wide = replace(
        UNITS, columns=UNITS.columns * 4, rows=((*UNITS.rows[0],) * 4,), widths=(13,) * 12
    )
    found = paper(snapshot(annexes=(UNITS, wide)), PUBLISHED).annexes
    assert [annex.is_dense for annex in found] == [False, True]


@pytest.mark.parametrize(
    ("head", "width", "lines"),
    [
        ("到期节点", 11, "到期\n节点"),
        ("到期节点", 16, "到期节点"),
        ("按时率（%）", 13, "按时率\n（%）"),
        ("按原定时限（%）", 13, "按原定\n时限\n（%）"),
        ("得分", 1, "得\n分"),
    ],
)
def test_heads_are_broken_into_lines_alike_in_length(head, width, lines):
    one = replace(UNITS, columns=(Column(head), Column("单位")), rows=(("1", "2"),), is_lying=True)
    (annex,) = paper(snapshot(annexes=(replace(one, widths=()),)), PUBLISHED).annexes
    assert replace(annex, widths=(width, 225 - width)).heads == (lines, "单位")


def test_a_title_that_is_too_long_for_its_lines_is_broken_anew():
    title = ("关于5月份聊城市优化营商环境创新突破行动和产业链提升工程", "进展情况的通报")
    found = paper(snapshot(title=title), PUBLISHED).title
    assert "".join(found) == "".join(title)
    assert max(map(len, found)) <= 20


def test_a_draft_leaves_room_for_number_and_day():
    draft = Imprint(year=2024)
    assert number_of(snapshot(), draft) == "聊政督〔2024〕　号"
    assert number_of(snapshot("bulletin"), draft) == "第　期"
    assert day_of(draft) == "2024年　月　日"


def test_columns_of_the_ledger_in_which_nothing_stands_are_left_out_and_named():
    columns = (Column("编号", SHORT), Column("牵头领导", SHORT), Column("存在问题"), Column("任务"))
    rows = (("聊001", "—", "", "甲"), ("聊002", "—", "缺人", "乙"))
    ledger = replace(UNITS, columns=columns, rows=rows, widths=(), is_lying=True, key="ledger")
    (annex,) = paper(snapshot(annexes=(ledger,)), PUBLISHED).annexes
    assert [column.head for column in annex.columns] == ["编号", "存在问题", "任务"]
    assert annex.rows == (("聊001", "", "甲"), ("聊002", "缺人", "乙"))
    assert annex.note == "注。各行均无内容的栏未列：牵头领导。"


def test_no_other_table_loses_a_column():
    (annex,) = paper(
        snapshot(annexes=(replace(UNITS, rows=(("1", "—", "—"),)),)), PUBLISHED
    ).annexes
    assert (len(annex.columns), annex.note) == (3, "注。")
