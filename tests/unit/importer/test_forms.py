"""Further forms of clauses, each in a small plan of an invented place."""

from collections.abc import Sequence

import pytest

from tasks_tracker.importer.draft import DraftTask
from tasks_tracker.importer.extraction import extract

HEAD = "云川市人民政府关于印发改革方案的通知\n云川政发〔2024〕3号\n云川市人民政府\n2024年3月5日\n"
Read = tuple[str, Sequence[str], Sequence[str], Sequence[str]]


def tasks(body: str) -> list[DraftTask]:
    return [task for plan in extract(HEAD + body) for task in plan.tasks]


def read(body: str) -> list[Read]:
    return [
        (
            one.path[-1],
            list(one.lead),
            list(one.support),
            [str(deadline.due or deadline.rule or deadline.kind) for deadline in one.deadlines],
        )
        for one in tasks(body)
    ]


@pytest.mark.parametrize(
    ("clause", "lead", "support"),
    [
        ("牵头单位：甲局；责任单位：丙局。", ["甲局"], ["丙局"]),
        ("（主责单位：甲局；配合单位：丙局；监督单位：市纪委监委）", ["甲局"], ["丙局"]),
        ("（牽頭單位：甲局、乙局；責任單位：各區政府）", ["甲局", "乙局"], ["各區政府"]),
        ("\n责任单位：甲局 乙局　各区政府", ["甲局", "乙局", "各区政府"], []),
        ("（牵头单位：甲局　责任单位：乙局 丙局）", ["甲局"], ["乙局", "丙局"]),
        ("（责任单位：甲局；乙局；各区政府）", ["甲局", "乙局", "各区政府"], []),
        ("（责任单位：市公安局、财政局、民政局）", ["市公安局", "财政局", "民政局"], []),
        ("（甲局牵头，乙局等有关部门和单位负责）", ["甲局"], ["乙局"]),
        ("（甲局、乙局等市直有关部门，各区政府负责）", ["甲局", "乙局", "各区政府"], []),
        ("（责任单位：甲局、乙局等20个部门）", ["甲局", "乙局"], []),
        ("（责任单位：甲局及各县政府）", ["甲局", "各县政府"], []),
        ("（责任单位：各区政府，甲局、乙局按职责分工负责）", ["各区政府", "甲局", "乙局"], []),
        ("（甲局牵头，某镇做好选址、用电等配合工作）", ["甲局"], ["某镇"]),
        ("（甲局牵头，各乡镇负责各自辖区内工作落实）", ["甲局"], ["各乡镇"]),
        ("（责任处室：综合处、法规处）", ["综合处", "法规处"], []),
    ],
)
def test_clauses_in_further_forms(clause: str, lead: Sequence[str], support: Sequence[str]) -> None:
    (one,) = tasks(f"一、任务\n（一）建好平台。做好建设。{clause}")
    assert (list(one.lead), list(one.support)) == (lead, support)


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("完成时限：2024.6.30", ["2024-06-30"]),
        ("完成时限：2024年第二季度", ["2024-06-30"]),
        ("完成时间：第三季度末", ["2024-09-30"]),
        ("时限要求：2025年1月至6月", ["2025-01-01", "2025-06-30"]),
        ("完成时限：每年3月、9月", ["yearly:03-31", "yearly:09-30"]),
        ("完成时限：自印发之日起30日内", ["2024-04-04"]),
        ("完成时限：“十四五”期间", ["2025-12-31"]),
        ("完成时限：六月底前", ["2024-06-30"]),
        ("完成时限：十一月底前", ["2024-11-30"]),
        ("完成时限：二〇二五年底前", ["2025-12-31"]),
        ("整改时限：立即整改、长期坚持", ["ongoing"]),
        ("整改时限：立即整改", []),
    ],
)
def test_time_limits_behind_a_label(time: str, expected: Sequence[str]) -> None:
    assert read(f"一、任务\n（一）建好平台。（责任单位：甲局；{time}）")[0][3] == expected


def test_one_clause_below_small_items_is_for_all_of_them() -> None:
    body = (
        "一、任务\n（一）建好平台。\n（1）建门户。\n（2）建网络，6月底前联通。\n"
        "（责任单位：甲局）\n（二）管好平台。\n1.管门户。（责任单位：乙局）\n2.管网络。\n"
        "（责任单位：丙局）"
    )
    assert read(body) == [
        ("（一）建好平台", ["甲局"], [], ["2024-06-30"]),
        ("1.管门户", ["乙局"], [], []),
        ("2.管网络", ["丙局"], [], []),
    ]


def test_an_item_behind_the_clause_keeps_it_with_the_item_before() -> None:
    body = "一、任务\n（一）建好平台。\n1.建门户。\n2.建网络。\n（责任单位：甲局）\n3.建机房。"
    assert [path for path, *_ in read(body)] == ["2.建网络"]


def test_findings_of_an_inspection_name_who_mends_them_and_by_when() -> None:
    body = (
        "一、整改任务\n（一）台账不全的问题。\n整改措施：由市水利局负责补齐。\n整改时限：2024年5月底前。\n"
        "（二）检查不严的问题。\n整改措施：加强检查。\n责任单位：市应急局\n整改时限：长期坚持"
    )
    assert read(body) == [
        ("（一）台账不全的问题", ["市水利局"], [], ["2024-05-31"]),
        ("（二）检查不严的问题", ["市应急局"], [], ["ongoing"]),
    ]


def test_names_in_a_cell_may_stand_apart_by_blanks() -> None:
    rows = "序号\t任务\t牵头单位\t责任单位\t完成时限\n1\t建平台\t甲局\t市民政局 市财政局\t2024.6"
    assert read(rows) == [("1 建平台", ["甲局"], ["市民政局", "市财政局"], ["2024-06-30"])]


def test_figures_in_ranges_pairs_and_numerals() -> None:
    words = "十五个工作日内办结，合格率达到92%、86%，增幅8%-10%。"
    (one,) = tasks(f"一、任务\n（一）提升服务。{words}（责任单位：甲局）")
    assert [(target.op, target.value, target.unit) for target in one.targets] == [
        ("<=", 15, "个工作日"),
        (">=", 92, "%"),
        (">=", 86, "%"),
        (">=", 8, "%"),
        ("<=", 10, "%"),
    ]


QUOTAS = (
    "一、任务\n（一）建好驿站。做好建设。（责任单位：甲局）\n附件1\n驿站建设目标\n"
    "属地\t现有数\t新增数\t\n\t\t2024年\t2025年\n东山镇\t3\t2\t1\n西河街道\t1\t\t4\n合计\t4\t2\t5\n注：按年调整。"
)


def test_each_place_has_its_share_of_a_goal() -> None:
    assert read(QUOTAS)[1:] == [
        ("东山镇", ["东山镇"], [], ["2024-12-31", "2025-12-31"]),
        ("西河街道", ["西河街道"], [], ["2025-12-31"]),
    ]


def test_a_table_of_places_that_sets_no_goal_assigns_nothing() -> None:
    assert len(tasks(QUOTAS.replace("驿站建设目标", "驿站现状一览"))) == 1
