"""Facts that the office enters by hand, and the steps that were taken: each once."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.accountability import AccountabilityRule, Counted, RuleVersion
from tasks_tracker.domain.base import BIG, Base, Id, Line, Short, word_column
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User


class AccountabilityFact(Base):
    """A fact about a unit, with its day and place; withdrawn with a reason, never deleted."""

    __tablename__ = "accountability_facts"
    __table_args__ = (
        Index("ix_accountability_facts_rule_unit", "rule_id", "unit_id", "happened_on"),
        CheckConstraint("words <> ''", name="words"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)", name="withdrawn_by"),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_words = '')", name="withdrawn"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    rule_id: Mapped[int] = mapped_column(BIG, ForeignKey("accountability_rules.id"), init=False)
    rule: Mapped[AccountabilityRule] = relationship()
    unit_id: Mapped[int] = mapped_column(BIG, ForeignKey("units.id"), init=False, index=True)
    unit: Mapped[Unit] = relationship()
    happened_on: Mapped[date]
    place: Mapped[Line]
    words: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    by: Mapped[User] = relationship(foreign_keys=by_id)
    entered_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None] = mapped_column(init=False, default=None)
    withdrawn_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    withdrawn_by: Mapped[User | None] = relationship(
        foreign_keys=withdrawn_by_id, init=False, default=None
    )
    withdrawn_words: Mapped[Line] = mapped_column(init=False, default="")
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    def __post_init__(self) -> None:
        self.words, self.place = self.words.strip(), self.place.strip()
        if self.rule.counted is not Counted.ENTERED:
            raise Refusal("这条规则由系统按台账计数，不用人工登记。", field="rule")
        if self.unit.region is not self.rule.region:
            raise Refusal("责任单位不在本地区的名册里。", field="unit")
        if not self.rule.concerns(self.unit):
            raise Refusal(f"“{self.rule.name}”不适用于{self.unit.name}。", field="unit")
        if not self.words:
            raise Refusal("请写明发生了什么。", field="words")
        version = self.rule.version_on(self.happened_on)
        if version is None or version.period_on(self.happened_on) is None:
            raise Refusal("这一天规则还没有施行，或者不在计数的周期里。", field="happened_on")

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    def withdraw(self, *, by: User, now: datetime, words: str) -> None:
        if self.is_withdrawn:
            raise Refusal("这条事实已经撤销过了。")
        if not words.strip():
            raise Refusal("撤销须写明理由。", field="reason")
        self.withdrawn_by, self.withdrawn_at = by, now
        self.withdrawn_words = words.strip()


class ActionState(StrEnum):
    """What became of a step that was due."""

    OPEN = "open"
    CARRIED_OUT = "carried_out"
    WAIVED = "waived"


class AccountabilityAction(Base):
    """A step that a unit's facts reached in a period: carried out, or waived with a reason."""

    __tablename__ = "accountability_actions"
    __table_args__ = (
        UniqueConstraint("rule_id", "unit_id", "period", "threshold"),
        Index("ix_accountability_actions_state", "state", "fired_at"),
        CheckConstraint("threshold > 0", name="threshold"),
        CheckConstraint("count >= threshold", name="count"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name="decided_by"),
        CheckConstraint("(state = 'open') = (words = '')", name="words"),
        CheckConstraint("(state = 'carried_out') = (done_on IS NOT NULL)", name="done"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    rule_id: Mapped[int] = mapped_column(BIG, ForeignKey("accountability_rules.id"), init=False)
    rule: Mapped[AccountabilityRule] = relationship()
    version_id: Mapped[int] = mapped_column(
        BIG, ForeignKey("accountability_versions.id"), init=False, index=True
    )
    rule_version: Mapped[RuleVersion] = relationship()
    """The one by which it was due."""
    unit_id: Mapped[int] = mapped_column(BIG, ForeignKey("units.id"), init=False, index=True)
    unit: Mapped[Unit] = relationship()
    period: Mapped[Short]
    threshold: Mapped[int]
    measure: Mapped[Line]
    count: Mapped[int]
    """How many facts there were when it fell due."""
    reached_on: Mapped[date]
    """The day of the fact with which it fell due."""
    fired_at: Mapped[datetime]
    state: Mapped[ActionState] = mapped_column(word_column(ActionState), default=ActionState.OPEN)
    decided_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    decided_by: Mapped[User | None] = relationship(init=False, default=None)
    decided_at: Mapped[datetime | None] = mapped_column(init=False, default=None)
    done_on: Mapped[date | None] = mapped_column(init=False, default=None)
    paper_no: Mapped[Short] = mapped_column(init=False, default="")
    words: Mapped[str] = mapped_column(Text, init=False, default="")
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_open(self) -> bool:
        return self.state is ActionState.OPEN

    def carry_out(self, *, by: User, now: datetime, on: date, words: str) -> None:
        """It was done on that day."""
        if on < self.reached_on:
            raise Refusal("落实日期不能早于达到档次的日子。", field="done_on")
        self._decide(ActionState.CARRIED_OUT, by, now, words)
        self.done_on = on

    def waive(self, *, by: User, now: datetime, words: str) -> None:
        """The head of supervision lets it be."""
        self._decide(ActionState.WAIVED, by, now, words)

    def _decide(self, state: ActionState, by: User, now: datetime, words: str) -> None:
        if not self.is_open:
            raise Refusal("这项问责措施已经办过了，请刷新页面。")
        if not words.strip():
            raise Refusal("请写明办理情况或不予执行的理由。", field="outcome")
        self.state, self.decided_by, self.decided_at = state, by, now
        self.words = words.strip()
