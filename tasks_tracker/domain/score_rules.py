"""Versions of the rule of scores: added with a reason and a day ahead, and never changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Json, Line
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.scores import WHOLE, ScorePart
from tasks_tracker.domain.tasks import Duty
from tasks_tracker.domain.units import Region, UnitGroup
from tasks_tracker.domain.users import User

FULL = 100
"""Points that the four rated parts bring together, and the weight of a lead."""
MOST_MARK = 20 * WHOLE


class Deduction(StrEnum):
    """What costs points."""

    LATE_CLOSING = "late_closing"
    MISSING_REPORT = "missing_report"
    LATE_REPORT = "late_report"
    RETURNED_REPORT = "returned_report"
    UNTRUE = "untrue"
    BLUE_SLIP = "blue_slip"
    YELLOW_SLIP = "yellow_slip"
    RED_SLIP = "red_slip"
    INTERVIEW = "interview"
    OVERDUE_FINDING = "overdue_finding"
    CRITICISED = "criticised"


class Bonus(StrEnum):
    """What brings points beside the rated parts."""

    EARLY = "early"
    BLOCKER_SOLVED = "blocker_solved"


Marking = Deduction | Bonus


@dataclass(frozen=True)
class Rate:
    """How many hundredths, and whether it counts at all."""

    points: int
    is_on: bool = True


DEDUCTIONS: Mapping[Deduction, Rate] = {
    Deduction.LATE_CLOSING: Rate(100),
    Deduction.MISSING_REPORT: Rate(50),
    Deduction.LATE_REPORT: Rate(10),
    Deduction.RETURNED_REPORT: Rate(50, is_on=False),
    Deduction.UNTRUE: Rate(200),
    Deduction.BLUE_SLIP: Rate(50, is_on=False),
    Deduction.YELLOW_SLIP: Rate(100),
    Deduction.RED_SLIP: Rate(200),
    Deduction.INTERVIEW: Rate(300),
    Deduction.OVERDUE_FINDING: Rate(100),
    Deduction.CRITICISED: Rate(100, is_on=False),
}
BONUSES: Mapping[Bonus, Rate] = {Bonus.EARLY: Rate(20), Bonus.BLOCKER_SOLVED: Rate(20)}


@dataclass(frozen=True)
class Bound:
    """What a figure of the rule may be."""

    words: str
    least: int
    most: int


BOUNDS: Mapping[str, Bound] = {
    "completion": Bound("按时办结的权重", 0, FULL),
    "reporting": Bound("按时反馈的权重", 0, FULL),
    "first_pass": Bound("一次通过的权重", 0, FULL),
    "progress": Bound("进度达标的权重", 0, FULL),
    "support": Bound("配合单位的系数", 0, FULL),
    "cap": Bound("得分上限", FULL, 2 * FULL),
    "least_due": Bound("参加排名的最少到期事项数", 1, 30),
    "early_days": Bound("提前办结的天数", 1, 180),
}
WEIGHTS = tuple(BOUNDS)[:4]
JOINABLE = tuple(
    group for group in UnitGroup if group not in {UnitGroup.DEPARTMENT, UnitGroup.COLLECTIVE}
)
"""Groups that may be ranked together with the departments."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """The rule in one version; the one that came with the program is 0."""

    version: int = 0
    holds_from: date = date.min
    completion: int = 50
    reporting: int = 20
    first_pass: int = 20
    progress: int = 10
    support: int = 50
    """Per cent at which what a unit does as support counts."""
    cap: int = 110
    least_due: int = 3
    """Fewer things fallen due than this say too little to rank a unit by."""
    early_days: int = 10
    """Calendar days before the original date from which something is early."""
    deductions: Mapping[Deduction, Rate] = field(default_factory=lambda: DEDUCTIONS)
    bonuses: Mapping[Bonus, Rate] = field(default_factory=lambda: BONUSES)
    joined: tuple[UnitGroup, ...] = ()
    """Groups ranked together with the departments; all others are ranked apart."""

    @property
    def weights(self) -> Mapping[ScorePart, int]:
        """Of the four rated parts."""
        return {ScorePart(name): getattr(self, name) for name in WEIGHTS}

    def share_of(self, duty: Duty) -> int:
        """How much of a thing counts, in per cent."""
        return FULL if duty is Duty.LEAD else self.support

    def rate_of(self, what: Marking) -> Rate:
        return self.deductions[what] if isinstance(what, Deduction) else self.bonuses[what]

    def group_of(self, group: UnitGroup) -> UnitGroup:
        """With which a unit is ranked."""
        return UnitGroup.DEPARTMENT if group in self.joined else group


DEFAULT = Rule()


def rule_on(day: date, rules: list[Rule]) -> Rule:
    """The one that holds on a day; `rules` in the order in which they were set."""
    return next((rule for rule in reversed(rules) if rule.holds_from <= day), DEFAULT)


class ScoreRule(Base):
    """One version of a region's rule."""

    __tablename__ = "score_rules"
    __table_args__ = (
        UniqueConstraint("region_id", "version"),
        CheckConstraint("version > 0", name="version"),
        CheckConstraint("reason <> ''", name="reason"),
        CheckConstraint("completion + reporting + first_pass + progress = 100", name="weights"),
        *(
            CheckConstraint(f"{name} BETWEEN {bound.least} AND {bound.most}", name=name)
            for name, bound in BOUNDS.items()
        ),
    )

    id: Mapped[Id] = mapped_column(init=False)
    region_id: Mapped[int] = mapped_column(BIG, ForeignKey("regions.id"), init=False)
    region: Mapped[Region] = relationship()
    version: Mapped[int]
    """1, 2, … of the region: of two who set one at the same moment the second is told to look
    again."""
    holds_from: Mapped[date]
    """The first day of a month: periods that begin before it are scored by the rule before."""
    completion: Mapped[int]
    reporting: Mapped[int]
    first_pass: Mapped[int]
    progress: Mapped[int]
    support: Mapped[int]
    cap: Mapped[int]
    least_due: Mapped[int]
    early_days: Mapped[int]
    deductions: Mapped[Json]
    """By the key of each: its hundredths, and whether it counts."""
    bonuses: Mapped[Json]
    joined: Mapped[Json]
    reason: Mapped[Line]
    set_at: Mapped[datetime]
    set_by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    set_by: Mapped[User] = relationship()

    @property
    def rule(self) -> Rule:
        plain = {name: getattr(self, name) for name in BOUNDS}
        return Rule(
            version=self.version,
            holds_from=self.holds_from,
            deductions={key: _read(self.deductions, key, DEDUCTIONS[key]) for key in Deduction},
            bonuses={key: _read(self.bonuses, key, BONUSES[key]) for key in Bonus},
            joined=tuple(UnitGroup(one) for one in self.joined),
            **plain,
        )


