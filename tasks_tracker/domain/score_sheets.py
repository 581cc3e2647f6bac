"""Score sheets (得分表): the scores of a region for a period, frozen, looked over, published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, word_column
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.periods import Period, PeriodKind, period_of
from tasks_tracker.domain.score_ranks import Place, movement, places
from tasks_tracker.domain.score_rows import ScoreRow, parts_of
from tasks_tracker.domain.scores import UnitScore
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import User

WINDOW_DAYS = 3
"""Working days in which a unit may object, where the office says nothing else."""
LONGEST_WINDOW = 10
SCORED = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR)


class SheetState(StrEnum):
    """Before it is frozen there is none: what is computed until then counts for nothing."""

    FROZEN = "frozen"
    """Each unit looks over its own row."""
    PUBLISHED = "published"


class ScoreSheet(Base):
    """The scores of one region for one period; what happens later leaves them as they are."""

    __tablename__ = "score_sheets"
    __table_args__ = (
        UniqueConstraint("region_id", "kind", "first_on"),
        CheckConstraint("kind <> 'campaign'", name="period"),
        CheckConstraint("frozen_on > first_on", name="afterwards"),
        CheckConstraint("objections_until >= frozen_on", name="window"),
        CheckConstraint("rule_version >= 0", name="rule_version"),
        CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="published"),
        CheckConstraint("(published_at IS NULL) = (published_by_id IS NULL)", name="publisher"),
        CheckConstraint("(published_at IS NULL) = (published_on IS NULL)", name="published_day"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    region_id: Mapped[int] = mapped_column(BIG, ForeignKey("regions.id"), init=False)
    region: Mapped[Region] = relationship(lazy="joined")
    kind: Mapped[PeriodKind] = mapped_column(word_column(PeriodKind))
    first_on: Mapped[date]
    rule_version: Mapped[int]
    """By which version of the rules it was computed."""
    frozen_on: Mapped[date]
    frozen_at: Mapped[datetime]
    frozen_by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    frozen_by: Mapped[User] = relationship(foreign_keys=frozen_by_id)
    objections_until: Mapped[date]
    """The last day on which a unit may object."""
    rows: Mapped[list[ScoreRow]] = relationship(
        back_populates="sheet", default_factory=list, order_by="ScoreRow.position"
    )
    state: Mapped[SheetState] = mapped_column(word_column(SheetState), default=SheetState.FROZEN)
    published_at: Mapped[datetime | None] = mapped_column(init=False, default=None)
    published_on: Mapped[date | None] = mapped_column(init=False, default=None)
    published_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    published_by: Mapped[User | None] = relationship(
        foreign_keys=published_by_id, init=False, default=None
    )
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    @property
    def period(self) -> Period:
        period = period_of(self.kind, self.first_on)
        if period is None:
            raise AssertionError("no sheet is about a campaign")
        return period

    @property
    def subject(self) -> str:
        return f"score_sheet:{self.id}"

    @property
    def is_published(self) -> bool:
        return self.state is SheetState.PUBLISHED

    def takes_objections_on(self, today: date) -> bool:
        return not self.is_published and today <= self.objections_until

    def require_window(self, today: date) -> None:
        """Units may look it over and object, until the last day of the window."""
        if self.is_published:
            raise Refusal("这张得分表已经公布，不再受理核对和申诉。")
        if today > self.objections_until:
            until = self.objections_until
            raise Refusal(
                f"核对和申诉到{until.month}月{until.day}日为止，已经过了。确有错误的，请与督查室联系。"
            )

    def require_publishable(self, today: date, *, undecided: int) -> None:
        if self.is_published:
            raise Refusal("这张得分表已经公布过了。")
        if today <= self.objections_until:
            until = self.objections_until
            raise Refusal(f"单位核对到{until.month}月{until.day}日为止，过了这一天再公布。")
        if undecided:
            raise Refusal(f"还有 {undecided} 件申诉没有复核，复核完再公布。")

    def publish(
        self, *, by: User, now: datetime, today: date, before: Mapping[int, Place], undecided: int
    ) -> None:
        """Ranks in groups, and the movement against the published sheet of the period before."""
        self.require_publishable(today, undecided=undecided)
        found = places(row.entrant for row in self.rows)
        for row in self.rows:
            place = found[row.unit.id]
            row.rank, row.movement = place.rank, movement(place, before, row.unit.id)
            row.published_on = today
        self.state, self.published_by = SheetState.PUBLISHED, by
        self.published_at, self.published_on = now, today


@dataclass(frozen=True)
class Freezing:
    """By whom and when a sheet is frozen, by which rules, and until when units may object."""

    by: User
    at: datetime
    on: date
    until: date
    rule_version: int
    units: Mapping[int, Unit]
    """Those that are scored, by their ids."""


def frozen(
    region: Region, period: Period, scores: Sequence[UnitScore], freezing: Freezing
) -> ScoreSheet:
    """A sheet with a row for each score, in the order given; only when the period is over."""
    if period.kind not in SCORED:
        raise Refusal("得分表按月、季、半年或者年冻结。")
    if freezing.on <= period.last:
        last = period.last
        raise Refusal(f"这一期到{last.month}月{last.day}日才结束，结束以后再冻结得分。")
    if not scores:
        raise Refusal("这一期没有哪个单位有应计的事项，不用冻结得分。")
    return ScoreSheet(
        region=region,
        kind=period.kind,
        first_on=period.first,
        rule_version=freezing.rule_version,
        frozen_on=freezing.on,
        frozen_at=freezing.at,
        frozen_by=freezing.by,
        objections_until=freezing.until,
        rows=[
            _row(number, score, freezing.units[score.unit_id])
            for number, score in enumerate(scores, 1)
        ],
    )


def window_end(today: date, days: int, workdays: Workdays) -> date:
    """The last day for objections."""
    if not 1 <= days <= LONGEST_WINDOW:
        raise Refusal(f"核对期限填 1 到 {LONGEST_WINDOW} 个工作日。", field="days")
    return workdays.add(today, days)


def _row(number: int, score: UnitScore, unit: Unit) -> ScoreRow:
    return ScoreRow(
        unit=unit,
        position=number,
        group=score.group,
        due=score.due,
        is_ranked=score.is_ranked,
        frozen_total=score.total,
        total=score.total,
        parts=parts_of(score),
        content=score.as_json,
    )
