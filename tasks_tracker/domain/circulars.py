"""Circulars (调度通报): a frozen snapshot, a draft, a publication that never changes."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
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
        CheckConstraint("signed_alone OR approved_by_id <> proposed_by_id", name="four_eyes"),
        CheckConstraint("(corrects_id IS NULL) = (correction_reason = '')", name="reason"),
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
    """What the office wrote instead of drafted sentences, and which items it left unnamed."""
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
    signed_alone: Mapped[bool] = mapped_column(init=False, default=False)
    """Published before it took two people; nothing new gets it."""
    correction_reason: Mapped[str] = mapped_column(Text, default="")
    """Why the one that it corrects had to be put right."""
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

    @property
    def unnamed(self) -> Mapping[str, str]:
        """Items that are left unnamed, by code, with the reason."""
        found: Mapping[str, str] = self.edits.get("unnamed", {})
        return found

    @property
    def sentences(self) -> Mapping[str, Any]:
        """Drafted sentences that were rewritten, by their places; see reports.circular_edits."""
        found: Mapping[str, Any] = self.edits.get("sentences", {})
        return found

    def redraft(
        self,
        snapshot: object,
        *,
        as_of: date,
        now: datetime,
        form: CircularForm,
        sentences: Mapping[str, Any],
    ) -> None:
        """Take the snapshot anew, with those sentences of the office that still have a place."""
        self._back_to_draft()
        self.snapshot, self.form = snapshot, form
        self.as_of, self.drafted_at = as_of, now
        self.edits = {**self.edits, "sentences": dict(sentences)}

    def rewrite(self, sentences: Mapping[str, Any]) -> None:
        """Take these sentences instead of drafted ones."""
        self._back_to_draft()
        self.edits = {**self.edits, "sentences": dict(sentences)}

    def leave_unnamed(self, code: str, reason: str) -> None:
        """An item is not named in text and annex, for a reason that stays on record."""
        self._require_open()
        if not reason.strip():
            raise Refusal("请写明不点名的理由。", field="reason")
        if code in self.unnamed:
            raise Refusal(f"{code}已经不点名，请刷新页面。")
        self._back_to_draft()
        self.edits = {**self.edits, "unnamed": {**self.unnamed, code: reason.strip()}}

    def name_again(self, code: str) -> None:
        if code not in self.unnamed:
            raise Refusal(f"{code}本来就照常列出，请刷新页面。")
        self._back_to_draft()
        left = {other: reason for other, reason in self.unnamed.items() if other != code}
        self.edits = {**self.edits, "unnamed": left}

    def notify(self, *, on: date, until: date) -> None:
        """Those that will be named are told, and may ask for corrections until a day."""
        self._require_open()
        if self.state is not CircularState.DRAFT:
            raise Refusal(f"这期通报{STANDS[self.state]}，不用再发核实通知。")
        self.state = CircularState.NOTICED
        self.notice_on, self.corrections_until = on, until

    def propose(self, *, by: User, now: datetime) -> None:
        """Lay it before who approves."""
        self._require_open()
        if self.state not in {CircularState.DRAFT, CircularState.NOTICED}:
            raise Refusal(f"这期通报{STANDS[self.state]}，请刷新页面。")
        self.state = CircularState.PROPOSED
        self.proposed_at = now
        self.proposed_by = by

    def approve(self, *, by: User, now: datetime) -> None:
        self._require_open()
        if self.state is not CircularState.PROPOSED:
            raise Refusal(f"这期通报{STANDS[self.state]}，请刷新页面。")
        if by is self.proposed_by:
            raise Refusal("本人报批的通报不能由本人批准，请换一位主任。")
        self.state = CircularState.APPROVED
        self.approved_at = now
        self.approved_by = by

    def send_back(self) -> None:
        """What was laid before the head, or approved, becomes a draft again."""
        self._require_open()
        if self.state not in {CircularState.PROPOSED, CircularState.APPROVED}:
            raise Refusal(f"这期通报{STANDS[self.state]}，请刷新页面。")
        self._back_to_draft()

    def publish(self, *, by: User, year: int, number: int, now: datetime) -> None:
        self._require_open()
        if self.state is not CircularState.APPROVED:
            raise Refusal("这期通报还没有批准。")
        self.state = CircularState.PUBLISHED
        self.year, self.number = year, number
        self.published_at = now
        self.published_by = by

    def _back_to_draft(self) -> None:
        """Whatever changes what it says takes the signatures away."""
        self._require_open()
        self.state = CircularState.DRAFT
        self.proposed_at = self.proposed_by = None
        self.approved_at = self.approved_by = None

    def _require_open(self) -> None:
        if self.is_published:
            raise Refusal("这期通报已经印发，内容不再改动；要改正的，请起草更正。")


STANDS: Mapping[CircularState, str] = {
    CircularState.DRAFT: "还没有报批",
    CircularState.NOTICED: "正在核实",
    CircularState.PROPOSED: "已经报批",
    CircularState.APPROVED: "已经批准",
    CircularState.PUBLISHED: "已经印发",
}


def slot_of(period: Period, plan: Plan | None, revision: int = 0) -> str:
    """2021-08/all/0, 2021-Q3/17/1."""
    return f"{period.key}/{plan.id if plan else 'all'}/{revision}"
