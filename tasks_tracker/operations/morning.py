"""One morning's facts, read once for everybody, and each person's digest made of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from tasks_tracker import clock
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.lights import LATE, Light
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, Role, User
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
from tasks_tracker.persistence import attention
from tasks_tracker.persistence.attention import DueTask, OfficeReport

Judged = tuple[DueTask, Item]


class Morning:
    """What is overdue, due soon, waiting and returned on a day (4 statements)."""

    def __init__(self, today: date, workdays: Workdays) -> None:
        self.today = today
        self._almanac = Almanac(today, workdays)
        until = self._almanac.lines.soon_until
        self._due = [(task, self._item(task)) for task in attention.due_tasks(until)]
        self._by_unit = self._led_by(attention.lead_unit_ids(until))
        self._waiting = attention.waiting_reports()
        self._returned = attention.returned_reports()

    def digest_for(self, person: User) -> Digest:
        """What this person is told, by all the posts held; without a headline, nothing."""
        own = self._own(person)
        led = self._led(person)
        returned = [report for report in self._returned if _is_of(person, report)]
        waiting = [report for report in self._waiting if _is_reviewed_by(person, report)]
        overdue = self._overdue(person)
        listed = worst_first({item.task_id: item for item in [*own, *overdue, *led]}.values())
        return Digest(
            today=self.today,
            own=cut(own),
            led=cut(led),
            returned=cut([_returned(report) for report in returned]),
            waiting=cut([_waiting(report) for report in waiting]),
            units=cut(self._tallies(person)),
            sections=cut(self._sections(person)),
            headline=_headline(waiting, returned, listed),
        )

    def _item(self, task: DueTask) -> Item:
        light = self._almanac.light(task.ends_on, submitted_late=task.submitted_late)
        return Item(
            task_id=task.id,
            code=_code(task),
            name=_name(task),
            ends_on=task.ends_on,
            days=self._almanac.days(task.ends_on),
            light=light,
            note="新逾期" if self._almanac.is_newly_late(task.ends_on) else "",
        )

    def _led_by(self, seats: Iterable[tuple[int, int]]) -> dict[int, list[Item]]:
        items = {item.task_id: item for _, item in self._due}
        by_unit = defaultdict(list)
        for task_id, unit_id in seats:
            by_unit[unit_id].append(items[task_id])
        return by_unit

    def _own(self, person: User) -> list[Item]:
        """What the person's units lead; once, although two of them may lead it."""
        if not person.holds(*UNIT_ROLES):
            return []
        items = {i.task_id: i for unit in person.units for i in self._by_unit.get(unit.id, ())}
        return worst_first(items.values())

    def _led(self, person: User) -> list[Item]:
        return worst_first(item for _, item in self._of_leader(person))

    def _overdue(self, person: User) -> list[Item]:
        return [item for _, item in self._of_office(person)]

    def _of_leader(self, person: User) -> list[Judged]:
        if not person.holds(Role.LEADER):
            return []
        return [(task, item) for task, item in self._due if task.leader_id == person.id]

    def _of_office(self, person: User) -> list[Judged]:
        """The overdue tasks of the region, for the people of its office."""
        if not person.holds(*OFFICE_ROLES) or person.region is None:
            return []
        own = person.region.id
        return [
            (task, item) for task, item in self._due if task.region_id == own and item.light in LATE
        ]

    def _tallies(self, person: User) -> list[Tally]:
        """By first lead unit, the worst first."""
        counted = _count((task.lead_unit, item) for task, item in self._of_office(person))
        return sorted(counted, key=lambda tally: (-tally.severe, -tally.overdue))

    def _sections(self, person: User) -> list[Tally]:
        mine = sorted(self._of_leader(person), key=lambda pair: pair[0].section_id)
        return _count((task.section, item) for task, item in mine)


def _count(named: Iterable[tuple[str, Item]]) -> list[Tally]:
    lights = defaultdict(list)
    for name, item in named:
        lights[name].append(item.light)
    return [
        Tally(
            name=name,
            severe=shown.count(Light.SEVERE),
            overdue=sum(light in LATE for light in shown),
            due_soon=sum(light not in LATE for light in shown),
        )
        for name, shown in lights.items()
    ]


def _is_of(person: User, report: OfficeReport) -> bool:
    return person.holds(*UNIT_ROLES) and report.unit_id in {unit.id for unit in person.units}


def _is_reviewed_by(person: User, report: OfficeReport) -> bool:
    region = person.region
    return person.holds(*OFFICE_ROLES) and region is not None and report.region_id == region.id


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
    waiting: Sequence[OfficeReport], returned: Sequence[OfficeReport], listed: Sequence[Item]
) -> str:
    parts = [f"待审 {len(waiting)} 件"] if waiting else []
    parts += in_words(listed)
    parts += [f"退回 {len(returned)} 件"] if returned else []
    return "，".join(parts)


def _code(row: DueTask | OfficeReport) -> str:
    return f"{row.mark}{row.number:03d}"


def _name(row: DueTask | OfficeReport) -> str:
    return f"{row.title}：{row.part_title}" if row.part_title else row.title
