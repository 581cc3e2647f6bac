"""Adopted plans as papers to compare: their tasks gathered into measures again."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tasks_tracker.domain.comparisons import Numbers
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.tasks import Task
from tasks_tracker.importer.comparison.values import Dated, Figure, Labels, Measure, Paper


@dataclass(frozen=True)
class AdoptedPaper:
    """A paper, and for each of its measures the tasks that it became."""

    paper: Paper
    tasks: Sequence[Sequence[Task]]

    def numbers(self, place: int) -> Numbers:
        own = [task.number for task in self.tasks[place]]
        return min(own), max(own)

    def place(self, number: int) -> int | None:
        """The measure to which the task of this number belongs."""
        places = (
            place
            for place, tasks in enumerate(self.tasks)
            if any(task.number == number for task in tasks)
        )
        return next(places, None)


def paper_of(plan: Plan, tasks: Sequence[Task]) -> AdoptedPaper:
    """One measure for each path; dates that are the plan's or the superior's are not its own.

    A measure is a run of numbers: what an amendment added under the same path is one by itself.
    """
    parts: dict[tuple[Labels, date | None], list[Task]] = defaultdict(list)
    for task in tasks:
        parts[tuple(task.path), task.added_on].append(task)
    measures = [_measure(path, own) for (path, _), own in parts.items()]
    paper = Paper(doc_no=plan.doc_no, place=plan.region.name, measures=measures)
    return AdoptedPaper(paper, list(parts.values()))


def _measure(path: Labels, tasks: Sequence[Task]) -> Measure:
    return Measure(
        path=path,
        title=tasks[0].title,
        text="\n".join(task.requirement for task in tasks),
        leads=tuple(unit.name for task in tasks for unit in task.leads),
        supports=tuple(unit.name for task in tasks for unit in task.supports),
        dates=tuple(_dated(milestone) for milestone in _own_dates(tasks)),
        figures=tuple(
            Figure(phrase=target.phrase, op=target.op, value=_plain(target.value), unit=target.unit)
            for task in tasks
            for target in task.current_targets
        ),
    )


def _own_dates(tasks: Sequence[Task]) -> Iterator[Milestone]:
    for task in tasks:
        yield from (one for one in task.milestones if _is_own(one))


def _is_own(milestone: Milestone) -> bool:
    return not (milestone.is_phase or milestone.superior_code or milestone.replaced_on)


def _dated(milestone: Milestone) -> Dated:
    return Dated(
        phrase=milestone.phrase,
        kind=milestone.kind.value,
        due=milestone.original_due_on,
        rule=milestone.rule,
        deliverable=milestone.deliverable,
    )


def _plain(value: Decimal) -> Decimal:
    """As documents write it: 99 and 0.5, without the zeros of the column."""
    return Decimal(f"{value.normalize():f}")
