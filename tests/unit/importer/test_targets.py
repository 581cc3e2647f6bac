from decimal import Decimal

import pytest

from tasks_tracker.importer.lines import clean_lines, join
from tasks_tracker.importer.targets import targets_of


def figures(text: str) -> list[tuple[str, Decimal | int, str]]:
    passage = join(clean_lines(text))
    found = targets_of(passage, 0, len(passage.text))
    return [(target.op, target.value, target.unit) for target in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电子化率达99%以上。", (">=", 99, "%")),
        ("认领率达 98.5% 以上。", (">=", Decimal("98.5"), "%")),
        ("作业化率达到86%。", (">=", 86, "%")),
        ("窗口比例提高至80%以上。", (">=", 80, "%")),
        ("培训6万人以上。", (">=", 6, "万人")),
        ("报送报告不少于8篇。", (">=", 8, "篇")),
        ("办理时间不超过3个工作日。", ("<=", 3, "个工作日")),
        ("停电时间压减至3.5个小时以内。", ("<=", Decimal("3.5"), "个小时")),
        ("受理之日起7日内决定。", ("<=", 7, "日")),
        ("比重较年初提升2个百分点。", ("+", 2, "个百分点")),
        ("质押金额增长20%。", ("+", 20, "%")),
        ("新增农房等4类业务。", ("+", 4, "类")),
        ("培训企业100家。", ("=", 100, "家")),
        ("行业由20个扩展至57个。", ("=", 57, "个")),
        ("事项只需一次验证。", ("=", 1, "次")),
        ("至少建设一家孵化器。", (">=", 1, "家")),
    ],
)
def test_a_figure_has_a_direction_a_value_and_a_unit(
    text: str, expected: tuple[str, Decimal | int, str]
) -> None:
    assert figures(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "工程投资额在100万元以下（含）的项目免办。",
        "容量160千瓦及以下的企业。",
        "上线64项业务的基础上拓展。",
        "推动第二版清单落地。",
        "落实十个方面的任务。",
    ],
)
def test_thresholds_and_plain_numbers_are_no_targets(text: str) -> None:
    assert figures(text) == []
