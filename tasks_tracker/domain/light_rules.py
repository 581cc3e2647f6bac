"""Versions of the rule of the lights: added with a reason and a day ahead, and never changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Json, Line, Short, word_column
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.lights import Light, OverdueBy, Rule
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User


@dataclass(frozen=True)
class Bound:
    """What a figure of the rule may be."""

    words: str
    least: int
    most: int


BOUNDS: Mapping[str, Bound] = {
    "due_soon_within": Bound("临期的工作日数", 1, 60),
    "report_soon_within": Bound("应报临近的工作日数", 1, 30),
    "behind_points": Bound("落后的百分点", 1, 100),
    "severe_after": Bound("严重逾期的工作日数", 1, 120),
    "red_slips": Bound("红色督办单的件数", 1, 10),
}


class LightRule(Base):
    """One version of the rule, for all regions."""

    __tablename__ = "light_rules"
    __table_args__ = (
        UniqueConstraint("version"),
        UniqueConstraint("token"),
        CheckConstraint("version > 0", name="version"),
        CheckConstraint("reason <> ''", name="reason"),
        *(
            CheckConstraint(f"{name} BETWEEN {bound.least} AND {bound.most}", name=name)
            for name, bound in BOUNDS.items()
        ),
    )

    id: Mapped[Id] = mapped_column(init=False)
    version: Mapped[int]
    """1, 2, …: of two who set one at the same moment the second is told to look again."""
    token: Mapped[Short] = mapped_column(init=False, default_factory=lambda: uuid4().hex)
    """Names the rules up to this version, in whichever database."""
    holds_from: Mapped[date]
    due_soon_within: Mapped[int]
    report_soon_within: Mapped[int]
    behind_points: Mapped[int]
    severe_after: Mapped[int]
    red_slips: Mapped[int]
    overdue_by: Mapped[OverdueBy] = mapped_column(word_column(OverdueBy))
    reason: Mapped[Line]
    set_at: Mapped[datetime]
    set_by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    set_by: Mapped[User] = relationship()

    @property
    def rule(self) -> Rule:
        return Rule(
            version=self.version,
            holds_from=self.holds_from,
            due_soon_within=self.due_soon_within,
            report_soon_within=self.report_soon_within,
            behind_points=self.behind_points,
            severe_after=self.severe_after,
            red_slips=self.red_slips,
            overdue_by=self.overdue_by,
        )


def check(rule: Rule, *, newest: Rule, today: date) -> None:
    """What a new version must be: possible, another than the newest, and not of the past."""
    for name, bound in BOUNDS.items():
        if not bound.least <= getattr(rule, name) <= bound.most:
            raise Refusal(f"{bound.words}填 {bound.least} 到 {bound.most} 之间的整数。", field=name)
    if rule.holds_from <= today:
        raise Refusal("新规则最早从明天起执行，已经亮过的灯不能改。", field="holds_from")
    if rule.holds_from < newest.holds_from:
        raise Refusal(
            f"第 {newest.version} 版从 {newest.holds_from:%Y-%m-%d} 起执行，新的一版不能早于它。",
            field="holds_from",
        )
    if _figures(rule) == _figures(newest):
        raise Refusal("与现有的最新一版没有不同，不必再定。")


def _figures(rule: Rule) -> list[object]:
    return [*(getattr(rule, name) for name in BOUNDS), rule.overdue_by]


class ShownLight(Base):
    """The light that a task showed from the night of a day on, until the next row of it."""

    __tablename__ = "shown_lights"
    __table_args__ = (
        UniqueConstraint("task_id", "shown_on"),
        Index("ix_shown_lights_night", "shown_on", "task_id"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    task_id: Mapped[int] = mapped_column(BIG, ForeignKey("tasks.id"), init=False)
    task: Mapped[Task] = relationship()
    shown_on: Mapped[date]
    light: Mapped[Light] = mapped_column(word_column(Light))
    rule_version: Mapped[int]
    """0 is the rule that came with the program."""
    inputs: Mapped[Json]
    """The facts of that night."""
