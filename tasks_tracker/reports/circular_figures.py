"""The figures and rows of a circular, from tasks as they stood on a day (pure)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tasks_tracker import wording
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.lights import DEFAULT, LATE, WORST_FIRST, Light, Lines, Rule
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.reports import percentages
from tasks_tracker.reports.as_of import TaskThen
from tasks_tracker.reports.circular_snapshot import (
    Counts,
    Figures,
    GoodUnit,
    Item,
    LedgerRow,
    Totals,
    UnitRow,
)
from tasks_tracker.reports.fallen_due import Span
from tasks_tracker.reports.milestones_then import MilestoneThen

ENOUGH_DUE = 3
"""Fewer milestones fallen due say nothing about a unit."""
PROGRESS_LENGTH = 60
AWAITS = "待审"


@dataclass(frozen=True)
class Line:
    """A task with its light."""

    then: TaskThen
    light: Light
    due: tuple[MilestoneThen, ...]
    """What fell due in the month."""

    @property
    def task(self) -> Task:
        return self.then.task

    @property
    def is_late(self) -> bool:
        return self.light in LATE

    @property
    def awaits(self) -> bool:
        return self.then.awaits_office


def figures(
    then: Sequence[TaskThen], span: Span, workdays: Workdays, rule: Rule = DEFAULT
) -> Figures:
    """Count and list; `then` in the order of the ledger."""
    lines = _lines(then, span, Lines.on(span.as_of, workdays, rule))
    late = [line for line in lines if line.is_late and not line.awaits]
    missed = [line for line in lines if _missed(line, span)]
    lagging = [line for line in lines if _lags(line, span)]
    waiting = [line for line in lines if line.awaits and _behind(line, span)]
    return Figures(
        totals=_totals(lines, span),
        units=_unit_rows(lines),
        overdue=_worst_first(_item(line, span, workdays) for line in late),
        missed=tuple(_item(line, span, workdays) for line in missed),
        waiting=tuple(_item(line, span, workdays) for line in waiting),
        good=_good_units(lines),
        ledger=tuple(_ledger_row(line) for line in lines),
        lagging=_worst_first(_item(line, span, workdays) for line in lagging),
    )


def _lines(then: Sequence[TaskThen], span: Span, on_the_day: Lines) -> list[Line]:
    return [
        Line(
            then=task,
            light=task.light(on_the_day),
            due=tuple(milestone for milestone in task.milestones if span.saw_due(milestone)),
        )
        for task in then
    ]


def _missed(line: Line, span: Span) -> bool:
    """Nothing of it is overdue yet, but the day that has just ended was its last."""
    ends = line.then.facts.clock_ends_on
    return not line.is_late and not line.awaits and span.is_whole and ends == span.as_of


def _lags(line: Line, span: Span) -> bool:
    """A milestone before its last one ran out and is not there."""
    ends = line.then.facts.clock_ends_on
    return not line.is_late and not line.awaits and ends is not None and ends < span.as_of


def _counts(lines: Sequence[Line]) -> Counts:
    completed = sum(line.light is Light.DONE for line in lines)
    overdue = sum(line.is_late for line in lines)
    due = [milestone for line in lines for milestone in line.due]
    on_time = sum(milestone.was_on_time for milestone in due)
    return Counts(
        tasks=len(lines),
        completed=completed,
        under_way=len(lines) - completed - overdue,
        overdue=overdue,
        due=len(due),
        on_time=on_time,
        on_time_rate=percentages.rate(on_time, len(due)),
    )


def _totals(lines: Sequence[Line], span: Span) -> Totals:
    counts = _counts(lines)
    shown = Counter(line.light for line in lines)
    return Totals(
        counts=counts,
        shares=tuple(percentages.tenths([counts.completed, counts.under_way, counts.overdue])),
        lights={light.value: shown[light] for light in WORST_FIRST},
        waiting=sum(line.awaits for line in lines),
        overdue_waiting=sum(line.is_late and line.awaits for line in lines),
        next_due=sum(
            span.precedes_due(milestone) for line in lines for milestone in line.then.milestones
        ),
    )


def _by_unit(lines: Sequence[Line]) -> list[tuple[Unit, list[Line]]]:
    """The first lead units in official order, each with its tasks."""
    found: dict[Unit, list[Line]] = defaultdict(list)
    for line in lines:
        found[line.then.words.lead_unit].append(line)
    return sorted(found.items(), key=lambda pair: pair[0].position)


def _unit_rows(lines: Sequence[Line]) -> tuple[UnitRow, ...]:
    return tuple(UnitRow(unit.name, _counts(own)) for unit, own in _by_unit(lines))


def _good_units(lines: Sequence[Line]) -> tuple[GoodUnit, ...]:
    counted = [(unit.name, _counts(own)) for unit, own in _by_unit(lines)]
    return tuple(
        GoodUnit(name, counts.due)
        for name, counts in counted
        if ENOUGH_DUE <= counts.due == counts.on_time and not counts.overdue
    )


def _item(line: Line, span: Span, workdays: Workdays) -> Item:
    behind = _behind(line, span)
    worst = behind[0]
    return Item(
        code=line.task.code,
        title=line.then.words.name,
        unit=line.then.words.lead_unit.name,
        behind=tuple(milestone.milestone.deliverable for milestone in behind),
        due_on=(worst.milestone.due_on or worst.clock_ends_on).isoformat(),
        days_late=workdays.between(worst.clock_ends_on, worst.submitted_on or span.as_of),
    )


def _behind(line: Line, span: Span) -> list[MilestoneThen]:
    """What ran out and is not there; where nothing is, what came late and waits."""
    passed = [m for m in line.then.running if m.clock_ends_on <= span.passed_until]
    late = [m for m in line.then.milestones if m.submitted_on and not m.met_on]
    return passed or [m for m in late if not m.was_on_time]


def _worst_first(items: Iterable[Item]) -> tuple[Item, ...]:
    """The longest overdue first; items of one day stay in the order of the ledger."""
    return tuple(sorted(items, key=lambda item: -item.days_late))


def _ledger_row(line: Line) -> LedgerRow:
    words = line.then.words
    leader = words.section.leader
    return LedgerRow(
        code=line.task.code,
        title=words.name,
        leader=leader.name if leader else "—",
        leads="、".join(unit.name for unit in words.leads),
        supports="、".join(unit.name for unit in words.supports) or "—",
        due=_due(line.then),
        progress=_first_words(line.then.last_words) or "—",
        status=AWAITS if line.awaits else wording.word(line.light),
    )


def _due(then: TaskThen) -> str:
    """The dates of a task, each once; the phrase where it has none."""
    dated = [one.milestone.due_on for one in then.milestones]
    days = sorted({day for day in dated if day})
    if days:
        return "、".join(wording.day(day, in_year=then.day.year) for day in days)
    return "、".join(dict.fromkeys(one.phrase for one in then.standing)) or "—"


def _first_words(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= PROGRESS_LENGTH else f"{flat[:PROGRESS_LENGTH]}…"
