"""Evidence: what shows that something was done or found, with whatever it came."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Line, Short, word_column
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import User

if TYPE_CHECKING:
    from tasks_tracker.domain.progress import ProgressReport


class EvidenceKind(StrEnum):
    """In which form it shows something."""

    DOCUMENT = "document"
    PHOTO = "photo"
    LINK = "link"
    SITE_NOTE = "site_note"


class Evidence(Base):
    """A file kept under a name of the server's making, an address, or a note taken on the spot.

    Whoever reads the task reads its evidence; where there is no task, the office of the region and
    the unit that it is about.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        Index("ix_evidence_subject", "subject"),
        CheckConstraint("(kind IN ('document', 'photo')) = (stored_name IS NOT NULL)", name="file"),
        CheckConstraint("(stored_name IS NOT NULL) = (size > 0)", name="size"),
        CheckConstraint("(stored_name IS NOT NULL) = (sha256 <> '')", name="hash"),
        CheckConstraint("(kind = 'link') = (address <> '')", name="address"),
        CheckConstraint("kind <> 'site_note' OR note <> ''", name="note"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    region_id: Mapped[int] = mapped_column(BIG, ForeignKey("regions.id"), init=False, index=True)
    region: Mapped[Region] = relationship()
    kind: Mapped[EvidenceKind] = mapped_column(word_column(EvidenceKind))
    by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    by: Mapped[User] = relationship()
    added_at: Mapped[datetime]
    task_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("tasks.id"), init=False, index=True)
    task: Mapped[Task | None] = relationship(default=None)
    unit_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("units.id"), init=False, index=True)
    unit: Mapped[Unit | None] = relationship(default=None)
    report_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("progress_reports.id"), init=False, index=True
    )
    report: Mapped["ProgressReport | None"] = relationship(back_populates="evidence", default=None)
    subject: Mapped[Short] = mapped_column(default="")
    """What it came with, where that is no report: extension:3."""
    file_name: Mapped[Line] = mapped_column(default="")
    """As the person called it; shown, never used as a path."""
    media_type: Mapped[Short] = mapped_column(default="")
    size: Mapped[int] = mapped_column(BIG, default=0)
    sha256: Mapped[Short] = mapped_column(default="")
    stored_name: Mapped[Short | None] = mapped_column(default=None, index=True)
    address: Mapped[str] = mapped_column(String(500), default="")
    note: Mapped[str] = mapped_column(Text, default="")

    @property
    def is_file(self) -> bool:
        return self.stored_name is not None
