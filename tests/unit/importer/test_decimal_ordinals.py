"""Documents that count 1, 1.1, 1.1.1."""

import pytest

from tasks_tracker.importer.decimal_ordinals import counts_in_decimals
from tasks_tracker.importer.lines import clean_lines
from tasks_tracker.importer.outline import sections

PLAN = """\
1 总则
1.1 编制目的
为做好处置工作。
1.2 适用范围
本县行政区域。
2 职责
2.1 指挥部
2.1.1 指挥长
3月底前完成预案修订。
2.1.2 办公室
5.5万人参加演练，
2.5万元以下由部门列支。
"""


def test_each_level_of_decimals_has_its_place() -> None:
    read = sections(clean_lines(PLAN))
    assert [[*(above.label for above in one.above), one.label] for one in read] == [
        ["1 总则"],
        ["1 总则", "1.1 编制目的"],
        ["1 总则", "1.2 适用范围"],
        ["2 职责"],
        ["2 职责", "2.1 指挥部"],
        ["2 职责", "2.1 指挥部", "2.1.1 指挥长"],
        ["2 职责", "2.1 指挥部", "2.1.2 办公室"],
    ]


@pytest.mark.parametrize(
    ("lines", "decimal"),
    [
        (["1.1目的", "1.2范围"], True),
        (["1.1目的", "2.1职责"], True),
        (["1.1亿元", "五、结语"], False),
        (["2.1职责", "2.2权限"], False),
        (["1.目的", "2.范围"], False),
    ],
)
def test_a_document_counts_in_decimals_from_its_first_ones_on(
    lines: list[str], *, decimal: bool
) -> None:
    assert counts_in_decimals(lines) is decimal


def test_elsewhere_a_figure_that_begins_a_line_is_no_ordinal() -> None:
    lines = clean_lines("一、新建\n全县新建\n1.2万亩高标准农田，\n3个乡镇先行。")
    assert [one.label for one in sections(lines)] == ["一、新建"]
