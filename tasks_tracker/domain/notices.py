"""Notices (督办通知): what the office hands out to units, numbered, and who has to sign for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Json, Line, Short
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.milestones import DeadlineKind
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.seating import Part, parts_of
from tasks_tracker.domain.tasks import Duty, Task
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import User

LIMITS = frozenset({DeadlineKind.BY, DeadlineKind.RECURRING})
NAMED = 5
"""So many tasks a refusal names; the rest it counts."""


class Notice(Base):
    """Several tasks of a plan, handed out in one go; never changed afterwards."""

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("region_id", "year", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("reply_by >= issued_on", name="reply_by"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    region_id: Mapped[int] = mapped_column(BIG, ForeignKey("regions.id"), init=False)
    region: Mapped[Region] = relationship(lazy="joined")
    plan_id: Mapped[int] = mapped_column(BIG, ForeignKey("plans.id"), init=False, index=True)
    plan: Mapped[Plan] = relationship()
    year: Mapped[int]
    number: Mapped[int]
    doc_no: Mapped[Short]
    """As printed: 督办〔2021〕12号."""
    by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    by: Mapped[User] = relationship()
    issued_at: Mapped[datetime]
    issued_on: Mapped[date]
    reply_by: Mapped[date]
    """By when the units say how they set about it."""
    requirements: Mapped[str] = mapped_column(Text, default="")
    items: Mapped[list["NoticeItem"]] = relationship(
        back_populates="notice", default_factory=list, order_by="NoticeItem.position"
    )

    def __post_init__(self) -> None:
        # Of something new it is known what hangs on it: nobody need ask the database later.
        self.items = list(self.items)


class NoticeItem(Base):
    """One task of a notice, as the paper says it; what is amended later leaves it as it was."""

    __tablename__ = "notice_items"
    __table_args__ = (
        Index("ix_notice_items_notice", "notice_id", "position"),
        UniqueConstraint("task_id"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    notice_id: Mapped[int] = mapped_column(BIG, ForeignKey("notices.id"), init=False)
    notice: Mapped[Notice] = relationship(back_populates="items")
    task_id: Mapped[int] = mapped_column(BIG, ForeignKey("tasks.id"), init=False)
    task: Mapped[Task] = relationship()
    position: Mapped[int]
    title: Mapped[Line]
    said: Mapped[Json]
    """Names of `leads` and `supports`, and `deadlines` in words."""


@dataclass(frozen=True)
class Recipient:
    """A unit that gets a notice, with its part of each task."""

    unit: Unit
    parts: tuple[Part, ...]


def recipients(tasks: Sequence[Task]) -> list[Recipient]:
    """Every unit with a part of one of these tasks, in official order."""
    found: dict[Unit, list[Part]] = {}
    for task in tasks:
        for part in parts_of(task):
            found.setdefault(part.unit, []).append(part)
    ordered = sorted(found, key=lambda unit: unit.position)
    return [Recipient(unit, tuple(found[unit])) for unit in ordered]


def why_not(task: Task) -> str:
    """Why a task cannot be handed out; nothing where it can."""
    if task.handed_out_on is not None:
        return "已经交办"
    if task.is_ended or task.is_completed:
        return "已经终止" if task.is_ended else "已经办结"
    if not any(part.duty is Duty.LEAD for part in parts_of(task)):
        return f"牵头的“{task.lead_unit.name}”在名册里没有成员"
    return "" if _has_limit(task) else "没有期限，也没有周期"


def require_fit(tasks: Sequence[Task]) -> None:
    """Refuse, naming them, where some of the tasks cannot be handed out."""
    if not tasks:
        raise Refusal("请至少选一项任务。", field="tasks")
    unfit = [f"{task.code}{words}" for task in tasks if (words := why_not(task))]
    if unfit:
        more = f"等 {len(unfit)} 项" if len(unfit) > NAMED else ""
        listed = "；".join(unfit[:NAMED])
        raise Refusal(f"不能交办：{listed}{more}。请取消勾选，或先补齐再交办。", field="tasks")


def _has_limit(task: Task) -> bool:
    return any(one.kind in LIMITS for one in task.milestones if one.replaced_on is None)
