"""Tasks already in the ledger that look like those of a draft, or like one task (多头交办)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.sources import PlanDraft
from tasks_tracker.domain.tasks import Duty, Task, TaskUnit
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.tasks import IN_FORCE
from tasks_tracker.reports.matter_likeness import Alike, Matter, Matters

CHOSEN = "已勾选"


@dataclass(frozen=True)
class LookAlike:
    """A task of the ledger, how like it is (0 to 100), and why it is shown."""

    task_id: int
    number: int
    code: str
    name: str
    plan: str
    leads: Sequence[str]
    is_completed: bool
    score: int
    why: str


@dataclass(frozen=True)
class Suspect:
    """A task of a draft that looks like some of the ledger; `chosen` are numbers ticked already."""

    key: int
    title: str
    requirement: str
    leads: Sequence[str]
    chosen: Collection[int]
    alikes: Sequence[LookAlike]


class Ledger:
    """The tasks of a region, ready to be compared."""

    def __init__(self, region: Region, *where: ColumnElement[bool]) -> None:
        self._mark = region.mark
        self._leads = _leads(region)
        self._rows = _rows(region, *where)
        self._places = {row.number: place for place, row in enumerate(self._rows)}
        self._matters = Matters([self._matter(row) for row in self._rows])

    def like(self, matter: Matter, also: Iterable[int] = ()) -> list[LookAlike]:
        """Those like it, best first, and those of the numbers asked for in any case."""
        found = self._matters.like(matter)
        shown = {alike.place for alike in found}
        places = [self._places[number] for number in also if number in self._places]
        found += [Alike(place, 0, CHOSEN) for place in places if place not in shown]
        return [self._look_alike(alike) for alike in found]

    def _matter(self, row: Row[*tuple[Any, ...]]) -> Matter:
        return Matter(row.title, row.requirement, frozenset(self._leads[row.id]))

    def _look_alike(self, alike: Alike) -> LookAlike:
        row = self._rows[alike.place]
        return LookAlike(
            task_id=row.id,
            number=row.number,
            code=f"{self._mark}{row.number:03d}",
            name=f"{row.title}：{row.part_title}" if row.part_title else row.title,
            plan=f"{row.doc_no}《{row.short_title}》",
            leads=self._leads[row.id],
            is_completed=row.is_completed,
            score=alike.score,
            why=alike.why,
        )


def of_draft(draft: PlanDraft, known: Mapping[str, str]) -> list[Suspect]:
    """Its tasks that look like some of the ledger, in their order (2 statements); `known` has the
    official name for every name in the register."""
    ledger = Ledger(draft.region, Plan.doc_no != draft.doc_no)
    suspects = [_suspect(item, ledger, known) for item in draft.content["tasks"]]
    return [suspect for suspect in suspects if suspect.alikes]


def of_task(task: Task) -> list[LookAlike]:
    """Tasks of other plans of its region that look like this one (2 statements)."""
    leads = frozenset(unit.name for unit in task.leads)
    ledger = Ledger(task.region, Task.plan_id != task.plan_id)
    return ledger.like(Matter(task.title, task.requirement, leads))


def _suspect(item: Mapping[str, Any], ledger: Ledger, known: Mapping[str, str]) -> Suspect:
    leads = [known.get(name, name) for name in item["lead"]]
    matter = Matter(item["title"], item["requirement"], frozenset(leads))
    chosen = item.get("same_as", [])
    return Suspect(
        key=item["key"],
        title=item["title"],
        requirement=item["requirement"],
        leads=leads,
        chosen=chosen,
        alikes=ledger.like(matter, chosen),
    )


def _rows(region: Region, *where: ColumnElement[bool]) -> Sequence[Row[*tuple[Any, ...]]]:
    columns = (
        Task.id,
        Task.number,
        Task.title,
        Task.part_title,
        Task.requirement,
        Task.is_completed,
        Plan.doc_no,
        Plan.short_title,
    )
    query = select(*columns).join(Plan, Plan.id == Task.plan_id)
    here = (Task.region_id == region.id, IN_FORCE, *where)
    return db.execute(query.where(*here).order_by(Task.number)).all()


def _leads(region: Region) -> Mapping[int, list[str]]:
    query = (
        select(TaskUnit.task_id, Unit.name)
        .join(Unit, Unit.id == TaskUnit.unit_id)
        .where(Unit.region_id == region.id, TaskUnit.duty == Duty.LEAD)
        .order_by(TaskUnit.task_id, TaskUnit.position)
    )
    names: dict[int, list[str]] = defaultdict(list)
    for task_id, name in db.execute(query):
        names[task_id].append(name)
    return names
