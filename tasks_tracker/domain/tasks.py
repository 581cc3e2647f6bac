"""Tasks of a plan: who answers for them, by when, and up to which figures."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Json, Line, Short, word_column
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.lights import Facts, Light, Lines, light_of
from tasks_tracker.domain.plans import Plan, Section
from tasks_tracker.domain.units import Region, Unit


class Duty(StrEnum):
    """In which capacity a unit stands at a task."""

    LEAD = "lead"
    SUPPORT = "support"


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


class Task(Base):
    """One responsibility clause of a plan."""

    __tablename__ = "tasks"
    __table_args__ = (
        UniqueConstraint("region_id", "number"),
        Index("ix_tasks_region_clock", "region_id", "is_completed", "clock_ends_on"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("line_start <= line_end", name="lines"),
        CheckConstraint("is_completed = (completed_on IS NOT NULL)", name="completed"),
        CheckConstraint("NOT is_completed OR clock_ends_on IS NULL", name="clock_of_completed"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    region_id: Mapped[int] = mapped_column(BIG, ForeignKey("regions.id"), init=False)
    region: Mapped[Region] = relationship(lazy="joined")
    plan_id: Mapped[int] = mapped_column(BIG, ForeignKey("plans.id"), init=False, index=True)
    plan: Mapped[Plan] = relationship()
    section_id: Mapped[int] = mapped_column(BIG, ForeignKey("sections.id"), init=False, index=True)
    section: Mapped[Section] = relationship()
    lead_unit_id: Mapped[int] = mapped_column(BIG, ForeignKey("units.id"), init=False, index=True)
    lead_unit: Mapped[Unit] = relationship()
    """The first lead unit: it answers for the whole."""
    number: Mapped[int]
    """Running number in the region."""
    path: Mapped[Json]
    title: Mapped[Line]
    requirement: Mapped[str] = mapped_column(Text)
    line_start: Mapped[int]
    line_end: Mapped[int]
    part: Mapped[int] = mapped_column(default=1)
    part_title: Mapped[Line] = mapped_column(default="")
    only_responsible: Mapped[bool] = mapped_column(default=False)
    """The document names one rank of duty only (责任单位) for it."""
    begun_on: Mapped[date | None] = mapped_column(default=None)
    """Day of the first report."""
    last_report_on: Mapped[date | None] = mapped_column(default=None)
    is_completed: Mapped[bool] = mapped_column(default=False)
    completed_on: Mapped[date | None] = mapped_column(default=None)
    clock_ends_on: Mapped[date | None] = mapped_column(init=False, default=None)
    """Kept: the earliest end of a running clock among the milestones."""
    submitted_late: Mapped[bool] = mapped_column(init=False, default=False)
    """Kept: something that lies with the office was submitted after its clock had ended."""
    awaits_office: Mapped[bool] = mapped_column(default=False)
    """Kept by the reports: one of them waits for review."""
    version: Mapped[int] = mapped_column(init=False)
    units: Mapped[list["TaskUnit"]] = relationship(
        back_populates="task", default_factory=list, order_by="TaskUnit.position"
    )
    milestones: Mapped[list["Milestone"]] = relationship(
        back_populates="task", default_factory=list, order_by="Milestone.position"
    )
    targets: Mapped[list["Target"]] = relationship(
        back_populates="task", default_factory=list, order_by="Target.position"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def code(self) -> str:
        """As people call it: 聊008."""
        return f"{self.region.mark}{self.number:03d}"

    @property
    def name(self) -> str:
        return f"{self.title}：{self.part_title}" if self.part_title else self.title

    @property
    def leads(self) -> list[Unit]:
        return [seat.unit for seat in self.units if seat.duty is Duty.LEAD]

    @property
    def supports(self) -> list[Unit]:
        return [seat.unit for seat in self.units if seat.duty is Duty.SUPPORT]

    @property
    def dated(self) -> list["Milestone"]:
        """The milestones that have a clock, in the order of the document."""
        return [milestone for milestone in self.milestones if milestone.has_clock]

    @property
    def facts(self) -> Facts:
        return Facts(
            is_completed=self.is_completed,
            has_begun=self.begun_on is not None,
            clock_ends_on=self.clock_ends_on,
            submitted_late=self.submitted_late,
        )

    def light(self, lines: Lines) -> Light:
        return light_of(self.facts, lines)

    def assign(self, unit: Unit, duty: Duty) -> None:
        """Give a unit a duty; the first lead unit answers for the whole."""
        if any(seat.unit is unit for seat in self.units):
            return
        TaskUnit(task=self, unit=unit, duty=duty, position=len(self.units) + 1)

    def note_report(self, on: date) -> None:
        """A report came in for this task."""
        if self.is_completed:
            raise Refusal("这项任务已办结，不再收进展反馈。")
        self.begun_on = self.begun_on or on
        self.last_report_on = on

    def settle(self, on: date) -> None:
        """Bring what is kept about the milestones up to date; all met completes the task."""
        running = [m.clock_ends_on for m in self.dated if m.state is MilestoneState.OPEN]
        self.clock_ends_on = min((ends for ends in running if ends), default=None)
        self.submitted_late = any(m.waits_late for m in self.dated)
        if self.dated and all(m.state is MilestoneState.MET for m in self.dated):
            self.is_completed, self.completed_on = True, self.completed_on or on


class TaskUnit(Base):
    """A unit's seat at a task."""

    __tablename__ = "task_units"
    __table_args__ = (
        UniqueConstraint("task_id", "unit_id"),
        UniqueConstraint("task_id", "position"),
        Index("ix_task_units_unit_duty", "unit_id", "duty"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    task_id: Mapped[int] = mapped_column(BIG, ForeignKey("tasks.id"), init=False)
    unit_id: Mapped[int] = mapped_column(BIG, ForeignKey("units.id"), init=False)
    task: Mapped[Task] = relationship(back_populates="units")
    unit: Mapped[Unit] = relationship()
    duty: Mapped[Duty] = mapped_column(word_column(Duty))
    position: Mapped[int]


class Milestone(Base):
    """One deadline of a task, with what is to be there by then.

    The original date never changes. The clock runs while the item lies with the unit: submitting
    stops it, a return lets it run on with the working days that were left (PRODUCT, section 3).
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
    )

    id: Mapped[Id] = mapped_column(init=False)
    task_id: Mapped[int] = mapped_column(BIG, ForeignKey("tasks.id"), init=False)
    task: Mapped[Task] = relationship(back_populates="milestones")
    position: Mapped[int]
    kind: Mapped[DeadlineKind] = mapped_column(word_column(DeadlineKind))
    deliverable: Mapped[Line]
    phrase: Mapped[Line]
    derivation: Mapped[str] = mapped_column(String(500))
    """How the date follows from the phrase, in words."""
    is_phase: Mapped[bool] = mapped_column(default=False)
    """The date is the plan's, because the measure has none of its own."""
    rule: Mapped[Short | None] = mapped_column(default=None)
    original_due_on: Mapped[date | None] = mapped_column(default=None)
    due_on: Mapped[date | None] = mapped_column(init=False, default=None)
    """The current date: only a granted extension moves it."""
    clock_ends_on: Mapped[date | None] = mapped_column(init=False, default=None)
    """The due date, moved on by the working days that the item lay with the office."""
    state: Mapped[MilestoneState] = mapped_column(
        word_column(MilestoneState), default=MilestoneState.OPEN
    )
    submitted_on: Mapped[date | None] = mapped_column(default=None)
    met_on: Mapped[date | None] = mapped_column(default=None)
    overdue_noted_for: Mapped[date | None] = mapped_column(default=None)
    """The end of the clock for which it was noted that it passed: each end is noted once."""

    def __post_init__(self) -> None:
        self.due_on = self.original_due_on
        self.clock_ends_on = self.original_due_on if self.has_clock else None
        if self.task.is_completed:
            raise Refusal("已办结的任务不能再加节点。")

    @property
    def has_clock(self) -> bool:
        return self.kind is DeadlineKind.BY

    @property
    def is_open(self) -> bool:
        return self.has_clock and self.state is MilestoneState.OPEN

    @property
    def waits_late(self) -> bool:
        return self.state is MilestoneState.SUBMITTED and not self.was_on_time

    @property
    def was_on_time(self) -> bool:
        """Submitted before its clock ended; an item not submitted is not on time."""
        on, ends = self.submitted_on, self.clock_ends_on
        return on is not None and ends is not None and on <= ends

    def submit(self, on: date) -> None:
        """The unit says that it is done: the clock stops."""
        if not self.has_clock:
            raise Refusal(f"“{self.deliverable}”没有期限，不作节点报送。")
        if self.state is not MilestoneState.OPEN:
            raise Refusal(f"节点“{self.deliverable}”已经报送，不能重复报送。")
        self.state, self.submitted_on = MilestoneState.SUBMITTED, on

    def hand_back(self, on: date, workdays: Workdays) -> None:
        """The office returns it: the clock runs on with what was left when it stopped."""
        if self.state is not MilestoneState.SUBMITTED or self.submitted_on is None:
            raise Refusal(f"节点“{self.deliverable}”不在待审状态。")
        if self.clock_ends_on is not None:
            self.clock_ends_on = workdays.add_stopped(
                self.clock_ends_on, stopped_on=self.submitted_on, resumed_on=on
            )
        self.state, self.submitted_on = MilestoneState.OPEN, None

    def meet(self, on: date) -> None:
        """The office accepts it."""
        if self.state is not MilestoneState.SUBMITTED:
            raise Refusal(f"节点“{self.deliverable}”不在待审状态。")
        self.state, self.met_on = MilestoneState.MET, on


class Target(Base):
    """A figure to be reached, with what the unit reported and what the office verified."""

    __tablename__ = "targets"
    __table_args__ = (
        UniqueConstraint("task_id", "position"),
        CheckConstraint("op IN ('>=', '<=', '=', '+')", name="op"),
        CheckConstraint("(reported_value IS NULL) = (reported_on IS NULL)", name="reported"),
        CheckConstraint("(verified_value IS NULL) = (verified_on IS NULL)", name="verified"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    task_id: Mapped[int] = mapped_column(BIG, ForeignKey("tasks.id"), init=False)
    task: Mapped[Task] = relationship(back_populates="targets")
    position: Mapped[int]
    phrase: Mapped[Line]
    op: Mapped[str] = mapped_column(String(2))
    value: Mapped[Decimal] = mapped_column(Numeric(18, 4))
    unit: Mapped[Short]
    reported_value: Mapped[Decimal | None] = mapped_column(Numeric(18, 4), default=None)
    reported_on: Mapped[date | None] = mapped_column(default=None)
    verified_value: Mapped[Decimal | None] = mapped_column(Numeric(18, 4), default=None)
    verified_on: Mapped[date | None] = mapped_column(default=None)

    def report(self, value: Decimal, on: date) -> None:
        self.reported_value, self.reported_on = value, on

    def verify(self, value: Decimal, on: date) -> None:
        self.verified_value, self.verified_on = value, on
