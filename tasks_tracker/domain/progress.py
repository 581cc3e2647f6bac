"""Progress reports of units, the evidence with them, and the office's review."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Line, word_column
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.evidence import Evidence
from tasks_tracker.domain.milestones import Milestone, MilestoneState
from tasks_tracker.domain.standing import Grade
from tasks_tracker.domain.stops import StopReason
from tasks_tracker.domain.tasks import Target, Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User


class ReportState(StrEnum):
    """Where a report is."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class ProgressReport(Base):
    """What a unit said about a task, on a day; never changed afterwards."""

    __tablename__ = "progress_reports"
    __table_args__ = (
        Index("ix_progress_reports_task", "task_id", "submitted_at"),
        Index("ix_progress_reports_state", "state", "submitted_at"),
        CheckConstraint("progress <> ''", name="progress"),
        CheckConstraint("(state = 'submitted') = (reviewed_at IS NULL)", name="reviewed"),
        CheckConstraint("(reviewed_at IS NULL) = (reviewed_by_id IS NULL)", name="reviewer"),
        CheckConstraint("reviewed_by_id IS NULL OR reviewed_by_id <> by_id", name="four_eyes"),
        CheckConstraint("reviewed_by_id IS NULL OR signed_by_id <> reviewed_by_id", name="signer"),
        CheckConstraint("state <> 'returned' OR review_words <> ''", name="reason_of_return"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),
        CheckConstraint("grade IS NULL OR is_application", name="grade_of_application"),
        CheckConstraint("overturned_on IS NULL OR state = 'accepted'", name="overturned"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    task_id: Mapped[int] = mapped_column(BIG, ForeignKey("tasks.id"), init=False)
    task: Mapped[Task] = relationship()
    unit_id: Mapped[int] = mapped_column(BIG, ForeignKey("units.id"), init=False, index=True)
    unit: Mapped[Unit] = relationship()
    by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    by: Mapped[User] = relationship(foreign_keys=by_id)
    submitted_at: Mapped[datetime]
    submitted_on: Mapped[date]
    """The day of `submitted_at` where the office is; the clocks go by it."""
    progress: Mapped[str] = mapped_column(Text)
    problems: Mapped[str] = mapped_column(Text, default="")
    next_steps: Mapped[str] = mapped_column(Text, default="")
    coordination: Mapped[str] = mapped_column(Text, default="")
    """需协调事项."""
    percent: Mapped[int | None] = mapped_column(default=None)
    """How much of the task is done, as the unit judges."""
    no_evidence: Mapped[Line] = mapped_column(default="")
    """Why nothing is enclosed, where nothing is."""
    is_application: Mapped[bool] = mapped_column(default=False)
    """办结申请: with it the unit says that the task is completed."""
    shares_words: Mapped[str] = mapped_column(Text, default="")
    """Of an application: what became of the shares that are not settled."""
    grade: Mapped[Grade | None] = mapped_column(word_column(Grade), init=False, default=None)
    """Of an application that was accepted."""
    overturned_on: Mapped[date | None] = mapped_column(init=False, default=None)
    """It was accepted, and a check found later that what it said was not so."""
    signed_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    signed_by: Mapped[User | None] = relationship(foreign_keys=signed_by_id, default=None)
    """The head of the unit who let it go out, where the plan wants that."""
    signed_at: Mapped[datetime | None] = mapped_column(default=None)
    state: Mapped[ReportState] = mapped_column(
        word_column(ReportState), default=ReportState.SUBMITTED
    )
    reviewed_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    reviewed_by: Mapped[User | None] = relationship(foreign_keys=reviewed_by_id, default=None)
    reviewed_at: Mapped[datetime | None] = mapped_column(default=None)
    review_words: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(init=False)
    claims: Mapped[list["MilestoneClaim"]] = relationship(
        back_populates="report", default_factory=list, order_by="MilestoneClaim.id"
    )
    values: Mapped[list["ReportedValue"]] = relationship(
        back_populates="report", default_factory=list, order_by="ReportedValue.id"
    )
    evidence: Mapped[list[Evidence]] = relationship(
        back_populates="report", default_factory=list, order_by=Evidence.id
    )

    __mapper_args__ = {"version_id_col": version}

    def __post_init__(self) -> None:
        # Of something new it is known what hangs on it: nobody need ask the database later.
        self.claims, self.values = list(self.claims), list(self.values)
        self.evidence = list(self.evidence)

    @property
    def milestones(self) -> list[Milestone]:
        """The milestones that it says are met."""
        return [claim.milestone for claim in self.claims]

    @property
    def claims_the_rest(self) -> bool:
        """With what it claims, no milestone lies with the unit any more: an application."""
        return bool(self.claims) and all(_is_with_office_or_met(m) for m in self.task.dated)

    @property
    def stands(self) -> bool:
        """It was accepted, and no check found otherwise."""
        return self.state is ReportState.ACCEPTED and self.overturned_on is None

    def claim(self, milestone: Milestone) -> None:
        """Say that a milestone is met: its clock stops on the day of this report."""
        if milestone.task is not self.task:
            raise Refusal("所选节点不属于这项任务。", field="milestones")
        milestone.submit(self.submitted_on)
        MilestoneClaim(report=self, milestone=milestone)

    def give(self, target: Target, value: Decimal) -> None:
        """Report the figure reached."""
        if target.task is not self.task:
            raise Refusal("所填指标不属于这项任务。", field="values")
        target.report(value, self.submitted_on)
        ReportedValue(report=self, target=target, value=value)

    def accept(
        self,
        *,
        by: User,
        now: datetime,
        today: date,
        words: str = "",
        grade: Grade = Grade.SUFFICIENT,
    ) -> None:
        """The office takes it: what it claims is met, its figures are verified.

        An application completes the task, with this grade.
        """
        if self.is_application:
            self._require_all_met()
        self._decide(ReportState.ACCEPTED, by, now, words)
        for milestone in self.milestones:
            milestone.meet(today)
        for given in self.values:
            given.target.verify(given.value, today)
        if self.is_application:
            self.grade = grade
            self.task.complete(today, grade)
        self.task.settle(today)

    def send_back(
        self, *, by: User, now: datetime, today: date, words: str, workdays: Workdays
    ) -> None:
        """The office returns it with a reason: the clocks run on, the dates stay."""
        if not words.strip():
            raise Refusal("退回须写明理由，让单位知道补什么。", field="words")
        self._decide(ReportState.RETURNED, by, now, words)
        for milestone in self.milestones:
            milestone.hand_back(today, workdays)
        self.task.returned_on = today
        self.task.settle(today)

    def overturn(self, milestones: Iterable[Milestone], *, today: date, workdays: Workdays) -> None:
        """A check found it untrue: these milestones lie with the unit again, their dates stay."""
        if not self.stands:
            raise Refusal("这份办结申请已经按核查结果重新打开过，请刷新页面。")
        self.overturned_on = today
        for milestone in milestones:
            if milestone.task is not self.task:
                raise Refusal("所选节点不属于这项任务。", field="milestones")
            milestone.reopen(today, workdays)
        for given in self.values:
            given.target.doubt()
        self.task.reopen()
        self.task.returned_on = today
        self.task.settle(today)

    def _require_all_met(self) -> None:
        """What it leaves out may have been returned since it was handed in."""
        own = self.milestones
        left = [one for one in self.task.dated if one.state is not MilestoneState.MET]
        names = [one.deliverable for one in left if one not in own]
        if names:
            raise Refusal(
                f"还有节点没有办结：{'、'.join(names)}。"
                "这份办结申请请先退回，请单位把节点报齐后再申请。"
            )

    def _decide(self, state: ReportState, by: User, now: datetime, words: str) -> None:
        if self.state is not ReportState.SUBMITTED:
            raise Refusal("这份反馈已经审核过了，请刷新页面。")
        if by in (self.by, self.signed_by):
            raise Refusal("本人填报或者签发的反馈不能由本人审核，请换一位督查人员。")
        self.state = state
        self.reviewed_by = by
        self.reviewed_at = now
        self.review_words = words.strip()


def _is_with_office_or_met(milestone: Milestone) -> bool:
    is_met = milestone.state is MilestoneState.MET
    return is_met or milestone.stopped_by is StopReason.REPORT


class MilestoneClaim(Base):
    """A report says of a milestone that it is met."""

    __tablename__ = "milestone_claims"
    __table_args__ = (UniqueConstraint("report_id", "milestone_id"),)

    id: Mapped[Id] = mapped_column(init=False)
    report_id: Mapped[int] = mapped_column(BIG, ForeignKey("progress_reports.id"), init=False)
    milestone_id: Mapped[int] = mapped_column(
        BIG, ForeignKey("milestones.id"), init=False, index=True
    )
    report: Mapped[ProgressReport] = relationship(back_populates="claims")
    milestone: Mapped[Milestone] = relationship()


class ReportedValue(Base):
    """A report says which figure a target has reached."""

    __tablename__ = "reported_values"
    __table_args__ = (UniqueConstraint("report_id", "target_id"),)

    id: Mapped[Id] = mapped_column(init=False)
    report_id: Mapped[int] = mapped_column(BIG, ForeignKey("progress_reports.id"), init=False)
    target_id: Mapped[int] = mapped_column(BIG, ForeignKey("targets.id"), init=False, index=True)
    report: Mapped[ProgressReport] = relationship(back_populates="values")
    target: Mapped[Target] = relationship()
    value: Mapped[Decimal] = mapped_column(Numeric(18, 4))
