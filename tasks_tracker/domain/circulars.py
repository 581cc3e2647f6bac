"""Circulars (调度通报): a frozen snapshot, a draft, a publication that never changes."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Json, word_column
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.periods import Period, PeriodKind, period_of
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User


class CircularState(StrEnum):
    """How far a circular is; it goes on step by step, and back to the draft."""

    DRAFT = "draft"
    NOTICED = "noticed"
    """The units that will be named were told, and may correct until a day."""
    PROPOSED = "proposed"
    """Laid before who approves."""
    APPROVED = "approved"
    PUBLISHED = "published"


class CircularForm(StrEnum):
    """In which form it is printed; each has numbers of its own."""

    RED_HEAD = "red_head"
    """通报 after GB/T 9704-2012, with a document number."""
    BULLETIN = "bulletin"
    """A serial (XX政务督查), with 第N期."""


class Circular(Base):
    """The circular of one region about one period, on one plan or on all."""

    __tablename__ = "circulars"
    __table_args__ = (
        UniqueConstraint("region_id", "slot"),
        UniqueConstraint("region_id", "form", "year", "number"),
        CheckConstraint("kind <> 'campaign'", name="period"),
        CheckConstraint("(revision = 0) = (corrects_id IS NULL)", name="correction"),
        CheckConstraint("(notice_on IS NULL) = (corrections_until IS NULL)", name="window"),
        CheckConstraint(
            "(state IN ('proposed', 'approved', 'published')) = (proposed_at IS NOT NULL)",
            name="proposed",
        ),
        CheckConstraint(
            "(state IN ('approved', 'published')) = (approved_at IS NOT NULL)", name="approved"
        ),
        CheckConstraint("(proposed_at IS NULL) = (proposed_by_id IS NULL)", name="proposer"),
        CheckConstraint("(approved_at IS NULL) = (approved_by_id IS NULL)", name="approver"),
        CheckConstraint("(state = 'published') = (published_at IS NOT NULL)", name="published"),
        CheckConstraint("(state = 'published') = (number IS NOT NULL)", name="number"),
        CheckConstraint("(state = 'published') = (published_by_id IS NOT NULL)", name="publisher"),
        CheckConstraint("number > 0", name="number_from_one"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    region_id: Mapped[int] = mapped_column(BIG, ForeignKey("regions.id"), init=False)
    region: Mapped[Region] = relationship(lazy="joined")
    first_on: Mapped[date]
    """First day of the period that it tells of."""
    as_of: Mapped[date]
    """The day at whose end the snapshot was taken."""
    snapshot: Mapped[Json]
    """All that the circular is rendered from; see reports.circular."""
    drafted_at: Mapped[datetime]
    kind: Mapped[PeriodKind] = mapped_column(word_column(PeriodKind), default=PeriodKind.MONTH)
    plan_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("plans.id"), init=False, index=True)
    plan: Mapped[Plan | None] = relationship(default=None)
    """None: about all plans of the region."""
    form: Mapped[CircularForm] = mapped_column(
        word_column(CircularForm), default=CircularForm.RED_HEAD
    )
    corrects_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("circulars.id"), init=False, index=True
    )
    corrects: Mapped["Circular | None"] = relationship(default=None, remote_side=[id])
    """The published one that this one puts right (更正)."""
    revision: Mapped[int] = mapped_column(default=0)
    """Which correction of its period this is; 0: none."""
    slot: Mapped[str] = mapped_column(init=False)
    """Period, plan and correction in one word, of which a region has one circular."""
    edits: Mapped[Json] = mapped_column(default_factory=dict)
    """What the office wrote instead of drafted sentences, by their places."""
    state: Mapped[CircularState] = mapped_column(
        word_column(CircularState), default=CircularState.DRAFT
    )
    year: Mapped[int] = mapped_column(init=False)
    """The year in which the numbers run."""
    number: Mapped[int | None] = mapped_column(default=None)
    """第N期, or N号, of its year."""
    notice_on: Mapped[date | None] = mapped_column(default=None)
    corrections_until: Mapped[date | None] = mapped_column(default=None)
    """The last day on which a unit that will be named may ask for a correction."""
    proposed_at: Mapped[datetime | None] = mapped_column(default=None)
    proposed_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    proposed_by: Mapped[User | None] = relationship(default=None, foreign_keys=[proposed_by_id])
    approved_at: Mapped[datetime | None] = mapped_column(default=None)
    approved_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    approved_by: Mapped[User | None] = relationship(default=None, foreign_keys=[approved_by_id])
    published_at: Mapped[datetime | None] = mapped_column(default=None)
    published_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    published_by: Mapped[User | None] = relationship(default=None, foreign_keys=[published_by_id])
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    def __post_init__(self) -> None:
        self.year = self.first_on.year
        self.slot = slot_of(self.period, self.plan, self.revision)

    @property
    def period(self) -> Period:
        period = period_of(self.kind, self.first_on)
        if period is None:
            raise AssertionError("no circular tells of a campaign")
        return period

    @property
    def is_published(self) -> bool:
        return self.state is CircularState.PUBLISHED

    def redraft(self, snapshot: object, *, as_of: date, now: datetime) -> None:
        """Take the snapshot anew, as long as nothing is published."""
        self._require_draft()
        self.snapshot = snapshot
        self.as_of = as_of
        self.drafted_at = now

    def propose(self, *, by: User, now: datetime) -> None:
        """Lay it before who approves."""
        self._require_draft()
        self.state = CircularState.PROPOSED
        self.proposed_at = now
        self.proposed_by = by

    def approve(self, *, by: User, now: datetime) -> None:
        if self.state is not CircularState.PROPOSED:
            raise Refusal("这期通报还没有报批。")
        self.state = CircularState.APPROVED
        self.approved_at = now
        self.approved_by = by

    def publish(self, *, by: User, number: int, now: datetime) -> None:
        if self.state is not CircularState.APPROVED:
            raise Refusal("这期通报还没有批准。")
        self.state = CircularState.PUBLISHED
        self.number = number
        self.published_at = now
        self.published_by = by

    def _require_draft(self) -> None:
        if self.is_published:
            raise Refusal("这期通报已经印发，内容不再改动。")


def slot_of(period: Period, plan: Plan | None, revision: int = 0) -> str:
    """2021-08/all/0, 2021-Q3/17/1."""
    return f"{period.key}/{plan.id if plan else 'all'}/{revision}"
