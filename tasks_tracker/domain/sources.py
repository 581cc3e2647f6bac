"""Documents as handed in, and the draft plans read out of them that await adoption."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Optional

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Json, Line, Short, word_column
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User

if TYPE_CHECKING:
    from tasks_tracker.domain.plans import Plan


class DraftState(StrEnum):
    """What became of a draft plan."""

    OPEN = "open"
    ADOPTED = "adopted"
    DISCARDED = "discarded"


class SourceDocument(Base):
    """A file as it was handed in; its lines are what every field is traced to."""

    __tablename__ = "source_documents"
    __table_args__ = (Index("ix_source_documents_region_sha256", "region_id", "sha256"),)

    id: Mapped[Id] = mapped_column(init=False)
    region_id: Mapped[int] = mapped_column(BIG, ForeignKey("regions.id"), init=False)
    region: Mapped[Region] = relationship(lazy="joined")
    file_name: Mapped[Line]
    sha256: Mapped[Short]
    content: Mapped[str] = mapped_column(Text)
    handed_in_by_id: Mapped[int] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    handed_in_by: Mapped[User] = relationship()
    handed_in_at: Mapped[datetime]
    format: Mapped[Short] = mapped_column(default="txt")
    """How it came: txt, docx, pdf, xlsx."""
    stored_name: Mapped[Short | None] = mapped_column(default=None)
    """The name under which the file itself is kept; None where only its text is."""

    def lines(self, start: int, end: int) -> list[tuple[int, str]]:
        """Numbered lines from `start` to `end`, both included, from 1; blank ones left out."""
        numbered = enumerate(self.content.split("\n")[start - 1 : end], start)
        return [(number, line) for number, line in numbered if line.strip()]


class PlanDraft(Base):
    """One plan read out of a source, on its way to adoption."""

    __tablename__ = "plan_drafts"
    __table_args__ = (
        UniqueConstraint("source_id", "position"),
        Index(
            "uq_plan_drafts_open",
            "region_id",
            "doc_no",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    region_id: Mapped[int] = mapped_column(BIG, ForeignKey("regions.id"), init=False)
    region: Mapped[Region] = relationship(lazy="joined")
    source_id: Mapped[int] = mapped_column(BIG, ForeignKey("source_documents.id"), init=False)
    source: Mapped[SourceDocument] = relationship()
    position: Mapped[int]
    doc_no: Mapped[Short]
    content: Mapped[Json]
    """The plan in the form of the extraction; corrections change it."""
    wanted: Mapped[bool] = mapped_column(default=True)
    """Whether it is meant to be adopted: rules (办法, 章程) are offered and not ticked."""
    amends_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("plans.id"), init=False, index=True
    )
    amends: Mapped[Optional["Plan"]] = relationship(default=None)
    """The adopted plan that it changes; None where it is a plan of its own."""
    state: Mapped[DraftState] = mapped_column(word_column(DraftState), default=DraftState.OPEN)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    def adopt(self, now: datetime) -> None:
        if not self.wanted:
            raise Refusal(f"{self.doc_no}没有勾选为要立项的文件，请先勾选。")
        self._end(DraftState.ADOPTED, now)

    def discard(self, now: datetime) -> None:
        self._end(DraftState.DISCARDED, now)

    def require_open(self) -> None:
        if self.state is DraftState.ADOPTED:
            raise Refusal(f"{self.doc_no}已经立项，请到台账中查看。")
        if self.state is DraftState.DISCARDED:
            raise Refusal(f"{self.doc_no}的这次导入已放弃，请重新上传文件。")

    def _end(self, state: DraftState, now: datetime) -> None:
        self.require_open()
        self.state = state
        self.ended_at = now
