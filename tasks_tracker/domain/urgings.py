"""Urgings: a unit is told that an item is behind, signs for it and answers."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Line, word_column
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.ladder import NAMES, STEPS, Step
from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.remarks import Remark
from tasks_tracker.domain.resolutions import Resolution
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User


class UrgingState(StrEnum):
    """How far it is."""

    OPEN = "open"
    ANSWERED = "answered"
    """The office has yet to judge the answer."""
    ACCEPTED = "accepted"
    ESCALATED = "escalated"
    """Not answered in time: the next step stands in its place."""
    LIFTED = "lifted"


IN_FORCE = (UrgingState.OPEN, UrgingState.ANSWERED)
_IN_FORCE = "state IN ('open', 'answered') AND remark_id IS NULL AND resolution_id IS NULL"


class Verdict(StrEnum):
    """What the office says of an answer."""

    SUFFICIENT = "sufficient"
    UNSATISFACTORY = "unsatisfactory"


class Urging(Base):
    """One step of the ladder, taken towards one unit about one task."""

    __tablename__ = "urgings"
    __table_args__ = (
        UniqueConstraint("follows_id"),
        Index(
            "uq_urgings_in_force",
            "task_id",
            "unit_id",
            unique=True,
            sqlite_where=text(_IN_FORCE),
            postgresql_where=text(_IN_FORCE),
        ),
        Index("ix_urgings_unit_state", "unit_id", "state", "reply_by"),
        Index("ix_urgings_state_reply_by", "state", "reply_by"),
        CheckConstraint("level BETWEEN 1 AND 5", name="level"),
        CheckConstraint("(level > 1) = (number IS NOT NULL)", name="number"),
        CheckConstraint("(number IS NULL) = (year IS NULL)", name="year"),
        CheckConstraint("level = 1 OR issued_by_id IS NOT NULL", name="signature"),
        CheckConstraint("reason <> ''", name="reason"),
        CheckConstraint("reply_by >= issued_on", name="reply_by"),
        CheckConstraint("(signed_at IS NULL) = (signed_by_id IS NULL)", name="receipt"),
        CheckConstraint("(state = 'lifted') = (lifted_on IS NOT NULL)", name="lifted"),
        CheckConstraint("(lifted_on IS NULL) = (lifted_words = '')", name="lifted_words"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    task_id: Mapped[int] = mapped_column(BIG, ForeignKey("tasks.id"), init=False, index=True)
    task: Mapped[Task] = relationship()
    unit_id: Mapped[int] = mapped_column(BIG, ForeignKey("units.id"), init=False)
    unit: Mapped[Unit] = relationship()
    level: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)
    """What is behind and what is asked for."""
    reply_by: Mapped[date]
    issued_at: Mapped[datetime]
    issued_on: Mapped[date]
    milestone_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("milestones.id"), init=False, index=True
    )
    milestone: Mapped[Milestone | None] = relationship(default=None)
    """Whose clock has run out; None where a report is missing, a leader or a meeting asks."""
    missed_on: Mapped[date | None] = mapped_column(default=None)
    """The day that passed; None where a leader or a meeting asks."""
    remark_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("remarks.id"), init=False, index=True
    )
    remark: Mapped[Remark | None] = relationship(default=None)
    """The leader's remark that it carries out."""
    resolution_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("resolutions.id"), init=False, index=True
    )
    resolution: Mapped[Resolution | None] = relationship(default=None)
    """What a meeting resolved that it carries out, where no leader's remark stands behind it."""
    follows_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("urgings.id"), init=False)
    follows: Mapped["Urging | None"] = relationship(remote_side=[id], default=None)
    """The step that was not answered in time."""
    year: Mapped[int | None] = mapped_column(default=None)
    number: Mapped[int | None] = mapped_column(default=None)
    urgent_reason: Mapped[Line] = mapped_column(default="")
    """Why a step was skipped, where the item is urgent."""
    issued_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    issued_by: Mapped[User | None] = relationship(foreign_keys=issued_by_id, default=None)
    """None: by rule."""
    signed_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    signed_by: Mapped[User | None] = relationship(
        foreign_keys=signed_by_id, init=False, default=None
    )
    signed_at: Mapped[datetime | None] = mapped_column(init=False, default=None)
    state: Mapped[UrgingState] = mapped_column(word_column(UrgingState), default=UrgingState.OPEN)
    lifted_on: Mapped[date | None] = mapped_column(init=False, default=None)
    lifted_words: Mapped[Line] = mapped_column(init=False, default="")
    version: Mapped[int] = mapped_column(init=False)
    replies: Mapped[list["UrgingReply"]] = relationship(
        back_populates="urging", default_factory=list, order_by="UrgingReply.id"
    )
    recipients: Mapped[list["UrgingRecipient"]] = relationship(
        back_populates="urging", default_factory=list, order_by="UrgingRecipient.id"
    )

    __mapper_args__ = {"version_id_col": version}

    def __post_init__(self) -> None:
        # Of something new it is known what hangs on it: nobody need ask the database later.
        self.replies, self.recipients = list(self.replies), list(self.recipients)

    @property
    def step(self) -> Step:
        return STEPS[self.level]

    @property
    def is_in_force(self) -> bool:
        return self.state in IN_FORCE

    @property
    def is_ordered(self) -> bool:
        """A leader or a meeting asks, whether or not anything is behind."""
        return self.remark is not None or self.resolution is not None

    @property
    def last_reply(self) -> "UrgingReply | None":
        return self.replies[-1] if self.replies else None

    @property
    def printed_reply_by(self) -> date:
        """The day on the paper, be it that the office has given back what it took of it."""
        return self.replies[0].reply_by if self.replies else self.reply_by

    def is_unanswered(self, today: date) -> bool:
        """Its day has passed without an answer that the office could take."""
        return self.state is UrgingState.OPEN and today > self.reply_by

    def sign(self, *, by: User, now: datetime) -> None:
        """The unit says that it has received it."""
        self._require_open("签收")
        if self.signed_at is not None:
            raise Refusal("这一件已经签收过了，不用再签。")
        self.signed_by, self.signed_at = by, now

    def answer(self, words: str, *, by: User, now: datetime, today: date) -> "UrgingReply":
        """The unit answers; whoever answers has received it."""
        if self.state is UrgingState.ANSWERED:
            raise Refusal("这一件刚刚已经答复过，在等督查室看，不用再答复。")
        self._require_open("答复")
        if not words.strip():
            raise Refusal("答复不能空着，写为什么没有按期、做到哪一步、哪天办完。", field="reply")
        if self.signed_at is None:
            self.sign(by=by, now=now)
        self.state = UrgingState.ANSWERED
        return UrgingReply(
            urging=self, words=words.strip(), by=by, at=now, on=today, reply_by=self.reply_by
        )

    def take(self, *, by: User, now: datetime, words: str = "") -> None:
        """The office takes the answer."""
        self._judge(Verdict.SUFFICIENT, by, now, words)
        self.state = UrgingState.ACCEPTED

    def hand_back(
        self, *, by: User, now: datetime, today: date, words: str, workdays: Workdays
    ) -> None:
        """The answer will not do and counts as none; who answered in time has the working days
        that were left then: a slow office makes nobody late."""
        if not words.strip():
            raise Refusal("不认可要写明差在哪里，让单位知道补什么。", field="opinion")
        self._judge(Verdict.UNSATISFACTORY, by, now, words)
        self.state, reply = UrgingState.OPEN, self.replies[-1]
        if not reply.is_late:
            left = max(0, workdays.between(reply.on, reply.reply_by))
            self.reply_by = max(self.reply_by, workdays.add(today, left))

    def escalate(self, today: date) -> None:
        """The next step stands in its place."""
        if not self.is_unanswered(today):
            raise Refusal(f"{NAMES[self.step]}还没有过答复的日子，不能升级。")
        self.state = UrgingState.ESCALATED

    def give_way(self) -> None:
        """A higher step is taken at once, because the item is urgent."""
        if self.state is UrgingState.ANSWERED:
            raise Refusal("单位的答复在等督查室看，先看答复，再定是否升级。")
        self._require_open("升级")
        self.state = UrgingState.ESCALATED

    def lift(self, on: date, words: str) -> None:
        """Nothing is asked for any more, and why."""
        if not self.is_in_force:
            raise Refusal(f"这一件{self._where}，不用再解除。")
        if not words.strip():
            raise Refusal("解除要写明理由。", field="reason")
        self.state, self.lifted_on, self.lifted_words = UrgingState.LIFTED, on, words.strip()

    def _judge(self, verdict: Verdict, by: User, now: datetime, words: str) -> None:
        if self.state is not UrgingState.ANSWERED or self.last_reply is None:
            raise Refusal("没有等着看的答复，请刷新页面。")
        self.last_reply.judge(verdict, by=by, now=now, words=words)

    def _require_open(self, what: str) -> None:
        if self.state is not UrgingState.OPEN:
            raise Refusal(f"这一件{self._where}，不用再{what}。")

    @property
    def _where(self) -> str:
        return {
            UrgingState.OPEN: "还在等答复",
            UrgingState.ANSWERED: "已经答复",
            UrgingState.ACCEPTED: "的答复已经认可",
            UrgingState.ESCALATED: "已经升级为更高一级，请办理新的那一件",
            UrgingState.LIFTED: "已经解除",
        }[self.state]


