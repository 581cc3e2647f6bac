"""Units of one level mapped to those of the other: by the kernel of the name, else by company."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import product

from rapidfuzz import fuzz

from tasks_tracker.importer.comparison.values import Measure, Paper, UnitLinks
from tasks_tracker.importer.folding import fold

ALIKE = 75
OFTEN, MOSTLY = 4, 0.8
PLACES = "地方"
EACH = re.compile("^各|街道办事处$|^街道$")
SHORT = (
    (re.compile("中国人民银行|人民银行"), "人行"),
    (re.compile("(?:中级|高级)?人民法院"), "法院"),
    (re.compile("总工会"), "工会"),
)
BRACKETS = re.compile("（[^（）]*）")
OFFICE = re.compile("(?:分公司|公司)[^公司]{2,8}(?:办事处|营业部)$|分局$|(?:中心)?支行$|管理部$")
NUMERAL = re.compile("[0-9一二三四五六七八九十]")
LEVEL = re.compile(
    "^(?:中共)?(?:国网)?(?:[^省市县区]{1,4}(?:自治区|省|市|县|区)|[省市县区])委?(?=.{2})"
)
BODY = re.compile(
    "(?:服务局|管理局|监督局|委员会|办公室|信息中心|服务中心|管理中心|分公司|公司|中心|局|委|办|部|厅|院|处|会|支行|组)+$"
)


@lru_cache(maxsize=4096)
def kernel(name: str, place: str) -> str:
    """What the unit is about: 市行政审批服务局 and 县行政审批局 are both 行政审批."""
    words = fold(name)
    if EACH.search(words):
        return PLACES
    words = BRACKETS.sub("", words)
    for pattern, short in SHORT:
        words = pattern.sub(short, words)
    for own in (place, place[:-1]):
        words = words.replace(own, "") if len(own) > 1 else words
    words = OFFICE.sub("", words)
    words = LEVEL.sub("", words).removeprefix("国网")
    about = BODY.sub("", words)
    return about if len(about) > 1 else words


@dataclass(frozen=True)
class Counterparts:
    """Which units of the subordinate's plan answer to which of the superior's."""

    superior: str
    subordinate: str
    names: tuple[str, ...]
    """All units that the subordinate's plan names."""
    in_company: dict[str, str] = field(default_factory=dict)
    """Those with other names (市城管局, 县综合执法局), known by the measures they stand at."""

    def among(self, name: str, units: Sequence[str]) -> str | None:
        """The one of these units that answers to a superior's."""
        about = kernel(name, self.superior)
        likeness = {unit: _alike(about, kernel(unit, self.subordinate)) for unit in units}
        best = max(likeness, key=likeness.__getitem__, default=None)
        if best is not None and likeness[best] >= ALIKE:
            return best
        known = self.in_company.get(name)
        return known if known in units else None


def counterparts(
    superior: Paper, subordinate: Paper, carried: Sequence[tuple[Measure, Measure]]
) -> Counterparts:
    """By name, then by company: who stands where the namesake is missing, again and again."""
    names = dict.fromkeys(unit for measure in subordinate.measures for unit in measure.units)
    by_name = Counterparts(superior.place, subordinate.place, tuple(names))
    together: Counter[tuple[str, str]] = Counter()
    alone: Counter[str] = Counter()
    for high, low in carried:
        left, others = _left(high, low, by_name)
        alone.update(left)
        together.update(product(left, others))
        together.update(
            zip(left, others, strict=False)
        )  # who stands in the same place counts twice
    in_company: dict[str, str] = {}
    for (unit, other), times in sorted(together.items(), key=lambda item: (-item[1], item[0])):
        often = times >= max(OFTEN, MOSTLY * alone[unit])
        if often and unit not in in_company and other not in in_company.values():
            in_company[unit] = other
    return replace(by_name, in_company=in_company)


def _left(high: Measure, low: Measure, by_name: Counterparts) -> tuple[list[str], list[str]]:
    """Units without a namesake: none here, and for the superior's none in the whole plan."""
    found = {unit: by_name.among(unit, low.units) for unit in high.units}
    left = [
        unit
        for unit, answer in found.items()
        if answer is None and not by_name.among(unit, by_name.names)
    ]
    return left, [unit for unit in low.units if unit not in found.values()]


def unit_links(superior: Measure, subordinate: Measure, known: Counterparts) -> UnitLinks:
    """Who answers to whom at one measure."""
    found = {unit: known.among(unit, subordinate.units) for unit in superior.units}
    lost = [unit for unit, answer in found.items() if answer is None]
    elsewhere = [unit for unit in lost if known.among(unit, known.names)]
    return UnitLinks(
        mapped=tuple((unit, answer) for unit, answer in found.items() if answer),
        missing=tuple(elsewhere),
        leaderless=bool(superior.leads) and set(superior.leads) <= set(elsewhere),
        without=tuple(unit for unit in lost if unit not in elsewhere),
        added=tuple(unit for unit in subordinate.units if unit not in found.values()),
    )


def _alike(one: str, other: str) -> float:
    """Likeness of two kernels; one that stands whole in the other is the same with more to do,
    and bodies that are told apart by a number (第一医院) are never the same."""
    if NUMERAL.findall(one) != NUMERAL.findall(other):
        return 0.0
    short, long = sorted((one, other), key=len)
    return 100.0 if len(short) > 1 and short in long else fuzz.ratio(one, other)
