"""Regions and their units, entered in official order."""

from datetime import datetime

from tasks_tracker.domain.units import Region, UnitGroup
from tasks_tracker.domain.users import User
from tasks_tracker.operations.units import NewUnit, add_region, enter_register, set_members
from tasks_tracker.persistence import units
from tasks_tracker.seeding.facts import RegionFacts, UnitFacts


def enter_region(facts: RegionFacts, *, now: datetime) -> Region:
    parent = units.get_region(facts.parent) if facts.parent else None
    return add_region(now=now, name=facts.name, mark=facts.mark, parent=parent)


def enter_units(region: Region, register: list[UnitFacts], *, by: User, now: datetime) -> None:
    entries = [NewUnit(facts.name, UnitGroup(facts.group), facts.aliases) for facts in register]
    made = enter_register(region, by=by, now=now, entries=entries)
    for facts in register:
        if facts.members:
            members = [made[name] for name in facts.members]
            set_members(made[facts.name], by=by, now=now, members=members)
