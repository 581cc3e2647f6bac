"""印发前核实: who will be named in a circular is told before, and may ask for corrections."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Json, Line, Short, word_column
from tasks_tracker.domain.circulars import Circular, CircularState
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User


@dataclass(frozen=True)
class Said:
    """One thing that the circular says of a unit."""

    key: str
    """item:聊020, figure:overdue."""
    words: str
    """聊020 优化联合竣工验收流程，逾期 44 个工作日."""

    @property
    def code(self) -> str:
        """Of an item; empty for a figure."""
        kind, _, code = self.key.partition(":")
        return code if kind == "item" else ""

    @property
    def is_figure(self) -> bool:
        """What the table of units says of it, no passage of the text."""
        return self.key.startswith("figure:")


class CorrectionState(StrEnum):
    """What became of a request for a correction."""

    OPEN = "open"
    PUT_RIGHT = "put_right"
    """The ledger was put right; the snapshot is taken anew."""
    UNNAMED = "unnamed"
    """The item is not named."""
    REJECTED = "rejected"


class CircularNotice(Base):
    """What one unit was told that a circular will say of it."""

    __tablename__ = "circular_notices"
    __table_args__ = (
        UniqueConstraint("circular_id", "unit_id", "turn"),
        CheckConstraint("turn > 0", name="turn"),
        CheckConstraint("until >= sent_on", name="window"),
        CheckConstraint("(checked_at IS NULL) = (checked_by_id IS NULL)", name="checker"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    circular_id: Mapped[int] = mapped_column(BIG, ForeignKey("circulars.id"), init=False)
    circular: Mapped[Circular] = relationship()
    unit_id: Mapped[int] = mapped_column(BIG, ForeignKey("units.id"), init=False, index=True)
    unit: Mapped[Unit] = relationship()
    turn: Mapped[int]
    """1: its first; another follows when a newer snapshot names more of it."""
    sent_on: Mapped[date]
    until: Mapped[date]
    """The last day on which it may ask."""
    said: Mapped[Json]
    """See Said: its items and figures as they were told."""
    corrections: Mapped[list["CircularCorrection"]] = relationship(
        back_populates="notice", init=False, default_factory=list, order_by="CircularCorrection.id"
    )
    checked_at: Mapped[datetime | None] = mapped_column(init=False, default=None)
    """The unit said that all of it is right."""
    checked_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    checked_by: Mapped[User | None] = relationship(init=False, default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    @property
    def things(self) -> Sequence[Said]:
        return [Said(**one) for one in self.said]

    @property
    def items(self) -> Sequence[Said]:
        """What is named, without the figures."""
        return [one for one in self.things if one.code]

    @property
    def passages(self) -> Sequence[Said]:
        """Items and sentences that name the unit, without the figures."""
        return [one for one in self.things if not one.is_figure]

    @property
    def figures(self) -> str:
        """应办 45，办结 8: what the table of units says of it, in one line."""
        told = [one.words.rpartition("：")[2] for one in self.things if one.is_figure]
        return "，".join(told)

    @property
    def has_open(self) -> bool:
        return any(correction.is_open for correction in self.corrections)

    def is_running(self, today: date) -> bool:
        """The unit may still ask, and has not said that it is content."""
        return today <= self.until and self.checked_at is None

    def check(self, *, by: User, now: datetime) -> None:
        """The unit has nothing to correct."""
        self._require_open()
        if self.checked_at is not None:
            raise Refusal("已经答复过核对无误，不用再报。")
        if self.has_open:
            raise Refusal("还有更正申请在等督查室答复，答复以后再报核对无误。")
        self.checked_at, self.checked_by = now, by

    def ask(
        self, about: str, reason: str, *, by: User, now: datetime, today: date
    ) -> "CircularCorrection":
        """Ask for one thing to be corrected, within the window; a statement that all is right is
        taken back by it."""
        self._require_open()
        if today > self.until:
            raise Refusal(
                f"提出更正的期限是{self.until.month}月{self.until.day}日，已经过了；"
                "印发以后仍认为有误的，请与督查室联系办理更正。"
            )
        thing = next((one for one in self.things if one.key == about), None)
        if thing is None:
            raise Refusal("请选通知里列出的一项。", field="about")
        if not reason.strip():
            raise Refusal("请写明哪里不对、应当是什么。", field="reason")
        if any(one.about == about and one.is_open for one in self.corrections):
            raise Refusal("这一项的更正申请已经提出，在等督查室答复。", field="about")
        self.checked_at = self.checked_by = None
        return CircularCorrection(
            notice=self,
            about=about,
            said=thing.words[:300],
            reason=reason.strip(),
            by=by,
            asked_at=now,
            asked_on=today,
        )

    def _require_open(self) -> None:
        if self.circular.state not in {CircularState.DRAFT, CircularState.NOTICED}:
            raise Refusal("这期通报已经核实完毕、报送审批，不再收更正申请。")


class CircularCorrection(Base):
    """What a unit asks to be corrected, with the office's decision."""

    __tablename__ = "circular_corrections"
    __table_args__ = (
        Index(
            "uq_circular_corrections_open",
            "notice_id",
            "about",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        CheckConstraint("reason <> ''", name="reason"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided"),
        CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name="decider"),
        CheckConstraint("decided_by_id IS NULL OR decided_by_id <> by_id", name="four_eyes"),
        CheckConstraint("state = 'open' OR opinion <> ''", name="opinion"),
        CheckConstraint("state <> 'unnamed' OR about LIKE 'item:%'", name="unnamed"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    notice_id: Mapped[int] = mapped_column(
        BIG, ForeignKey("circular_notices.id"), init=False, index=True
    )
    notice: Mapped[CircularNotice] = relationship(back_populates="corrections")
    about: Mapped[Short]
    """The key of what was said."""
    said: Mapped[Line]
    """In the words in which the unit was told."""
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    by: Mapped[User] = relationship(foreign_keys=by_id)
    asked_at: Mapped[datetime]
    asked_on: Mapped[date]
    state: Mapped[CorrectionState] = mapped_column(
        word_column(CorrectionState), init=False, default=CorrectionState.OPEN
    )
    opinion: Mapped[str] = mapped_column(Text, init=False, default="")
    decided_at: Mapped[datetime | None] = mapped_column(init=False, default=None)
    decided_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    decided_by: Mapped[User | None] = relationship(
        init=False, default=None, foreign_keys=decided_by_id
    )
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_open(self) -> bool:
        return self.state is CorrectionState.OPEN

    @property
    def code(self) -> str:
        return Said(self.about, self.said).code

    def decide(self, state: CorrectionState, *, by: User, now: datetime, opinion: str) -> None:
        """Once; accepted it says what changes, rejected it says why not."""
        if not self.is_open:
            who = self.decided_by.name if self.decided_by else ""
            raise Refusal(f"{who}已经答复过这件更正申请，请刷新页面。")
        if state is CorrectionState.OPEN:
            raise Refusal("请选怎样答复。", field="decision")
        if by is self.by:
            raise Refusal("本人提出的更正申请不能由本人答复，请换一位督查人员。")
        if not opinion.strip():
            raise Refusal("请写明理由，单位会看到。", field="opinion")
        if state is CorrectionState.UNNAMED and not self.code:
            raise Refusal(
                "单位数据不能不列；数据有误的，请先改台账，再选更正数据。", field="decision"
            )
        self.state, self.opinion = state, opinion.strip()
        self.decided_by, self.decided_at = by, now


def as_kept(things: Sequence[Said]) -> list[dict[str, str]]:
    """As a notice keeps what was said."""
    return [asdict(one) for one in things]
