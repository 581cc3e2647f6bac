"""What must hold around a circular: units told, corrections decided, the ledger since (pure)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tasks_tracker import wording
from tasks_tracker.reports.circular_checked import Check, Place, right, wrong
from tasks_tracker.reports.circular_named import named, units
from tasks_tracker.reports.circular_snapshot import Snapshot


@dataclass(frozen=True)
class Told:
    """A notice, as far as the checks ask."""

    unit: str
    keys: frozenset[str]
    until: date
    is_checked: bool


@dataclass(frozen=True)
class Asked:
    """A correction that keeps the circular."""

    id: int
    unit: str
    said: str
    is_open: bool
    """Else it was accepted, and the snapshot is older than that."""


@dataclass(frozen=True)
class Around:
    """What is kept beside the circular."""

    told: Sequence[Told] = ()
    asked: Sequence[Asked] = ()
    since: Mapping[str, str] = field(default_factory=dict)
    """Of items, by code: what speaks against naming them now."""
    needs_notice: bool = True

    def keys_of(self, unit: str) -> set[str]:
        """What a unit was told."""
        return {key for one in self.told if one.unit == unit for key in one.keys}

    def open_until(self, unit: str, today: date) -> date | None:
        """The last day on which it may ask; None where that is over, or all is right to it."""
        running = [one.until for one in self.told if one.unit == unit and not one.is_checked]
        return max((until for until in running if today <= until), default=None)


def around(snapshot: Snapshot, found: Around, today: date) -> list[Check]:
    """Each group with one line where all is well."""
    made: list[Check] = []
    for checked, well in (
        (list(_ledger(snapshot, found)), "点名事项都没有批准延期，也没有待审的反馈"),
        (list(_notices(snapshot, found, today)), "点名单位都已核实"),
        (list(_corrections(found)), "更正申请都已答复"),
    ):
        made.extend(checked or [right(well)])
    return made


def _ledger(snapshot: Snapshot, found: Around) -> Iterator[Check]:
    for one in named(snapshot):
        if words := found.since.get(one.said.code):
            at = Place(fragment=f"s-{one.place}" if one.place else "annex-2", code=one.said.code)
            yield wrong(f"{one.said.code} {one.unit}：{words}，不能点名", at)


def _notices(snapshot: Snapshot, found: Around, today: date) -> Iterator[Check]:
    """Units that were not told of all of it, and units that may still ask."""
    if not found.needs_notice:
        return
    named_units, at = units(snapshot), Place(is_notice=True)
    untold = [
        unit
        for unit, things in named_units.items()
        if {o.key for o in things} - found.keys_of(unit)
    ]
    open_ = {unit: found.open_until(unit, today) for unit in named_units if unit not in untold}
    waited_for = {unit: until for unit, until in open_.items() if until}
    if untold:
        yield wrong(f"{len(untold)} 家单位还没有收到核实通知：{'、'.join(untold)}", at)
    if waited_for:
        until, names = wording.day(max(waited_for.values())), "、".join(waited_for)
        yield wrong(f"{len(waited_for)} 家单位的核实期到{until}，还没有答复：{names}", at)


def _corrections(found: Around) -> Iterator[Check]:
    for one in found.asked:
        at = Place(correction_id=one.id)
        what = "更正申请还没有答复" if one.is_open else "更正已采纳，快照还没有重新取"
        yield wrong(f"{one.unit}的{what}：{one.said}", at)
