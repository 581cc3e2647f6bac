"""Findings of inspections (督导发现的问题): each handed over to a unit and followed to its mending.

The clock is that of a milestone: it runs while the finding lies with the unit, a reply stops it, a
return lets it run on with the working days that were left.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Line, word_column
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.finding_replies import FindingMove, FindingReply, ReplyState
from tasks_tracker.domain.inspections import Inspection
from tasks_tracker.domain.lights import Facts
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User


class FindingState(StrEnum):
    """Where a finding lies."""

    DRAFT = "draft"
    OPEN = "open"
    SUBMITTED = "submitted"
    MENDED = "mended"
    WITHDRAWN = "withdrawn"


FOLLOWED = (FindingState.OPEN, FindingState.SUBMITTED, FindingState.MENDED)


class Finding(Base):
    """One thing that is wrong at one unit, what has to be mended, and by when."""

    __tablename__ = "findings"
    __table_args__ = (
        UniqueConstraint("inspection_id", "position"),
        Index("ix_findings_unit_state", "unit_id", "state", "clock_ends_on"),
        Index("ix_findings_state_clock", "state", "clock_ends_on"),
        CheckConstraint("position > 0", name="position"),
        CheckConstraint("fact <> ''", name="fact"),
        CheckConstraint("demand <> ''", name="demand"),
        CheckConstraint("due_on >= original_due_on", name="later"),
        CheckConstraint("paused_days >= 0", name="paused_days"),
        CheckConstraint("(handed_over_at IS NULL) = (clock_ends_on IS NULL)", name="clock"),
        CheckConstraint("state <> 'draft' OR handed_over_at IS NULL", name="draft"),
        CheckConstraint(
            "state IN ('draft', 'withdrawn') OR handed_over_at IS NOT NULL", name="handed_over"
        ),
        CheckConstraint("received_at IS NULL OR handed_over_at IS NOT NULL", name="received"),
        CheckConstraint(
            "state NOT IN ('submitted', 'mended') OR submitted_on IS NOT NULL", name="submitted"
        ),
        CheckConstraint("(state = 'mended') = (mended_on IS NOT NULL)", name="mended"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_words <> '')", name="withdrawn"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    inspection_id: Mapped[int] = mapped_column(BIG, ForeignKey("inspections.id"), init=False)
    inspection: Mapped[Inspection] = relationship()
    position: Mapped[int]
    unit_id: Mapped[int] = mapped_column(BIG, ForeignKey("units.id"), init=False)
    unit: Mapped[Unit] = relationship()
    fact: Mapped[str] = mapped_column(Text)
    demand: Mapped[str] = mapped_column(Text)
    """What to mend."""
    original_due_on: Mapped[date]
    """As it was handed over; it stays."""
    task_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("tasks.id"), init=False, index=True)
    task: Mapped[Task | None] = relationship(default=None)
    state: Mapped[FindingState] = mapped_column(
        word_column(FindingState), default=FindingState.DRAFT
    )
    due_on: Mapped[date] = mapped_column(init=False)
    """The current date: only the head of supervision moves it, and only to a later one."""
    clock_ends_on: Mapped[date | None] = mapped_column(init=False, default=None)
    """Kept by `wind`: the due date, moved on by the working days that it lay with the office."""
    paused_days: Mapped[int] = mapped_column(init=False, default=0)
    handed_over_at: Mapped[datetime | None] = mapped_column(init=False, default=None)
    received_at: Mapped[datetime | None] = mapped_column(init=False, default=None)
    received_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    received_by: Mapped[User | None] = relationship(init=False, default=None)
    submitted_on: Mapped[date | None] = mapped_column(init=False, default=None)
    """The day of the reply that lies with the office or was accepted."""
    mended_on: Mapped[date | None] = mapped_column(init=False, default=None)
    withdrawn_words: Mapped[Line] = mapped_column(init=False, default="")
    overdue_noted_for: Mapped[date | None] = mapped_column(init=False, default=None)
    """The end of the clock for which it was noted that it passed: each end is noted once."""
    version: Mapped[int] = mapped_column(init=False)
    replies: Mapped[list[FindingReply]] = relationship(
        init=False, default_factory=list, order_by=FindingReply.id
    )
    moves: Mapped[list[FindingMove]] = relationship(
        init=False, default_factory=list, order_by=FindingMove.id
    )

    __mapper_args__ = {"version_id_col": version}

    def __post_init__(self) -> None:
        self.due_on = self.original_due_on
        self.fact, self.demand = self.fact.strip(), self.demand.strip()
        self._check()

    @property
    def code(self) -> str:
        """第3项: its place in the list of the inspection."""
        return f"第{self.position}项"

    @property
    def is_draft(self) -> bool:
        return self.state is FindingState.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state is FindingState.OPEN

    @property
    def is_handed_over(self) -> bool:
        return self.handed_over_at is not None

    @property
    def is_moved(self) -> bool:
        return self.due_on != self.original_due_on

    @property
    def was_late(self) -> bool:
        """The reply that lies with the office, or was accepted, came after the clock had ended."""
        on, ends = self.submitted_on, self.clock_ends_on
        return on is not None and ends is not None and on > ends

    @property
    def last_reply(self) -> FindingReply | None:
        return self.replies[-1] if self.replies else None

    @property
    def facts(self) -> Facts:
        """What its light depends on; a withdrawn one and a draft have none to show."""
        runs_until = self.clock_ends_on if self.is_open else None
        return Facts(
            is_completed=self.state is FindingState.MENDED,
            has_begun=self.is_handed_over,
            clock_ends_on=runs_until,
            due_ends_on=runs_until,
            submitted_late=self.state is FindingState.SUBMITTED and self.was_late,
        )

    def correct(self, *, unit: Unit, fact: str, demand: str, due_on: date) -> None:
        """Put right what was written down; only until the unit has it."""
        if not self.is_draft:
            raise Refusal("问题已经交办，内容不能再改。写错的可以撤销后重新登记。")
        self.unit, self.fact, self.demand = unit, fact.strip(), demand.strip()
        self.original_due_on = self.due_on = due_on
        self._check()

    def hand_over(self, *, now: datetime, today: date, workdays: Workdays) -> None:
        """The unit has it from this moment on; its clock begins to run."""
        if not self.is_draft:
            raise Refusal(f"{self.code}{_STANDS[self.state]}，不能再交办。")
        if self.due_on <= today:
            raise Refusal(f"{self.code}的整改期限已到，先把期限改到今天以后再交办。")
        self.state, self.handed_over_at = FindingState.OPEN, now
        self.wind(workdays)

    def receive(self, *, by: User, now: datetime) -> None:
        """签收."""
        if not self.is_handed_over or self.state is FindingState.WITHDRAWN:
            raise Refusal(f"这个问题{_STANDS[self.state]}，不用签收。")
        if self.received_at is not None:
            raise Refusal("这个问题已经签收过了。")
        self.received_by, self.received_at = by, now

    def reply(self, *, by: User, now: datetime, today: date, words: str) -> FindingReply:
        """The unit says what it has mended: the clock stops on this day."""
        if not self.is_open or self.clock_ends_on is None:
            raise Refusal(f"这个问题{_STANDS[self.state]}，不能回复。")
        if self.received_at is None:
            raise Refusal("请先签收，再回复整改情况。")
        if not words.strip():
            raise Refusal("请写明改了什么、改到什么程度。", field="mended")
        self.state, self.submitted_on = FindingState.SUBMITTED, today
        made = FindingReply(
            by=by,
            submitted_at=now,
            submitted_on=today,
            clock_ended_on=self.clock_ends_on,
            words=words.strip(),
        )
        self.replies.append(made)
        return made

    def accept(self, *, by: User, now: datetime, today: date, words: str = "") -> None:
        """The office saw that it is mended."""
        self._waiting().decide(ReplyState.ACCEPTED, by=by, now=now, words=words)
        self.state, self.mended_on = FindingState.MENDED, today

    def send_back(
        self, *, by: User, now: datetime, today: date, words: str, workdays: Workdays
    ) -> None:
        """The office returns the reply with a reason: the clock runs on, the date stays."""
        reply = self._waiting()
        if not words.strip():
            raise Refusal("退回须写明理由，让单位知道还差什么。", field="opinion")
        reply.decide(ReplyState.RETURNED, by=by, now=now, words=words)
        reply.days = max(0, workdays.between(reply.submitted_on, today))
        self.paused_days += reply.days
        self.state, self.submitted_on = FindingState.OPEN, None
        self.wind(workdays)

    def move(self, after: date, *, by: User, today: date, reason: str, workdays: Workdays) -> None:
        """The head of supervision grants a later date; the original one stays."""
        if not self.is_open:
            raise Refusal(f"这个问题{_STANDS[self.state]}，期限不再改动。")
        if not reason.strip():
            raise Refusal("改期限须写明理由。", field="reason")
        if after <= max(self.due_on, today):
            raise Refusal("新期限须晚于现行期限，也须在今天以后。", field="new_due_on")
        self.moves.append(
            FindingMove(by=by, on=today, before=self.due_on, after=after, reason=reason.strip())
        )
        self.due_on = after
        self.wind(workdays)

    def withdraw(self, words: str) -> None:
        """It turned out to be none, or was written down twice; it stays to be read."""
        if self.state in {FindingState.MENDED, FindingState.WITHDRAWN}:
            raise Refusal(f"这个问题{_STANDS[self.state]}，不能撤销。")
        if self.state is FindingState.SUBMITTED:
            raise Refusal("单位的整改回复还没有审核，先审核再说。")
        if not words.strip():
            raise Refusal("撤销须写明理由。", field="reason")
        self.state, self.withdrawn_words = FindingState.WITHDRAWN, words.strip()

    def wind(self, workdays: Workdays) -> None:
        """Set the end of the clock by this calendar."""
        if self.is_handed_over:
            self.clock_ends_on = workdays.add(self.due_on, self.paused_days)

    def _waiting(self) -> FindingReply:
        if self.state is not FindingState.SUBMITTED:
            raise Refusal("这个问题没有待审的回复，可能刚刚审核过了，请刷新页面。")
        return self.replies[-1]

    def _check(self) -> None:
        if not self.fact:
            raise Refusal("请写明发现的问题。", field="fact")
        if not self.demand:
            raise Refusal("请写明要改什么。", field="demand")
        if self.unit.region is not self.inspection.region:
            raise Refusal("责任单位不在本地区的名册里。", field="unit")
        if self.unit.is_collective:
            raise Refusal("问题要落到具体单位，不能交给集合单位。", field="unit")


_STANDS = {
    FindingState.DRAFT: "还没有交办",
    FindingState.OPEN: "正在整改",
    FindingState.SUBMITTED: "已经回复，等督查室审核",
    FindingState.MENDED: "已经整改销号",
    FindingState.WITHDRAWN: "已经撤销",
}
