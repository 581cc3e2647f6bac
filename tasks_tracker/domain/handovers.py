"""Handovers (岗位交接): one numbered sheet by which what a person had in hand passes to others.

The system administrator opens it, the security administrator confirms the appointments that it
brings, the person who leaves signs, then each successor for the own post: with that signature the
post passes. Two of them are never the same person.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Json, Line, word_column
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import ADMIN_ROLES, Post, User


class HandoverState(StrEnum):
    """Whose turn it is."""

    OPENED = "opened"
    CONFIRMED = "confirmed"
    HANDED = "handed"
    TAKEN = "taken"
    CANCELLED = "cancelled"


OVER = frozenset({HandoverState.TAKEN, HandoverState.CANCELLED})
NOT_NOW = {
    HandoverState.OPENED: "还没有经安全管理员核准",
    HandoverState.CONFIRMED: "移交人还没有签字",
    HandoverState.HANDED: "移交人已经签字",
    HandoverState.TAKEN: "已经办完",
    HandoverState.CANCELLED: "已经撤销",
}


class Handover(Base):
    """The sheet: who leaves, why, and which posts pass to whom."""

    __tablename__ = "handovers"
    __table_args__ = (
        UniqueConstraint("region_id", "year", "number"),
        Index("ix_handovers_region_opened_at", "region_id", "opened_at"),
        Index(
            "uq_handovers_current",
            "leaver_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("reason <> ''", name="reason"),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by_id IS NULL)", name="confirmed"),
        CheckConstraint("(handed_at IS NULL) = (handed_by_id IS NULL)", name="handed"),
        CheckConstraint("handed_at IS NULL OR confirmed_at IS NOT NULL", name="order"),
        CheckConstraint("(state IN ('taken', 'cancelled')) = (ended_at IS NOT NULL)", name="ended"),
        CheckConstraint("(state = 'cancelled') = (ended_words <> '')", name="cancelled"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    region_id: Mapped[int] = mapped_column(BIG, ForeignKey("regions.id"), init=False)
    region: Mapped[Region] = relationship(lazy="joined")
    year: Mapped[int]
    number: Mapped[int]
    leaver_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    leaver: Mapped[User] = relationship(foreign_keys=leaver_id)
    reason: Mapped[Line]
    opened_by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    opened_by: Mapped[User] = relationship(foreign_keys=opened_by_id)
    opened_at: Mapped[datetime]
    is_absent: Mapped[bool] = mapped_column(default=False)
    """The person is gone already: the head of the unit or of the office signs instead."""
    state: Mapped[HandoverState] = mapped_column(
        word_column(HandoverState), default=HandoverState.OPENED
    )
    confirmed_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    confirmed_by: Mapped[User | None] = relationship(foreign_keys=confirmed_by_id, default=None)
    confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    handed_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    handed_by: Mapped[User | None] = relationship(foreign_keys=handed_by_id, default=None)
    handed_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    """The last post was taken, or the sheet was cancelled."""
    ended_words: Mapped[str] = mapped_column(Text, default="")
    """Why it was cancelled."""
    version: Mapped[int] = mapped_column(init=False)
    posts: Mapped[list["HandoverPost"]] = relationship(
        back_populates="handover", default_factory=list, order_by="HandoverPost.id"
    )

    __mapper_args__ = {"version_id_col": version}

    def __post_init__(self) -> None:
        # Of something new it is known what hangs on it: nobody need ask the database later.
        self.posts = list(self.posts)

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def successors(self) -> list[User]:
        return [line.successor for line in self.posts]

    def pass_on(self, post: Post, successor: User) -> "HandoverPost":
        """This post goes to that person."""
        if post.role in ADMIN_ROLES:
            raise Refusal("管理员岗位没有业务事项，由安全管理员直接任免，不用交接单。")
        if post not in self.leaver.posts:
            raise Refusal(f"{self.leaver.name}已经不担任这个岗位，请刷新页面。")
        if successor is self.leaver:
            raise Refusal("接收人不能是移交人本人，请另选一位。", field="successor")
        if post not in successor.posts:
            successor.require_fit(post)
        elif successor.is_ended:
            raise Refusal(f"账号“{successor.account}”已停用，不能接收。", field="successor")
        return HandoverPost(handover=self, post=post, successor=successor)

    def confirm(self, *, by: User, now: datetime) -> None:
        """The appointments that it brings are in order."""
        self._require(HandoverState.OPENED)
        if by in {self.leaver, *self.successors}:
            raise Refusal("本人移交或接收的岗位，请另一位安全管理员核准。")
        self.state, self.confirmed_by, self.confirmed_at = HandoverState.CONFIRMED, by, now

    def hand_over(self, *, by: User, now: datetime) -> None:
        """The first signature: by who leaves, or for somebody who is gone."""
        self._require(HandoverState.CONFIRMED)
        if by in self.successors:
            raise Refusal("移交和接收须是两个人，请另一位负责人代签。")
        self.state, self.handed_by, self.handed_at = HandoverState.HANDED, by, now

    def take(self, line: "HandoverPost", *, now: datetime) -> None:
        """The second signature: the post passes; with the last one the sheet is done."""
        self._require(HandoverState.HANDED)
        if line.taken_at is not None:
            raise Refusal("这个岗位已经接收过了，请刷新页面。")
        line.taken_at = now
        if all(other.taken_at is not None for other in self.posts):
            self.state, self.ended_at = HandoverState.TAKEN, now

    def cancel(self, *, now: datetime, words: str) -> None:
        """It ends without the posts that nobody has taken; what was taken stays taken."""
        if self.is_over:
            raise Refusal(f"这张交接单{NOT_NOW[self.state]}，请刷新页面。")
        if not words.strip():
            raise Refusal("撤销须写明原因。", field="reason")
        self.state, self.ended_at = HandoverState.CANCELLED, now
        self.ended_words = words.strip()

    def _require(self, state: HandoverState) -> None:
        if self.state is not state:
            raise Refusal(f"这张交接单{NOT_NOW[self.state]}，请刷新页面看轮到谁办。")


class HandoverPost(Base):
    """One post on a sheet, and to whom it goes."""

    __tablename__ = "handover_posts"
    __table_args__ = (UniqueConstraint("handover_id", "post_id"),)

    id: Mapped[Id] = mapped_column(init=False)
    handover_id: Mapped[int] = mapped_column(BIG, ForeignKey("handovers.id"), init=False)
    handover: Mapped[Handover] = relationship(back_populates="posts")
    post_id: Mapped[int] = mapped_column(BIG, ForeignKey("posts.id"), init=False, index=True)
    post: Mapped[Post] = relationship()
    successor_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    successor: Mapped[User] = relationship()
    handed: Mapped[Json] = mapped_column(default_factory=list)
    """What was in hand at the first signature, as [words, [line, …]] for each kind."""
    taken: Mapped[Json] = mapped_column(default_factory=list)
    """The same at the second one."""
    taken_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def listed(self) -> list[tuple[str, list[str]]]:
        """What was signed last."""
        return [(words, lines) for words, lines in (self.taken or self.handed)]
