"""The register of units: adding one, the names it goes by, the members of a collective."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.units import Region, Unit, UnitAlias, UnitGroup
from tasks_tracker.domain.users import User
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import units
from tasks_tracker.persistence.session import db

LONGEST_NAME = 80


@dataclass(frozen=True)
class NewUnit:
    """A line of a register that is entered as a whole."""

    name: str
    group: UnitGroup
    aliases: Sequence[str] = ()


def add_region(
    *, now: datetime, name: str, mark: str, parent: Region | None = None, by: User | None = None
) -> Region:
    """Enter a city or county. `by` None: at installation."""
    if by:
        require(by, Action.MANAGE_UNITS)
    known = units.regions()
    if any(region.name == name for region in known):
        raise Refusal(f"地区“{name}”已经有了。", field="name")
    if len(mark) != 1 or any(region.mark == mark for region in known):
        raise Refusal(f"任务编号前的字须是一个没有用过的字：{mark}。", field="mark")
    region = Region(name=name, mark=mark, office=f"{name}人民政府督查室", parent=parent)
    db.add(region)
    db.flush()
    record(EventKind.UNIT_ADDED, by=by, now=now, region=region, words=name)
    return region


def add_unit(
    region: Region, *, by: User | None, now: datetime, name: str, group: UnitGroup
) -> Unit:
    """Enter a unit at the end of the official order. `by` None: at installation."""
    if by:
        require(by, Action.MANAGE_UNITS)
    return enter_unit(region, by=by, now=now, name=name, group=group)


def enter_unit(
    region: Region, *, by: User | None, now: datetime, name: str, group: UnitGroup
) -> Unit:
    """The same for operations that have checked another right already, such as adoption."""
    name = name.strip()
    if not name:
        raise Refusal("单位名称不能空着。", field="name")
    _refuse_known(region, name, "name")
    position = units.next_position(region)
    unit = Unit(region=region, name=name, group=group, position=position)
    db.add(unit)
    db.flush()
    _record_added(unit, by, now)
    return unit


def enter_register(
    region: Region, *, by: User, now: datetime, entries: Sequence[NewUnit]
) -> dict[str, Unit]:
    """Enter many units at once, in the order given; answers them by name (4 statements to read)."""
    require(by, Action.MANAGE_UNITS)
    _refuse_doubles(region, entries)
    first = units.next_position(region)
    made = {
        entry.name: Unit(region=region, name=entry.name, group=entry.group, position=position)
        for position, entry in enumerate(entries, first)
    }
    for entry in entries:
        unit = made[entry.name]
        unit.aliases = [UnitAlias(unit=unit, name=name) for name in entry.aliases]
    db.add_all(made.values())
    db.flush()
    for entry in entries:
        _record_added(made[entry.name], by, now)
        if entry.aliases:
            after = sorted(entry.aliases)
            _record_change(made[entry.name], by=by, now=now, before=[], after=after)
    return made


def _refuse_doubles(region: Region, entries: Sequence[NewUnit]) -> None:
    known = units.official_names(region)
    for entry in entries:
        for name in (entry.name, *entry.aliases):
            if not 0 < len(name) <= LONGEST_NAME or name != name.strip():
                raise Refusal(f"“{name[:20]}”不能作单位名称：空着、太长，或前后有空格。")
            if name in known:
                raise Refusal(f"“{name}”在名册里已是“{known[name]}”的名称。", field="name")
            known[name] = entry.name


def enter_alias(unit: Unit, *, by: User, now: datetime, name: str) -> None:
    """Let a unit go by one more name; for operations that have checked their own right."""
    if len(name) > LONGEST_NAME:
        raise Refusal(f"“{name[:20]}…”太长，最多 {LONGEST_NAME} 字。", field="aliases")
    _refuse_known(unit.region, name, "aliases")
    before = sorted(alias.name for alias in unit.aliases)
    db.add(UnitAlias(unit=unit, name=name))
    _record_change(unit, by=by, now=now, before=before, after=sorted([*before, name]))


def set_aliases(unit: Unit, *, by: User, now: datetime, aliases: list[str]) -> None:
    """Set the other names of a unit; a name already taken by another unit is refused."""
    require(by, Action.MANAGE_UNITS)
    wanted = list(dict.fromkeys(name.strip() for name in aliases if name.strip()))
    kept = {alias.name: alias for alias in unit.aliases}
    for name in wanted:
        if len(name) > LONGEST_NAME:
            raise Refusal(f"“{name[:20]}…”太长，最多 {LONGEST_NAME} 字。", field="aliases")
        if name not in kept:
            _refuse_known(unit.region, name, "aliases")
    before = sorted(kept)
    unit.aliases = [kept.get(name) or UnitAlias(unit=unit, name=name) for name in wanted]
    for name in set(kept) - set(wanted):
        db.delete(kept[name])
    _record_change(unit, by=by, now=now, before=before, after=sorted(wanted))


def set_members(unit: Unit, *, by: User, now: datetime, members: Sequence[Unit]) -> None:
    """Set the units for which a collective one stands."""
    require(by, Action.MANAGE_UNITS)
    enter_members(unit, by=by, now=now, members=members)


def enter_members(unit: Unit, *, by: User, now: datetime, members: Sequence[Unit]) -> None:
    """The same for operations that have checked another right already."""
    before = [member.name for member in unit.members]
    unit.members.clear()
    for member in members:
        unit.take_in(member)
    _record_change(unit, by=by, now=now, before=before, after=[member.name for member in members])


def _record_added(unit: Unit, by: User | None, now: datetime) -> None:
    subject = f"unit:{unit.id}"
    record(
        EventKind.UNIT_ADDED, by=by, now=now, region=unit.region, subject=subject, words=unit.name
    )


def _record_change(
    unit: Unit, *, by: User, now: datetime, before: list[str], after: list[str]
) -> None:
    record(
        EventKind.UNIT_CHANGED,
        by=by,
        now=now,
        region=unit.region,
        subject=f"unit:{unit.id}",
        words=unit.name,
        before=before,
        after=after,
    )


def _refuse_known(region: Region, name: str, field: str) -> None:
    known = units.find(region, name)
    if known:
        raise Refusal(f"“{name}”在名册里已是“{known.name}”的名称。", field=field)
