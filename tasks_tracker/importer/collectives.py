"""Who is meant by a name that stands for many: 各镇政府（街道办事处）, 县政府有关部门."""

import re
from collections.abc import Sequence

from tasks_tracker.domain.units import Unit, UnitGroup
from tasks_tracker.importer.folding import fold

_MANY = re.compile(
    r"^各|(?:各|有关|相关|所属|市属|县属|区属).*(?:部门|单位|园区|开发区|管委会?|政府)"
)
_GROUPS: tuple[tuple[re.Pattern[str], UnitGroup, re.Pattern[str]], ...] = (
    (re.compile(r"各[^部门单位]*?[县区](?!直)|各市县"), UnitGroup.COUNTY, re.compile("")),
    (re.compile(r"镇|乡"), UnitGroup.TOWN, re.compile("镇|乡")),
    (re.compile(r"街道?"), UnitGroup.TOWN, re.compile("街道")),
    (re.compile(r"开发区|园区|管委|高新区|度假区"), UnitGroup.PARK, re.compile("")),
    (re.compile(r"部门|[市县区]直|委办局"), UnitGroup.DEPARTMENT, re.compile("")),
    (re.compile(r"垂直|驻[市县区高聊]|中央驻"), UnitGroup.VERTICAL, re.compile("")),
    (re.compile(r"企业|公司|专营"), UnitGroup.ENTERPRISE, re.compile("")),
)
_PARKS = re.compile(r"开发区|园区|高新区|度假区")


def is_collective(name: str) -> bool:
    """Whether the name stands for many units."""
    return bool(_MANY.search(fold(name)))


def members_of(name: str, units: Sequence[Unit]) -> list[Unit]:
    """The units of a register that such a name is likely to mean, in official order; a person
    has the last word. None for a name that stands for one unit."""
    folded = fold(name)
    if not is_collective(folded):
        return []
    asked = [
        (group, of) for words, group, of in _GROUPS if words.search(_without_parks(folded, group))
    ]
    return [unit for unit in units if any(_belongs(unit, *one) for one in asked)]


def _without_parks(name: str, group: UnitGroup) -> str:
    """The 区 of 开发区 is no county."""
    return _PARKS.sub("", name) if group is UnitGroup.COUNTY else name


def _belongs(unit: Unit, group: UnitGroup, of: re.Pattern[str]) -> bool:
    return unit.group is group and bool(of.search(unit.name))
