"""Extensions (延期): a unit asks for a later date; who has to consent, and who decides.

The original date never changes, and what the waiting for the office gives back is only the days
that the request lay there.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Line, word_column
from tasks_tracker.domain.consents import Consent, ExtensionConsent
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.extension_rules import (
    LONGEST,
    counted_from,
    days_in_all,
    decider,
    require_extendable,
)
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.stops import StopReason
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import Role, User


class ExtensionState(StrEnum):
    """Where a request is."""

    ASKED = "asked"
    """Other units have to consent; the clock runs."""
    WITH_OFFICE = "with_office"
    """The office has to decide; the clock stands still."""
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    """The date passed before the consents were there."""


OPEN_STATES = frozenset({ExtensionState.ASKED, ExtensionState.WITH_OFFICE})
IN_OPEN_STATE = text("state IN ('asked', 'with_office')")


class Extension(Base):
    """A request, the consents that it needs, and the decision."""

    __tablename__ = "extensions"
    __table_args__ = (
        Index(
            "uq_extensions_open",
            "milestone_id",
            unique=True,
            sqlite_where=IN_OPEN_STATE,
            postgresql_where=IN_OPEN_STATE,
        ),
        Index("ix_extensions_state", "state", "asked_on"),
        CheckConstraint("new_due_on > due_before", name="later"),
        CheckConstraint("days > 0", name="days"),
        CheckConstraint("reason <> ''", name="reason"),
        CheckConstraint("decider IN ('supervision_head', 'leader')", name="decided_above"),
        CheckConstraint(
            "(state IN ('asked', 'with_office')) = (answered_at IS NULL)", name="answered"
        ),
        CheckConstraint("(answered_at IS NULL) = (answered_on IS NULL)", name="day_of_answer"),
        CheckConstraint("state <> 'asked' OR office_on IS NULL", name="not_there_yet"),
        CheckConstraint(
            "state NOT IN ('with_office', 'granted', 'refused') OR office_on IS NOT NULL",
            name="lay_there",
        ),
        CheckConstraint(
            "state NOT IN ('granted', 'refused', 'withdrawn') OR answered_by_id IS NOT NULL",
            name="who_answered",
        ),
        CheckConstraint("state <> 'refused' OR words <> ''", name="reason_of_refusal"),
        CheckConstraint(
            "state NOT IN ('granted', 'refused') OR answered_by_id <> by_id", name="four_eyes"
        ),
    )

    id: Mapped[Id] = mapped_column(init=False)
    task_id: Mapped[int] = mapped_column(BIG, ForeignKey("tasks.id"), init=False, index=True)
    task: Mapped[Task] = relationship(init=False)
    milestone_id: Mapped[int] = mapped_column(
        BIG, ForeignKey("milestones.id"), init=False, index=True
    )
    milestone: Mapped[Milestone] = relationship()
    unit_id: Mapped[int] = mapped_column(BIG, ForeignKey("units.id"), init=False, index=True)
    unit: Mapped[Unit] = relationship()
    by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    by: Mapped[User] = relationship(foreign_keys=by_id)
    asked_at: Mapped[datetime]
    asked_on: Mapped[date]
    due_before: Mapped[date] = mapped_column(init=False)
    """The date that held when it was asked."""
    new_due_on: Mapped[date]
    days: Mapped[int] = mapped_column(init=False)
    """Kept: calendar days from the one to the other, for sums."""
    reason: Mapped[str] = mapped_column(Text)
    consent_due_on: Mapped[date]
    """The day after which it may go on without an answer."""
    beyond_phase: Mapped[Line] = mapped_column(default="")
    """Why it goes beyond the last date that the plan sets for all its measures."""
    no_evidence: Mapped[Line] = mapped_column(default="")
    decider: Mapped[Role] = mapped_column(word_column(Role, checked=False), init=False)
    """Fixed when it is asked: while it is open nothing that it follows from can change."""
    state: Mapped[ExtensionState] = mapped_column(
        word_column(ExtensionState), init=False, default=ExtensionState.ASKED
    )
    office_on: Mapped[date | None] = mapped_column(init=False, default=None)
    answered_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    answered_by: Mapped[User | None] = relationship(
        foreign_keys=answered_by_id, init=False, default=None
    )
    answered_at: Mapped[datetime | None] = mapped_column(init=False, default=None)
    answered_on: Mapped[date | None] = mapped_column(init=False, default=None)
    words: Mapped[str] = mapped_column(Text, init=False, default="")
    version: Mapped[int] = mapped_column(init=False)
    consents: Mapped[list[ExtensionConsent]] = relationship(
        back_populates="extension", init=False, order_by=ExtensionConsent.id
    )

    __mapper_args__ = {"version_id_col": version}

    def __post_init__(self) -> None:
        milestone = self.milestone
        require_extendable(milestone, self.asked_on)
        if milestone.due_on is None:
            raise AssertionError("a milestone with a clock has a date")
        self.task, self.due_before, self.consents = milestone.task, milestone.due_on, []
        if self.new_due_on <= max(self.due_before, self.asked_on):
            raise Refusal("申请的日期须晚于现行期限，也须晚于今天。", field="new_due_on")
        if self.new_due_on - self.asked_on > LONGEST:
            raise Refusal("申请的日期离今天超过三年，请核对年份。", field="new_due_on")
        if not self.beyond_phase and self.goes_beyond_the_plan:
            raise Refusal(
                "申请的日期晚于方案最后一个总节点，须说明对方案整体目标的影响。",
                field="beyond_phase",
            )
        self.days = (self.new_due_on - self.due_before).days
        self.decider = decider(milestone, self.new_due_on)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def days_in_all(self) -> int:
        return days_in_all(self.milestone, self.new_due_on)

    @property
    def goes_beyond_the_plan(self) -> bool:
        phases = [phase.due_on for phase in self.milestone.task.plan.phases]
        return bool(phases) and self.new_due_on > max(phases)

    @property
    def pending(self) -> list[ExtensionConsent]:
        return [consent for consent in self.consents if consent.answer is None]

    @property
    def declined(self) -> list[ExtensionConsent]:
        return [consent for consent in self.consents if consent.answer is Consent.DECLINED]

    def ask_consent(self, unit: Unit, *, wants_head: bool) -> None:
        self.consents.append(ExtensionConsent(unit=unit, wants_head=wants_head))

    def hand_over(self, on: date) -> None:
        """To the office: from this day on the clock stands still."""
        self._require(ExtensionState.ASKED)
        if self.pending and on <= self.consent_due_on:
            raise Refusal("还有单位没有答复，答复的日子也还没有过，请先等一等或打电话催一催。")
        self.milestone.submit(on, reason=StopReason.EXTENSION)
        self.state, self.office_on = ExtensionState.WITH_OFFICE, on
        self.task.settle(on)

    def grant(
        self, *, by: User, now: datetime, today: date, workdays: Workdays, words: str = ""
    ) -> None:
        """The date moves to the one asked for; waiting adds nothing to it, and takes nothing."""
        self._decide(ExtensionState.GRANTED, by, now, today, words)
        start = counted_from(
            self.milestone,
            self.new_due_on,
            start=self.office_on or today,
            today=today,
            workdays=workdays,
        )
        self.milestone.hand_back(today, workdays, counted_from=start)
        self.milestone.move(
            self.new_due_on, on=today, subject=f"extension:{self.id}", workdays=workdays
        )
        self.task.settle(today)

    def refuse(
        self, *, by: User, now: datetime, today: date, workdays: Workdays, words: str
    ) -> None:
        """The date stays; the clock runs on with what was left when it came to the office."""
        if not words.strip():
            raise Refusal("不同意须写明理由，让单位知道为什么。", field="opinion")
        self._decide(ExtensionState.REFUSED, by, now, today, words)
        self.milestone.hand_back(today, workdays)
        self.task.settle(today)

    def withdraw(
        self, *, by: User, now: datetime, today: date, workdays: Workdays, words: str = ""
    ) -> None:
        """The unit takes it back: the days of waiting are its own."""
        self._take_back(by, now, today, words)
        if self.office_on is not None:
            self.milestone.hand_back(today, workdays, counted_from=today)
            self.task.settle(today)

    def give_way_to_report(
        self, *, by: User, now: datetime, today: date, workdays: Workdays
    ) -> None:
        """What it asked time for is done: the days that it lay with the office are the office's."""
        self._take_back(by, now, today, "节点已经报送完成，不再需要延期。")
        if self.office_on is not None:
            self.milestone.hand_back(today, workdays)
            self.task.settle(today)

    def lapse(self, *, now: datetime, today: date) -> None:
        """The date passed while other units had not answered."""
        self._require(ExtensionState.ASKED)
        if self.milestone.is_open and (self.milestone.clock_ends_on or today) >= today:
            raise Refusal("节点的期限还没有过，申请还有效。")
        self._end(ExtensionState.LAPSED, None, now, today)

    def require_alive(self, today: date) -> None:
        """Consents that come after the date are no longer of use."""
        self._require(ExtensionState.ASKED)
        require_extendable(self.milestone, today)

    def _take_back(self, by: User, now: datetime, today: date, words: str) -> None:
        if not self.is_open:
            raise Refusal("这份延期申请已经有了结果，不能再撤回，请刷新页面。")
        self._end(ExtensionState.WITHDRAWN, by, now, today, words)

    def _decide(
        self, state: ExtensionState, by: User, now: datetime, today: date, words: str
    ) -> None:
        self._require(ExtensionState.WITH_OFFICE)
        if by is self.by or any(consent.by is by for consent in self.consents):
            raise Refusal("申请和同意这份延期的人不能审批，请换一位。")
        self._end(state, by, now, today, words)

    def _require(self, state: ExtensionState) -> None:
        if self.state is state:
            return
        if self.state is ExtensionState.ASKED:
            raise Refusal("还有单位没有答复，申请还没有送到督查室。")
        if self.state is ExtensionState.WITH_OFFICE:
            raise Refusal("这份延期申请已经送督查室，请刷新页面。")
        raise Refusal("这份延期申请已经有了结果，请刷新页面。")

    def _end(
        self, state: ExtensionState, by: User | None, now: datetime, today: date, words: str = ""
    ) -> None:
        self.state, self.answered_by, self.words = state, by, words.strip()
        self.answered_at, self.answered_on = now, today
