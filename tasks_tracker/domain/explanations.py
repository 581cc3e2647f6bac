"""Explanations of lateness (逾期说明): why a date passed, and by when it will be done."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Line, word_column
from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User


class Explanation(Base):
    """What the unit says about one end of a clock that passed; it changes no date.

    One at a time for each end: another is wanted when the day that it promised has passed too.
    """

    __tablename__ = "explanations"
    __table_args__ = (
        UniqueConstraint("milestone_id", "ended_on", "number"),
        CheckConstraint("reason <> ''", name="reason"),
        CheckConstraint("ended_on < made_on", name="afterwards"),
        CheckConstraint("promised_on >= made_on", name="promise"),
        CheckConstraint("number > 0", name="number"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    task_id: Mapped[int] = mapped_column(BIG, ForeignKey("tasks.id"), init=False, index=True)
    task: Mapped[Task] = relationship(init=False)
    milestone_id: Mapped[int] = mapped_column(BIG, ForeignKey("milestones.id"), init=False)
    milestone: Mapped[Milestone] = relationship()
    ended_on: Mapped[date] = mapped_column(init=False)
    """The end of the clock that passed."""
    number: Mapped[int]
    """1 for the first about this end."""
    unit_id: Mapped[int] = mapped_column(BIG, ForeignKey("units.id"), init=False, index=True)
    unit: Mapped[Unit] = relationship()
    by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    by: Mapped[User] = relationship()
    made_at: Mapped[datetime]
    made_on: Mapped[date]
    cause: Mapped[Cause] = mapped_column(word_column(Cause))
    reason: Mapped[str] = mapped_column(Text)
    promised_on: Mapped[date]
    """The day by which it will be done, as the unit says."""
    no_evidence: Mapped[Line] = mapped_column(default="")

    def __post_init__(self) -> None:
        self.task = self.milestone.task
        self.ended_on = passed_end(self.milestone, self.made_on)
        if not self.reason.strip():
            raise Refusal("逾期原因不能空着，写清卡在哪里、做了什么。", field="reason")
        if self.promised_on < self.made_on:
            raise Refusal("承诺完成的日期不能早于今天。", field="promised_on")

    @property
    def subject(self) -> str:
        """Under which its evidence and its events are found."""
        return f"explanation:{self.id}"

    def stands_on(self, today: date) -> bool:
        """What it promised can still be kept."""
        return today <= self.promised_on


def passed_end(milestone: Milestone, today: date) -> date:
    """The end of the clock that is to be explained."""
    ends_on = milestone.clock_ends_on
    if not milestone.is_open or ends_on is None:
        raise Refusal(f"节点“{milestone.deliverable}”现在不在单位手里，不用填逾期说明。")
    if ends_on >= today:
        raise Refusal(
            f"节点“{milestone.deliverable}”还没有到期，来得及的请申请延期，不用填逾期说明。"
        )
    return ends_on
