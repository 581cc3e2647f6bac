"""What became of a measure's figures one level below: kept, raised, lowered, left out."""

from collections import Counter

from rapidfuzz import fuzz

from tasks_tracker.domain.differences import FigureChange
from tasks_tracker.importer.comparison.pairing import paired
from tasks_tracker.importer.comparison.values import Figure, FigureLink, Measure
from tasks_tracker.importer.comparison.wording import plain
from tasks_tracker.importer.folding import fold

LIKE = 45
AT_MOST = "<="


def figure_links(superior: Measure, subordinate: Measure) -> tuple[FigureLink, ...]:
    """Each figure of the superior with what it became; equal values find each other first."""
    same = paired(superior.figures, subordinate.figures, _is_same)
    other = paired(same.high, same.low, _about_the_same)
    alone = paired(_alone(other.high), _alone(other.low), _in_one_unit)
    text = fold("".join(subordinate.text.split()))
    return (
        *(_link(FigureChange.KEPT, one, below) for one, below in same.pairs),
        *(_link(_changed(one, below), one, below) for one, below in other.pairs + alone.pairs),
        *(
            _link(_unread(one, text), one, None)
            for one in other.high
            if one not in [first for first, _ in alone.pairs]
        ),
    )


def _link(change: FigureChange, one: Figure, other: Figure | None) -> FigureLink:
    return FigureLink(change=change, superior=one, subordinate=other)


def _is_same(one: Figure, other: Figure) -> float:
    return float((one.value, one.unit) == (other.value, other.unit)) * (1 + _likeness(one, other))


def _about_the_same(one: Figure, other: Figure) -> float:
    likeness = _likeness(one, other)
    return likeness if one.unit == other.unit and likeness >= LIKE else 0.0


def _alone(figures: list[Figure]) -> list[Figure]:
    """Those that are the only ones in their unit: whatever the phrase, no other can be meant."""
    count = Counter(figure.unit for figure in figures)
    return [figure for figure in figures if count[figure.unit] == 1]


def _in_one_unit(one: Figure, other: Figure) -> float:
    return float((one.op, one.unit) == (other.op, other.unit))


def _likeness(one: Figure, other: Figure) -> float:
    words = (plain(figure.phrase.replace(f"{figure.value}", ""), "") for figure in (one, other))
    return fuzz.ratio(*words)


def _changed(one: Figure, other: Figure) -> FigureChange:
    if one.value == other.value:
        return FigureChange.KEPT
    harder = other.value < one.value if one.op == AT_MOST else other.value > one.value
    return FigureChange.RAISED if harder else FigureChange.LOWERED


def _unread(one: Figure, text: str) -> FigureChange:
    """A figure that the reader of the document passed over may still stand in its words."""
    return FigureChange.KEPT if f"{one.value}{one.unit}" in text else FigureChange.DROPPED
