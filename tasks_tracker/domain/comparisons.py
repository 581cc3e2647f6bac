"""Plans of two levels compared: which measure of the superior is carried by which one below.

What lies in another region is kept by its region and number, never by a foreign key.
"""

from collections import Counter
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Json, Line, Short, word_column
from tasks_tracker.domain.differences import DateChange, Relation
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User

CLEAR = 80
"""Likeness in per cent from which a proposal may be confirmed together with others."""

Numbers = tuple[int, int]
"""The first and the last task of a measure; it has one task for each of its clauses."""


class LinkState(StrEnum):
    """Whether a person has decided."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"


class Comparison(Base):
    """An adopted plan beside the one by which a subordinate region carries it out."""

    __tablename__ = "comparisons"
    __table_args__ = (
        UniqueConstraint("plan_id", "subordinate_id", "subordinate_no"),
        Index("ix_comparisons_subordinate", "subordinate_id", "subordinate_no"),
        CheckConstraint("subordinate_id <> region_id", name="levels"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    region_id: Mapped[int] = mapped_column(BIG, ForeignKey("regions.id"), init=False, index=True)
    region: Mapped[Region] = relationship(foreign_keys=[region_id], lazy="joined")
    plan_id: Mapped[int] = mapped_column(BIG, ForeignKey("plans.id"), init=False)
    plan: Mapped[Plan] = relationship()
    subordinate_id: Mapped[int] = mapped_column(BIG, ForeignKey("regions.id"), init=False)
    subordinate: Mapped[Region] = relationship(foreign_keys=[subordinate_id], lazy="joined")
    subordinate_no: Mapped[Short]
    """The number of the subordinate's plan."""
    subordinate_title: Mapped[Line]
    opened_by_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    opened_by: Mapped[User] = relationship()
    opened_at: Mapped[datetime]
    links: Mapped[list["ComparisonLink"]] = relationship(
        back_populates="comparison",
        default_factory=list,
        order_by="ComparisonLink.superior_number",
    )

    def settle(self) -> None:
        """Name the relation of each link anew: a measure that carries several merges them."""
        carried = Counter(link.subordinate_number for link in self.links)
        for link in self.links:
            link.name_relation(shared=carried[link.subordinate_number] > 1)

    @property
    def clear_links(self) -> list["ComparisonLink"]:
        return [link for link in self.links if link.is_clear]


class ComparisonLink(Base):
    """One measure of the superior with the one that carries it, or with none."""

    __tablename__ = "comparison_links"
    __table_args__ = (
        UniqueConstraint("comparison_id", "superior_number"),
        Index("ix_comparison_links_subordinate", "comparison_id", "subordinate_number"),
        CheckConstraint("superior_number <= superior_last", name="superior"),
        CheckConstraint("subordinate_number <= subordinate_last", name="subordinate"),
        CheckConstraint(
            "(subordinate_number IS NULL) = (subordinate_last IS NULL)", name="both_numbers"
        ),
        CheckConstraint("(relation = 'dropped') = (subordinate_number IS NULL)", name="carried"),
        CheckConstraint("(state = 'confirmed') = (decided_at IS NOT NULL)", name="decided"),
        CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name="decided_by"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    comparison_id: Mapped[int] = mapped_column(BIG, ForeignKey("comparisons.id"), init=False)
    comparison: Mapped[Comparison] = relationship(back_populates="links")
    superior_number: Mapped[int]
    superior_last: Mapped[int]
    subordinate_number: Mapped[int | None] = mapped_column(default=None)
    subordinate_last: Mapped[int | None] = mapped_column(default=None)
    likeness: Mapped[int] = mapped_column(default=0)
    """In per cent, as it was computed."""
    relation: Mapped[Relation] = mapped_column(word_column(Relation), default=Relation.DROPPED)
    date_change: Mapped[DateChange | None] = mapped_column(word_column(DateChange), default=None)
    """The gravest of what became of the dates; None where none changed."""
    is_narrowed: Mapped[bool] = mapped_column(default=False)
    differences: Mapped[Json] = mapped_column(default_factory=dict)
    """Dates, figures, actions and units as importer.comparison.papers.differences_as_json."""
    state: Mapped[LinkState] = mapped_column(word_column(LinkState), default=LinkState.PROPOSED)
    words: Mapped[Line] = mapped_column(default="")
    """What the person who decided has to say."""
    decided_by_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("users.id"), init=False, index=True
    )
    decided_by: Mapped[User | None] = relationship(default=None)
    decided_at: Mapped[datetime | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_confirmed(self) -> bool:
        return self.state is LinkState.CONFIRMED

    @property
    def is_clear(self) -> bool:
        """Nothing about it asks for a person's eye before it is confirmed: it is alike, carried by
        itself, and leaves no date of something that is not in it to the superior."""
        if self.is_confirmed or self.likeness < CLEAR:
            return False
        left = self.date_change is DateChange.LEFT_TO_SUPERIOR
        narrowed = self.relation is Relation.NARROWED
        return self.relation is Relation.SAME or (narrowed and not left)

    @property
    def superior_code(self) -> str:
        """As people call the superior's task: 聊008."""
        return f"{self.comparison.region.mark}{self.superior_number:03d}"

    @property
    def subordinate_numbers(self) -> Numbers | None:
        first, last = self.subordinate_number, self.subordinate_last
        return None if first is None or last is None else (first, last)

    @property
    def carriers(self) -> range:
        """The numbers of the tasks that carry it."""
        numbers = self.subordinate_numbers
        return range(numbers[0], numbers[1] + 1) if numbers else range(0)

    @property
    def carried(self) -> range:
        """The numbers of the superior's tasks that are one measure."""
        return range(self.superior_number, self.superior_last + 1)

    def name_relation(self, *, shared: bool) -> None:
        if self.subordinate_number is None:
            self.relation = Relation.DROPPED
        elif shared:
            self.relation = Relation.MERGED
        else:
            self.relation = Relation.NARROWED if self.is_narrowed else Relation.SAME

    def carry(self, numbers: Numbers | None) -> None:
        """Point at the measure that carries it; whoever calls names the relation then."""
        self.subordinate_number, self.subordinate_last = numbers or (None, None)

    def tell(self, *, date_change: DateChange | None, is_narrowed: bool, differences: Json) -> None:
        """Take what differs between the two measures that it links now."""
        self.date_change, self.is_narrowed = date_change, is_narrowed
        self.differences = differences

    def confirm(self, *, by: User, now: datetime, words: str = "") -> None:
        """A person says that it is so."""
        if self.is_confirmed:
            raise Refusal("这一项已经确认过了，要改请选另一项承接措施。")
        self._decide(by, now, words)

    def point_at(self, numbers: Numbers | None, *, by: User, now: datetime, words: str) -> None:
        """A person says that another measure carries it, or none; this counts as confirmed."""
        if not words.strip():
            raise Refusal("改正要写明理由，县里也看得到。", field="reason")
        if numbers == self.subordinate_numbers:
            raise Refusal("选的就是现在的承接措施；没有不同，请直接确认。", field="carrier")
        self.carry(numbers)
        self._decide(by, now, words.strip())

    def _decide(self, by: User, now: datetime, words: str) -> None:
        self.state, self.words = LinkState.CONFIRMED, words
        self.decided_by, self.decided_at = by, now
