"""Blockers (需协调事项): what a unit cannot settle alone, and who is to help with it, by when."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Line, word_column
from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import User

ANSWER_WORKDAYS = 3


class BlockerState(StrEnum):
    """With whom it lies."""

    OPEN = "open"
    """With those it is addressed to."""
    ANSWERED = "answered"
    """With the unit that raised it: does the answer help."""
    SOLVED = "solved"
    WITHDRAWN = "withdrawn"


class Blocker(Base):
    """Raised by a unit at a task, addressed to a unit, to a leader, or else to the office."""

    __tablename__ = "blockers"
    __table_args__ = (
        Index("ix_blockers_region_state", "region_id", "state", "due_on"),
        Index("ix_blockers_unit_state", "to_unit_id", "state"),
        Index("ix_blockers_person_state", "to_person_id", "state"),
        CheckConstraint("to_unit_id IS NULL OR to_person_id IS NULL", name="one_addressee"),
        CheckConstraint("to_unit_id <> unit_id", name="another"),
        CheckConstraint("request <> ''", name="request"),
        CheckConstraint(
            "(state IN ('solved', 'withdrawn')) = (closed_on IS NOT NULL)", name="closed"
        ),
        CheckConstraint("late_answers BETWEEN 0 AND round", name="late_answers"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    region_id: Mapped[int] = mapped_column(BIG, ForeignKey("regions.id"), init=False)
    region: Mapped[Region] = relationship(init=False)
    task_id: Mapped[int] = mapped_column(BIG, ForeignKey("tasks.id"), init=False, index=True)
    task: Mapped[Task] = relationship()
    unit_id: Mapped[int] = mapped_column(BIG, ForeignKey("units.id"), init=False, index=True)
    unit: Mapped[Unit] = relationship(foreign_keys=unit_id)
    by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    by: Mapped[User] = relationship(foreign_keys=by_id)
    raised_at: Mapped[datetime]
    raised_on: Mapped[date]
    cause: Mapped[Cause] = mapped_column(word_column(Cause))
    request: Mapped[str] = mapped_column(Text)
    """What is wanted of whom."""
    report_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("progress_reports.id"), init=False, index=True
    )
    report: Mapped[ProgressReport | None] = relationship(default=None)
    """The report that told of it first."""
    to_unit_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("units.id"), init=False)
    to_unit: Mapped[Unit | None] = relationship(foreign_keys=to_unit_id, default=None)
    to_person_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("users.id"), init=False)
    to_person: Mapped[User | None] = relationship(foreign_keys=to_person_id, default=None)
    state: Mapped[BlockerState] = mapped_column(
        word_column(BlockerState), init=False, default=BlockerState.OPEN
    )
    due_on: Mapped[date] = mapped_column(init=False)
    """Kept: the day by which this round's answer is wanted."""
    round: Mapped[int] = mapped_column(init=False, default=0)
    """Kept: how often it was put."""
    late_answers: Mapped[int] = mapped_column(init=False, default=0)
    """Kept: how many answers came after their day."""
    closed_on: Mapped[date | None] = mapped_column(init=False, default=None)
    version: Mapped[int] = mapped_column(init=False)
    rounds: Mapped[list["BlockerRound"]] = relationship(
        back_populates="blocker", init=False, order_by="BlockerRound.number"
    )

    __mapper_args__ = {"version_id_col": version}

    def __post_init__(self) -> None:
        task = self.task
        if task.is_completed or task.is_ended:
            raise Refusal(
                f"{task.code}已经{'办结' if task.is_completed else '终止'}，不用再提协调。"
            )
        if not self.request.strip():
            raise Refusal("需要协调什么不能空着，写清请谁、做什么、做到哪一步。", field="request")
        if self.to_unit is not None and self.to_unit is self.unit:
            raise Refusal("不能请本单位自己协调，请选别的单位、领导或者督查室。", field="to")
        if self.to_unit is not None and self.to_unit.is_collective:
            raise Refusal("集合单位没有人签收，请选其中具体的单位。", field="to")
        self.region, self.rounds = task.region, []

    @property
    def is_settled(self) -> bool:
        return self.state in {BlockerState.SOLVED, BlockerState.WITHDRAWN}

    @property
    def addressee(self) -> str:
        """To whom, in words: the office where neither unit nor leader is named."""
        if self.to_unit is not None:
            return self.to_unit.name
        return self.to_person.name if self.to_person else self.task.region.office

    @property
    def last(self) -> "BlockerRound":
        return self.rounds[-1]

    def put(self, on: date, workdays: Workdays) -> None:
        """Begin a round: an answer is wanted within three working days."""
        self.round += 1
        self.due_on = workdays.add(on, ANSWER_WORKDAYS)
        self.rounds.append(BlockerRound(number=self.round, opened_on=on, due_on=self.due_on))

    def answer(self, words: str, *, by: User, now: datetime, today: date) -> None:
        """Those it is addressed to say what they do about it."""
        self._require(BlockerState.OPEN)
        if not words.strip():
            raise Refusal("答复不能空着，写清怎么办、谁来办、哪天办好。", field="answer")
        self.last.take(words.strip(), by=by, now=now, today=today)
        self.late_answers += self.last.is_late
        self.state = BlockerState.ANSWERED

    def confirm(self, *, by: User, now: datetime, today: date, words: str = "") -> None:
        """The unit that raised it says that it is solved."""
        self._require(BlockerState.ANSWERED)
        if by is self.last.answered_by:
            raise Refusal("答复的人不能自己确认解决，请本单位另一位来确认。")
        self.last.judge(is_solved=True, by=by, now=now, words=words)
        self.state, self.closed_on = BlockerState.SOLVED, today

    def reject(
        self, words: str, *, by: User, now: datetime, today: date, workdays: Workdays
    ) -> None:
        """The answer does not help: it is put again, with a new clock."""
        self._require(BlockerState.ANSWERED)
        if not words.strip():
            raise Refusal("没有解决的，须写明还差什么。", field="opinion")
        self.last.judge(is_solved=False, by=by, now=now, words=words)
        self.state = BlockerState.OPEN
        self.put(today, workdays)

    def withdraw(self, *, by: User, now: datetime, today: date, words: str) -> None:
        """The unit needs it no more."""
        if self.is_settled:
            raise Refusal("这件需协调事项已经了结，请刷新页面。")
        if not words.strip():
            raise Refusal("撤回须写明原因，比如已自行解决。", field="opinion")
        self.last.judge(is_solved=None, by=by, now=now, words=words)
        self.state, self.closed_on = BlockerState.WITHDRAWN, today

    def _require(self, state: BlockerState) -> None:
        if self.is_settled:
            raise Refusal("这件需协调事项已经了结，请刷新页面。")
        if self.state is not state:
            waits = self.state is BlockerState.OPEN
            raise Refusal(
                "还没有答复，等答复后再确认。" if waits else "已经答复过，等提出单位确认。"
            )


