"""Names that stand for many units propose their members."""

import pytest

from tasks_tracker.domain.units import Region, Unit, UnitGroup
from tasks_tracker.importer.collectives import is_collective, members_of

REGISTER = (
    ("县财政局", UnitGroup.DEPARTMENT),
    ("县税务局", UnitGroup.VERTICAL),
    ("县供电公司", UnitGroup.ENTERPRISE),
    ("东山县人民政府", UnitGroup.COUNTY),
    ("城关街道办事处", UnitGroup.TOWN),
    ("柳林镇人民政府", UnitGroup.TOWN),
    ("石门乡人民政府", UnitGroup.TOWN),
    ("高新区管委会", UnitGroup.PARK),
    ("各镇政府（街道办事处）", UnitGroup.COLLECTIVE),
)


@pytest.fixture
def units():
    region = Region(name="平原市", mark="平", office="平原市政府督查室")
    return [
        Unit(region=region, name=name, group=group, position=position)
        for position, (name, group) in enumerate(REGISTER, 1)
    ]


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("各镇政府（街道办事处）", ["城关街道办事处", "柳林镇人民政府", "石门乡人民政府"]),
        ("各乡镇人民政府", ["柳林镇人民政府", "石门乡人民政府"]),
        ("各乡镇（街道）", ["城关街道办事处", "柳林镇人民政府", "石门乡人民政府"]),
        ("各街道办事处", ["城关街道办事处"]),
        ("各县(市、区)人民政府", ["东山县人民政府"]),
        ("各县（市、区）、市属开发区管委会", ["东山县人民政府", "高新区管委会"]),
        ("市属开发区管委会", ["高新区管委会"]),
        ("市政府有关部门", ["县财政局"]),
        ("市直有关部门", ["县财政局"]),
        ("各水电气热专营企业", ["县供电公司"]),
        ("各单位", []),
        ("县财政局", []),
        ("柳林镇人民政府", []),
    ],
)
def test_a_name_for_many_proposes_members_of_its_groups(units, name, members):
    assert [unit.name for unit in members_of(name, units)] == members


def test_one_body_is_no_collective():
    assert is_collective("各单位")
    assert not is_collective("县开发区管委会")
    assert not is_collective("县财政局")
