"""Facts of tasks as they stood at the end of a day, worked out from what units reported and when
the office answered; what happened later leaves them as they were."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from tasks_tracker import clock
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.lights import Facts, Light, Lines, light_of
from tasks_tracker.domain.milestones import Milestone, MilestoneState
from tasks_tracker.domain.plans import Section, clock_end
from tasks_tracker.domain.progress import MilestoneClaim, ProgressReport, ReportState
from tasks_tracker.domain.stops import ClockStop
from tasks_tracker.domain.tasks import Task, TaskUnit
from tasks_tracker.domain.units import Region
from tasks_tracker.persistence.session import db
from tasks_tracker.reports.words_then import NOTHING_AMENDED, WordsThen, words_on


@dataclass(frozen=True)
class MilestoneThen:
    """A milestone with a clock, as it stood then."""

    milestone: Milestone
    state: MilestoneState
    clock_ends_on: date
    submitted_on: date | None = None
    met_on: date | None = None

    @property
    def is_open(self) -> bool:
        return self.state is MilestoneState.OPEN

    @property
    def was_on_time(self) -> bool:
        return self.submitted_on is not None and self.submitted_on <= self.clock_ends_on


@dataclass(frozen=True)
class TaskThen:
    """A task as it stood then, with the reports that had come in, oldest first."""

    task: Task
    day: date
    milestones: tuple[MilestoneThen, ...]
    reports: tuple[ProgressReport, ...]
    amended: WordsThen | None = None
    """What it said, where it was amended later."""

    @property
    def words(self) -> WordsThen:
        return self.amended or WordsThen.of(self.task)

    @property
    def completed_on(self) -> date | None:
        """The day on which the last milestone was met, or went; a task without dates never ends
        so."""
        met = [milestone.met_on for milestone in self.milestones]
        days = [day for day in met if day is not None]
        if not days or len(days) < len(met):
            return None
        return max([*days, *self._went])

    @property
    def _went(self) -> list[date]:
        """When milestones with a clock gave way, by that day."""
        went = (one.replaced_on for one in self.task.milestones if one.had_clock)
        return [day for day in went if day is not None and day <= self.day]

    @property
    def standing(self) -> list[Milestone]:
        """All deadlines that the document had then, with a clock or without."""
        return [one for one in self.task.milestones if one.stood_on(self.day)]

    @property
    def awaits_office(self) -> bool:
        return any(_state_on(self.day, report) is ReportState.SUBMITTED for report in self.reports)

    @property
    def last_words(self) -> str:
        """The progress last reported and not returned."""
        standing = [r for r in self.reports if _state_on(self.day, r) is not ReportState.RETURNED]
        return standing[-1].progress if standing else ""

    @property
    def running(self) -> list[MilestoneThen]:
        """The milestones that lie with the unit, the earliest end of a clock first."""
        still = [milestone for milestone in self.milestones if milestone.is_open]
        return sorted(still, key=lambda milestone: milestone.clock_ends_on)

    @property
    def facts(self) -> Facts:
        running = self.running
        return Facts(
            is_completed=self.completed_on is not None,
            has_begun=bool(self.reports),
            clock_ends_on=running[0].clock_ends_on if running else None,
            submitted_late=any(
                then.state is MilestoneState.SUBMITTED and not then.was_on_time
                for then in self.milestones
            ),
        )

    def light(self, lines: Lines) -> Light:
        return light_of(self.facts, lines)


def tasks_on(
    day: date,
    tasks: Iterable[Task],
    reports: Iterable[ProgressReport],
    workdays: Workdays,
    words: Mapping[int, WordsThen] = NOTHING_AMENDED,
) -> list[TaskThen]:
    """The tasks that were under supervision at the end of `day`, as they stood then.

    `reports` are all reports on these tasks with their claims, in the order of their arrival;
    `words` what tasks said that were amended later, by their ids.
    """
    arrived: dict[Task, list[ProgressReport]] = defaultdict(list)
    for report in reports:
        if report.submitted_on <= day:
            arrived[report.task].append(report)
    return [
        _task_on(day, task, arrived[task], workdays, words.get(task.id))
        for task in tasks
        if _was_there(task, day)
    ]


def _was_there(task: Task, day: date) -> bool:
    came_on = task.added_on or clock.local(task.plan.adopted_at).date()
    return came_on <= day and (task.ended_on is None or task.ended_on > day)


def region_on(day: date, region: Region, workdays: Workdays) -> list[TaskThen]:
    """The ledger of a region as it stood at the end of `day`, in the order of its numbers
    (10 statements, however many tasks; 2 more where plans were amended since)."""
    tasks = _tasks_of(region)
    words = words_on(day, region, tasks)
    return tasks_on(day, tasks, _reports_of(region), workdays, words)


def _task_on(
    day: date,
    task: Task,
    reports: Sequence[ProgressReport],
    workdays: Workdays,
    amended: WordsThen | None,
) -> TaskThen:
    return TaskThen(
        task=task,
        day=day,
        milestones=tuple(
            milestone_on(day, milestone, workdays)
            for milestone in task.milestones
            if milestone.has_clock_on(day)
        ),
        reports=tuple(reports),
        amended=amended,
    )


def milestone_on(day: date, milestone: Milestone, workdays: Workdays) -> MilestoneThen:
    """Only the last stop that had begun can still have stood; the clock ran by the calendar that
    was known at the end of the day."""
    begun = [stop for stop in milestone.stops if stop.started_on <= day]
    ended = [stop for stop in begun if stop.ended_on is not None and stop.ended_on <= day]
    if begun and begun[-1] not in ended:
        return _stopped(day, milestone, begun[-1])
    ends_on = clock_end(
        _due_on(day, milestone),
        rule=milestone.task.plan.workday_rule,
        paused_days=sum(stop.days for stop in ended),
        workdays=workdays.at(clock.end_of(day)),
    )
    return MilestoneThen(milestone, MilestoneState.OPEN, ends_on)


def _stopped(day: date, milestone: Milestone, stop: ClockStop) -> MilestoneThen:
    is_met = stop.met_on is not None and stop.met_on <= day
    return MilestoneThen(
        milestone,
        MilestoneState.MET if is_met else MilestoneState.SUBMITTED,
        stop.ends_on,
        submitted_on=stop.started_on,
        met_on=stop.met_on if is_met else None,
    )


def _due_on(day: date, milestone: Milestone) -> date:
    """The date as it was then: the first move that came later found it so."""
    later = [move.before for move in milestone.moves if move.on > day]
    if later:
        return later[0]
    if milestone.due_on is None:
        raise AssertionError("a milestone with a clock has a date")
    return milestone.due_on


def _state_on(day: date, report: ProgressReport) -> ReportState:
    decided_on = _decided_on(report)
    waits = decided_on is None or decided_on > day
    return ReportState.SUBMITTED if waits else report.state


def _decided_on(report: ProgressReport) -> date | None:
    return clock.local(report.reviewed_at).date() if report.reviewed_at else None


def _tasks_of(region: Region) -> Sequence[Task]:
    query = (
        select(Task)
        .where(Task.region_id == region.id)
        .options(
            joinedload(Task.plan),
            joinedload(Task.section).joinedload(Section.leader),
            joinedload(Task.lead_unit),
            selectinload(Task.units).joinedload(TaskUnit.unit),
            selectinload(Task.milestones).selectinload(Milestone.stops),
            selectinload(Task.milestones).selectinload(Milestone.moves),
        )
        .order_by(Task.number)
    )
    return db.scalars(query).all()


def _reports_of(region: Region) -> Sequence[ProgressReport]:
    query = (
        select(ProgressReport)
        .join(ProgressReport.task)
        .where(Task.region_id == region.id)
        .options(
            contains_eager(ProgressReport.task),
            selectinload(ProgressReport.claims).joinedload(MilestoneClaim.milestone),
        )
        .order_by(ProgressReport.submitted_at, ProgressReport.id)
    )
    return db.scalars(query).all()
