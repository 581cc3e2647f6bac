"""Reports that wait for the signature of the unit's head: nothing has left the unit yet."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Json, word_column
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User

WAITS = "state = 'waiting'"


class SignState(StrEnum):
    """What became of a report that a liaison wrote."""

    WAITING = "waiting"
    SIGNED = "signed"
    GIVEN_BACK = "given_back"
    WITHDRAWN = "withdrawn"


class UnsignedReport(Base):
    """What a liaison wrote, kept until the head of the unit signs it or gives it back."""

    __tablename__ = "unsigned_reports"
    __table_args__ = (
        Index(
            "uq_unsigned_reports_waiting",
            "task_id",
            "unit_id",
            unique=True,
            sqlite_where=text(WAITS),
            postgresql_where=text(WAITS),
        ),
        Index("ix_unsigned_reports_unit_state", "unit_id", "state"),
        CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name="decided_by"),
        CheckConstraint("state <> 'given_back' OR words <> ''", name="reason"),
        CheckConstraint("(state = 'signed') = (report_id IS NOT NULL)", name="report"),
        CheckConstraint("state <> 'signed' OR decided_by_id <> by_id", name="four_eyes"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    task_id: Mapped[int] = mapped_column(BIG, ForeignKey("tasks.id"), init=False, index=True)
    task: Mapped[Task] = relationship()
    unit_id: Mapped[int] = mapped_column(BIG, ForeignKey("units.id"), init=False)
    unit: Mapped[Unit] = relationship()
    by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    by: Mapped[User] = relationship(foreign_keys=by_id)
    written_at: Mapped[datetime]
    content: Mapped[Json]
    """The fields of the form: what the report will say."""
    state: Mapped[SignState] = mapped_column(word_column(SignState), default=SignState.WAITING)
    decided_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    decided_by: Mapped[User | None] = relationship(foreign_keys=decided_by_id, default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    words: Mapped[str] = mapped_column(Text, default="")
    """Why it was given back."""
    report_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("progress_reports.id"), init=False, index=True
    )
    report: Mapped[ProgressReport | None] = relationship(init=False, default=None)
    """What it became."""
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_waiting(self) -> bool:
        return self.state is SignState.WAITING

    def sign(self, report: ProgressReport, *, by: User, now: datetime) -> None:
        """It goes out, in the name of who wrote it, with this signature."""
        if by is self.by:
            raise Refusal("自己写的反馈不能由自己签发。")
        self._decide(SignState.SIGNED, by, now)
        self.report = report

    def give_back(self, *, by: User, now: datetime, words: str) -> None:
        """Back to who wrote it, with what is to be changed."""
        if not words.strip():
            raise Refusal("退回修改要写明改什么。", field="reason")
        self._decide(SignState.GIVEN_BACK, by, now)
        self.words = words.strip()

    def withdraw(self, *, by: User, now: datetime) -> None:
        """Taken back by its own unit before it was signed."""
        self._decide(SignState.WITHDRAWN, by, now)

    def require_waiting(self) -> None:
        if not self.is_waiting:
            raise Refusal("这份反馈已经处理过了，请刷新页面。")

    def _decide(self, state: SignState, by: User, now: datetime) -> None:
        self.require_waiting()
        self.state, self.decided_by, self.decided_at = state, by, now
