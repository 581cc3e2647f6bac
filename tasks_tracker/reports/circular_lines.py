"""Tasks as a circular counts them: which count for what, by their codes (pure)."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.lights import LATE, Cause, Light, Lines, Rule, reasons
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.trajectory import planned
from tasks_tracker.reports import percentages
from tasks_tracker.reports.as_of import TaskThen
from tasks_tracker.reports.by_original import Dues, dues, is_moved
from tasks_tracker.reports.circular_counted import Counts
from tasks_tracker.reports.fallen_due import Span
from tasks_tracker.reports.milestones_then import MilestoneThen

LAGGING = frozenset({*LATE, Light.LAGGING})
Codes = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Line:
    """A task with its light and with how its milestones count in the period."""

    then: TaskThen
    light: Light
    causes: frozenset[Cause]
    dues: tuple[Dues, ...]
    """One for each milestone, in the order of the document."""
    code: str
    measure: "Measure" = field(repr=False)

    @property
    def task(self) -> Task:
        return self.then.task

    @property
    def is_late(self) -> bool:
        return self.light in LATE

    @property
    def awaits(self) -> bool:
        return self.then.awaits_office

    @cached_property
    def pace(self) -> str:
        """completed, ahead, on_plan, behind, other."""
        return _pace(self.then, self.light, self.measure)

    @cached_property
    def has_more_time(self) -> bool:
        """An extension holds for something that lies with the unit."""
        return any(is_moved(one, self.then.day) for one in self.then.running)


@dataclass(frozen=True)
class Measure:
    """By what tasks are measured: the period, the calendar as it was known, the rule."""

    span: Span
    workdays: Workdays
    rule: Rule

    @property
    def lines(self) -> Lines:
        return Lines.on(self.span.as_of, self.workdays, self.rule)


def lines_of(then: Iterable[TaskThen], measure: Measure) -> list[Line]:
    """In the order of the ledger."""
    lines = measure.lines
    return [_line(one, lines, measure) for one in then]


def _line(then: TaskThen, lines: Lines, measure: Measure) -> Line:
    found = reasons(then.facts, lines)
    return Line(
        then=then,
        light=found[0].light,
        causes=frozenset(one.cause for one in found),
        dues=tuple(dues(one, measure.span, measure.workdays) for one in then.milestones),
        code=then.task.code,
        measure=measure,
    )


def _pace(then: TaskThen, light: Light, measure: Measure) -> str:
    """The five parts of 金寨: what waits for the office after its date is neither on plan nor
    behind until the office has said so."""
    if light is Light.DONE:
        return "completed"
    if light in LAGGING:
        return "other" if then.awaits_office else "behind"
    if not then.reports or not then.milestones:
        return "other"
    return "ahead" if _is_ahead(then, measure) else "on_plan"


def _is_ahead(then: TaskThen, measure: Measure) -> bool:
    """Something was handed in of which the clock runs out after the period, or as much more is
    done than the straight line wants as would count as behind if it were less."""
    last = measure.span.period.last
    if any(_is_early(one, last, then.day) for one in then.milestones):
        return True
    end, percent = then.due_ends_on, then.percent
    if end is None or percent is None or then.begins_on is None:
        return False
    line = planned(then.day, then.begins_on, end, measure.workdays)
    return percent >= line + measure.rule.behind_points


def _is_early(milestone: MilestoneThen, last: date, day: date) -> bool:
    is_in = milestone.submitted_on is not None and not milestone.is_asked_about
    return is_in and milestone.clock_ends_on > last and not is_moved(milestone, day)


COUNTED: Mapping[str, Callable[[Line], bool]] = {
    "tasks": lambda _: True,
    "completed": lambda line: line.light is Light.DONE,
    "under_way": lambda line: line.light is not Light.DONE and not line.is_late,
    "overdue": lambda line: line.is_late,
    "ahead": lambda line: line.pace == "ahead",
    "on_plan": lambda line: line.pace == "on_plan",
    "behind": lambda line: line.pace == "behind",
    "other": lambda line: line.pace == "other",
}
"""Of tasks."""
DUE: Mapping[str, Callable[[Dues], bool]] = {
    "due": lambda one: one.is_due,
    "on_time": lambda one: one.is_due and one.on_time,
    "extended": lambda one: one.is_extended,
    "left": lambda one: one.has_left,
    "original_due": lambda one: one.was_due,
    "original_on_time": lambda one: one.was_due and one.was_on_time,
}
"""Of milestones: a task stands there once for each."""
ALL = frozenset({*COUNTED, *DUE})
OF_EARLIER = frozenset({"tasks", "completed", "overdue", "due", "on_time"})
"""What is shown of periods before."""


def codes(lines: Sequence[Line], names: Container[str] = ALL) -> dict[str, list[str]]:
    """For each thing that is counted, the tasks behind it."""
    tasks = {name: holds for name, holds in COUNTED.items() if name in names}
    found = {name: [one.code for one in lines if holds(one)] for name, holds in tasks.items()}
    with_dues = [(one.code, due) for one in lines for due in one.dues]
    for name, counts in DUE.items():
        if name in names:
            found[name] = [code for code, due in with_dues if counts(due)]
    return found


def counts(found: Codes) -> Counts:
    """How many they are, and the rates that follow."""
    count = {name: len(behind) for name, behind in found.items()}
    return Counts(
        **count,
        on_time_rate=percentages.rate(count["on_time"], count["due"]),
        rate_by_original=percentages.rate(count["original_on_time"], count["original_due"]),
    )
