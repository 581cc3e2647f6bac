"""Objections (异议): a unit says that a task is another one's, and the office decides."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Short, word_column
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.receipts import Receipt
from tasks_tracker.domain.stops import StopReason
from tasks_tracker.domain.tasks import Duty, Task, TaskUnit
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User


class ObjectionState(StrEnum):
    """What became of it."""

    OPEN = "open"
    REASSIGNED = "reassigned"
    UPHELD = "upheld"
    """The task stays with the unit."""


@dataclass(frozen=True)
class Ruling:
    """By whom and when an objection is decided, and why."""

    by: User
    at: datetime
    on: date
    opinion: str


class Objection(Base):
    """One unit's objection to one task, with the office's decision."""

    __tablename__ = "objections"
    __table_args__ = (
        Index("ix_objections_task", "task_id", "raised_at"),
        Index(
            "uq_objections_open",
            "task_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        CheckConstraint("reason <> ''", name="reason"),
        CheckConstraint("agreed_by <> ''", name="agreed_by"),
        CheckConstraint("proposed_id <> unit_id", name="proposed"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name="decider"),
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> by_id", name="four_eyes"),
        CheckConstraint("(state = 'reassigned') = (new_unit_id IS NOT NULL)", name="new_unit"),
        CheckConstraint("state = 'open' OR opinion <> ''", name="opinion"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    task_id: Mapped[int] = mapped_column(BIG, ForeignKey("tasks.id"), init=False)
    task: Mapped[Task] = relationship()
    unit_id: Mapped[int] = mapped_column(BIG, ForeignKey("units.id"), init=False, index=True)
    unit: Mapped[Unit] = relationship(foreign_keys=unit_id)
    duty: Mapped[Duty] = mapped_column(word_column(Duty))
    """In which capacity the unit stood at the task then."""
    proposed_id: Mapped[int] = mapped_column(BIG, ForeignKey("units.id"), init=False, index=True)
    proposed: Mapped[Unit] = relationship(foreign_keys=proposed_id)
    by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    by: Mapped[User] = relationship(foreign_keys=by_id)
    raised_at: Mapped[datetime]
    raised_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    agreed_by: Mapped[Short]
    """The head of the unit who agreed to it."""
    state: Mapped[ObjectionState] = mapped_column(
        word_column(ObjectionState), default=ObjectionState.OPEN
    )
    decided_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id, default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    decided_on: Mapped[date | None] = mapped_column(default=None)
    new_unit_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("units.id"), init=False, index=True
    )
    new_unit: Mapped[Unit | None] = relationship(foreign_keys=new_unit_id, default=None)
    opinion: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_open(self) -> bool:
        return self.state is ObjectionState.OPEN

    @property
    def stops_clock(self) -> bool:
        """The whole waits only where whoever answers for it says that it is another one's."""
        return self.duty is Duty.LEAD

    def stop(self) -> None:
        """Where it is the lead's, the task lies with the office from the day of it on."""
        if not self.stops_clock:
            return
        self.task.objected_on = self.raised_on
        self.task.settle(self.raised_on)

    def uphold(self, ruling: Ruling, workdays: Workdays) -> None:
        """The task stays where it is; the clock runs on with what was left."""
        self._decide(ObjectionState.UPHELD, ruling)
        self._run_on(ruling.on, workdays)

    def reassign(self, unit: Unit, ruling: Ruling, workdays: Workdays) -> TaskUnit | None:
        """The unit's seat goes to another one; returns the lower seat that this one leaves."""
        self._require_other(unit)
        self._decide(ObjectionState.REASSIGNED, ruling)
        self.new_unit = unit
        self._run_on(ruling.on, workdays)
        return next((seat for seat in self.task.units if seat.unit is unit), None)

    def take_seat(self) -> None:
        """The new unit sits where the old one sat."""
        if self.new_unit is None:
            raise AssertionError("only a reassigned task gets another unit")
        for seat in self.task.units:
            if seat.unit is self.unit:
                seat.unit, seat.post = self.new_unit, None
        if self.task.lead_unit is self.unit:
            self.task.lead_unit = self.new_unit

    def _require_other(self, unit: Unit) -> None:
        if unit.region is not self.task.region:
            raise Refusal("只能改派给本地区名册里的单位。", field="new_unit_id")
        if unit is self.unit:
            raise Refusal("改派要换一个单位；仍由原单位办的，请选维持。", field="new_unit_id")
        if unit.is_collective and not unit.members:
            raise Refusal(f"“{unit.name}”在名册里没有成员，无人可办。", field="new_unit_id")
        seat = next((seat for seat in self.task.units if seat.unit is unit), None)
        if seat is not None and not (seat.duty is Duty.SUPPORT and self.stops_clock):
            raise Refusal(f"“{unit.name}”已经在办这项任务，请改派给别的单位。", field="new_unit_id")
        self._require_movable()

    def _require_movable(self) -> None:
        if self.task.is_completed or self.task.is_ended:
            raise Refusal("这项任务已经办结或终止，不再改派；请选维持，写明情况。")
        if all(seat.unit is not self.unit for seat in self.task.units):
            raise Refusal(f"{self.unit.name}已不承担这项任务，不用改派；请选维持，写明情况。")

    def _decide(self, state: ObjectionState, ruling: Ruling) -> None:
        if not self.is_open:
            who = self.decided_by.name if self.decided_by else ""
            raise Refusal(f"{who}已经答复过这件异议，请刷新页面。")
        if ruling.by is self.by:
            raise Refusal("本人提出的异议不能由本人答复，请换一位督查人员。")
        if not ruling.opinion.strip():
            raise Refusal("请写明理由，两边单位都会看到。", field="opinion")
        self.state, self.opinion = state, ruling.opinion.strip()
        self.decided_by, self.decided_at, self.decided_on = ruling.by, ruling.at, ruling.on

    def _run_on(self, today: date, workdays: Workdays) -> None:
        if not self.stops_clock:
            return
        self.task.objected_on = None
        for milestone in self.task.milestones if not self.task.is_ended else ():
            if milestone.stopped_by is StopReason.OBJECTION:
                milestone.hand_back(today, workdays)
        self.task.settle(today)


def require_objectionable(task: Task, unit: Unit, receipt: Receipt | None, on: date) -> TaskUnit:
    """The unit's own seat; refused where it is too late, too early or not the unit's own."""
    if task.is_completed or task.is_ended:
        raise Refusal("这项任务已经办结或终止，不再提异议。")
    if task.handed_out_on is None or receipt is None:
        raise Refusal("这项任务还没有交办给你们单位，交办以后才能提异议。")
    if on > receipt.object_by:
        raise Refusal(
            f"提异议的期限是{receipt.object_by.month}月{receipt.object_by.day}日，已经过了。"
            "确有困难，请在进展反馈里写需协调事项。"
        )
    seat = next((seat for seat in task.units if seat.unit is unit), None)
    if seat is None:
        raise Refusal("你们单位是集合单位的一员，份内的事请在分工里说明，不单独提异议。")
    return seat


def require_proposable(task: Task, unit: Unit, proposed: Unit) -> None:
    """Another unit of the register that does not lead the task already."""
    if proposed.region is not task.region:
        raise Refusal("请从本地区名册里选一个单位。", field="proposed_id")
    if proposed is unit:
        raise Refusal("请选应当承办的另一个单位。", field="proposed_id")
    if proposed in task.leads:
        raise Refusal(f"“{proposed.name}”已经牵头这项任务，请选别的单位。", field="proposed_id")
