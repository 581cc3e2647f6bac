"""Dispatch meetings (调度会): an agenda worst first, what each screen showed, the minutes."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Json, Line, Short, word_column
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.plans import Plan, Section
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import User

MOST_ITEMS = 60


class MeetingCut(StrEnum):
    """What one screen is about."""

    UNIT = "unit"
    SECTION = "section"


class MeetingState(StrEnum):
    """How far it has come."""

    PREPARED = "prepared"
    RUNNING = "running"
    CLOSED = "closed"
    CALLED_OFF = "called_off"


class Meeting(Base):
    """One meeting; its number is given when it is closed, with its minutes."""

    __tablename__ = "meetings"
    __table_args__ = (
        UniqueConstraint("region_id", "year", "number"),
        Index("ix_meetings_region_held", "region_id", "held_on"),
        CheckConstraint("title <> ''", name="title"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("(number IS NULL) = (year IS NULL)", name="year"),
        CheckConstraint("(state = 'closed') = (number IS NOT NULL)", name="numbered"),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        CheckConstraint("(closed_at IS NULL) = (closed_by_id IS NULL)", name="closer"),
        CheckConstraint("state <> 'running' OR started_at IS NOT NULL", name="running"),
        CheckConstraint("state <> 'closed' OR started_at IS NOT NULL", name="closed_after"),
        CheckConstraint(
            "state NOT IN ('prepared', 'called_off') OR started_at IS NULL", name="started"
        ),
        CheckConstraint("(state = 'called_off') = (called_off_words <> '')", name="called_off"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    region_id: Mapped[int] = mapped_column(BIG, ForeignKey("regions.id"), init=False)
    region: Mapped[Region] = relationship(lazy="joined")
    title: Mapped[Line]
    held_on: Mapped[date]
    place: Mapped[Line]
    chair: Mapped[Line]
    """Who presides, as the minutes name him."""
    attendees: Mapped[str] = mapped_column(Text)
    cut: Mapped[MeetingCut] = mapped_column(word_column(MeetingCut))
    prepared_by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    prepared_by: Mapped[User] = relationship(foreign_keys=prepared_by_id)
    prepared_at: Mapped[datetime]
    state: Mapped[MeetingState] = mapped_column(
        word_column(MeetingState), init=False, default=MeetingState.PREPARED
    )
    started_at: Mapped[datetime | None] = mapped_column(init=False, default=None)
    closed_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    closed_by: Mapped[User | None] = relationship(
        foreign_keys=closed_by_id, init=False, default=None
    )
    closed_at: Mapped[datetime | None] = mapped_column(init=False, default=None)
    year: Mapped[int | None] = mapped_column(init=False, default=None)
    number: Mapped[int | None] = mapped_column(init=False, default=None)
    called_off_words: Mapped[Line] = mapped_column(init=False, default="")
    version: Mapped[int] = mapped_column(init=False)
    plans: Mapped[list[Plan]] = relationship(
        secondary="meeting_plans", default_factory=list, order_by=Plan.id
    )
    """What it is about; none named is all of them."""
    items: Mapped[list["AgendaItem"]] = relationship(
        back_populates="meeting", init=False, order_by="AgendaItem.position"
    )

    __mapper_args__ = {"version_id_col": version}

    def __post_init__(self) -> None:
        self.plans, self.items = list(self.plans), []
        self._check()

    @property
    def is_prepared(self) -> bool:
        return self.state is MeetingState.PREPARED

    @property
    def is_running(self) -> bool:
        return self.state is MeetingState.RUNNING

    @property
    def is_closed(self) -> bool:
        return self.state is MeetingState.CLOSED

    @property
    def has_screens(self) -> bool:
        return self.started_at is not None

    def change(self, *, title: str, held_on: date, place: str, chair: str, attendees: str) -> None:
        """What stands at its head; until it begins."""
        self.require_prepared()
        self.title, self.held_on, self.place = title.strip(), held_on, place.strip()
        self.chair, self.attendees = chair.strip(), attendees.strip()
        self._check()

    def put(self, subject: Unit | Section) -> "AgendaItem":
        """One more screen, at the end."""
        self.require_prepared()
        if any(item.subject is subject for item in self.items):
            raise Refusal("议程里已经有了，不用再加。", field="name")
        if len(self.items) >= MOST_ITEMS:
            raise Refusal(f"一次会最多 {MOST_ITEMS} 屏，先移出几屏再加。", field="name")
        return AgendaItem(
            meeting=self,
            position=max((item.position for item in self.items), default=0) + 1,
            unit=subject if isinstance(subject, Unit) else None,
            section=subject if isinstance(subject, Section) else None,
        )

    def arrange(self, places: Mapping[int, int], without: Collection[int]) -> list["AgendaItem"]:
        """In the order of the places given; answers what is left out and is to go."""
        self.require_prepared()
        kept = [item for item in self.items if item.id not in without]
        left_out = [item for item in self.items if item.id in without]
        kept.sort(key=lambda item: (places.get(item.id, item.position), item.position))
        for place, item in enumerate(kept, start=1):
            item.position = place
        self.items = kept
        return left_out

    def start(self, *, now: datetime, today: date) -> None:
        """It begins on its day: the figures of the screens are that day's."""
        self.require_prepared()
        if not self.items:
            raise Refusal("议程还是空的，先加上要过的单位或板块。")
        if today != self.held_on:
            day = f"{self.held_on.month}月{self.held_on.day}日"
            raise Refusal(f"会议定在{day}，改了日期再开始：屏上的数字取会议当天。")
        self.state, self.started_at = MeetingState.RUNNING, now

    def close(self, *, by: User, now: datetime, year: int, number: int) -> None:
        """Nothing is added or taken back any more; the minutes have their number."""
        self.require_running()
        self.state, self.closed_by, self.closed_at = MeetingState.CLOSED, by, now
        self.year, self.number = year, number

    def call_off(self, words: str) -> None:
        self.require_prepared()
        if not words.strip():
            raise Refusal("写明为什么不开了。", field="reason")
        self.state, self.called_off_words = MeetingState.CALLED_OFF, words.strip()

    def require_prepared(self) -> None:
        if not self.is_prepared:
            raise Refusal(f"这次会{_STANDS[self.state]}，安排和议程不能再改。")

    def require_running(self) -> None:
        if not self.is_running:
            raise Refusal(f"这次会{_STANDS[self.state]}，会议进行中才能记录和散会。")

    def _check(self) -> None:
        if not self.title:
            raise Refusal("写会议名称。", field="title")
        if not self.chair:
            raise Refusal("写主持人。", field="chair")
        if any(plan.region is not self.region for plan in self.plans):
            raise Refusal("所选方案不属于本地区。", field="plans")


