"""How the facts of a unit become its score: pure, exact, and the same in whatever order they came.

A rated part brings its weight times the share of what was done, rounded once; the rounded amount
is spread over what was done, and what is missing over what was not, by the largest remainder. So
two units with the same shares have the same score, and the points add up to it to the hundredth.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tasks_tracker.domain.score_rules import FULL, Bonus, Deduction, Marking, Rule
from tasks_tracker.domain.scores import RATED, WHOLE, LeftOut, Point, ScorePart, UnitScore
from tasks_tracker.domain.tasks import Duty
from tasks_tracker.domain.units import UnitGroup


@dataclass(frozen=True)
class Item:
    """One thing of a rated part, done or not."""

    part: ScorePart
    subject: str
    code: str
    words: str
    on: date
    is_met: bool
    weight: Duty = Duty.LEAD


@dataclass(frozen=True)
class Mark:
    """One thing that costs or brings points."""

    what: Marking
    subject: str
    code: str
    words: str
    on: date
    weight: Duty = Duty.LEAD
    days: int = 0
    """How early it was."""


@dataclass(frozen=True)
class Record:
    """What is known of one unit in a period."""

    unit_id: int
    unit: str
    group: UnitGroup
    items: tuple[Item, ...] = ()
    marks: tuple[Mark, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def score(record: Record, rule: Rule) -> UnitScore:
    """The unit's points by this rule."""
    items = [item for item in record.items if rule.share_of(item.weight)]
    worth = _worth(items, rule)
    rated = [point for part in RATED for point in _rated(part, items, worth[part], rule)]
    due = sum(item.part in {ScorePart.COMPLETION, ScorePart.REPORTING} for item in items)
    is_ranked = due >= rule.least_due and record.group is not UnitGroup.COLLECTIVE
    return UnitScore(
        unit_id=record.unit_id,
        unit=record.unit,
        group=rule.group_of(record.group).value,
        due=due,
        points=(*rated, *_marked(record.marks, rule)),
        left_out=tuple(sorted(record.left_out, key=lambda one: (one.on, *_place(one)))),
        is_ranked=is_ranked,
        cap=rule.cap * WHOLE,
    )


def portions(total: int, parts: Sequence[int]) -> list[int]:
    """Shares of a total in proportion, by the largest remainder: they add up to it exactly."""
    whole = sum(parts)
    if not whole:
        return [0] * len(parts)
    shares = [total * part // whole for part in parts]
    rest = [total * part % whole for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda place: -rest[place])
    for place in by_remainder[: total - sum(shares)]:
        shares[place] += 1
    return shares


def _worth(items: Sequence[Item], rule: Rule) -> dict[ScorePart, int]:
    """What each part can bring: parts without a basis leave their weight to the others."""
    found = {item.part for item in items}
    weights = [rule.weights[part] if part in found else 0 for part in RATED]
    return dict(zip(RATED, portions(FULL * WHOLE, weights), strict=True))


def _rated(part: ScorePart, items: Sequence[Item], worth: int, rule: Rule) -> list[Point]:
    own = sorted((item for item in items if item.part is part), key=_place)
    met = [item for item in own if item.is_met]
    missed = [item for item in own if not item.is_met]
    earned = _half_up(worth * _sum(met, rule), _sum(own, rule))
    lost = [_point(item, 0, most) for item, most in _spread(worth - earned, missed, rule)]
    gained = [_point(item, value, value) for item, value in _spread(earned, met, rule)]
    return sorted(lost, key=lambda point: -point.possible) + gained


def _spread(amount: int, items: Sequence[Item], rule: Rule) -> list[tuple[Item, int]]:
    parts = portions(amount, [rule.share_of(item.weight) for item in items])
    return list(zip(items, parts, strict=True))


def _marked(marks: Sequence[Mark], rule: Rule) -> list[Point]:
    """Deductions, the dearest first, then bonuses."""
    points = [_mark(one, rule) for one in sorted(marks, key=_place) if _counts(one, rule)]
    order = (ScorePart.DEDUCTION, ScorePart.BONUS)
    return sorted(points, key=lambda point: (order.index(point.part), -abs(point.value)))


def _counts(mark: Mark, rule: Rule) -> bool:
    is_enough = mark.what is not Bonus.EARLY or mark.days >= rule.early_days
    return is_enough and rule.rate_of(mark.what).is_on and rule.share_of(mark.weight) > 0


def _mark(mark: Mark, rule: Rule) -> Point:
    amount = _half_up(rule.rate_of(mark.what).points * rule.share_of(mark.weight), FULL)
    costs = isinstance(mark.what, Deduction)
    return Point(
        part=ScorePart.DEDUCTION if costs else ScorePart.BONUS,
        value=-amount if costs else amount,
        possible=0,
        subject=mark.subject,
        code=mark.code,
        words=mark.words,
        on=mark.on,
        weight=mark.weight,
    )


def _point(item: Item, value: int, possible: int) -> Point:
    return Point(
        part=item.part,
        value=value,
        possible=possible,
        subject=item.subject,
        code=item.code,
        words=item.words,
        on=item.on,
        weight=item.weight,
    )


def _sum(items: Sequence[Item], rule: Rule) -> int:
    return sum(rule.share_of(item.weight) for item in items)


def _half_up(part: int, whole: int) -> int:
    return (part * 2 + whole) // (whole * 2) if whole else 0


def _place(one: Item | Mark | LeftOut) -> tuple[str, str, int, str]:
    """An order that depends on nothing but what it is."""
    noun, _, number = one.subject.partition(":")
    return one.code, noun, int(number), one.words
