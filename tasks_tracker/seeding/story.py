"""The story in order of time: plans adopted, reports, reviews, circulars, each by its person."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cache, partial
from pathlib import PurePath

from tasks_tracker.domain.comparisons import Comparison
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import Role, User
from tasks_tracker.operations.comparisons import (
    confirm_clear_links,
    confirm_link,
    open_comparison,
)
from tasks_tracker.operations.evidence import Intake, StoredFile
from tasks_tracker.operations.progress import report_progress
from tasks_tracker.operations.reviews import accept_report, return_report
from tasks_tracker.persistence import tasks, units, users
from tasks_tracker.seeding import applications, facts, paper, past
from tasks_tracker.seeding.facts import (
    AdoptionFacts,
    ComparisonFacts,
    DecisionFacts,
    PersonFacts,
    PlanFacts,
    ReportFacts,
    ReviewFacts,
)
from tasks_tracker.seeding.plans import adopt_plan
from tasks_tracker.wording import full_day

Act = Callable[[datetime], None]
"""Something that one person does at a moment."""


@dataclass(frozen=True, order=True)
class Step:
    """A step of the story, by the office's wall clock."""

    at: datetime
    act: Act = field(compare=False)


@dataclass(frozen=True)
class Story:
    """The telling of it; holds what the files call by code or place, all in one session."""

    new_intake: Callable[[], Intake]
    tasks: dict[tuple[str, int], Task] = field(default_factory=dict)
    """By the folder of the plan and the place in it."""
    reports: dict[int, ProgressReport] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    units: dict[tuple[Region, str], Unit] = field(default_factory=dict)
    liaisons: dict[int, User] = field(default_factory=dict)
    files: list[StoredFile] = field(default_factory=list)
    compared: dict[str, Comparison] = field(default_factory=dict)
    """By the folder of the superior's plan."""

    def steps(self) -> list[Step]:
        """What this module tells; the chapters tell the rest."""
        reports = list(enumerate([*facts.reports(), *past.reports()]))
        return sorted(
            [
                *self.adoptions(),
                *(Step(told.at, partial(self.report, place, told)) for place, told in reports),
                *(
                    Step(told.review.at, partial(self.review, place, told.review))
                    for place, told in reports
                    if told.review
                ),
                *self._comparisons(),
            ]
        )

    def adoptions(self) -> list[Step]:
        return [Step(told.at, partial(self.adopt, told)) for told in facts.adoptions()]

    def adopt(self, told: AdoptionFacts, now: datetime) -> None:
        plan = facts.plan(told.plan)
        leaders = self._leaders(plan, told)
        adopted = adopt_plan(plan, by=self.person(told.by), now=now, leaders=leaders)
        for number, task in enumerate(tasks.of_plan(adopted), 1):
            self.tasks[told.plan, number] = task

    def report(self, place: int, told: ReportFacts, now: datetime) -> None:
        task = self.tasks[told.plan, told.task]
        unit = self.unit(task, told.unit)
        claimed = [task.dated[position - 1].id for position in told.meets]
        rest = applications.rest(task, claimed, _values(task, told))
        if told.evidence:
            rest.pop("no_evidence", None)
        with self.new_intake() as intake:
            for name in told.evidence:
                intake.take(name, paper.made_for(name, _words(name, task, unit, now)))
            self.reports[place] = report_progress(
                task,
                by=self.liaison(unit),
                now=now,
                unit=unit,
                progress=told.progress,
                problems=told.problems,
                next_steps=told.next_steps,
                coordination=told.coordination,
                milestones=claimed,
                evidence=intake.files,
                **rest,
            )
            intake.keep()
        self.files.extend(intake.files)

    def review(self, place: int, told: ReviewFacts, now: datetime) -> None:
        report = self.reports[place]
        by = self.person(told.by or _supervisor(report.task))
        if told.decision == "accepted":
            graded = applications.grade(report)
            accept_report(report, by=by, now=now, words=told.words, grade=graded)
        else:
            return_report(report, by=by, now=now, words=told.words)

    def compare(self, told: ComparisonFacts, now: datetime) -> None:
        above, below = (self.tasks[folder, 1].plan for folder in (told.superior, told.subordinate))
        self.compared[told.superior] = open_comparison(
            above, below, by=self.person(told.by), now=now
        )

    def confirm_clear(self, told: ComparisonFacts, now: datetime) -> None:
        compared = self.compared[told.superior]
        confirm_clear_links(compared, by=self.person(told.by), now=now)

    def decide(self, told: ComparisonFacts, one: DecisionFacts, now: datetime) -> None:
        links = {link.superior_number: link for link in self.compared[told.superior].links}
        titles = {task.title: task for task in self.tasks.values() if task.number in links}
        link = links[titles[one.title].number]
        confirm_link(link, by=self.person(told.by), now=now, words=one.words)

    def _comparisons(self) -> Iterator[Step]:
        for told in facts.comparisons():
            yield Step(told.at, partial(self.compare, told))
            yield Step(told.confirmed_at, partial(self.confirm_clear, told))
            for one in told.decisions:
                yield Step(one.at, partial(self.decide, told, one))

    def _leaders(self, plan: PlanFacts, told: AdoptionFacts) -> dict[str, User]:
        """Of each section; where the document names nobody, one for all if the story has one."""
        accounts = _leaders(plan.head["region"])
        if told.leader:
            return {section["label"]: self.person(told.leader) for section in plan.sections}
        return {
            section["label"]: self.person(accounts[position])
            for position, section in enumerate(plan.sections, 1)
            if "leader_title" in section
        }

    def person(self, account: str) -> User:
        if account not in self.people:
            found = users.find_by_account(account)
            if found is None:
                raise LookupError(f"nobody is called {account}")
            self.people[account] = found
        return self.people[account]

    def unit(self, task: Task, name: str) -> Unit:
        """Who reports: the first lead unit unless another is named."""
        if not name:
            return task.lead_unit
        if (task.region, name) not in self.units:
            found = units.find(task.region, name)
            if found is None:
                raise LookupError(f"{task.code}: no unit {name}")
            self.units[task.region, name] = found
        return self.units[task.region, name]

    def liaison(self, unit: Unit) -> User:
        if unit.id not in self.liaisons:
            self.liaisons[unit.id] = users.people_of(unit, Role.LIAISON)[0]
        return self.liaisons[unit.id]


def _words(name: str, task: Task, unit: Unit, now: datetime) -> list[str]:
    """What stands on a piece of evidence."""
    return [PurePath(name).stem, f"{task.code} {task.name}", f"{unit.name} {full_day(now.date())}"]


def _values(task: Task, told: ReportFacts) -> dict[int, Decimal]:
    return {
        task.targets[int(position) - 1].id: Decimal(value)
        for position, value in told.values.items()
    }


@cache
def _leaders(region: str) -> dict[int, str]:
    """Accounts of the 总指挥 by the position of their sections."""
    return {
        position: person.account for person in _people_of(region) for position in person.sections
    }


@cache
def _supervisors(region: str) -> list[str]:
    return [
        person.account
        for person in _people_of(region)
        if any(post.role == Role.SUPERVISOR for post in person.posts)
    ]


def _people_of(region: str) -> list[PersonFacts]:
    return next(cast.people for cast in facts.casts() if cast.region == region)


def _supervisor(task: Task) -> str:
    """The sections are shared out among the supervisors of the office."""
    office = _supervisors(task.region.name)
    return office[task.section.position % len(office)]
