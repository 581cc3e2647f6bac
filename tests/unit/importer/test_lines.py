import pytest

from tasks_tracker.importer.lines import Line, clean_lines, join


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("## 某县人民政府 关于做好工作的通知", "某县人民政府关于做好工作的通知"),
        ("**责任分工：**县教育局", "责任分工：县教育局"),
        ("到 2023 年，培育 10 家以上", "到2023年，培育10家以上"),
        ("5G NB-IoT 应用", "5G NB-IoT应用"),
        ("| 序号 | 任务 |", "序号\t任务"),
    ],
)
def test_layout_marks_are_cleaned_away(raw: str, cleaned: str) -> None:
    assert [line.text for line in clean_lines(raw)] == [cleaned]


@pytest.mark.parametrize(
    "furniture",
    ["", "   ", "- 12 -", "— 3 —", "第3页 共20页", "某市人民政府公报", "2023年第4期", "---"],
)
def test_page_furniture_is_dropped(furniture: str) -> None:
    assert clean_lines(furniture) == []


def test_a_figure_at_a_page_end_is_no_page_number() -> None:
    assert [line.text for line in clean_lines("已实现互认，9\n\n月底前完成")] == [
        "已实现互认，9",
        "月底前完成",
    ]


def test_torn_lines_run_on_over_blank_lines_and_know_where_they_came_from() -> None:
    passage = join(clean_lines("市市\n\n\n场监管局。\n二是"))
    assert passage.text == "市市场监管局。\n二是"
    assert [passage.line_at(passage.text.index(word)) for word in ("市", "场", "二")] == [1, 4, 5]


def test_the_lines_of_a_stretch_are_its_first_and_last() -> None:
    passage = join([Line(3, "甲乙"), Line(7, "丙丁")])
    assert passage.lines_of(0, 2) == (3, 3)
    assert passage.lines_of(1, 3) == (3, 7)
