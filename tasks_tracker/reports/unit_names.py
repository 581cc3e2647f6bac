"""The names of a draft that the register does not know, with the units that they may mean."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tasks_tracker.domain.sources import PlanDraft
from tasks_tracker.domain.units import Unit, UnitGroup
from tasks_tracker.importer.collectives import is_collective, members_of
from tasks_tracker.importer.likeness import Near, Register


@dataclass(frozen=True)
class UnknownName:
    """A name as printed, how many tasks have it, and what it may be."""

    printed: str
    tasks: int
    first_key: int
    """The first task that names it."""
    nearest: Sequence[Near]
    group: UnitGroup
    """Of a new unit of this name, as decided or as it is likely."""
    members: Sequence[str]
    is_announced: bool
    """Somebody decided that it is a new unit."""


def of_draft(
    draft: PlanDraft,
    register: Sequence[Unit],
    *,
    only: Collection[str] | None = None,
    known: Mapping[str, str] | None = None,
) -> list[UnknownName]:
    """In the order of the document; `register` has all units of the region, `only` says which
    names are asked for, `known` is what `names_of` answers, if one has it at hand."""
    known = names_of(register) if known is None else known
    likeness = Register(known, place=draft.region.name)
    announced = {one["name"]: one for one in draft.content.get("new_units", [])}
    return [
        _unknown(printed, keys, likeness.nearest(printed), register, announced.get(printed))
        for printed, keys in _met(draft).items()
        if printed not in known and (only is None or printed in only)
    ]


def names_of(register: Sequence[Unit]) -> dict[str, str]:
    """Every name and alias with the official name that it stands for."""
    known = {alias.name: unit.name for unit in register for alias in unit.aliases}
    return {**known, **{unit.name: unit.name for unit in register}}


def _met(draft: PlanDraft) -> Mapping[str, Sequence[int]]:
    """The keys of the tasks that have each name."""
    keys: dict[str, list[int]] = {}
    for task in draft.content["tasks"]:
        for name in dict.fromkeys([*task["lead"], *task["support"]]):
            keys.setdefault(name, []).append(task["key"])
    return keys


def _unknown(
    printed: str,
    keys: Sequence[int],
    nearest: Sequence[Near],
    register: Sequence[Unit],
    announced: Mapping[str, Any] | None,
) -> UnknownName:
    if announced:
        chosen = set(announced["members"])
        group = UnitGroup(announced["group"])
        members = [unit.name for unit in register if unit.id in chosen]
    else:
        group = UnitGroup.COLLECTIVE if is_collective(printed) else UnitGroup.DEPARTMENT
        members = [unit.name for unit in members_of(printed, register)]
    return UnknownName(
        printed=printed,
        tasks=len(keys),
        first_key=keys[0],
        nearest=nearest,
        group=group,
        members=members,
        is_announced=announced is not None,
    )
