"""Facts of tasks as they stood at the end of a day, worked out from what units reported and when
the office answered; what happened later leaves them as they were."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from tasks_tracker import clock
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.lights import DEFAULT, Facts, Light, Lines, Rule, light_of
from tasks_tracker.domain.milestones import Milestone, MilestoneState
from tasks_tracker.domain.plans import Section
from tasks_tracker.domain.progress import MilestoneClaim, ProgressReport, ReportState
from tasks_tracker.domain.tasks import Task, TaskUnit
from tasks_tracker.domain.trajectory import behind_from
from tasks_tracker.domain.units import Region
from tasks_tracker.persistence import light_rules, trajectories
from tasks_tracker.persistence.session import db
from tasks_tracker.reports import known_then
from tasks_tracker.reports.known_then import NOTHING, NOTHING_KNOWN, KnownThen
from tasks_tracker.reports.milestones_then import MilestoneThen, milestone_on
from tasks_tracker.reports.words_then import (
    NOTHING_AMENDED,
    WordsThen,
    lead_at,
    leads_of,
    words_on,
)


@dataclass(frozen=True)
class Told:
    """What is known of a day beside tasks and reports."""

    words: Mapping[int, WordsThen] = field(default_factory=lambda: NOTHING_AMENDED)
    """What tasks said that were amended later, by their ids."""
    leads: Mapping[int, Sequence[tuple[datetime, int]]] = field(default_factory=dict)
    """Which unit led each task until which moment, where that changed."""
    known: Mapping[int, KnownThen] = field(default_factory=lambda: NOTHING_KNOWN)
    rule: Rule = DEFAULT


@dataclass(frozen=True)
class TaskThen:
    """A task as it stood then, with the reports that had come in, oldest first."""

    task: Task
    day: date
    milestones: tuple[MilestoneThen, ...]
    reports: tuple[ProgressReport, ...]
    behind_from: date | None = None
    begins_on: date | None = None
    """Where its trajectory begins."""
    percent: int | None = None
    """How much was done, as the lead unit had said last."""
    known: KnownThen = NOTHING
    amended: WordsThen | None = None
    """What it said, where it was amended later."""

    @cached_property
    def words(self) -> WordsThen:
        return self.amended or WordsThen.of(self.task)

    @cached_property
    def completed_on(self) -> date | None:
        """The day on which the last milestone was met, or went; of a task without dates, that on
        which its application was accepted."""
        met = [milestone.met_on for milestone in self.milestones]
        days = [day for day in met if day is not None]
        if len(days) < len(met):
            return None
        return max([*days, *self._went]) if days else self._applied_on

    @property
    def _applied_on(self) -> date | None:
        taken = [one for one in self.reports if one.is_application and self._stood(one)]
        return decided_on(taken[-1]) if taken else None

    def _stood(self, report: ProgressReport) -> bool:
        overturned = report.overturned_on
        is_taken = state_on(self.day, report) is ReportState.ACCEPTED
        return is_taken and (overturned is None or overturned > self.day)

    @property
    def _went(self) -> list[date]:
        """When milestones with a clock gave way, by that day."""
        went = (one.replaced_on for one in self.task.milestones if one.had_clock)
        return [day for day in went if day is not None and day <= self.day]

    @property
    def standing(self) -> list[Milestone]:
        """All deadlines that the document had then, with a clock or without."""
        return [one for one in self.task.milestones if one.stood_on(self.day)]

    @cached_property
    def awaits_office(self) -> bool:
        return any(state_on(self.day, report) is ReportState.SUBMITTED for report in self.reports)

    @property
    def last_words(self) -> str:
        """The progress last reported and not returned."""
        standing = [r for r in self.reports if state_on(self.day, r) is not ReportState.RETURNED]
        return standing[-1].progress if standing else ""

    @property
    def running(self) -> list[MilestoneThen]:
        """The milestones that lie with the unit, the earliest end of a clock first."""
        still = [milestone for milestone in self.milestones if milestone.is_open]
        return sorted(still, key=lambda milestone: milestone.clock_ends_on)

    @cached_property
    def due_ends_on(self) -> date | None:
        """Where the clock of the last milestone ended, while it ran."""
        return _last_end(self.milestones)

    @cached_property
    def facts(self) -> Facts:
        running, is_completed = self.running, self.completed_on is not None
        return Facts(
            is_completed=is_completed,
            has_begun=bool(self.reports),
            clock_ends_on=running[0].clock_ends_on if running else None,
            submitted_late=any(
                then.state is MilestoneState.SUBMITTED and not then.was_on_time
                for then in self.milestones
            ),
            due_ends_on=self.due_ends_on,
            report_due_on=None if is_completed else self.known.report_due_on,
            behind_from=self.behind_from,
            red_slips=self.known.red_slips,
        )

    def light(self, lines: Lines) -> Light:
        return light_of(self.facts, lines)


def tasks_on(
    day: date,
    tasks: Iterable[Task],
    reports: Iterable[ProgressReport],
    workdays: Workdays,
    told: Told | None = None,
) -> list[TaskThen]:
    """The tasks that were under supervision at the end of `day`, as they stood then."""
    return all_on(day, [one for one in tasks if was_there(one, day)], reports, workdays, told)


def all_on(
    day: date,
    tasks: Iterable[Task],
    reports: Iterable[ProgressReport],
    workdays: Workdays,
    told: Told | None = None,
) -> list[TaskThen]:
    """The same of tasks that had come by then, be they ended already.

    `reports` are all reports on these tasks with their claims, in the order of their arrival.
    """
    arrived: dict[Task, list[ProgressReport]] = defaultdict(list)
    for report in reports:
        if report.submitted_on <= day:
            arrived[report.task].append(report)
    known = workdays.at(clock.end_of(day))
    return [_task_on(day, task, arrived[task], known, told or Told()) for task in tasks]


def was_there(task: Task, day: date) -> bool:
    came_on = task.added_on or clock.local(task.plan.adopted_at).date()
    return came_on <= day and (task.ended_on is None or task.ended_on > day)


def region_on(day: date, region: Region, workdays: Workdays) -> list[TaskThen]:
    """The ledger of a region as it stood at the end of `day`, in the order of its numbers
    (14 statements, however many tasks; 2 more where plans were amended since)."""
    seen = Task.region_id == region.id
    found = tasks_of(seen)
    told = Told(
        words=words_on(day, [region.id], found),
        leads=leads_of(seen),
        known=known_then.for_lights(day, seen),
        rule=light_rules.on(day),
    )
    return tasks_on(day, found, reports_of(seen), workdays, told)


def _task_on(
    day: date, task: Task, reports: Sequence[ProgressReport], known: Workdays, told: Told
) -> TaskThen:
    milestones = tuple(
        milestone_on(day, milestone, known)
        for milestone in task.milestones
        if milestone.has_clock_on(day)
    )
    begins_on = trajectories.begins_on(task.added_on, task.plan, _by(day, task.handed_out_on))
    percent, points = _percent(task, reports, told.leads.get(task.id, ())), told.rule.behind_points
    end = _last_end(milestones)
    return TaskThen(
        task=task,
        day=day,
        milestones=milestones,
        reports=tuple(reports),
        behind_from=behind_from(percent, begins_on, end, points=points, workdays=known),
        begins_on=begins_on,
        percent=percent,
        known=told.known.get(task.id, NOTHING),
        amended=told.words.get(task.id),
    )


def _by(day: date, on: date | None) -> date | None:
    """What had happened by then."""
    return on if on is not None and on <= day else None


def _percent(
    task: Task, reports: Sequence[ProgressReport], leads: Sequence[tuple[datetime, int]]
) -> int | None:
    """What was said last by the unit that led then."""
    said = [
        report.percent
        for report in reports
        if report.percent is not None
        and report.unit_id == lead_at(report.submitted_at, leads, task.lead_unit_id)
    ]
    return said[-1] if said else None


def _last_end(milestones: Iterable[MilestoneThen]) -> date | None:
    last = max(milestones, key=lambda one: (one.due_on, one.milestone.position), default=None)
    return last.clock_ends_on if last and last.is_open else None


def state_on(day: date, report: ProgressReport) -> ReportState:
    on = decided_on(report)
    waits = on is None or on > day
    return ReportState.SUBMITTED if waits else report.state


def decided_on(report: ProgressReport) -> date | None:
    return clock.local(report.reviewed_at).date() if report.reviewed_at else None


def tasks_of(seen: ColumnElement[bool]) -> Sequence[Task]:
    """Tasks with what a past day takes (7 statements)."""
    query = (
        select(Task)
        .where(seen)
        .options(
            joinedload(Task.plan),
            joinedload(Task.section).joinedload(Section.leader),
            joinedload(Task.lead_unit),
            selectinload(Task.units).joinedload(TaskUnit.unit),
            selectinload(Task.milestones).selectinload(Milestone.stops),
            selectinload(Task.milestones).selectinload(Milestone.moves),
        )
        .order_by(Task.region_id, Task.number)
    )
    return db.scalars(query).all()


def reports_of(seen: ColumnElement[bool]) -> Sequence[ProgressReport]:
    """All reports on these tasks in the order of their arrival, with their claims
    (2 statements)."""
    query = (
        select(ProgressReport)
        .join(ProgressReport.task)
        .where(seen)
        .options(
            contains_eager(ProgressReport.task),
            selectinload(ProgressReport.claims).joinedload(MilestoneClaim.milestone),
        )
        .order_by(ProgressReport.submitted_at, ProgressReport.id)
    )
    return db.scalars(query).all()