def as_kept(rates: Mapping[Any, Rate]) -> dict[str, dict[str, Any]]:
    """As a version keeps them."""
    return {key.value: {"points": rate.points, "on": rate.is_on} for key, rate in rates.items()}


def check(rule: Rule, *, newest: Rule, today: date) -> None:
    """What a new version must be: possible, another than the newest, and not of the past."""
    check_content(rule)
    check_day(rule, newest=newest, today=today)
    if is_same(rule, newest):
        raise Refusal("与现有的最新一版没有不同，不必再定。")


def check_content(rule: Rule) -> None:
    """Whether one could score by it."""
    for name, bound in BOUNDS.items():
        if not bound.least <= getattr(rule, name) <= bound.most:
            raise Refusal(f"{bound.words}填 {bound.least} 到 {bound.most} 之间的整数。", field=name)
    together = sum(rule.weights.values())
    if together != FULL:
        raise Refusal(f"四项权重合计须为 100，现在是 {together}。", field="completion")
    wrong = [key for key, rate in _rates(rule) if not 1 <= rate.points <= MOST_MARK]
    if wrong:
        raise Refusal("扣分、加分填 0.01 到 20 之间的数，不计的取消勾选。", field=wrong[0].value)
    if set(rule.joined) - set(JOINABLE):
        raise Refusal("这一组不能与部门一起排名，请刷新页面。", field="joined")


def _rates(rule: Rule) -> list[tuple[StrEnum, Rate]]:
    return [*rule.deductions.items(), *rule.bonuses.items()]


def check_day(rule: Rule, *, newest: Rule, today: date) -> None:
    """It begins with a month that lies ahead: no period that has begun is scored by it."""
    if rule.holds_from.day != 1:
        raise Refusal("新规则从某个月的 1 日起执行，请改成 1 日。", field="holds_from")
    if rule.holds_from <= today:
        raise Refusal("新规则最早从下个月 1 日起执行，已经开始的月份不改。", field="holds_from")
    if rule.holds_from < newest.holds_from:
        raise Refusal(
            f"第 {newest.version} 版从 {newest.holds_from:%Y-%m-%d} 起执行，新的一版不能早于它。",
            field="holds_from",
        )


def is_same(one: Rule, other: Rule) -> bool:
    """Apart from when they hold."""
    return _content(one) == _content(other)


def _content(rule: Rule) -> list[object]:
    figures = [getattr(rule, name) for name in BOUNDS]
    return [*figures, dict(rule.deductions), dict(rule.bonuses), set(rule.joined)]


def _read(kept: Mapping[str, Any], key: StrEnum, default: Rate) -> Rate:
    """What a version kept; of a key that came with a later release, that it did not count."""
    one = kept.get(key.value)
    return Rate(one["points"], one["on"]) if one else Rate(default.points, is_on=False)
