"""Regions and their units: official order, aliases, collectives that stand for members."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Short, word_column
from tasks_tracker.domain.errors import Refusal


class UnitGroup(StrEnum):
    """How units are ranked apart."""

    DEPARTMENT = "department"
    VERTICAL = "vertical"
    ENTERPRISE = "enterprise"
    COUNTY = "county"
    TOWN = "town"
    PARK = "park"
    COLLECTIVE = "collective"


class Region(Base):
    """A city or county: the border of what its people see."""

    __tablename__ = "regions"
    __table_args__ = (
        UniqueConstraint("name"),
        UniqueConstraint("mark"),
        CheckConstraint("parent_id <> id", name="parent"),
        CheckConstraint("correction_days BETWEEN 1 AND 10", name="correction_days"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    name: Mapped[Short]
    mark: Mapped[Short]
    """The character before a task's number: 聊008."""
    office: Mapped[Short]
    """The name of its supervision office, as circulars print it."""
    parent_id: Mapped[int | None] = mapped_column(
        BIG, ForeignKey("regions.id"), init=False, index=True
    )
    parent: Mapped["Region | None"] = relationship(remote_side=[id], default=None, lazy="joined")
    correction_days: Mapped[int] = mapped_column(default=2)
    """Working days in which units may ask for corrections before a circular is issued."""


class Unit(Base):
    """A body that can be made responsible; a collective one stands for its members."""

    __tablename__ = "units"
    __table_args__ = (
        UniqueConstraint("region_id", "name"),
        UniqueConstraint("region_id", "position"),
        CheckConstraint("position > 0", name="position"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    region_id: Mapped[int] = mapped_column(BIG, ForeignKey("regions.id"), init=False)
    region: Mapped[Region] = relationship(lazy="joined")
    name: Mapped[Short]
    group: Mapped[UnitGroup] = mapped_column(word_column(UnitGroup))
    position: Mapped[int]
    """Place in the official order of the region."""
    aliases: Mapped[list["UnitAlias"]] = relationship(
        back_populates="unit", default_factory=list, order_by="UnitAlias.name"
    )
    members: Mapped[list["Unit"]] = relationship(
        secondary="unit_members",
        primaryjoin="Unit.id == UnitMember.collective_id",
        secondaryjoin="Unit.id == UnitMember.member_id",
        order_by="Unit.position",
        default_factory=list,
    )

    def __post_init__(self) -> None:
        # Of something new it is known what hangs on it: nobody need ask the database later.
        self.aliases, self.members = list(self.aliases), list(self.members)

    @property
    def is_collective(self) -> bool:
        return self.group is UnitGroup.COLLECTIVE

    def take_in(self, member: "Unit") -> None:
        """Add a member to a collective unit."""
        if not self.is_collective:
            raise Refusal(f"“{self.name}”不是集合单位，不能有成员。")
        if member.is_collective:
            raise Refusal(f"“{member.name}”本身是集合单位，不能作为成员。")
        if member.region is not self.region:
            raise Refusal(f"“{member.name}”不在{self.region.name}的名册里，成员须在同一地区。")
        if member not in self.members:
            self.members.append(member)


class UnitAlias(Base):
    """Another name under which documents mention a unit."""

    __tablename__ = "unit_aliases"
    __table_args__ = (UniqueConstraint("unit_id", "name"),)

    id: Mapped[Id] = mapped_column(init=False)
    unit_id: Mapped[int] = mapped_column(BIG, ForeignKey("units.id"), init=False)
    unit: Mapped[Unit] = relationship(back_populates="aliases")
    name: Mapped[Short]


class UnitMember(Base):
    """A unit's place in a collective."""

    __tablename__ = "unit_members"
    __table_args__ = (CheckConstraint("member_id <> collective_id", name="other"),)

    collective_id: Mapped[int] = mapped_column(BIG, ForeignKey("units.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(
        BIG, ForeignKey("units.id"), primary_key=True, index=True
    )
