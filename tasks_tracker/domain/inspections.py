"""Special inspections (专项督导): who looks at what, where and when."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Line, word_column
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import User


class InspectionKind(StrEnum):
    """Whether the units know beforehand (明察、暗访)."""

    ANNOUNCED = "announced"
    UNANNOUNCED = "unannounced"


class InspectionState(StrEnum):
    """How far it has come."""

    PLANNED = "planned"
    RUNNING = "running"
    CONCLUDED = "concluded"
    CALLED_OFF = "called_off"


class Inspection(Base):
    """One inspection under a number of its own; what it found is followed after its end too."""

    __tablename__ = "inspections"
    __table_args__ = (
        UniqueConstraint("region_id", "year", "number"),
        Index("ix_inspections_region_from", "region_id", "from_on"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("title <> ''", name="title"),
        CheckConstraint("to_on >= from_on", name="order"),
        CheckConstraint(
            "(state IN ('running', 'concluded')) = (started_on IS NOT NULL)", name="started"
        ),
        CheckConstraint(
            "(state IN ('concluded', 'called_off')) = (ended_on IS NOT NULL)", name="ended"
        ),
        CheckConstraint("(ended_on IS NULL) = (words = '')", name="words"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    region_id: Mapped[int] = mapped_column(BIG, ForeignKey("regions.id"), init=False)
    region: Mapped[Region] = relationship(lazy="joined")
    year: Mapped[int]
    number: Mapped[int]
    title: Mapped[Line]
    kind: Mapped[InspectionKind] = mapped_column(word_column(InspectionKind))
    basis: Mapped[Line]
    """The document or order on which it rests."""
    subject: Mapped[str] = mapped_column(Text)
    """What is looked at."""
    from_on: Mapped[date]
    to_on: Mapped[date]
    planned_by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    planned_by: Mapped[User] = relationship()
    planned_at: Mapped[datetime]
    others: Mapped[Line] = mapped_column(default="")
    """People without an account who go along, as they are listed on paper."""
    plan_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("plans.id"), init=False, index=True)
    plan: Mapped[Plan | None] = relationship(default=None)
    state: Mapped[InspectionState] = mapped_column(
        word_column(InspectionState), default=InspectionState.PLANNED
    )
    started_on: Mapped[date | None] = mapped_column(init=False, default=None)
    ended_on: Mapped[date | None] = mapped_column(init=False, default=None)
    words: Mapped[str] = mapped_column(Text, init=False, default="")
    """The conclusion, or why it was called off."""
    version: Mapped[int] = mapped_column(init=False)
    team: Mapped[list[User]] = relationship(
        secondary="inspection_team", default_factory=list, order_by=User.id
    )
    units: Mapped[list[Unit]] = relationship(
        secondary="inspection_units", default_factory=list, order_by=Unit.position
    )
    """Where it goes; of an announced one, to whom its notice goes."""

    __mapper_args__ = {"version_id_col": version}

    def __post_init__(self) -> None:
        self.team, self.units = list(self.team), list(self.units)
        if self.to_on < self.from_on:
            raise Refusal("结束日期不能早于开始日期。", field="to_on")
        if not self.team:
            raise Refusal("督导组至少要有一名成员。", field="team")
        if self.is_announced and not self.units:
            raise Refusal("明察要选出被督导单位，通知发给它们。", field="units")
        if self.plan is not None and self.plan.region is not self.region:
            raise Refusal("所选方案不属于本地区。", field="plan")

    @property
    def is_announced(self) -> bool:
        return self.kind is InspectionKind.ANNOUNCED

    @property
    def is_running(self) -> bool:
        return self.state is InspectionState.RUNNING

    def start(self, today: date) -> None:
        """The team sets out; units that were told a day are not surprised before it."""
        if self.state is not InspectionState.PLANNED:
            raise Refusal(f"这次督导{_STANDS[self.state]}，不能再开始。")
        if self.is_announced and today < self.from_on:
            raise Refusal("通知上写的开始日期还没有到，到了那天再开始。")
        self.state, self.started_on = InspectionState.RUNNING, today

    def conclude(self, today: date, words: str) -> None:
        if not self.is_running:
            raise Refusal(f"这次督导{_STANDS[self.state]}，不能结束。")
        if not words.strip():
            raise Refusal("请写明督导结论。", field="conclusion")
        self.state, self.ended_on, self.words = InspectionState.CONCLUDED, today, words.strip()

    def call_off(self, today: date, words: str) -> None:
        if self.state is not InspectionState.PLANNED:
            raise Refusal(f"这次督导{_STANDS[self.state]}，不能取消。")
        if not words.strip():
            raise Refusal("请写明取消的原因。", field="reason")
        self.state, self.ended_on, self.words = InspectionState.CALLED_OFF, today, words.strip()

    def require_running(self) -> None:
        """What is found is written down while the team is under way."""
        if not self.is_running:
            raise Refusal(f"这次督导{_STANDS[self.state]}，不能登记问题。进行中的督导才能登记。")


_STANDS = {
    InspectionState.PLANNED: "还没有开始",
    InspectionState.RUNNING: "正在进行",
    InspectionState.CONCLUDED: "已经结束",
    InspectionState.CALLED_OFF: "已经取消",
}


class TeamMember(Base):
    """A person's place in a team."""

    __tablename__ = "inspection_team"

    inspection_id: Mapped[int] = mapped_column(BIG, ForeignKey("inspections.id"), primary_key=True)
    user_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), primary_key=True, index=True)


class InspectedUnit(Base):
    """A unit to which an inspection goes."""

    __tablename__ = "inspection_units"

    inspection_id: Mapped[int] = mapped_column(BIG, ForeignKey("inspections.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(BIG, ForeignKey("units.id"), primary_key=True, index=True)
