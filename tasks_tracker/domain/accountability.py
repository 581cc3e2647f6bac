"""Accountability: what is counted against a unit in a period, and what follows at which count.

A rule is data with versions: each holds from its day on, and counts what happened in its time.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Json, Line, Short, word_column
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.periods import Period, PeriodKind, period_of
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import User


class Counted(StrEnum):
    """Facts that can be counted."""

    ENTERED = "entered"
    """A named fact that the office enters by hand (火点)."""
    RED_SLIPS = "red_slips"
    RETURNED_REPORTS = "returned_reports"
    MISSED_REPORTS = "missed_reports"
    UNTRUE_COMPLETIONS = "untrue_completions"
    OVERDUE_FINDINGS = "overdue_findings"


class AccountabilityRule(Base):
    """What is counted against whom; how far that goes stands in its versions."""

    __tablename__ = "accountability_rules"
    __table_args__ = (
        UniqueConstraint("region_id", "name"),
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("(counted = 'entered') = (fact_name <> '')", name="fact_name"),
        CheckConstraint("(ended_on IS NULL) = (ended_words = '')", name="ended"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    region_id: Mapped[int] = mapped_column(BIG, ForeignKey("regions.id"), init=False)
    region: Mapped[Region] = relationship(lazy="joined")
    name: Mapped[Short]
    counted: Mapped[Counted] = mapped_column(word_column(Counted))
    fact_name: Mapped[Short] = mapped_column(default="")
    """What people call the fact that is entered by hand."""
    groups: Mapped[Json] = mapped_column(default_factory=list)
    """The groups of units that it is about; empty for all."""
    ended_on: Mapped[date | None] = mapped_column(init=False, default=None)
    """The day from which nothing is counted any more."""
    ended_words: Mapped[Line] = mapped_column(init=False, default="")
    versions: Mapped[list["RuleVersion"]] = relationship(
        back_populates="rule", default_factory=list, order_by="RuleVersion.version"
    )

    def __post_init__(self) -> None:
        self.versions = list(self.versions)
        self.name, self.fact_name = self.name.strip(), self.fact_name.strip()
        if not self.name:
            raise Refusal("请给规则起个名字。", field="name")
        if (self.counted is Counted.ENTERED) != bool(self.fact_name):
            raise Refusal(
                "人工登记的，要写明登记什么事实；其他的由系统计数，不填。", field="fact_name"
            )

    @property
    def newest(self) -> "RuleVersion":
        return self.versions[-1]

    def version_on(self, day: date) -> "RuleVersion | None":
        """The one that held on that day."""
        if self.ended_on is not None and self.ended_on <= day:
            return None
        held = [version for version in self.versions if version.holds_from <= day]
        return held[-1] if held else None

    def concerns(self, unit: Unit) -> bool:
        return not unit.is_collective and (not self.groups or unit.group.value in self.groups)

    def end(self, on: date, words: str) -> None:
        if self.ended_on is not None:
            raise Refusal("这条规则已经停用。")
        if not words.strip():
            raise Refusal("停用规则须写明理由。", field="reason")
        self.ended_on, self.ended_words = on, words.strip()


@dataclass(frozen=True)
class Stage:
    """At which count what follows."""

    threshold: int
    measure: str


class RuleVersion(Base):
    """How the rule was from one day on; never changed, a later one takes its place."""

    __tablename__ = "accountability_versions"
    __table_args__ = (
        UniqueConstraint("rule_id", "version"),
        CheckConstraint("version > 0", name="version"),
        CheckConstraint("basis <> ''", name="basis"),
        CheckConstraint("(period = 'campaign') = (from_on IS NOT NULL)", name="campaign"),
        CheckConstraint("(from_on IS NULL) = (to_on IS NULL)", name="both_ends"),
        CheckConstraint("to_on >= from_on", name="order"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    rule_id: Mapped[int] = mapped_column(BIG, ForeignKey("accountability_rules.id"), init=False)
    rule: Mapped[AccountabilityRule] = relationship(back_populates="versions")
    version: Mapped[int]
    basis: Mapped[Line]
    """The document on which it rests."""
    period: Mapped[PeriodKind] = mapped_column(word_column(PeriodKind))
    holds_from: Mapped[date]
    set_by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    set_by: Mapped[User] = relationship()
    set_at: Mapped[datetime]
    from_on: Mapped[date | None] = mapped_column(default=None)
    to_on: Mapped[date | None] = mapped_column(default=None)
    """Of a campaign."""
    reason: Mapped[Line] = mapped_column(default="")
    """Why it differs from the one before."""
    steps: Mapped[list["RuleStep"]] = relationship(
        default_factory=list, order_by="RuleStep.threshold"
    )

    def __post_init__(self) -> None:
        self.steps = list(self.steps)
        if not self.basis.strip():
            raise Refusal("请写明依据的文件，如“冠政办发〔2018〕62号”。", field="basis")
        if (self.period is PeriodKind.CAMPAIGN) != bool(self.from_on and self.to_on):
            raise Refusal("按专项行动计的，要写起止日期；其他周期不填。", field="from_on")
        if self.from_on and self.to_on and self.to_on < self.from_on:
            raise Refusal("截止日期不能早于起始日期。", field="to_on")

    def period_on(self, day: date) -> Period | None:
        """The period in which a day lies; None where it lies outside the campaign."""
        return period_of(self.period, day, self.from_on, self.to_on)

    def take(self, stages: Sequence[Stage]) -> None:
        """Its steps: counts that rise, each with what follows."""
        if not stages:
            raise Refusal("至少写一档：达到几次，采取什么措施。", field="steps")
        counts = [stage.threshold for stage in stages]
        if counts != sorted(set(counts)) or counts[0] < 1:
            raise Refusal("各档的次数要从小到大、不重复，从 1 次起。", field="steps")
        if not all(stage.measure.strip() for stage in stages):
            raise Refusal("每一档都要写明措施。", field="steps")
        self.steps = [
            RuleStep(threshold=stage.threshold, measure=stage.measure.strip()) for stage in stages
        ]


class RuleStep(Base):
    """One step of a version."""

    __tablename__ = "accountability_steps"
    __table_args__ = (
        UniqueConstraint("version_id", "threshold"),
        CheckConstraint("threshold > 0", name="threshold"),
        CheckConstraint("measure <> ''", name="measure"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    version_id: Mapped[int] = mapped_column(
        BIG, ForeignKey("accountability_versions.id"), init=False
    )
    threshold: Mapped[int]
    measure: Mapped[Line]


@dataclass(frozen=True)
class Reached:
    """A step that the facts of a period reach."""

    period: Period
    version: RuleVersion
    step: RuleStep
    count: int
    """How many facts there were on the day on which it was reached."""
    on: date


def reached(rule: AccountabilityRule, days: Iterable[date]) -> list[Reached]:
    """Every step that one unit's facts reach, by the days on which they happened.

    Each fact is counted by the version of its own day; with more facts never fewer steps are
    reached, in whichever order they become known.
    """
    counts: Counter[str] = Counter()
    found: dict[tuple[str, int], Reached] = {}
    for day in sorted(days):
        version = rule.version_on(day)
        period = version.period_on(day) if version else None
        if version is None or period is None:
            continue
        counts[period.key] += 1
        count = counts[period.key]
        for step in version.steps:
            if step.threshold <= count:
                one = Reached(period, version, step, count, day)
                found.setdefault((period.key, step.threshold), one)
    return list(found.values())


@dataclass(frozen=True)
class Standing:
    """How one unit stands to a rule on a day, and what comes next."""

    rule: AccountabilityRule
    version: RuleVersion
    period: Period
    count: int
    next_step: RuleStep | None
    """The first that is not reached yet; None after the last."""

    @property
    def is_near(self) -> bool:
        """One more and the next step is due; a unit without any fact is near nothing."""
        return (
            self.count > 0
            and self.next_step is not None
            and self.next_step.threshold == self.count + 1
        )


def standing(rule: AccountabilityRule, days: Iterable[date], today: date) -> Standing | None:
    """None where the rule counts nothing on that day."""
    version = rule.version_on(today)
    period = version.period_on(today) if version else None
    if version is None or period is None:
        return None
    count = sum(1 for day in days if _falls_into(rule, day, period))
    ahead = [step for step in version.steps if step.threshold > count]
    return Standing(rule, version, period, count, ahead[0] if ahead else None)


def _falls_into(rule: AccountabilityRule, day: date, period: Period) -> bool:
    version = rule.version_on(day)
    own = version.period_on(day) if version else None
    return own is not None and own.key == period.key
