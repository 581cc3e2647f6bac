import pytest

from tasks_tracker.importer.day_words import number
from tasks_tracker.importer.lines import clean_lines
from tasks_tracker.importer.outline import Section, sections


def outlined(text: str) -> list[Section]:
    return sections(clean_lines(text))


def paths(text: str) -> list[list[str]]:
    return [[*(above.label for above in one.above), one.label] for one in outlined(text)]


def test_each_ordinal_stands_under_the_next_higher_one() -> None:
    text = (
        "一、总体\n（一）甲。事。\n1.子项。事。\n（1）细项。\n（二）乙。事。\n二、其他\n（一）丙。"
    )
    assert paths(text) == [
        ["一、总体"],
        ["一、总体", "（一）甲"],
        ["一、总体", "（一）甲", "1.子项"],
        ["一、总体", "（一）甲", "1.子项", "（1）细项"],
        ["一、总体", "（二）乙"],
        ["二、其他"],
        ["二、其他", "（一）丙"],
    ]


def test_chapters_hold_articles() -> None:
    assert paths("第一章 总则\n第一条 为了规范工作。\n第二条 各单位遵守。")[1][0] == "第一章 总则"


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("（一）精简材料。压减清单。", "精简材料"),
        ("(七) 提升服务水平。内容。", "提升服务水平"),
        ("（一）建立地籍(不动产。含林权)投诉机制。内容。", "建立地籍(不动产。含林权)投诉机制"),
        ("（一）深化“一窗。一网”改革。内容。", "深化“一窗。一网”改革"),
        ("（一）统筹资源，解决难题。内容。", "统筹资源，解决难题"),
        ("（一）目标任务\n\n2023年，全市新增十家。", "目标任务"),
        (
            "（一）全面提升企业办事便利度和吸引\n\n力。持续激发活力。",
            "全面提升企业办事便利度和吸引力",
        ),
        ("（一）建设数据目录并定期更新维护\n机制。三年内覆盖。", "建设数据目录并定期更新维护机制"),
        ("1.推进资源共享（责任单位：市城管局）", "推进资源共享"),
        ("1.推进资源共享（市城管局牵头，市公安局配合）", "推进资源共享"),
        ("1.5G+智慧农业。内容。", "5G+智慧农业"),
        ("2.2023年底前完成改造。", "2023年底前完成改造"),
        ("（一）" + "很长的一句话，" * 8 + "没有小标题。后文。", ""),
    ],
)
def test_a_heading_ends_at_its_full_stop_clause_or_line(text: str, heading: str) -> None:
    assert outlined(text)[0].heading == heading


@pytest.mark.parametrize(
    "torn",
    [
        "一、任务\n把事项分为\n一、二、三类企业办理。",
        "一、任务\n（一）甲。审议以上\n（四）（五）事项。",
        "一、任务\n停电时间压减至\n3.5个小时以内。",
    ],
)
def test_a_torn_off_piece_of_a_sentence_is_no_ordinal(torn: str) -> None:
    assert outlined(torn)[-1].passage.text.endswith(torn.split("\n")[-1])


def test_a_chapter_may_be_called_after_a_plan() -> None:
    labels = [one.label for one in outlined("第一章 规划建设\n第一条 甲办。\n第二章 规范管理")]
    assert labels == ["第一章 规划建设", "第一条 甲办", "第二章 规范管理"]


def test_a_repeated_ordinal_is_kept() -> None:
    labels = [
        one.ordinal.strip() for one in outlined("第十二条 甲办。\n第十二条 乙办。\n第十三条 丙办。")
    ]
    assert labels == ["第十二条", "第十二条", "第十三条"]


@pytest.mark.parametrize(
    ("words", "value"),
    [("二", 2), ("十", 10), ("二十一", 21), ("一百零二", 102), ("7", 7), ("③", 3), ("两", 2)],
)
def test_ordinals_have_values(words: str, value: int) -> None:
    assert number(words) == value
