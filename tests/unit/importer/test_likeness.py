"""Printed names of units find the unit that is meant, and nothing that is not."""

import random
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks_tracker.importer.likeness import LEAST, Register, nearest

UNITS = sorted((Path(__file__).resolve().parents[3] / "seed" / "units").glob("*.toml"))
REGISTER = """
县政府办公室 县发展改革局 县教育体育局 县工业和信息化局 县公安局 县民政局 县财政局
县人力资源社会保障局
县自然资源和规划局 县住房城乡建设局 县卫生健康局 县市场监管局 县应急局 县医保局 县文化和旅游局
县妇联 县供电公司 县税务局 清平镇人民政府 杨屯镇人民政府 各镇政府（街道办事处） 县工业行业服务中心
"""
KNOWN = {name: name for name in REGISTER.split()}
NAMES = st.one_of(
    st.text(max_size=30), st.sampled_from(list(KNOWN)), st.text("县市局委工信（）(", max_size=12)
)


def near(name: str, place: str = "平原县"):
    return nearest(name, KNOWN, place=place)


@pytest.mark.parametrize(
    ("printed", "official", "why"),
    [
        ("县工信局", "县工业和信息化局", "同一职能的不同写法"),
        ("县教育局", "县教育体育局", "简称"),
        ("县工业与信息化局", "县工业和信息化局", "只差写法"),
        ("工业和信息化局", "县工业和信息化局", "少写“县”"),
        ("市场监管局", "县市场监管局", "少写“县”"),
        ("平原县工业和信息化局", "县工业和信息化局", "全称"),
        ("平原财政局", "县财政局", "全称"),
        ("国家税务总局平原县税务局", "县税务局", "全称"),
        ("县工业和信急化局", "县工业和信息化局", "形近字“急”→“息”"),
        ("县教育体玉局", "县教育体育局", "同音字“玉”→“育”"),
        ("县工业信息和化局", "县工业和信息化局", "字序不同"),
        ("县工业和信息局", "县工业和信息化局", "简称"),
        ("县发改委", "县发展改革局", "“委”与“局”不同"),
        ("县卫计局", "县卫生健康局", "同一职能的不同写法"),
        ("县国土资源局", "县自然资源和规划局", "同一职能的不同写法"),
        ("县妇女联合会", "县妇联", ""),
        ("各镇政府(街道办事处)", "各镇政府（街道办事处）", ""),
        ("县应急局（县地震局）", "县应急局", "括号里另有名称"),
        ("市财政局", "县财政局", "换了级别：市→县"),
        ("清平镇政府", "清平镇人民政府", ""),
        ("县财局", "县财政局", "少字"),
        ("县财玟局", "县财政局", "错字“玟”→“政”"),
    ],
)
def test_the_unit_that_is_meant_comes_first_and_says_why(printed, official, why):
    first = near(printed)[0]
    assert first.official == official
    assert why in first.why


@pytest.mark.parametrize(
    "printed",
    [
        "县审计局",
        "县供销社",
        "县广电局",
        "县交警大队",
        "提供数据的单位",
        "太平镇人民政府",
        "泰山县财政局",
        "县政府采购中心",
        "",
        "局",
    ],
)
def test_an_unlike_name_is_not_offered(printed):
    assert near(printed) == []


@pytest.mark.parametrize("printed", ["各单位", "有关单位", "各级各部门"])
def test_a_name_for_nobody_in_particular_is_no_short_form(printed):
    known = {name: name for name in ("各水气专营单位", "县直有关部门", "政策起草部门")}
    assert nearest(printed, known, place="平原县") == []


def test_another_level_comes_after_all_others():
    known = {**KNOWN, "市财政事务中心": "市财政事务中心"}
    found = nearest("市财政局", known, place="平原县")
    assert [one.official for one in found] == ["市财政事务中心", "县财政局"]


def test_a_unit_is_offered_once_by_its_official_name():
    known = {"县工业和信息化局": "县工业和信息化局", "县工信局": "县工业和信息化局"}
    assert [one.official for one in nearest("工信局", known)] == ["县工业和信息化局"]


@pytest.mark.parametrize(
    ("printed", "is_slip"),
    [
        ("县工信局", False),
        ("平原县财政局", False),
        ("市场监管局", False),
        ("县教育体玉局", True),
        ("县工业和信急化局", True),
        ("县财玟局", True),
        ("市财政局", True),
    ],
)
def test_a_slip_is_told_from_a_name_worth_remembering(printed, is_slip):
    assert near(printed)[0].is_slip is is_slip


@given(NAMES)
@settings(max_examples=150, deadline=None)
def test_no_name_breaks_it_and_every_offer_is_like_enough(name):
    found = near(name)
    assert len(found) <= 3
    assert all(LEAST <= one.score <= 100 and one.why for one in found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


@given(st.sampled_from(list(KNOWN)))
def test_a_known_name_is_first_itself_and_alone_has_the_full_score(name):
    found = near(name)
    assert (found[0].official, found[0].score) == (name, 100)
    assert all(one.score < 100 for one in found[1:])


@given(st.sampled_from(list(KNOWN)), st.sampled_from(list(KNOWN)))
@settings(deadline=None)
def test_likeness_is_nearly_the_same_from_both_sides(one, other):
    there, back = nearest(one, {other: other}), nearest(other, {one: one})
    scores = [found[0].score if found else LEAST - 1 for found in (there, back)]
    assert abs(scores[0] - scores[1]) <= 15


def registers():
    for path in UNITS:
        facts = tomllib.loads(path.read_text("utf-8"))
        yield facts["region"], facts["unit"]


def names(units) -> dict[str, str]:
    """Every name and alias with its unit."""
    return {
        name: unit["name"] for unit in units for name in (unit["name"], *unit.get("aliases", []))
    }


def share(asked: list[tuple[Register, str, str]]) -> float:
    """How many of the printed names find their unit among the first three."""
    found = [
        official in {near.official for near in register.nearest(printed)}
        for register, printed, official in asked
    ]
    return sum(found) / len(found)


def test_nine_aliases_of_ten_find_their_unit_where_its_other_names_are_not_known():
    asked = []
    for place, units in registers():
        for unit in units:
            others = [one for one in units if one is not unit]
            register = Register({**names(others), unit["name"]: unit["name"]}, place=place)
            asked += [(register, alias, unit["name"]) for alias in unit.get("aliases", [])]
    assert share(asked) >= 0.9


def slips(change) -> list[tuple[Register, str, str]]:
    """Every name and alias with one slip, unless that makes it another known name."""
    asked = []
    for place, units in registers():
        known = names(units)
        register = Register(known, place=place)
        pairs = ((change(name), official) for name, official in known.items())
        asked += [(register, slip, unit) for slip, unit in pairs if slip not in known]
    return asked


def test_names_with_a_wrong_character_find_their_unit():
    chance = random.Random(7)  # noqa: S311 - no secret
    letters = "急玉文工县国天地中林水大建民主业信化金山"

    def wrong(name: str) -> str:
        place = chance.randrange(1, len(name))
        return name[:place] + chance.choice(letters) + name[place + 1 :]

    assert share(slips(wrong)) >= 0.8


def test_names_with_a_missing_character_find_their_unit():
    chance = random.Random(7)  # noqa: S311 - no secret

    def short(name: str) -> str:
        place = chance.randrange(len(name))
        return name[:place] + name[place + 1 :]

    assert share(slips(short)) >= 0.85
