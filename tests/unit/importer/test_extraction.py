import json
from datetime import date

import pytest

from tasks_tracker.importer.draft import DraftPlan, DraftTask
from tasks_tracker.importer.extraction import as_json, extract
from tests.unit.importer.specimens import CITY, COUNTY


def plan(text: str) -> DraftPlan:
    return extract(text)[0]


def task(text: str, title: str, part: int = 1) -> DraftTask:
    return next(one for one in plan(text).tasks if (one.title, one.part) == (title, part))


def doubted(one: DraftTask) -> list[str]:
    return [doubt.field for doubt in one.doubts]


def test_there_is_one_task_for_each_clause() -> None:
    assert [(one.path[-1], one.part) for one in plan(CITY).tasks] == [
        ("（一）推行“一窗办”", 1),
        ("（二）延长服务时间", 1),
        ("(三)精简材料清单", 1),
        ("（四）清理收费项目，公开收费标准", 1),
        ("（四）清理收费项目，公开收费标准", 2),
        ("（四）清理收费项目，公开收费标准", 3),
        ("（一）推进证照互认", 1),
        ("（二）建设数据目录并定期更新维护机制", 1),
    ]


def test_documents_that_assign_nothing_have_no_tasks() -> None:
    assert [len(one.tasks) for one in extract(CITY)[1:]] == [0, 0]


def test_names_torn_by_lines_and_pages_are_whole() -> None:
    assert task(CITY, "延长服务时间").lead == ("市审批局", "市市场监管局")
    torn = task(CITY, "推进证照互认")
    assert torn.support == ("市交通运输局", "市司法局", "市生态环境局", "市水利局")
    source = CITY.split("\n")
    assert "（一）推进证照互认" in source[torn.line_start - 1]
    assert "市水利局）" in source[torn.line_end - 1]


def test_each_part_has_its_own_lines_and_wording() -> None:
    parts = [task(CITY, "清理收费项目，公开收费标准", part) for part in (1, 2, 3)]
    assert [one.lead for one in parts] == [("市发改委",), ("市财政局",), ("市税务局",)]
    assert parts[1].text.startswith("推动收费电子化")
    assert parts[2].text == "落实减免政策。（牵头部门：市税务局）"
    assert parts[2].line_end - parts[2].line_start == 2


def test_deadlines_take_the_year_of_issue() -> None:
    found = task(CITY, "推行“一窗办”").deadlines
    assert [(one.due, one.deliverable) for one in found] == [
        (date(2023, 6, 30), "建成综合窗口"),
        (date(2023, 7, 31), "推广到乡镇（街道）"),
    ]


def test_goals_without_clauses_belong_to_the_plan() -> None:
    city = plan(CITY)
    assert [one.due for one in city.goal_deadlines] == [date(2023, 6, 30), date(2024, 12, 31)]
    assert [one.value for one in city.goal_targets] == [95]


def test_a_county_plan_is_read_with_its_own_forms() -> None:
    county = plan(COUNTY)
    assert [(one.title, one.part, one.only_responsible) for one in county.tasks] == [
        ("推行“一窗办”", 1, False),
        ("优化评价机制", 1, False),
        ("优化评价机制", 2, True),
        ("加强人才服务", 1, False),
        ("方便企业开户", 1, False),
    ]
    assert task(COUNTY, "推行“一窗办”").deadlines[0].kind == "done"
    assert task(COUNTY, "方便企业开户").deadlines == ()
    assert [one.kind for one in task(COUNTY, "优化评价机制").deadlines] == ["start", "recurring"]


def test_what_is_printed_below_the_plan_belongs_to_no_task() -> None:
    assert plan(COUNTY).tasks[-1].text.endswith("责任单位：县数据中心等部门）")


def test_what_is_odd_is_doubted_and_nothing_else() -> None:
    assert doubted(task(COUNTY, "推行“一窗办”")) == []
    assert doubted(task(COUNTY, "优化评价机制")) == ["lead"]
    assert doubted(task(COUNTY, "方便企业开户")) == ["support"]
    assert doubted(task(CITY, "建设数据目录并定期更新维护机制")) == ["deadlines"]


def test_a_measure_without_a_heading_gets_a_short_title_and_a_doubt() -> None:
    sentence = "把企业和群众关心的事项逐一列出并明确办理的标准和要求，" * 2
    (one,) = plan(f"某县方案\n一、任务\n（一）{sentence}办好。（责任单位：县审批局）").tasks
    assert one.title == "把企业和群众关心的事项逐一列出并明确办理的标准和要求"
    assert one.title_own
    assert doubted(one) == ["title"]


def test_a_clause_without_an_ordinal_is_a_task_with_a_doubt_about_its_place() -> None:
    (one,) = plan("某县便民实施方案\n请抓紧办理窗口建设。（责任单位：县审批局）").tasks
    assert one.path == ()
    assert "path" in doubted(one)


def test_an_annex_is_named_where_the_body_has_tasks_too() -> None:
    clause = "内容。（责任单位：县审批局）"
    text = (
        f"某县便民实施方案\n一、甲\n（一）子。{clause}\n附件1\n任务清单\n一、乙\n（一）丑。{clause}"
    )
    assert [one.path[0] for one in plan(text).tasks] == ["一、甲", "附件1 任务清单"]


def test_a_plan_that_names_no_unit_gives_its_measures_without_units() -> None:
    text = "便民服务实施方案\n一、窗口\n（一）延时服务。周末开放。\n（二）精简材料。压减清单。"
    found = plan(text).tasks
    assert [(one.title, one.lead, doubted(one)) for one in found] == [
        ("延时服务", (), ["lead"]),
        ("精简材料", (), ["lead"]),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "一、", "（牵头部门：", "〔2021〕1号"])
def test_scraps_of_text_raise_nothing(text: str) -> None:
    assert all(one.tasks == () for one in extract(text))


def test_the_result_is_plain_data_in_the_extraction_format() -> None:
    data = json.loads(json.dumps(as_json(extract(COUNTY)), ensure_ascii=False))
    (one,) = data["plans"]
    assert one["issued_on"] == "2023-05-08"
    assert one["goals"]["deadlines"][0]["due"] == "2023-11-30"
    assert set(one["tasks"][0]) == {
        "path", "part", "title", "title_own", "lead", "support", "only_responsible",
        "deadlines", "targets", "line_start", "line_end", "doubts",
    }  # fmt: skip
    (done,) = one["tasks"][0]["deadlines"]
    assert done["derivation"].startswith("4月底前已实现 → 2023-04-30")
