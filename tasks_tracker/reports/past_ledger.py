"""The ledger as it stood at the end of a past day, by what was known then."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, func, not_, select

from tasks_tracker import clock
from tasks_tracker.domain.lights import WORST_FIRST, Light, Lines, reasons
from tasks_tracker.domain.milestones import MilestoneState
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence import light_rules
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports import as_of, known_then, past_selection, touched
from tasks_tracker.reports.as_of import TaskThen, Told
from tasks_tracker.reports.days import Clock, days
from tasks_tracker.reports.ledger import Due, LedgerRow, Tallies
from tasks_tracker.reports.milestones_then import MilestoneThen
from tasks_tracker.reports.selection import Order, Selection
from tasks_tracker.reports.standing_then import stage_then
from tasks_tracker.reports.words_then import leads_of, words_on


@dataclass(frozen=True)
class PastLedger:
    """All rows under a filter; only those of one page are written out."""

    asked: Selection
    lines: Lines
    found: Sequence[TaskThen]
    """Under the whole filter but for lights and waiting."""

    @cached_property
    def tallies(self) -> Tallies:
        cells = Counter((one.light(self.lines), one.awaits_office) for one in self.found)
        return Tallies(dict(cells), self.asked)

    @cached_property
    def chosen(self) -> list[TaskThen]:
        """What is shown, in its order."""
        shown = [one for one in self.found if self._is_shown(one)]
        return sorted(shown, key=self._key)

    def rows(self, *, limit: int | None = None, offset: int = 0) -> list[LedgerRow]:
        end = None if limit is None else offset + limit
        return [self._row(one) for one in self.chosen[offset:end]]

    def _is_shown(self, then: TaskThen) -> bool:
        waits = then.awaits_office or not self.asked.waiting
        return waits and self.asked.shows(then.light(self.lines))

    def _key(self, then: TaskThen) -> tuple[Any, ...]:
        task, ends = then.task, then.facts.clock_ends_on or date.max
        last = (task.region_id, task.number)
        if self.asked.order is Order.WORST and not self.asked.ended:
            light = then.light(self.lines)
            since = _missed(then) if light is Light.LAGGING else None
            return (WORST_FIRST.index(light), since or ends, *last)
        if self.asked.order is Order.DUE:
            return (ends, *last)
        if self.asked.order is Order.UNIT:
            return (task.region_id, then.words.lead_unit.position, task.number)
        return last

    def _row(self, then: TaskThen) -> LedgerRow:
        task, words = then.task, then.words
        found = reasons(then.facts, self.lines)
        ended_on = task.ended_on
        return LedgerRow(
            task_id=task.id,
            code=task.code,
            name=words.name,
            section=words.section.label,
            light=found[0].light,
            lead=words.lead_unit.name,
            leads=len(words.leads),
            supports=len(words.supports),
            due=_due(_current(then, self.asked), self.lines),
            met=sum(one.state is MilestoneState.MET for one in then.milestones),
            milestones=len(then.milestones),
            last_report_on=then.reports[-1].submitted_on if then.reports else None,
            awaits_office=then.awaits_office,
            stage=stage_then(then),
            reasons=found,
            ended_on=ended_on if ended_on and ended_on <= then.day else None,
        )


def on(day: date, seen: ColumnElement[bool], asked: Selection) -> PastLedger:
    """The tasks that were in sight then: those that this person may see today (19 statements,
    however many tasks; some more where names are asked for)."""
    there = seen & not_(touched.adopted(day)) & past_selection.fixed(asked)
    gone = Task.ended_on <= day
    wanted = there & (gone if asked.ended else touched.in_force(day))
    looked = past_selection.look_up(asked)
    found = [one for one in tasks_on(day, wanted) if past_selection.matches(one, asked, looked)]
    return PastLedger(asked, light_rules.lines_then(day), found)


def tasks_on(day: date, seen: ColumnElement[bool]) -> list[TaskThen]:
    """With all that is known of them."""
    tasks = as_of.tasks_of(seen)
    told = Told(
        words=words_on(day, {task.region_id for task in tasks}, tasks),
        leads=leads_of(seen),
        known=known_then.whole(day, seen),
        rule=light_rules.on(day),
    )
    return as_of.all_on(day, tasks, as_of.reports_of(seen), calendar(), told)


def first_day(seen: ColumnElement[bool]) -> date | None:
    """The day of the first adoption in sight (1 statement)."""
    query = select(func.min(Plan.adopted_at)).join(Task, Task.plan_id == Plan.id).where(seen)
    found = db.scalar(query)
    return clock.local(found).date() if found else None


def _missed(then: TaskThen) -> date | None:
    """The first clock that had ended before what lay with the office was submitted."""
    late = [
        one.clock_ends_on
        for one in then.milestones
        if one.state is MilestoneState.SUBMITTED and not one.was_on_time
    ]
    return min(late, default=None)


def _current(then: TaskThen, asked: Selection) -> MilestoneThen | None:
    """The milestone that a row is about: one in the range that is asked for, and of these what
    had passed, what came late, what came next."""

    def place(one: MilestoneThen) -> tuple[bool, int, int, date, int]:
        position = one.milestone.position
        if one.state is MilestoneState.MET:
            return (True, 3, -position, one.clock_ends_on, position)
        is_late = one.state is MilestoneState.SUBMITTED and not one.was_on_time
        rank = 0 if one.is_open and one.clock_ends_on < then.day else 1 if is_late else 2
        return (not past_selection.is_due(one, asked), rank, 0, one.clock_ends_on, position)

    return min(then.milestones, key=place, default=None)


def _due(one: MilestoneThen | None, lines: Lines) -> Due | None:
    if one is None or one.milestone.original_due_on is None:
        return None
    ran = Clock(one.state, one.clock_ends_on, one.submitted_on)
    return Due(
        deliverable=one.milestone.deliverable,
        is_phase=one.milestone.is_phase,
        superior_code=one.milestone.superior_code,
        original_due_on=one.milestone.original_due_on,
        due_on=one.due_on,
        clock_ends_on=one.clock_ends_on,
        paused_days=one.paused_days,
        days=days(ran, lines.today, calendar().at(clock.end_of(lines.today))),
    )
