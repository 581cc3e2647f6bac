"""The story in order of time: plans adopted, reports, reviews, circulars, each by its person."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import partial

from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import Role, User
from tasks_tracker.operations.circulars import publish_circular
from tasks_tracker.operations.evidence import Intake
from tasks_tracker.operations.progress import report_progress
from tasks_tracker.operations.reviews import accept_report, return_report
from tasks_tracker.persistence import circulars, progress, tasks, units, users
from tasks_tracker.seeding import facts, paper
from tasks_tracker.seeding.facts import (
    AdoptionFacts,
    Cast,
    PlanFacts,
    PublicationFacts,
    ReportFacts,
    ReviewFacts,
)
from tasks_tracker.seeding.plans import adopt_plan

Act = Callable[[datetime], None]
"""Something that one person does at a moment."""


@dataclass(frozen=True, order=True)
class Step:
    """A step of the story, by the office's wall clock."""

    at: datetime
    act: Act = field(compare=False)


@dataclass(frozen=True)
class Story:
    """The telling of it; remembers the ids of what the files call by code or place."""

    new_intake: Callable[[], Intake]
    tasks: dict[str, int] = field(default_factory=dict)
    reports: dict[int, int] = field(default_factory=dict)

    def steps(self) -> list[Step]:
        """All steps in order of time; of the same moment, in the order of this list."""
        reports = list(enumerate(facts.reports()))
        return sorted(
            [
                *(Step(told.at, partial(self.adopt, told)) for told in facts.adoptions()),
                *(Step(told.at, partial(self.report, place, told)) for place, told in reports),
                *(
                    Step(told.review.at, partial(self.review, place, told.task, told.review))
                    for place, told in reports
                    if told.review
                ),
                *(Step(told.at, partial(self.publish, told)) for told in facts.publications()),
            ]
        )

    def adopt(self, told: AdoptionFacts, now: datetime) -> None:
        plan = facts.plan(told.plan)
        adopted = adopt_plan(plan, by=_person(told.by), now=now, leaders=leaders_of(plan))
        self.tasks.update({task.code: task.id for task in tasks.of_plan(adopted)})

    def report(self, place: int, told: ReportFacts, now: datetime) -> None:
        task = tasks.whole(self.tasks[told.task])
        unit = units.find(task.region, told.unit) if told.unit else task.lead_unit
        if unit is None:
            raise ValueError(f"{told.task}: no unit {told.unit}")
        with self.new_intake() as intake:
            words = [task.region.office, f"{task.code} {task.name}", f"{unit.name} {now:%Y-%m-%d}"]
            for name in told.evidence:
                intake.take(name, paper.made_for(name, [name, *words]))
            self.reports[place] = report_progress(
                task,
                by=users.people_of(unit, Role.LIAISON)[0],
                now=now,
                unit=unit,
                progress=told.progress,
                problems=told.problems,
                next_steps=told.next_steps,
                coordination=told.coordination,
                milestones=[task.dated[position - 1].id for position in told.meets],
                values=_values(task, told),
                evidence=intake.files,
            ).id
            intake.keep()

    def review(self, place: int, code: str, told: ReviewFacts, now: datetime) -> None:
        task = tasks.whole(self.tasks[code])
        by = _person(told.by) if told.by else _supervisor(task)
        report = progress.get(self.reports[place], by)
        decide = {"accepted": accept_report, "returned": return_report}[told.decision]
        decide(report, by=by, now=now, words=told.words)

    def publish(self, told: PublicationFacts, now: datetime) -> None:
        circular = circulars.find(units.get_region(told.region), told.month)
        if circular is None:
            raise ValueError(f"no draft of {told.region} {told.month}")
        publish_circular(circular, by=_person(told.by), now=now)


def leaders_of(plan: PlanFacts) -> dict[str, User]:
    """Who is 总指挥 of which section, by the section's label."""
    cast = next(cast for cast in facts.casts() if cast.region == plan.head["region"])
    accounts = _accounts_by_section(cast)
    return {
        section["label"]: _person(accounts[position])
        for position, section in enumerate(plan.sections, 1)
    }


def _accounts_by_section(cast: Cast) -> dict[int, str]:
    return {position: person.account for person in cast.people for position in person.sections}


def _values(task: Task, told: ReportFacts) -> dict[int, Decimal]:
    targets = task.targets
    return {targets[int(place) - 1].id: Decimal(value) for place, value in told.values.items()}


def _supervisor(task: Task) -> User:
    """The sections are shared out among the supervisors of the office."""
    office = users.holders(task.region, Role.SUPERVISOR)
    return office[task.section.position % len(office)]


def _person(account: str) -> User:
    found = users.find_by_account(account)
    if found is None:
        raise ValueError(f"nobody is called {account}")
    return found
