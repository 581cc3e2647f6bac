"""Rows of score sheets: one unit's score as it was frozen, and as it is after re-checks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Json, Line, Short
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.score_ranks import Entrant
from tasks_tracker.domain.scores import Point, ScorePart, UnitScore
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User

if TYPE_CHECKING:
    from tasks_tracker.domain.score_sheets import ScoreSheet

HIGHEST_BONUS = 2000
"""Hundredths that a re-check can give to one bonus at most."""


class ScoreRow(Base):
    """One unit's score on a sheet: as it was frozen, and as it is after re-checks."""

    __tablename__ = "score_rows"
    __table_args__ = (
        UniqueConstraint("sheet_id", "unit_id"),
        CheckConstraint("position > 0", name="position"),
        CheckConstraint("edition >= 0", name="edition"),
        CheckConstraint("(edition > 0) = (recount IS NOT NULL)", name="recount"),
        CheckConstraint("(checked_at IS NULL) = (checked_by_id IS NULL)", name="checker"),
        CheckConstraint("rank IS NULL OR published_on IS NOT NULL", name="rank"),
        CheckConstraint("rank IS NULL OR is_ranked", name="ranked"),
        CheckConstraint("rank > 0", name="rank_from_one"),
        CheckConstraint("movement IS NULL OR rank IS NOT NULL", name="movement"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    sheet_id: Mapped[int] = mapped_column(BIG, ForeignKey("score_sheets.id"), init=False)
    sheet: Mapped["ScoreSheet"] = relationship(back_populates="rows", init=False)
    unit_id: Mapped[int] = mapped_column(BIG, ForeignKey("units.id"), init=False, index=True)
    unit: Mapped[Unit] = relationship()
    position: Mapped[int]
    """Place in the official order."""
    group: Mapped[Short]
    """With which units it is ranked: a group of units, or empty for all of them."""
    due: Mapped[int]
    is_ranked: Mapped[bool]
    """False where the sample is too small."""
    frozen_total: Mapped[int]
    """Hundredths of a point, as frozen."""
    total: Mapped[int]
    """The same after re-checks."""
    parts: Mapped[Json]
    """What each part brings after re-checks, so that a table needs not read every point."""
    content: Mapped[Json] = mapped_column(deferred=True)
    """The score with all its points, as frozen; it never changes."""
    recount: Mapped[Any] = mapped_column(
        JSON(none_as_null=True), nullable=True, deferred=True, default=None
    )
    """The score as it was computed anew after a re-check."""
    edition: Mapped[int] = mapped_column(default=0)
    """How many times it was computed anew."""
    adjustments: Mapped[list["ScoreAdjustment"]] = relationship(
        back_populates="row", default_factory=list, order_by="ScoreAdjustment.id"
    )
    checked_at: Mapped[datetime | None] = mapped_column(init=False, default=None)
    """When the unit said that it found nothing wrong."""
    checked_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    checked_by: Mapped[User | None] = relationship(init=False, default=None)
    rank: Mapped[int | None] = mapped_column(default=None)
    movement: Mapped[int | None] = mapped_column(default=None)
    """How many ranks it went up; below 0, down."""
    published_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    @property
    def subject(self) -> str:
        """Under which its events are found."""
        return f"score_row:{self.id}"

    @property
    def entrant(self) -> Entrant:
        return Entrant(self.unit.id, self.group, self.total, self.is_ranked)

    @property
    def counted(self) -> UnitScore:
        """As frozen, or as it was computed anew."""
        return UnitScore.read(self.content if self.recount is None else self.recount)

    @property
    def score(self) -> UnitScore:
        """What counts now: every point as it is after re-checks; their sum is the score."""
        score = self.counted
        points = list(score.points)
        for one in self.adjustments:
            points[one.place - 1] = replace(points[one.place - 1], value=one.after)
        return replace(score, points=tuple(points))

    def check(self, *, by: User, now: datetime, today: date) -> None:
        """The unit looked it over and has nothing to object."""
        self.sheet.require_window(today)
        if self.checked_at is not None:
            raise Refusal("本单位已经核对过了。还有不同意见的，可以申诉。")
        self.checked_by, self.checked_at = by, now

    def require_not_published(self) -> None:
        if self.sheet.is_published:
            raise Refusal("这张得分表已经公布，得分不再改动。")

    def count_anew(self, score: UnitScore) -> None:
        """Take the unit's score as the facts of today give it for the same period."""
        self.require_not_published()
        if self.adjustments:
            raise Refusal("这一行已经逐分更正过，不能再整行重算；请继续逐分更正。")
        if score.unit_id != self.unit.id:
            raise AssertionError("a row is counted anew for its own unit")
        if score.points == self.counted.points:
            raise Refusal(
                "按今天的台账重算，得分没有变化。台账有错的先改正再重算，或者逐分更正，或者不采纳。"
            )
        self.recount, self.edition = score.as_json, self.edition + 1
        self.due, self.is_ranked = score.due, score.is_ranked
        self._add_up()

    def adjust(
        self, changes: Mapping[int, int], *, by: User, now: datetime, reason: str, objection_id: int
    ) -> None:
        """Give points another value, by their places (1 for the first), with the reason."""
        self.require_not_published()
        points = self.score.points
        for place, after in changes.items():
            require_possible(points, place, after)
        for place, after in sorted(changes.items()):
            self.adjustments.append(
                ScoreAdjustment(
                    objection_id=objection_id,
                    place=place,
                    words=points[place - 1].words[:300],
                    before=points[place - 1].value,
                    after=after,
                    reason=reason,
                    by=by,
                    made_at=now,
                )
            )
        self._add_up()

    def _add_up(self) -> None:
        score = self.score
        self.total, self.parts = score.total, parts_of(score)


class ScoreAdjustment(Base):
    """One point that a re-check gave another value."""

    __tablename__ = "score_adjustments"
    __table_args__ = (
        UniqueConstraint("objection_id", "place"),
        CheckConstraint("place > 0", name="place"),
        CheckConstraint("before <> after", name="change"),
        CheckConstraint("reason <> ''", name="reason"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    row_id: Mapped[int] = mapped_column(BIG, ForeignKey("score_rows.id"), init=False, index=True)
    row: Mapped[ScoreRow] = relationship(back_populates="adjustments", init=False)
    objection_id: Mapped[int] = mapped_column(BIG, ForeignKey("score_objections.id"))
    place: Mapped[int]
    """Which of the row's points, 1 for the first."""
    words: Mapped[Line]
    before: Mapped[int]
    after: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    by: Mapped[User] = relationship()
    made_at: Mapped[datetime]


def require_possible(points: Sequence[Point], place: int, after: int) -> None:
    """Another value than the present one, within what this point can bring."""
    if not 1 <= place <= len(points):
        raise Refusal("没有这一分，请刷新页面。")
    point = points[place - 1]
    least, most = _bounds(point)
    if not least <= after <= most:
        raise Refusal(f"“{point.words}”只能改成 {least / 100:g} 到 {most / 100:g} 之间。")
    if after == point.value:
        raise Refusal(f"“{point.words}”改前改后一样，没有更正。")


def parts_of(score: UnitScore) -> dict[str, int]:
    return {part.value: value for part, value in score.parts.items()}


def _bounds(point: Point) -> tuple[int, int]:
    """A deduction can become smaller, never a bonus, and the other way round."""
    if point.part is ScorePart.DEDUCTION:
        return min(point.value, 0), 0
    if point.part is ScorePart.BONUS:
        return 0, HIGHEST_BONUS
    return 0, point.possible
