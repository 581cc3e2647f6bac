"""Who leads and who helps, by marks, labels and verbs of many offices."""

import pytest

from tasks_tracker.importer.draft import DraftTask
from tasks_tracker.importer.extraction import extract

HEAD = "某市2024年重点工作方案\n某政发〔2024〕3号\n某市人民政府\n2024年1月5日\n一、重点任务\n"


def tasks(text: str) -> tuple[DraftTask, ...]:
    return extract(HEAD + text)[0].tasks


@pytest.mark.parametrize(
    "clause",
    [
        "责任单位：市科技局（牵头）、市财政局",
        "（市科技局〔牵头〕、市财政局）",
        "（责任单位：市科技局，市财政局配合）",
        "【牵头单位：市科技局】【配合单位：市财政局】",
        "牵头单位市科技局，责任单位市财政局。",
        "由市科技局牵头，市财政局具体实施。",
        "由市科技局负责，市财政局督导。",
        "牵头单位：市科技局\n成员单位：市财政局",
        "（市科技局牵头负责，市财政局等参与，年底前完成）",
    ],
)
def test_one_leads_and_the_other_helps(clause: str) -> None:
    (task,) = tasks(f"1.推动成果转化。建设中试基地。{clause}")
    assert (task.lead, task.support) == (("市科技局",), ("市财政局",))


def test_members_without_a_leader_have_no_duty() -> None:
    text = "1.成立专班。\n成员单位：市科技局、市财政局\n2.转化。（责任单位：市科技局）"
    assert [task.path[-1] for task in tasks(text)] == ["2.转化"]


def test_a_label_behind_a_comma_is_a_clause() -> None:
    (task,) = tasks("1.饮水安全。解决27个村饮水问题，责任单位：市水利局；完成时限：2024年9月20日。")
    assert task.lead == ("市水利局",)
    assert [str(time.due) for time in task.deadlines] == ["2024-09-20"]


def test_units_before_a_colon_have_what_follows() -> None:
    text = (
        "1、市水利局：①8月底前清淤；②9月底前验收。\n2、各县区政府：做好秋收。\n"
        "各单位每月28日前报送进展。"
    )
    first, last = tasks(text)
    assert (first.lead, last.lead) == (("市水利局",), ("各县区政府",))
    assert [str(time.due) for time in first.deadlines] == ["2024-08-31", "2024-09-30"]
    assert last.deadlines == ()


def test_whoever_is_charged_has_a_duty_of_its_own() -> None:
    text = "1.供热。请市住建局修改规划，7月10日前报批。责成市城投公司抓紧施工，10月底前投用。"
    read = [(task.lead, [str(time.due) for time in task.deadlines]) for task in tasks(text)]
    assert read == [(("市住建局",), ["2024-07-10"]), (("市城投公司",), ["2024-10-31"])]


def test_named_steps_are_ordinals() -> None:
    text = (
        "任务一：建设学校\n举措1：新建学校18所。\n牵头单位：市教育局\n"
        "任务二：提升教师\n举措2：补充教师1500名。\n牵头单位：市人社局"
    )
    assert [task.path[1:] for task in tasks(text)] == [
        ("任务一：建设学校", "举措1：新建学校18所"),
        ("任务二：提升教师", "举措2：补充教师1500名"),
    ]
