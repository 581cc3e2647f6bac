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
        ("每月至少举办一次活动。", (">=", 1, "次")),
        ("新建公共充电桩5000个。", ("=", 5000, "个")),
        ("招聘紧缺人才60名，充实一线。", ("=", 60, "名")),
        ("落实避灾场所15处。", ("=", 15, "处")),
        ("对37家重点企业开展监测。", ("=", 37, "家")),
        ("对象建档率95%。", ("=", 95, "%")),
        ("饲草种植面积达到600万亩。", (">=", 600, "万亩")),
        ("每年认定智能工厂20家。", ("=", 20, "家")),
        ("每年引进胚胎1万枚。", ("=", 1, "万枚")),
        ("各區新增節水灌溉3萬畝。", ("+", 3, "萬畝")),
    ],
)
def test_a_figure_has_a_direction_a_value_and_a_unit(
    text: str, expected: tuple[str, Decimal | int, str]
) -> None:
    assert figures(text) == [expected]


def test_figures_in_a_row_are_each_a_target() -> None:
    assert figures("改造老旧小区31个、4786户。") == [("=", 31, "个"), ("=", 4786, "户")]


@pytest.mark.parametrize(
    "text",
    [
        "每季度召开一次例会。",
        "对新认定的企业一次性奖励100万元。",
        "每头奶牛补贴2000元。",
        "督察期间仍发现散乱污企业12家。",
        "目前仅完成治理2座。",
        "抽取前3名。",
        "第二次全会10月15日，另行通知。",
        "工程投资额在100万元以下（含）的项目免办。",
        "容量160千瓦及以下的企业。",
        "上线64项业务的基础上拓展。",
        "推动第二版清单落地。",
        "落实十个方面的任务。",
    ],
)
def test_thresholds_and_plain_numbers_are_no_targets(text: str) -> None:
    assert figures(text) == []