_STANDS = {
    MeetingState.PREPARED: "还没有开始",
    MeetingState.RUNNING: "正在进行",
    MeetingState.CLOSED: "已经结束",
    MeetingState.CALLED_OFF: "已经取消",
}


class MeetingPlan(Base):
    """A plan that a meeting is about."""

    __tablename__ = "meeting_plans"

    meeting_id: Mapped[int] = mapped_column(BIG, ForeignKey("meetings.id"), primary_key=True)
    plan_id: Mapped[int] = mapped_column(BIG, ForeignKey("plans.id"), primary_key=True, index=True)


class AgendaItem(Base):
    """One screen: a unit or a section, with what stood on it when the meeting began."""

    __tablename__ = "agenda_items"
    __table_args__ = (
        UniqueConstraint("meeting_id", "key"),
        CheckConstraint("(unit_id IS NULL) <> (section_id IS NULL)", name="subject"),
        CheckConstraint("position > 0", name="position"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    meeting_id: Mapped[int] = mapped_column(BIG, ForeignKey("meetings.id"), init=False)
    meeting: Mapped[Meeting] = relationship(back_populates="items")
    position: Mapped[int]
    unit_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("units.id"), init=False, index=True)
    unit: Mapped[Unit | None] = relationship(default=None)
    section_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("sections.id"), init=False, index=True
    )
    section: Mapped[Section | None] = relationship(default=None)
    shown: Mapped[Json] = mapped_column(default=None, nullable=True)
    """The figures and words of the screen, from the beginning of the meeting on."""
    key: Mapped[Short] = mapped_column(init=False)
    """unit:7, section:3: what it is about is in a meeting once."""

    def __post_init__(self) -> None:
        if self.subject is None:
            raise AssertionError("a screen is about a unit or about a section")
        self.key = f"{'unit' if self.unit else 'section'}:{self.subject.id}"

    @property
    def subject(self) -> Unit | Section | None:
        return self.unit or self.section

    @property
    def name(self) -> str:
        if self.unit:
            return self.unit.name
        return self.section.label if self.section else ""