class UrgingReply(Base):
    """What a unit answered, and what the office said to it."""

    __tablename__ = "urging_replies"
    __table_args__ = (
        CheckConstraint("words <> ''", name="words"),
        CheckConstraint("(verdict IS NULL) = (judged_at IS NULL)", name="judged"),
        CheckConstraint("(judged_at IS NULL) = (judged_by_id IS NULL)", name="judge"),
        CheckConstraint("judged_by_id IS NULL OR judged_by_id <> by_id", name="four_eyes"),
        CheckConstraint("verdict <> 'unsatisfactory' OR judged_words <> ''", name="why"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    urging_id: Mapped[int] = mapped_column(BIG, ForeignKey("urgings.id"), init=False, index=True)
    urging: Mapped[Urging] = relationship(back_populates="replies")
    words: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    by: Mapped[User] = relationship(foreign_keys=by_id)
    at: Mapped[datetime]
    on: Mapped[date] = mapped_column("replied_on")
    reply_by: Mapped[date]
    """The day up to which it was in time, as it held then."""
    verdict: Mapped[Verdict | None] = mapped_column(word_column(Verdict), init=False, default=None)
    judged_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    judged_by: Mapped[User | None] = relationship(
        foreign_keys=judged_by_id, init=False, default=None
    )
    judged_at: Mapped[datetime | None] = mapped_column(init=False, default=None)
    judged_words: Mapped[str] = mapped_column(Text, init=False, default="")

    @property
    def is_late(self) -> bool:
        return self.on > self.reply_by

    def judge(self, verdict: Verdict, *, by: User, now: datetime, words: str) -> None:
        if by is self.by:
            raise Refusal("本人写的答复不能由本人审，请换一位督查人员。")
        self.verdict, self.judged_by, self.judged_at = verdict, by, now
        self.judged_words = words.strip()


class UrgingRecipient(Base):
    """To whom it went, with the mail that took it there."""

    __tablename__ = "urging_recipients"
    __table_args__ = (UniqueConstraint("urging_id", "user_id"),)

    id: Mapped[Id] = mapped_column(init=False)
    urging_id: Mapped[int] = mapped_column(BIG, ForeignKey("urgings.id"), init=False)
    urging: Mapped[Urging] = relationship(back_populates="recipients")
    user_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    user: Mapped[User] = relationship()
    is_copy: Mapped[bool] = mapped_column(default=False)
    message_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("messages.id"), init=False, index=True
    )
    message: Mapped[Message | None] = relationship(default=None)
