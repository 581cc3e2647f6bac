"""Issued plans of a city and a county, compared as they were linked by reading them."""

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tasks_tracker.importer.comparison.compared import compare
from tasks_tracker.importer.comparison.papers import paper_of
from tasks_tracker.importer.comparison.values import Comparison, Labels, Paper
from tasks_tracker.importer.comparison.wording import ORDINAL
from tasks_tracker.importer.extraction import extract
from tasks_tracker.importer.folding import fold
from tasks_tracker.importer.source import read_text

SHARED = Path(__file__).resolve().parents[5] / "shared"
PAIRS = tomllib.loads(Path(__file__).with_name("gold.toml").read_text(encoding="utf-8"))["pair"]
LEAST = 0.97

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason=f"the issued plans are not there: {SHARED}"
)


def paper(name: str, number: str) -> Paper:
    raw = (SHARED / "plans" / f"{name}.txt").read_bytes()
    return paper_of(next(plan for plan in extract(read_text(raw)) if plan.doc_no == number))


def compared(pair: dict[str, Any]) -> Comparison:
    return compare(
        paper(pair["superior"], pair["superior_no"]),
        paper(pair["subordinate"], pair["subordinate_no"]),
    )


def section_of(path: Labels) -> str:
    """The ordinals of the headings above a measure."""
    ordinals = [ORDINAL.match(fold(label).strip()) for label in path[:-1]]
    return "".join(ordinal[0].strip() for ordinal in ordinals if ordinal)


def places(measures: list[Labels]) -> list[tuple[str, int]]:
    """Each measure by its section and its place in it."""
    seen: dict[str, int] = {}
    found = []
    for path in measures:
        section = section_of(path)
        seen[section] = seen.get(section, 0) + 1
        found.append((section, seen[section]))
    return found


def links_of(comparison: Comparison) -> dict[tuple[str, int], tuple[str, int] | None]:
    high = places([measure.path for measure in comparison.superior.measures])
    low = places([measure.path for measure in comparison.subordinate.measures])
    return {
        high[link.superior]: None if link.subordinate is None else low[link.subordinate]
        for link in comparison.links
    }


def gold_of(pair: dict[str, Any]) -> dict[tuple[str, int], tuple[str, int] | None]:
    return {
        (section, at): (section, below) if below else None
        for section, numbers in pair["sections"].items()
        for at, below in enumerate(numbers, 1)
    }


def f1(found: set[Any], gold: set[Any]) -> float:
    return 2 * len(found & gold) / (len(found) + len(gold))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["superior_no"])
def test_links_agree_with_those_made_by_reading(pair: dict[str, Any]) -> None:
    found, gold = links_of(compared(pair)), gold_of(pair)
    assert found.keys() == gold.keys()
    carried = f1(
        {link for link in found.items() if link[1]}, {one for one in gold.items() if one[1]}
    )
    assert carried >= LEAST, [one for one in gold if found[one] != gold[one]]
    dropped = {one for one in gold if gold[one] is None}
    left_out = {one for one in found if found[one] is None}
    assert not dropped | left_out or f1(left_out, dropped) >= LEAST


def test_plans_that_have_nothing_to_do_with_each_other_share_no_measure() -> None:
    big, small = PAIRS
    city = paper(big["superior"], big["superior_no"])
    strange = paper(small["subordinate"], small["subordinate_no"])
    assert [link for link in compare(city, strange).links if link.subordinate is not None] == []


def test_the_big_pair_is_compared_within_a_second() -> None:
    city = paper(PAIRS[0]["superior"], PAIRS[0]["superior_no"])
    county = paper(PAIRS[0]["subordinate"], PAIRS[0]["subordinate_no"])
    start = time.process_time()
    compare(city, county)
    assert time.process_time() - start < 1


def test_the_annex_of_the_county_is_its_own_addition() -> None:
    comparison = compared(PAIRS[1])
    own = {comparison.subordinate.measures[at].path[0] for at in comparison.additions}
    assert len(comparison.additions) == 7
    assert {label[:3] for label in own} == {"附件2"}
