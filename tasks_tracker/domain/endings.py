"""Endings without completion: terminated, merged into another task, turned into a standing duty."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Line, Short, word_column
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.standing import Ending
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User

BY_DECISION = (Ending.TERMINATED, Ending.MERGED, Ending.STANDING)
"""What the head of supervision decides; an amendment ends by itself."""


class TaskEnding(Base):
    """The decision that ended a task, with its paper."""

    __tablename__ = "task_endings"
    __table_args__ = (
        UniqueConstraint("task_id"),
        CheckConstraint("ending <> 'amended'", name="decided"),
        CheckConstraint("reason <> ''", name="reason"),
        CheckConstraint("doc_no <> ''", name="doc_no"),
        CheckConstraint("(ending = 'merged') = (merged_into_id IS NOT NULL)", name="merged"),
        CheckConstraint("(ending = 'standing') = (standing_rule <> '')", name="standing"),
        CheckConstraint("merged_into_id IS NULL OR merged_into_id <> task_id", name="another"),
        CheckConstraint("decided_on <= ended_on", name="order"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    task_id: Mapped[int] = mapped_column(BIG, ForeignKey("tasks.id"), init=False)
    task: Mapped[Task] = relationship(foreign_keys=task_id)
    ending: Mapped[Ending] = mapped_column(word_column(Ending))
    reason: Mapped[str] = mapped_column(Text)
    doc_no: Mapped[Short]
    """The paper with which it was decided."""
    decided_on: Mapped[date]
    """The day of that paper."""
    by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    by: Mapped[User] = relationship()
    at: Mapped[datetime]
    ended_on: Mapped[date]
    merged_into_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("tasks.id"), init=False, index=True
    )
    merged_into: Mapped[Task | None] = relationship(foreign_keys=merged_into_id, default=None)
    standing_rule: Mapped[Line] = mapped_column(default="")
    """Of a standing duty: who does what how often from now on."""

    def take_effect(self) -> None:
        """The task leaves the open ledger; its history stays."""
        require_nothing_open(self.task)
        self._require_paper()
        self._require_what_follows()
        self.task.end(self.ended_on, self.words, self.ending)
        self.task.merged_into_id = self.merged_into.id if self.merged_into else None

    @property
    def subject(self) -> str:
        """Under which its paper and its event are found."""
        return f"ending:{self.id}"

    @property
    def words(self) -> str:
        """Why it is in the open ledger no more, in one line."""
        if self.merged_into:
            return f"按{self.doc_no}并入{self.merged_into.code}"
        return f"按{self.doc_no}{'转为常态工作' if self.standing_rule else '终止'}"

    def _require_paper(self) -> None:
        if not self.reason.strip():
            raise Refusal("写明理由，牵头单位和责任单位都会看到。", field="reason")
        if not self.doc_no.strip():
            raise Refusal("写明依据的文号或会议纪要，没有依据不能终止。", field="doc_no")
        if self.decided_on > self.ended_on:
            raise Refusal("依据的日期不能晚于今天。", field="decided_on")

    def _require_what_follows(self) -> None:
        if self.ending not in BY_DECISION:
            raise Refusal("选择终止、合并或者转为常态工作。", field="ending")
        if (self.ending is Ending.MERGED) != (self.merged_into is not None):
            raise Refusal("合并须写明并入哪一项任务，其他情形不填。", field="merged_into")
        if (self.ending is Ending.STANDING) != bool(self.standing_rule.strip()):
            raise Refusal("转为常态工作须写明今后怎么做，其他情形不填。", field="standing_rule")
        if self.merged_into:
            _require_goes_on(self.merged_into, self.task)


def require_nothing_open(task: Task) -> None:
    """What waits for an answer is answered first."""
    if task.is_completed or task.is_ended:
        state = "已办结" if task.is_completed else f"已结束（{task.ended_words}）"
        raise Refusal(f"{task.code}{state}，不能再终止、合并或者转为常态。")
    waits = [
        words
        for words, is_open in (
            ("进展反馈待审", task.awaits_office),
            ("异议待处理", task.objected_on),
            ("延期申请待审批", task.extension_asked_on),
            ("核查没有结论", task.check_opened_on),
        )
        if is_open
    ]
    if waits:
        raise Refusal(f"{task.code}还有{'、'.join(waits)}，先办完再结束这一项。")


def _require_goes_on(other: Task, task: Task) -> None:
    if other is task:
        raise Refusal("不能并入它自己。", field="merged_into")
    if other.region is not task.region:
        raise Refusal("只能并入本地的任务。", field="merged_into")
    if other.is_ended or other.is_completed:
        state = "已办结" if other.is_completed else "已结束"
        raise Refusal(f"{other.code}{state}，请并入一项还在办的任务。", field="merged_into")
