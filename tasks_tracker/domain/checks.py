"""Checks 核查/回头看: whether what was taken for completed is so, found by somebody who did not
take it."""

import random
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Json, Line, Short, word_column
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.milestones import Milestone, MilestoneState
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import User

ALL = 100


class CheckReason(StrEnum):
    """Why a completed task is looked at again."""

    SAMPLE = "sample"
    COMPLAINT = "complaint"
    ROUTINE = "routine"


class Finding(StrEnum):
    """Whether it is as the unit said."""

    TRUE = "true"
    PARTLY = "partly"
    UNTRUE = "untrue"


PEOPLE = Table(
    "check_people",
    Base.metadata,
    Column("check_id", BIG, ForeignKey("checks.id"), primary_key=True),
    Column("user_id", BIG, ForeignKey("users.id"), primary_key=True, index=True),
)
"""Who is to look."""


class CheckDraw(Base):
    """A sample of the completed tasks of a period; whoever has the seed draws the same again."""

    __tablename__ = "check_draws"
    __table_args__ = (
        CheckConstraint("since <= until", name="period"),
        CheckConstraint("per_cent BETWEEN 1 AND 100", name="per_cent"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    region_id: Mapped[int] = mapped_column(BIG, ForeignKey("regions.id"), init=False, index=True)
    region: Mapped[Region] = relationship()
    seed: Mapped[Short]
    since: Mapped[date]
    until: Mapped[date]
    population: Mapped[Json]
    """The numbers of the tasks of which it was drawn, in order."""
    drawn: Mapped[Json]
    by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    by: Mapped[User] = relationship()
    at: Mapped[datetime]
    unit_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("units.id"), init=False, index=True)
    unit: Mapped[Unit | None] = relationship(default=None)
    plan_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("plans.id"), init=False, index=True)
    plan: Mapped[Plan | None] = relationship(default=None)
    per_cent: Mapped[int | None] = mapped_column(default=None)
    """What share was asked for; None where a number was."""


class Check(Base):
    """One completed task looked at again, and what was found."""

    __tablename__ = "checks"
    __table_args__ = (
        UniqueConstraint("region_id", "year", "number"),
        Index(
            "uq_checks_open_task_id",
            "task_id",
            unique=True,
            sqlite_where=text("found_on IS NULL"),
            postgresql_where=text("found_on IS NULL"),
        ),
        CheckConstraint("number > 0", name="number_from_one"),
        CheckConstraint("occasion <> ''", name="occasion"),
        CheckConstraint("(found_on IS NULL) = (finding IS NULL)", name="finding_of_found"),
        CheckConstraint("(found_on IS NULL) = (found_at IS NULL)", name="moment_of_found"),
        CheckConstraint("(found_on IS NULL) = (found_by_id IS NULL)", name="finder"),
        CheckConstraint("found_on IS NULL OR found_words <> ''", name="words_of_found"),
        CheckConstraint("found_on IS NULL OR found_on >= opened_on", name="order"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    region_id: Mapped[int] = mapped_column(BIG, ForeignKey("regions.id"), init=False)
    region: Mapped[Region] = relationship()
    year: Mapped[int]
    number: Mapped[int]
    task_id: Mapped[int] = mapped_column(BIG, ForeignKey("tasks.id"), init=False, index=True)
    task: Mapped[Task] = relationship()
    report_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("progress_reports.id"), init=False, index=True
    )
    report: Mapped[ProgressReport | None] = relationship()
    """With which the task was completed; None where an amendment left nothing to be met."""
    reason: Mapped[CheckReason] = mapped_column(word_column(CheckReason))
    occasion: Mapped[Line]
    """What gave rise to it, or what is to be looked at."""
    opened_by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    opened_by: Mapped[User] = relationship(foreign_keys=opened_by_id)
    opened_at: Mapped[datetime]
    opened_on: Mapped[date]
    draw_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("check_draws.id"), init=False, index=True
    )
    draw: Mapped[CheckDraw | None] = relationship(default=None)
    people: Mapped[list[User]] = relationship(
        secondary=PEOPLE, default_factory=list, order_by=User.id
    )
    finding: Mapped[Finding | None] = mapped_column(word_column(Finding), default=None)
    found_words: Mapped[str] = mapped_column(Text, default="")
    found_on: Mapped[date | None] = mapped_column(default=None)
    found_at: Mapped[datetime | None] = mapped_column(default=None)
    found_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    found_by: Mapped[User | None] = relationship(foreign_keys=found_by_id, default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    def __post_init__(self) -> None:
        require_completed(self.task)
        if not self.people:
            raise Refusal("请指定核查人。", field="people")
        for person in self.people:
            require_other_eyes(person, self.report, self.task)
        self.task.check_opened_on = self.opened_on

    @property
    def is_open(self) -> bool:
        return self.found_on is None

    @property
    def claimed(self) -> list[Milestone]:
        """The milestones that the report said were met, and the office took."""
        own = self.report.milestones if self.report else []
        return [one for one in own if one.state is MilestoneState.MET]

    def find(
        self,
        finding: Finding,
        *,
        words: str,
        by: User,
        now: datetime,
        today: date,
    ) -> None:
        """Say what was seen; a check is concluded once."""
        if not self.is_open:
            raise Refusal("这次核查已经有结论，请刷新页面。")
        if not words.strip():
            raise Refusal("写明核查情况：看了什么、与所报是否一致。", field="found_words")
        self.finding, self.found_words = finding, words.strip()
        self.found_by, self.found_at, self.found_on = by, now, today
        self.task.check_opened_on = None

    def undo(self, milestones: Iterable[Milestone], *, today: date, workdays: Workdays) -> None:
        """What was found untrue lies with the unit again."""
        again = list(milestones)
        if self.task.dated and not again:
            raise Refusal("勾选要重新打开的节点。", field="milestones")
        if self.report:
            self.report.overturn(again, today=today, workdays=workdays)
            return
        for milestone in again:
            milestone.reopen(today, workdays)
        self.task.reopen()
        self.task.settle(today)


def require_completed(task: Task) -> None:
    """Only what was taken for completed, and is looked at by nobody yet, is checked."""
    if not task.is_completed or task.is_ended:
        raise Refusal(f"{task.code}没有办结，不作核查；在办的任务请用督导或催办。")
    if task.check_opened_on:
        raise Refusal(f"{task.code}正在核查，等有了结论再开。")


def require_other_eyes(person: User, report: ProgressReport | None, task: Task) -> None:
    """Nobody looks again at what the same person took, or handed in."""
    if report is None or person not in (report.by, report.reviewed_by, report.signed_by):
        return
    did = "审核" if person is report.reviewed_by else "填报"
    raise Refusal(f"{task.code}的办结由{person.name}{did}，请换一位核查人。", field="people")


def sample_size(population: int, *, count: int | None, per_cent: int | None) -> int:
    """How many are drawn: a share is rounded up, and never more than there are."""
    wanted = count if count is not None else -(-population * (per_cent or 0) // ALL)
    return max(0, min(wanted, population))


def sample(population: Sequence[int], size: int, seed: str) -> list[int]:
    """The same for the same population, size and seed, on every machine."""
    chance = random.Random(seed)  # noqa: S311 - it is to be drawn again, not to be secret
    return sorted(chance.sample(sorted(population), size))
