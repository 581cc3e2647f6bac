"""The ladder of urging, from a reminder to an interview: which step when, to whom, by what day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.series import SeriesKind
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User


class Step(StrEnum):
    """The gravest last; its place is its level."""

    REMINDER = "reminder"
    URGING = "urging"
    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"
    INTERVIEW = "interview"

    @property
    def level(self) -> int:
        return STEPS.index(self)

    @property
    def is_signed(self) -> bool:
        """It goes out over the signature of the head of supervision, with a number."""
        return self in SERIES


STEPS = tuple(Step)
LOWEST, HIGHEST = Step.URGING.level, Step.INTERVIEW.level
"""Reminders go by dates alone (`domain.reminders`); what is answered begins above them."""
NAMES: Mapping[StrEnum, str] = {
    Step.REMINDER: "提醒",
    Step.URGING: "催办",
    Step.BLUE: "蓝色督办单",
    Step.YELLOW: "黄色督办单",
    Step.RED: "红色督办单",
    Step.INTERVIEW: "约谈通知",
}
SERIES: Mapping[Step, SeriesKind] = {
    Step.BLUE: SeriesKind.SLIP,
    Step.YELLOW: SeriesKind.SLIP,
    Step.RED: SeriesKind.SLIP,
    Step.INTERVIEW: SeriesKind.INTERVIEW,
}
MOST_DAYS = 250
MOST_REPLY_DAYS = 30


@dataclass(frozen=True)
class Rung:
    """One step as the office has set it."""

    level: int
    days: int
    """Working days after the end of the clock from which it is due."""
    reply_days: int
    """Working days within which it is answered."""
    to_liaison: bool = True
    to_head: bool = False
    """The head of the unit."""
    copy_leader: bool = False
    """The leader in charge of the section."""
    copy_office: bool = False
    """The head of supervision."""
    is_automatic: bool = False
    """It goes out by itself; otherwise it is only proposed."""

    @property
    def step(self) -> Step:
        return STEPS[self.level]


DEFAULT: Sequence[Rung] = (
    Rung(Step.URGING.level, days=1, reply_days=3, is_automatic=True),
    Rung(Step.BLUE.level, days=5, reply_days=3, to_head=True),
    Rung(Step.YELLOW.level, days=10, reply_days=3, to_head=True, copy_office=True),
    Rung(Step.RED.level, days=15, reply_days=2, to_head=True, copy_leader=True, copy_office=True),
    Rung(
        Step.INTERVIEW.level,
        days=20,
        reply_days=2,
        to_head=True,
        copy_leader=True,
        copy_office=True,
    ),
)
"""What holds until an office sets its own (PRODUCT, section 5.1, leaves the days open)."""


class Ladder(Base):
    """One version of a region's ladder; a new one stands beside it and changes nothing of it."""

    __tablename__ = "ladders"
    __table_args__ = (
        UniqueConstraint("region_id", "version"),
        CheckConstraint("version > 0", name="from_one"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    region_id: Mapped[int] = mapped_column(BIG, ForeignKey("regions.id"), init=False)
    region: Mapped[Region] = relationship()
    version: Mapped[int]
    holds_from: Mapped[date]
    set_by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    set_by: Mapped[User] = relationship()
    set_at: Mapped[datetime]
    steps: Mapped[list["LadderStep"]] = relationship(
        back_populates="ladder", default_factory=list, order_by="LadderStep.level"
    )

    @property
    def rungs(self) -> list[Rung]:
        return [step.rung for step in self.steps]


class LadderStep(Base):
    """A step of one version."""

    __tablename__ = "ladder_steps"
    __table_args__ = (
        UniqueConstraint("ladder_id", "level"),
        CheckConstraint("level BETWEEN 1 AND 5", name="level"),
        CheckConstraint("days BETWEEN 1 AND 250", name="days"),
        CheckConstraint("reply_days BETWEEN 1 AND 30", name="reply_days"),
        CheckConstraint("to_liaison OR to_head", name="to_somebody"),
        CheckConstraint("NOT is_automatic OR level = 1", name="signed_by_hand"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    ladder_id: Mapped[int] = mapped_column(BIG, ForeignKey("ladders.id"), init=False)
    ladder: Mapped[Ladder] = relationship(back_populates="steps")
    level: Mapped[int]
    days: Mapped[int]
    reply_days: Mapped[int]
    to_liaison: Mapped[bool]
    to_head: Mapped[bool]
    copy_leader: Mapped[bool]
    copy_office: Mapped[bool]
    is_automatic: Mapped[bool]

    @property
    def rung(self) -> Rung:
        names = ("to_liaison", "to_head", "copy_leader", "copy_office", "is_automatic")
        return Rung(
            self.level, self.days, self.reply_days, **{name: getattr(self, name) for name in names}
        )


def check(rungs: Sequence[Rung]) -> None:
    """Refuse a ladder that nobody could go up."""
    if [rung.level for rung in rungs] != list(range(LOWEST, HIGHEST + 1)):
        raise Refusal("每一级都要设，从催办到约谈共五级。")
    for rung in rungs:
        _check_rung(rung)
    for lower, higher in pairwise(rungs):
        if higher.days <= lower.days:
            name, before = NAMES[higher.step], NAMES[lower.step]
            raise Refusal(f"{name}的起算日要晚于{before}，请改大。", field=f"days_{higher.level}")


def _check_rung(rung: Rung) -> None:
    name = NAMES[rung.step]
    if not 1 <= rung.days <= MOST_DAYS:
        raise Refusal(f"{name}的起算日填 1 到 {MOST_DAYS}。", field=f"days_{rung.level}")
    if not 1 <= rung.reply_days <= MOST_REPLY_DAYS:
        words = f"{name}的答复时限填 1 到 {MOST_REPLY_DAYS} 个工作日。"
        raise Refusal(words, field=f"reply_days_{rung.level}")
    if not (rung.to_liaison or rung.to_head):
        raise Refusal(f"{name}没有收件人，联络员和单位负责人至少选一个。")
    if rung.is_automatic and rung.step.is_signed:
        raise Refusal(f"{name}要有人签发，只能由系统建议，不能自动发出。")
