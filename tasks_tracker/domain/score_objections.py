"""Objections to scores (得分申诉): a unit says what is wrong, and somebody else re-checks."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Line, Short, word_column
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.score_rows import ScoreRow
from tasks_tracker.domain.users import User

WHOLE_ROW = "整张得分表"


class ScoreObjectionState(StrEnum):
    """What became of it."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class ScoreObjection(Base):
    """What a unit holds against one point of its score, or against the whole row."""

    __tablename__ = "score_objections"
    __table_args__ = (
        UniqueConstraint("row_id", "edition", "place"),
        Index("ix_score_objections_state", "state", "raised_at"),
        CheckConstraint("place >= 0", name="place"),
        CheckConstraint("reason <> ''", name="reason"),
        CheckConstraint("agreed_by <> ''", name="agreed_by"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name="decider"),
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> by_id", name="four_eyes"),
        CheckConstraint("state = 'open' OR opinion <> ''", name="opinion"),
        CheckConstraint("(state = 'open') = (total_after IS NULL)", name="total_after"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    row_id: Mapped[int] = mapped_column(BIG, ForeignKey("score_rows.id"), init=False)
    row: Mapped[ScoreRow] = relationship()
    edition: Mapped[int] = mapped_column(init=False)
    """Against which count of the row: after a new one the points are others."""
    place: Mapped[int]
    """Which of the row's points, 1 for the first; 0: the whole row."""
    words: Mapped[Line] = mapped_column(init=False)
    """What the point said then."""
    total_before: Mapped[int] = mapped_column(init=False)
    by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    by: Mapped[User] = relationship(foreign_keys=by_id)
    raised_at: Mapped[datetime]
    raised_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    agreed_by: Mapped[Short]
    """The head of the unit who agreed to it."""
    no_evidence: Mapped[Line] = mapped_column(default="")
    state: Mapped[ScoreObjectionState] = mapped_column(
        word_column(ScoreObjectionState), default=ScoreObjectionState.OPEN
    )
    decided_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    decided_by: Mapped[User | None] = relationship(
        foreign_keys=decided_by_id, init=False, default=None
    )
    decided_at: Mapped[datetime | None] = mapped_column(init=False, default=None)
    opinion: Mapped[str] = mapped_column(Text, init=False, default="")
    total_after: Mapped[int | None] = mapped_column(init=False, default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    def __post_init__(self) -> None:
        self.row.sheet.require_window(self.raised_on)
        points = self.row.counted.points
        if not 0 <= self.place <= len(points):
            raise Refusal("没有这一分，请刷新页面再选。", field="place")
        self.reason, self.agreed_by = self.reason.strip(), self.agreed_by.strip()
        if not self.reason:
            raise Refusal("请写明哪里算错了、依据是什么。", field="reason")
        if not self.agreed_by:
            raise Refusal("请写明哪位单位负责人同意申诉。", field="agreed_by")
        self.edition, self.total_before = self.row.edition, self.row.total
        self.words = points[self.place - 1].words[:300] if self.place else WHOLE_ROW

    @property
    def subject(self) -> str:
        """Under which its evidence and its events are found."""
        return f"score_objection:{self.id}"

    @property
    def is_open(self) -> bool:
        return self.state is ScoreObjectionState.OPEN

    def require_open(self) -> None:
        if not self.is_open:
            raise Refusal("这件申诉已经复核过了，请刷新页面看结果。")

    def accept(self, *, by: User, now: datetime, opinion: str) -> None:
        """It was right; what changed on the row stands beside it."""
        self._decide(ScoreObjectionState.ACCEPTED, by, now, opinion)

    def reject(self, *, by: User, now: datetime, opinion: str) -> None:
        """The score stays as it is, with the reason."""
        self._decide(ScoreObjectionState.REJECTED, by, now, opinion)

    def _decide(self, state: ScoreObjectionState, by: User, now: datetime, opinion: str) -> None:
        self.require_open()
        self.row.require_not_published()
        if by is self.row.sheet.frozen_by:
            raise Refusal("得分表由你冻结，申诉要请督查室另一位同事复核。")
        if by is self.by:
            raise Refusal("本人提出的申诉不能由本人复核，请督查室另一位同事复核。")
        if not opinion.strip():
            raise Refusal("请写明复核的情况和理由，单位能看到。", field="opinion")
        self.state, self.decided_by, self.decided_at = state, by, now
        self.opinion, self.total_after = opinion.strip(), self.row.total
