"""Shares (分工): what each supporting unit, and each member of a collective one, does for a task;
and who waits for whom (等待配合)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Line, word_column
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.seating import Part
from tasks_tracker.domain.tasks import Duty, Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User


class ShareState(StrEnum):
    """How far a share is."""

    UNCONFIRMED = "unconfirmed"
    CONFIRMED = "confirmed"
    SETTLED = "settled"
    LAPSED = "lapsed"
    """The unit has no part of the task any more."""


class Share(Base):
    """One unit's share of one task: what it will do and by when, and what became of it."""

    __tablename__ = "shares"
    __table_args__ = (
        UniqueConstraint("task_id", "unit_id"),
        Index("ix_shares_unit_state", "unit_id", "state"),
        CheckConstraint("state <> 'confirmed' OR what <> ''", name="what"),
        CheckConstraint("(what = '') = (confirmed_at IS NULL)", name="confirmed"),
        CheckConstraint("(confirmed_at IS NULL) = (due_on IS NULL)", name="due_on"),
        CheckConstraint("state <> 'settled' OR settled_on IS NOT NULL", name="settled"),
        CheckConstraint("state <> 'settled' OR told <> ''", name="told"),
        CheckConstraint("(state = 'lapsed') = (lapsed_on IS NOT NULL)", name="lapsed"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    task_id: Mapped[int] = mapped_column(BIG, ForeignKey("tasks.id"), init=False)
    task: Mapped[Task] = relationship()
    unit_id: Mapped[int] = mapped_column(BIG, ForeignKey("units.id"), init=False)
    unit: Mapped[Unit] = relationship(foreign_keys=unit_id)
    through_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("units.id"), init=False, index=True
    )
    duty: Mapped[Duty] = mapped_column(word_column(Duty))
    made_on: Mapped[date]
    through: Mapped[Unit | None] = relationship(foreign_keys=through_id, default=None)
    """The collective unit that the document names."""
    state: Mapped[ShareState] = mapped_column(
        word_column(ShareState), default=ShareState.UNCONFIRMED
    )
    what: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[date | None] = mapped_column(default=None)
    why_later: Mapped[Line] = mapped_column(default="")
    """Why it comes after the last date of the task."""
    confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    told: Mapped[str] = mapped_column(Text, default="")
    """How far it is, as the unit said last."""
    told_at: Mapped[datetime | None] = mapped_column(default=None)
    by_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    by: Mapped[User | None] = relationship(default=None)
    """Who said something about it last."""
    settled_on: Mapped[date | None] = mapped_column(default=None)
    lapsed_on: Mapped[date | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)
    waits: Mapped[list["Wait"]] = relationship(
        back_populates="share", init=False, default_factory=list, order_by="Wait.id"
    )

    __mapper_args__ = {"version_id_col": version}

    @classmethod
    def of(cls, part: Part, on: date) -> "Share":
        return cls(task=part.task, unit=part.unit, through=part.through, duty=part.duty, made_on=on)

    def __post_init__(self) -> None:
        # Of something new it is known what hangs on it: nobody need ask the database later.
        self.waits = list(self.waits)

    @property
    def is_open(self) -> bool:
        return self.state in {ShareState.UNCONFIRMED, ShareState.CONFIRMED}

    @property
    def is_unconfirmed(self) -> bool:
        return self.state is ShareState.UNCONFIRMED

    @property
    def waited_for(self) -> "Wait | None":
        """The wait that is open."""
        return next((wait for wait in self.waits if wait.is_open), None)

    def is_late(self, today: date) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < today

    def confirm(
        self, *, by: User, at: datetime, what: str, due_on: date, why_later: str = ""
    ) -> None:
        """What the unit will do and by when; said anew, it holds in place of what was said."""
        self._require_open()
        if not what.strip():
            raise Refusal("请写明你们单位做什么。", field="what")
        if due_on < self.made_on:
            raise Refusal("完成日期不能早于交办的那天。", field="due_on")
        last = last_date(self.task)
        if last is not None and due_on > last and not why_later.strip():
            raise Refusal(
                f"这项任务最晚的期限是{last.year}年{last.month}月{last.day}日，"
                "排在它后面的，请写明原因。",
                field="why_later",
            )
        self.what, self.due_on, self.why_later = what.strip(), due_on, why_later.strip()
        self.confirmed_at, self.by, self.state = at, by, ShareState.CONFIRMED

    def tell(self, *, by: User, at: datetime, told: str) -> None:
        """How far it is."""
        self._require_confirmed()
        if not told.strip():
            raise Refusal("请写明做到了什么程度。", field="told")
        self.told, self.told_at, self.by = told.strip(), at, by

    def settle(self, *, by: User, at: datetime, on: date, told: str) -> "Wait | None":
        """The unit has done its share; whoever waited for it waits no longer."""
        self.tell(by=by, at=at, told=told)
        self.state, self.settled_on = ShareState.SETTLED, on
        return self._end_wait(at, None)

    def lapse(self, on: date, at: datetime) -> None:
        """The unit has no part of the task any more; what it said stays to be read."""
        if self.state is not ShareState.LAPSED:
            self.state, self.lapsed_on = ShareState.LAPSED, on
            self._end_wait(at, None)

    def revive(self, part: Part, on: date) -> None:
        """The unit has a part again, and begins anew."""
        self.state, self.lapsed_on, self.settled_on = ShareState.UNCONFIRMED, None, None
        self.what, self.due_on, self.why_later, self.confirmed_at = "", None, "", None
        self.told, self.told_at = "", None
        self.through, self.duty, self.made_on = part.through, part.duty, on

    def wait(self, unit: Unit, *, by: User, at: datetime, on: date, of: "Waiting") -> "Wait":
        """The lead cannot go on before this share is there."""
        self._require_open()
        if unit is self.unit:
            raise Refusal("不能等待本单位，请在分工里写明本单位的情况。")
        if self.waited_for is not None:
            raise Refusal(f"已经在等待{self.unit.name}配合，撤回以后才能再提。")
        if not of.what.strip():
            raise Refusal("请写明等对方提供什么、办什么。", field="what")
        if not self.made_on <= of.since_on <= on:
            raise Refusal("起始日期要在交办以后、今天以前。", field="since_on")
        return Wait(
            share=self, unit=unit, by=by, raised_at=at, since_on=of.since_on, what=of.what.strip()
        )

    def _end_wait(self, at: datetime, by: User | None) -> "Wait | None":
        wait = self.waited_for
        if wait is not None:
            wait.end(at=at, by=by)
        return wait

    def _require_open(self) -> None:
        if self.state is ShareState.SETTLED:
            raise Refusal(f"{self.unit.name}的这份分工已经完成，不用再办。")
        if self.state is ShareState.LAPSED:
            raise Refusal(f"{self.unit.name}已不承担这项任务。")
        if self.task.closed_on or self.task.is_ended:
            state = "销号" if self.task.closed_on else "结束"
            raise Refusal(f"{self.task.code}已经{state}，分工不用再办。")

    def _require_confirmed(self) -> None:
        self._require_open()
        if self.is_unconfirmed:
            raise Refusal("请先确认分工：做什么、什么时候完成。")


@dataclass(frozen=True)
class Waiting:
    """For what somebody waits, and since when."""

    what: str
    since_on: date


class Wait(Base):
    """The lead waits for a unit's share, since a day, for something."""

    __tablename__ = "waits"
    __table_args__ = (
        Index(
            "uq_waits_open",
            "share_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        CheckConstraint("what <> ''", name="what"),
        CheckConstraint("ended_by_id IS NULL OR ended_at IS NOT NULL", name="ended"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    share_id: Mapped[int] = mapped_column(BIG, ForeignKey("shares.id"), init=False, index=True)
    share: Mapped[Share] = relationship(back_populates="waits")
    unit_id: Mapped[int] = mapped_column(BIG, ForeignKey("units.id"), init=False, index=True)
    unit: Mapped[Unit] = relationship()
    """The lead unit that waits."""
    by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    by: Mapped[User] = relationship(foreign_keys=by_id)
    raised_at: Mapped[datetime]
    since_on: Mapped[date]
    what: Mapped[str] = mapped_column(Text)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    ended_by: Mapped[User | None] = relationship(foreign_keys=ended_by_id, default=None)
    """Who of the lead took it back; None where the share was settled, or lapsed."""

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    def end(self, *, at: datetime, by: User | None) -> None:
        if not self.is_open:
            raise Refusal("这条等待配合已经撤回，或者对方已经完成。")
        self.ended_at, self.ended_by = at, by


def last_date(task: Task) -> date | None:
    """The last date in force; None for a task that has only a period or none."""
    dates = [one.due_on for one in task.dated if one.due_on is not None]
    return max(dates, default=None)
