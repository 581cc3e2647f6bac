"""Milestones: the deadlines of a task, each with its state and its clock."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Line, Short, word_column
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.lights import Facts
from tasks_tracker.domain.plans import clock_end
from tasks_tracker.domain.stops import ClockStop, DueMove, StopReason

if TYPE_CHECKING:
    from tasks_tracker.domain.tasks import Task


class DeadlineKind(StrEnum):
    """What a deadline phrase asks for (extraction FORMAT)."""

    BY = "by"
    START = "start"
    RECURRING = "recurring"
    DONE = "done"
    ONGOING = "ongoing"


class MilestoneState(StrEnum):
    """Where a milestone lies: with the unit, with the office, or done."""

    OPEN = "open"
    SUBMITTED = "submitted"
    MET = "met"


class Milestone(Base):
    """One deadline of a task, with what is to be there by then.

    The original date never changes. The clock runs while the item lies with the unit: submitting
    stops it, a return lets it run on with the working days that were left (PRODUCT, section 3).
    The dates stay as the document has them; only the end of the clock follows the calendar.
    """

    __tablename__ = "milestones"
    __table_args__ = (
        UniqueConstraint("task_id", "position"),
        Index("ix_milestones_state_clock", "state", "clock_ends_on"),
        CheckConstraint("kind <> 'by' OR original_due_on IS NOT NULL", name="dated"),
        CheckConstraint("(original_due_on IS NULL) = (due_on IS NULL)", name="current_date"),
        CheckConstraint("(kind = 'by') = (clock_ends_on IS NOT NULL)", name="clock"),
        CheckConstraint("(kind = 'recurring') = (rule IS NOT NULL)", name="rule"),
        CheckConstraint("(state = 'open') = (submitted_on IS NULL)", name="submitted"),
        CheckConstraint("(state = 'met') = (met_on IS NOT NULL)", name="met"),
        CheckConstraint("paused_days >= 0", name="paused_days"),
        CheckConstraint("replaced_on IS NULL OR kind <> 'by'", name="replaced"),
        CheckConstraint("NOT had_clock OR replaced_on IS NOT NULL", name="had_clock"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    task_id: Mapped[int] = mapped_column(BIG, ForeignKey("tasks.id"), init=False)
    task: Mapped["Task"] = relationship(back_populates="milestones")
    position: Mapped[int]
    kind: Mapped[DeadlineKind] = mapped_column(word_column(DeadlineKind))
    deliverable: Mapped[Line]
    phrase: Mapped[Line]
    derivation: Mapped[str] = mapped_column(String(500))
    """How the date follows from the phrase, in words."""
    is_phase: Mapped[bool] = mapped_column(default=False)
    """The date is the plan's, because the measure has none of its own."""
    superior_code: Mapped[Short | None] = mapped_column(default=None)
    """The superior's task whose date it is (聊008), because the measure leaves its own to it."""
    added_on: Mapped[date | None] = mapped_column(default=None)
    """The day from which it holds, where it came after the adoption."""
    replaced_on: Mapped[date | None] = mapped_column(default=None)
    """The day from which another date holds instead: it stays to be read, without a clock."""
    had_clock: Mapped[bool] = mapped_column(init=False, default=False)
    """It had a clock until it was replaced."""
    rule: Mapped[Short | None] = mapped_column(default=None)
    original_due_on: Mapped[date | None] = mapped_column(default=None)
    due_on: Mapped[date | None] = mapped_column(init=False, default=None)
    """The current date: only a granted extension moves it."""
    clock_ends_on: Mapped[date | None] = mapped_column(init=False, default=None)
    """Kept by `wind`: the due date, moved on by the working days that the item lay with the
    office."""
    paused_days: Mapped[int] = mapped_column(init=False, default=0)
    """Kept: the working days of all stops, as each was counted when it ended."""
    stopped_by: Mapped[StopReason | None] = mapped_column(
        word_column(StopReason), init=False, default=None
    )
    """Kept: why the clock stands still; None while it runs."""
    state: Mapped[MilestoneState] = mapped_column(
        word_column(MilestoneState), default=MilestoneState.OPEN
    )
    submitted_on: Mapped[date | None] = mapped_column(default=None)
    met_on: Mapped[date | None] = mapped_column(default=None)
    overdue_noted_for: Mapped[date | None] = mapped_column(default=None)
    """The end of the clock for which it was noted that it passed: each end is noted once."""
    stops: Mapped[list[ClockStop]] = relationship(
        back_populates="milestone", init=False, default_factory=list, order_by=ClockStop.id
    )
    moves: Mapped[list[DueMove]] = relationship(
        back_populates="milestone", init=False, default_factory=list, order_by=DueMove.id
    )

    def __post_init__(self) -> None:
        self.due_on = self.original_due_on
        self.clock_ends_on = self.original_due_on if self.has_clock else None
        if self.task.is_completed:
            raise Refusal("已办结的任务不能再加节点。")

    @property
    def has_clock(self) -> bool:
        return self.kind is DeadlineKind.BY

    def has_clock_on(self, day: date) -> bool:
        """Whether it had a clock at the end of that day, as far as dates replace each other."""
        gone = self.replaced_on is not None and self.replaced_on <= day
        had = self.has_clock or (self.had_clock and not gone)
        return had and (self.added_on is None or self.added_on <= day)

    def stood_on(self, day: date) -> bool:
        """Whether it held at the end of that day."""
        gone = self.replaced_on is not None and self.replaced_on <= day
        return not gone and (self.added_on is None or self.added_on <= day)

    @property
    def is_open(self) -> bool:
        return self.has_clock and self.state is MilestoneState.OPEN

    @property
    def facts(self) -> Facts:
        """What a light of its own depends on: the last one alone makes a task overdue."""
        ends = self.clock_ends_on if self.is_open else None
        return Facts(
            is_completed=self.state is MilestoneState.MET,
            has_begun=self.task.begun_on is not None,
            clock_ends_on=ends,
            submitted_late=self.waits_late,
            due_ends_on=ends if ends == self.task.due_ends_on else None,
        )

    @property
    def waits_late(self) -> bool:
        return self.state is MilestoneState.SUBMITTED and not self.was_on_time

    @property
    def was_on_time(self) -> bool:
        """Submitted before its clock ended; an item not submitted is not on time."""
        on, ends = self.submitted_on, self.clock_ends_on
        return on is not None and ends is not None and on <= ends

    def wind(self, workdays: Workdays) -> None:
        """Set the end of the clock by this calendar; whoever makes a milestone winds it once."""
        if self.has_clock and self.due_on is not None:
            self.clock_ends_on = clock_end(
                self.due_on,
                rule=self.task.plan.workday_rule,
                paused_days=self.paused_days,
                workdays=workdays,
            )

    def give_way(self, on: date) -> None:
        """Another date holds from that day on; nothing was submitted for this one."""
        if not self.is_open:
            raise Refusal(f"节点“{self.deliverable}”已经报送，不能改按别的期限。")
        self.kind, self.clock_ends_on, self.replaced_on = DeadlineKind.ONGOING, None, on
        self.had_clock = True

    def lapse(self, on: date) -> None:
        """The amended document has it no longer, or has another in its place."""
        if self.has_clock:
            self.give_way(on)
        self.replaced_on = on

    def hold_again(self, workdays: Workdays) -> None:
        """The date that held instead is gone: this one has its clock back."""
        self.kind, self.replaced_on, self.had_clock = DeadlineKind.BY, None, False
        self.wind(workdays)

    def submit(self, on: date, *, reason: StopReason = StopReason.REPORT) -> None:
        """It lies with the office from this day on: the clock stops."""
        if not self.has_clock or self.clock_ends_on is None:
            raise Refusal(f"“{self.deliverable}”没有期限，不作节点报送。")
        if self.state is not MilestoneState.OPEN:
            raise Refusal(f"节点“{self.deliverable}”{self.whereabouts}，不能重复报送。")
        self.state, self.submitted_on, self.stopped_by = MilestoneState.SUBMITTED, on, reason
        self.stops.append(ClockStop(reason=reason, started_on=on, ends_on=self.clock_ends_on))

    def wait_for_answer(self, on: date) -> None:
        """The lead objects: what lies with it, or comes back to it meanwhile, has no clock that
        runs."""
        if self.is_open:
            self.submit(on, reason=StopReason.OBJECTION)

    def hand_back(self, on: date, workdays: Workdays, *, counted_from: date | None = None) -> None:
        """The office gives it back: the clock runs on with what was left when it stopped.

        `counted_from` is a later day than that of the stop, where the days before it count as the
        unit's own.
        """
        if self.state is not MilestoneState.SUBMITTED:
            raise Refusal(f"节点“{self.deliverable}”不在待审状态。")
        self._run_on(on, workdays, counted_from)

    def reopen(self, on: date, workdays: Workdays) -> None:
        """What the office took was found untrue: the clock runs on from where it stood."""
        if self.state is not MilestoneState.MET:
            raise Refusal(f"节点“{self.deliverable}”没有办结，不用重新打开。")
        self._run_on(on, workdays)

    def meet(self, on: date) -> None:
        """The office accepts it."""
        if self.state is not MilestoneState.SUBMITTED or self.stopped_by is not StopReason.REPORT:
            raise Refusal(f"节点“{self.deliverable}”不在待审状态。")
        self.state, self.met_on, self.stops[-1].met_on = MilestoneState.MET, on, on

    def move(self, after: date, *, on: date, subject: str, workdays: Workdays) -> None:
        """A granted extension moves the date, and the end of the clock with it."""
        if not self.is_open or self.due_on is None:
            raise Refusal(f"节点“{self.deliverable}”{self.whereabouts}，期限不再改动。")
        if after <= self.due_on:
            raise Refusal("新期限须晚于现行期限。", field="new_due_on")
        self.moves.append(DueMove(on=on, before=self.due_on, after=after, subject=subject))
        self.due_on = after
        self.wind(workdays)

    @property
    def whereabouts(self) -> str:
        """Where one lies that is not open, to go on after its name."""
        if self.stopped_by is StopReason.OBJECTION:
            return "正在处理异议"
        return "的延期申请待审批" if self.stopped_by is StopReason.EXTENSION else "已经报送"

    def _run_on(self, on: date, workdays: Workdays, counted_from: date | None = None) -> None:
        stop = self.stops[-1]
        start = max(stop.started_on, counted_from or stop.started_on)
        stop.ended_on, stop.days = on, max(0, workdays.between(start, on))
        self.paused_days += stop.days
        self.state, self.stopped_by = MilestoneState.OPEN, None
        self.submitted_on, self.met_on = None, None
        self.wind(workdays)