class BlockerRound(Base):
    """Put once, answered or not, and what the unit that raised it said to the answer."""

    __tablename__ = "blocker_rounds"
    __table_args__ = (
        UniqueConstraint("blocker_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("due_on > opened_on", name="order"),
        CheckConstraint("(answered_at IS NULL) = (answered_by_id IS NULL)", name="who_answered"),
        CheckConstraint("(answered_at IS NULL) = (answered_on IS NULL)", name="day_of_answer"),
        CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answer"),
        CheckConstraint("is_solved IS NULL OR answered_at IS NOT NULL", name="judged_after"),
        CheckConstraint("(judged_at IS NULL) = (judged_by_id IS NULL)", name="who_judged"),
        CheckConstraint("is_solved IS NULL OR judged_at IS NOT NULL", name="judged"),
        CheckConstraint("is_solved IS NULL OR is_solved OR words <> ''", name="what_is_missing"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    blocker_id: Mapped[int] = mapped_column(BIG, ForeignKey("blockers.id"), init=False)
    blocker: Mapped[Blocker] = relationship(back_populates="rounds", init=False)
    number: Mapped[int]
    opened_on: Mapped[date]
    due_on: Mapped[date]
    answer: Mapped[str] = mapped_column(Text, init=False, default="")
    answered_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    answered_by: Mapped[User | None] = relationship(
        foreign_keys=answered_by_id, init=False, default=None
    )
    answered_at: Mapped[datetime | None] = mapped_column(init=False, default=None)
    answered_on: Mapped[date | None] = mapped_column(init=False, default=None)
    is_solved: Mapped[bool | None] = mapped_column(init=False, default=None)
    """None where nobody has said, or where it was taken back."""
    judged_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    judged_by: Mapped[User | None] = relationship(
        foreign_keys=judged_by_id, init=False, default=None
    )
    judged_at: Mapped[datetime | None] = mapped_column(init=False, default=None)
    words: Mapped[Line] = mapped_column(init=False, default="")

    @property
    def is_late(self) -> bool:
        return self.answered_on is not None and self.answered_on > self.due_on

    def take(self, answer: str, *, by: User, now: datetime, today: date) -> None:
        self.answer, self.answered_by = answer, by
        self.answered_at, self.answered_on = now, today

    def judge(self, *, is_solved: bool | None, by: User, now: datetime, words: str) -> None:
        self.is_solved, self.judged_by, self.judged_at = is_solved, by, now
        self.words = words.strip()
