"""What became of a measure's dates one level below: kept, later, dropped, left to the superior."""

import re

from rapidfuzz import fuzz

from tasks_tracker.domain.differences import DateChange
from tasks_tracker.importer.comparison.pairing import paired
from tasks_tracker.importer.comparison.values import Dated, DateLink, Measure
from tasks_tracker.importer.folding import fold

# Whoever is named besides the level (按照省科技厅要求) directs the work, not when it is to be done.
AS_DIRECTED = re.compile(
    "(?:按照?|根据|依据?|依照|落实)(?:上级|国家|[国省市]{1,3}级?|省市县)"
    "(?:党委|政府|主管|业务|有关|相关|部门|统一|总体|工作|具体|的){0,4}(?:部署|安排|要求|进度|步骤)"
)
COMPARED = ("by", "done", "start", "recurring")


def says_as_directed(text: str) -> str:
    """The words by which a measure is left to the superior (按照上级部署要求); empty for none."""
    found = AS_DIRECTED.search(fold("".join(text.split())))
    return found[0] if found else ""


def date_links(superior: Measure, subordinate: Measure) -> tuple[DateLink, ...]:
    """Equal dates first, then those about the likest things, then what is left on either side."""
    same = paired(_compared(superior), _compared(subordinate), _is_same)
    moved = paired(same.high, same.low, _about_the_same)
    left = says_as_directed(subordinate.text)
    lost = DateChange.LEFT_TO_SUPERIOR if left else DateChange.DROPPED
    return (
        *(_link(DateChange.KEPT, one, other) for one, other in same.pairs),
        *(_link(_moved(one, other), one, other) for one, other in moved.pairs),
        *(_link(lost, one, None) for one in moved.high),
        *(_link(DateChange.ADDED, None, other) for other in moved.low),
    )


def _link(change: DateChange, high: Dated | None, low: Dated | None) -> DateLink:
    return DateLink(change=change, superior=high, subordinate=low)


def _compared(measure: Measure) -> list[Dated]:
    return [one for one in measure.dates if one.kind in COMPARED and (one.due or one.rule)]


def _is_same(one: Dated, other: Dated) -> float:
    return float((one.due, one.rule) == (other.due, other.rule))


def _about_the_same(one: Dated, other: Dated) -> float:
    """A day is compared with a day, a beginning with a beginning."""
    if not (one.due and other.due) or (one.kind == "start") != (other.kind == "start"):
        return 0.0
    return 1.0 + fuzz.ratio(one.deliverable or one.phrase, other.deliverable or other.phrase)


def _moved(one: Dated, other: Dated) -> DateChange:
    later = one.due is not None and other.due is not None and other.due > one.due
    return DateChange.LATER if later else DateChange.EARLIER
