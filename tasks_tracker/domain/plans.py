"""Plans as adopted: their sections with a 总指挥 each, and the dates that hold for all measures."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Json, Line, Short, word_column
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.sources import SourceDocument
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User


class WorkdayRule(StrEnum):
    """What holds for a date of a plan that is no working day."""

    KEEP = "keep"
    NEXT = "next"
    PREVIOUS = "previous"

    def applied_to(self, day: date, workdays: Workdays) -> date:
        if self is WorkdayRule.NEXT:
            return workdays.first_from(day)
        return workdays.last_until(day) if self is WorkdayRule.PREVIOUS else day


def clock_end(due_on: date, *, rule: WorkdayRule, paused_days: int, workdays: Workdays) -> date:
    """Where a clock ends: the due date as the plan's rule has it, and then as many working days
    more as the item lay with the office."""
    return workdays.add(rule.applied_to(due_on, workdays), paused_days)


class Plan(Base):
    """A plan document under supervision."""

    __tablename__ = "plans"
    __table_args__ = (
        UniqueConstraint("region_id", "doc_no"),
        CheckConstraint("doc_no <> ''", name="doc_no"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    region_id: Mapped[int] = mapped_column(BIG, ForeignKey("regions.id"), init=False)
    region: Mapped[Region] = relationship(lazy="joined")
    doc_no: Mapped[Short]
    title: Mapped[Line]
    short_title: Mapped[Line]
    issuer: Mapped[Short]
    issued_on: Mapped[date]
    adopted_at: Mapped[datetime]
    based_on: Mapped[Json] = mapped_column(default_factory=list)
    """Numbers of the documents that it carries out."""
    goals: Mapped[Json] = mapped_column(default_factory=list)
    """Figures that the plan as a whole is to reach, as {phrase, op, value, unit}."""
    source_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("source_documents.id"), init=False, index=True
    )
    source: Mapped[SourceDocument | None] = relationship(default=None)
    """The document itself; None where the plan came in as facts alone."""
    workday_rule: Mapped[WorkdayRule] = mapped_column(
        word_column(WorkdayRule), default=WorkdayRule.KEEP
    )
    """How the clocks of its milestones end when the date is no working day."""
    reporting_rule: Mapped[Short] = mapped_column(default="")
    """When units report on it: monthly:25, weekly:1, quarterly, yearly:07-31; empty for no rule."""
    wants_sign_off: Mapped[bool] = mapped_column(default=False)
    """Reports on it leave a unit only when its head has signed them."""
    excuses_objected: Mapped[bool] = mapped_column(default=True)
    """A report that falls due while an objection to its task is open is owed no more."""
    phases: Mapped[list["Phase"]] = relationship(
        back_populates="plan", default_factory=list, order_by="Phase.position"
    )
    sections: Mapped[list["Section"]] = relationship(
        back_populates="plan", default_factory=list, order_by="Section.position"
    )

    @property
    def answering_phases(self) -> list["Phase"]:
        """The phases by which a measure without a date of its own answers."""
        return [phase for phase in self.phases if phase.applies]


class Phase(Base):
    """A date that the plan sets for all its measures: “8月底前基本完成”."""

    __tablename__ = "phases"
    __table_args__ = (UniqueConstraint("plan_id", "position"),)

    id: Mapped[Id] = mapped_column(init=False)
    plan_id: Mapped[int] = mapped_column(BIG, ForeignKey("plans.id"), init=False)
    plan: Mapped[Plan] = relationship(back_populates="phases")
    position: Mapped[int]
    phrase: Mapped[Short]
    due_on: Mapped[date]
    deliverable: Mapped[Line]
    applies: Mapped[bool] = mapped_column(default=True)
    """Whether measures without a date of their own answer by it."""


class Section(Base):
    """A part of a plan (指标/板块) that one leader is in charge of."""

    __tablename__ = "sections"
    __table_args__ = (UniqueConstraint("plan_id", "position"),)

    id: Mapped[Id] = mapped_column(init=False)
    plan_id: Mapped[int] = mapped_column(BIG, ForeignKey("plans.id"), init=False)
    plan: Mapped[Plan] = relationship(back_populates="sections")
    position: Mapped[int]
    label: Mapped[Line]
    leader_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    leader: Mapped[User | None] = relationship(default=None)
    """总指挥."""
