"""Scores (得分): what a unit got in a period, point by point; in hundredths, exact."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from tasks_tracker.domain.tasks import Duty

WHOLE = 100
"""Hundredths of one point."""


class ScorePart(StrEnum):
    """What a point belongs to, in the order of the sheet."""

    COMPLETION = "completion"
    REPORTING = "reporting"
    FIRST_PASS = "first_pass"  # noqa: S105 - of reports
    PROGRESS = "progress"
    DEDUCTION = "deduction"
    BONUS = "bonus"


RATED = (ScorePart.COMPLETION, ScorePart.REPORTING, ScorePart.FIRST_PASS, ScorePart.PROGRESS)
"""The parts that have a weight: what was done of what was to be done."""


class LeftOutReason(StrEnum):
    """Why something was not counted, or by another date than the document's."""

    WAITING = "waiting"
    """It lies with the office."""
    EXTENDED = "extended"
    """An extension moved its date."""
    OBJECTED = "objected"
    """The unit objects to the task, and the office has not answered."""
    HELD_UP = "held_up"
    """Another unit, or the office, was late with what this one had asked for."""
    LIFTED = "lifted"
    """The urging was lifted."""
    EXCUSED = "excused"
    """The report was asked for no more."""


@dataclass(frozen=True)
class Point:
    """One thing that counted: what it brought or cost, and the event behind it."""

    part: ScorePart
    value: int
    """Hundredths; below 0 for a deduction."""
    possible: int
    """What it could have brought; 0 for deductions and bonuses."""
    subject: str
    """milestone:12, share:5, obligation:3, report:9, task:7, urging:4, check:2, finding:2…"""
    code: str
    """The task's; empty for what belongs to none."""
    words: str
    on: date
    weight: Duty
    """In full as lead, at the rule's coefficient as support."""

    @property
    def lost(self) -> int:
        return self.possible - self.value


@dataclass(frozen=True)
class LeftOut:
    """One thing that was not counted, or not as the document dates it, and why."""

    reason: LeftOutReason
    subject: str
    code: str
    words: str
    on: date


@dataclass(frozen=True)
class UnitScore:
    """The score of one unit; the sum of the points is the score, within its floor and cap."""

    unit_id: int
    unit: str
    group: str
    """With which it is ranked: the value of a group of units."""
    due: int
    """How many things fell due: milestones, shares and reports; the guard of small samples."""
    points: tuple[Point, ...]
    """By part; in each the greatest loss first."""
    left_out: tuple[LeftOut, ...]
    is_ranked: bool
    """False where too little fell due, and for a collective unit."""
    floor: int = 0
    cap: int = 110 * WHOLE

    @property
    def sum(self) -> int:
        return sum(point.value for point in self.points)

    @property
    def total(self) -> int:
        """The score, in hundredths."""
        return min(max(self.sum, self.floor), self.cap)

    @property
    def cut(self) -> int:
        """By how much the floor raises the sum, or the cap lowers it; 0 mostly."""
        return self.total - self.sum

    @property
    def parts(self) -> Mapping[ScorePart, int]:
        """What each part brought; all six."""
        return {part: self._sum_of(part) for part in ScorePart}

    @property
    def possible(self) -> Mapping[ScorePart, int]:
        """What each of the four rated parts could have brought: its weight, and what it took over
        from parts without a basis."""
        return {
            part: sum(one.possible for one in self.points if one.part is part) for part in RATED
        }

    @property
    def without_basis(self) -> tuple[ScorePart, ...]:
        """The rated parts of which nothing fell due: their weight went to the others."""
        found = {one.part for one in self.points}
        return tuple(part for part in RATED if part not in found)

    def of(self, part: ScorePart) -> tuple[Point, ...]:
        return tuple(point for point in self.points if point.part is part)

    def _sum_of(self, part: ScorePart) -> int:
        return sum(point.value for point in self.points if point.part is part)

    @property
    def as_json(self) -> dict[str, Any]:
        """All of it, to be kept."""
        return {
            "unit_id": self.unit_id,
            "unit": self.unit,
            "group": self.group,
            "due": self.due,
            "is_ranked": self.is_ranked,
            "floor": self.floor,
            "cap": self.cap,
            "points": [_point_json(one) for one in self.points],
            "left_out": [_left_json(one) for one in self.left_out],
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "UnitScore":
        plain = {name: kept[name] for name in ("unit_id", "unit", "group", "due", "is_ranked")}
        return cls(
            **plain,
            floor=kept["floor"],
            cap=kept["cap"],
            points=tuple(_read_point(one) for one in kept["points"]),
            left_out=tuple(_read_left(one) for one in kept["left_out"]),
        )


def _point_json(point: Point) -> dict[str, Any]:
    return {
        "part": point.part.value,
        "value": point.value,
        "possible": point.possible,
        "subject": point.subject,
        "code": point.code,
        "words": point.words,
        "on": point.on.isoformat(),
        "weight": point.weight.value,
    }


def _read_point(kept: Mapping[str, Any]) -> Point:
    read = {
        "part": ScorePart(kept["part"]),
        "on": date.fromisoformat(kept["on"]),
        "weight": Duty(kept["weight"]),
    }
    return Point(**{**kept, **read})


def _left_json(left: LeftOut) -> dict[str, Any]:
    return {
        "reason": left.reason.value,
        "subject": left.subject,
        "code": left.code,
        "words": left.words,
        "on": left.on.isoformat(),
    }


def _read_left(kept: Mapping[str, Any]) -> LeftOut:
    read = {"reason": LeftOutReason(kept["reason"]), "on": date.fromisoformat(kept["on"])}
    return LeftOut(**{**kept, **read})
