"""One morning's facts, read once for everybody, and each person's digest made of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from tasks_tracker import clock
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.lights import LATE, Light
from tasks_tracker.domain.users import OFFICE_ROLES, Role, User
from tasks_tracker.operations import pending
from tasks_tracker.operations.digests import (
    Almanac,
    Digest,
    Item,
    Returned,
    Tally,
    Waiting,
    cut,
    in_words,
    worst_first,
)
from tasks_tracker.persistence import attention, light_rules
from tasks_tracker.persistence.attention import DueTask, OfficeReport

V = TypeVar("V")
Judged = tuple[DueTask, Item]


class Morning:
    """What is overdue, due soon, waiting and returned on a day (4 statements), and what else is
    pending (1 for each kind)."""

    def __init__(self, today: date, workdays: Workdays) -> None:
        self.today = today
        self._almanac = Almanac(today, workdays, light_rules.on(today))
        until = self._almanac.lines.soon_until
        due = [(task, self._item(task)) for task in attention.due_tasks(until)]
        items = {task.id: item for task, item in due}
        self._by_unit = _grouped(
            (unit_id, (post_id, items[task_id]))
            for task_id, unit_id, post_id in attention.lead_seats(until)
        )
        self._by_leader = _grouped((pair[0].leader_id, pair) for pair in due)
        self._overdue = _grouped((pair[0].region_id, pair) for pair in due if pair[1].light in LATE)
        self._waiting = _grouped(
            (report.region_id, report) for report in attention.waiting_reports()
        )
        self._returned = _grouped(
            (report.unit_id, report) for report in attention.returned_reports()
        )
        self._pending = pending.count(today)

    def digest_for(self, person: User) -> Digest:
        """What this person is told, by all the posts held; without a headline, nothing."""
        unit_ids = [unit.id for unit in person.units]
        office = person.region.id if person.region and person.holds(*OFFICE_ROLES) else None
        own = worst_first({item.task_id: item for item in self._handled_by(person)}.values())
        led = self._by_leader[person.id] if person.holds(Role.LEADER) else []
        waiting = self._waiting[office]
        returned = [report for key in unit_ids for report in self._returned[key]]
        overdue = self._overdue[office]
        listed = {item.task_id: item for item in [*own, *_items(overdue), *_items(led)]}
        others = pending.of(person, self._pending)
        return Digest(
            today=self.today,
            others=others,
            own=cut(own),
            led=cut(worst_first(_items(led))),
            returned=cut([_returned(report) for report in returned]),
            waiting=cut([_waiting(report) for report in waiting]),
            units=cut(_by_unit(overdue)),
            sections=cut(_by_section(led)),
            headline=_headline(waiting, returned, worst_first(listed.values()), others),
        )

    def _handled_by(self, person: User) -> Iterable[Item]:
        """What a head's unit leads, and of that what a liaison's post handles."""
        for post in person.posts:
            for post_id, item in self._by_unit[post.unit_id] if post.unit_id else ():
                if post_id in {None, post.id} or post.role is Role.UNIT_HEAD:
                    yield item

    def _item(self, task: DueTask) -> Item:
        light = self._almanac.light(task.facts)
        return Item(
            task_id=task.id,
            code=_code(task),
            name=_name(task),
            ends_on=task.ends_on,
            days=self._almanac.days(task.ends_on),
            light=light,
            note="新逾期" if self._almanac.is_newly_late(task.ends_on) else "",
        )


def _grouped(pairs: Iterable[tuple[int | None, V]]) -> defaultdict[int | None, list[V]]:
    found: defaultdict[int | None, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _items(judged: Iterable[Judged]) -> list[Item]:
    return [item for _, item in judged]


def _by_unit(judged: Iterable[Judged]) -> list[Tally]:
    """By first lead unit, the worst first."""
    counted = _count((task.lead_unit, item) for task, item in judged)
    return sorted(counted, key=lambda tally: (-tally.severe, -tally.overdue))


def _by_section(judged: Iterable[Judged]) -> list[Tally]:
    """In the order of the plans."""
    in_order = sorted(judged, key=lambda pair: pair[0].section_id)
    return _count((task.section, item) for task, item in in_order)


def _count(named: Iterable[tuple[str, Item]]) -> list[Tally]:
    lights = defaultdict(list)
    for name, item in named:
        lights[name].append(item.light)
    return [
        Tally(
            name=name,
            severe=shown.count(Light.SEVERE),
            overdue=sum(light in LATE for light in shown),
            lagging=shown.count(Light.LAGGING),
            due_soon=shown.count(Light.DUE_SOON),
        )
        for name, shown in lights.items()
    ]


def _waiting(report: OfficeReport) -> Waiting:
    return Waiting(
        report_id=report.id,
        code=_code(report),
        name=_name(report),
        unit=report.unit,
        submitted_on=report.submitted_on,
    )


def _returned(report: OfficeReport) -> Returned:
    at = report.reviewed_at
    return Returned(
        task_id=report.task_id,
        code=_code(report),
        name=_name(report),
        returned_on=clock.local(at).date() if at else report.submitted_on,
    )


def _headline(
    waiting: Sequence[OfficeReport],
    returned: Sequence[OfficeReport],
    listed: Sequence[Item],
    others: Sequence[tuple[str, int]],
) -> str:
    parts = [f"待审 {len(waiting)} 件"] if waiting else []
    parts += in_words(listed)
    parts += [f"其他待办 {sum(number for _, number in others)} 件"] if others else []
    parts += [f"退回 {len(returned)} 件"] if returned else []
    return "，".join(parts)


def _code(row: DueTask | OfficeReport) -> str:
    return f"{row.mark}{row.number:03d}"


def _name(row: DueTask | OfficeReport) -> str:
    return f"{row.title}：{row.part_title}" if row.part_title else row.title
