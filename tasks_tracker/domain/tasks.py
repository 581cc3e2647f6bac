"""Tasks of a plan: who answers for them, by when, and up to which figures."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Numeric,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Json, Line, Short, word_column
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.lights import Facts, Light, Lines, light_of
from tasks_tracker.domain.milestones import Milestone, MilestoneState
from tasks_tracker.domain.plans import Plan, Section
from tasks_tracker.domain.sources import SourceDocument
from tasks_tracker.domain.standing import Ending, Grade, Standing
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import Post, Role

TO_ARCHIVE = "archived_on IS NULL AND (closed_on IS NOT NULL OR ended_on IS NOT NULL)"
"""Over, and not put away yet."""


class Duty(StrEnum):
    """In which capacity a unit stands at a task."""

    LEAD = "lead"
    SUPPORT = "support"


class Task(Standing, Base):
    """One responsibility clause of a plan."""

    __tablename__ = "tasks"
    __table_args__ = (
        UniqueConstraint("region_id", "number"),
        Index("ix_tasks_region_clock", "region_id", "is_completed", "clock_ends_on"),
        Index(
            "ix_tasks_to_archive",
            "region_id",
            "number",
            sqlite_where=text(TO_ARCHIVE),
            postgresql_where=text(TO_ARCHIVE),
        ),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("line_start <= line_end", name="lines"),
        CheckConstraint("is_completed = (completed_on IS NOT NULL)", name="completed"),
        CheckConstraint("NOT is_completed OR clock_ends_on IS NULL", name="clock_of_completed"),
        CheckConstraint("ended_on IS NULL OR clock_ends_on IS NULL", name="clock_of_ended"),
        CheckConstraint("(ended_on IS NULL) = (ended_words IS NULL)", name="ended"),
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
    source_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("source_documents.id"), init=False, index=True
    )
    source: Mapped[SourceDocument | None] = relationship(default=None)
    """The document that has its lines, where that is another than the plan's."""
    added_on: Mapped[date | None] = mapped_column(default=None)
    """The day from which it is in the ledger, where it came after the adoption of its plan."""
    ended_on: Mapped[date | None] = mapped_column(init=False, default=None)
    """The day from which it is in the open ledger no more: the amended plan has it no longer."""
    ended_words: Mapped[Line | None] = mapped_column(init=False, default=None)
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
    milestones: Mapped[list[Milestone]] = relationship(
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
    def is_ended(self) -> bool:
        return self.ended_on is not None

    @property
    def document(self) -> SourceDocument | None:
        """What its lines are lines of."""
        return self.source or self.plan.source

    @property
    def current_targets(self) -> list["Target"]:
        return [target for target in self.targets if target.replaced_on is None]

    @property
    def dated(self) -> list[Milestone]:
        """The milestones that have a clock, in the order of the document."""
        return [milestone for milestone in self.milestones if milestone.has_clock]

    @property
    def facts(self) -> Facts:
        return Facts(
            is_completed=self.is_completed,
            has_begun=self.begun_on is not None,
            clock_ends_on=self.clock_ends_on,
            submitted_late=self.submitted_late,
            due_ends_on=self.due_ends_on,
            report_due_on=self.report_due_on,
            behind_from=self.behind_from,
            red_slips=self.red_slips,
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
            state = "已销号" if self.closed_on else "已办结"
            raise Refusal(f"这项任务{state}，不再收进展反馈。")
        if self.is_ended:
            raise Refusal(f"这项任务已终止（{self.ended_words}），不再收进展反馈。")
        self.begun_on = self.begun_on or on
        self.last_report_on, self.returned_on = on, None

    def settle(self, on: date) -> None:
        """Bring what is kept about the milestones up to date; all met completes the task."""
        for milestone in self.dated if self.objected_on else ():
            milestone.wait_for_answer(on)
        running = [m.clock_ends_on for m in self.dated if m.state is MilestoneState.OPEN]
        self.clock_ends_on = min((ends for ends in running if ends), default=None)
        self.due_ends_on, self.settled_on = self._last_end, on
        self.submitted_late = any(m.waits_late for m in self.dated)
        is_all_met = {m.state for m in self.dated} == {MilestoneState.MET}
        if is_all_met and not self.is_ended:  # what an ending took away was not met
            self.is_completed, self.completed_on = True, self.completed_on or on
        self._owe_nothing()

    def _owe_nothing(self) -> None:
        """Nothing is reported by period on what is completed or ended."""
        if self.is_completed or self.is_ended:
            self.report_due_on = None

    def complete(self, on: date, grade: Grade) -> None:
        """An application was accepted, with this grade."""
        self.is_completed, self.completed_on, self.grade = True, self.completed_on or on, grade
        self._owe_nothing()

    def reopen(self) -> None:
        """Something more is to be met: what stood on the completion goes with it."""
        self.is_completed, self.completed_on, self.archived_on = False, None, None
        self.grade, self.closed_on = None, None

    @property
    def _last_end(self) -> date | None:
        """Where the clock of the last milestone ends, while it runs."""
        last = max(self.dated, key=lambda m: (m.due_on or date.min, m.position), default=None)
        return last.clock_ends_on if last and last.state is MilestoneState.OPEN else None

    def end(self, on: date, words: str, ending: Ending = Ending.AMENDED) -> None:
        """It leaves the open ledger, with the reason; its clocks stop, its history stays."""
        self.require_unread()
        if self.is_completed or self.is_ended:
            raise Refusal(f"{self.code}已经{'办结' if self.is_completed else '终止'}，不必再终止。")
        for milestone in [one for one in self.milestones if one.is_open]:
            milestone.give_way(on)
        self.ended_on, self.ended_words, self.ending = on, words, ending
        self.settle(on)

    def require_unread(self) -> None:
        """What a unit handed in, or objected to, under the old words is answered by them first."""
        if self.awaits_office:
            raise Refusal(f"{self.code}有进展反馈待审，请先审核，再按修订后的文件改。")
        if self.objected_on is not None:
            raise Refusal(f"{self.code}有单位提出异议，请先答复。")


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
    post_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("posts.id"), init=False, index=True)
    post: Mapped[Post | None] = relationship(default=None)
    """Which post of the unit handles it; None where all its liaisons do."""

    def give_to(self, post: Post | None) -> None:
        """Let one liaison's post of the unit handle it, or all of them again."""
        if post is not None and (post.unit is not self.unit or post.role is not Role.LIAISON):
            raise Refusal(f"所选岗位不是{self.unit.name}的联络员岗位，请刷新页面后重选。")
        self.post = post


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
    replaced_on: Mapped[date | None] = mapped_column(default=None)
    """The day from which another figure holds instead: what was reported stays with this one."""

    def report(self, value: Decimal, on: date) -> None:
        if self.replaced_on is not None:
            raise Refusal(f"指标“{self.phrase}”修订后不再使用，请刷新页面填新的指标。")
        self.reported_value, self.reported_on = value, on

    def verify(self, value: Decimal, on: date) -> None:
        self.verified_value, self.verified_on = value, on

    def doubt(self) -> None:
        """What was verified is verified no more; what the unit said stays."""
        self.verified_value, self.verified_on = None, None
