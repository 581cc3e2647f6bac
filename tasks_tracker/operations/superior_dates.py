"""Dates of the superior for measures that leave theirs to it (按照上级部署), by a confirmed link.

The phase dates by which such a task answered give way only while nothing was submitted for them,
and a date that has passed by then makes no clock: no unit is late because an office was.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from tasks_tracker.domain.comparisons import Comparison, ComparisonLink, Numbers
from tasks_tracker.domain.differences import DateChange
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.milestones import DeadlineKind, Milestone
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.importer.comparison.dates import says_as_directed
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import comparisons, tasks, workdays
from tasks_tracker.persistence.session import db

LONGEST_DERIVATION = 500


def take_dates(
    comparison: Comparison, links: Sequence[ComparisonLink], *, by: User, now: datetime
) -> None:
    """Give the carriers of these links the superior's dates that they leave to it."""
    workdays.hold()
    wanted = [(link, dates) for link in links if (dates := list(_left(link, now.date())))]
    found = comparisons.tasks_at([place for link, _ in wanted for place in _places(link)])
    for link, dates in wanted:
        for place in _places(link):
            if place in found and _leaves_its_date(found[place]):
                _take(found[place], link, dates, now.date())
                _record(EventKind.SUPERIOR_DATE_TAKEN, found[place], comparison, by=by, now=now)


def withdraw_dates(
    link: ComparisonLink, carrier: Numbers | None, *, by: User, now: datetime
) -> None:
    """Take back what a link gave to the measure that it no longer points at."""
    if carrier is None:
        return
    workdays.hold()
    comparison = link.comparison
    for task in comparisons.tasks_between(comparison.subordinate, *carrier):
        given = [one for one in task.milestones if _is_from(one, link) and one.is_open]
        if given:
            _give_back(task, given, now.date())
            _record(EventKind.SUPERIOR_DATE_WITHDRAWN, task, comparison, by=by, now=now)


def _left(link: ComparisonLink, on: date) -> Iterator[dict[str, Any]]:
    """The superior's dates of a link that its carrier leaves to it, as far as they lie ahead."""
    for one in link.differences["dates"]:
        given = one["superior"]
        is_left = one["change"] == DateChange.LEFT_TO_SUPERIOR and given["due"]
        if is_left and date.fromisoformat(given["due"]) >= on:
            yield given


def _places(link: ComparisonLink) -> list[tuple[int, int]]:
    return [(link.comparison.subordinate_id, number) for number in link.carriers]


def _leaves_its_date(task: Task) -> bool:
    """It says so, has no date of its own, and nothing was submitted for the plan's."""
    own = [one for one in task.dated if not (one.is_phase or one.superior_code)]
    return not (task.is_completed or own) and bool(
        all(one.is_open for one in task.dated) and says_as_directed(task.requirement)
    )


def _take(task: Task, link: ComparisonLink, dates: Sequence[dict[str, Any]], on: date) -> None:
    for phase in [one for one in task.dated if one.is_phase]:
        phase.give_way(on)
    known = workdays.calendar()
    for given in dates:
        milestone = _milestone(task, link, given, on)
        db.add(milestone)
        milestone.wind(known)
    tasks.hold(task)
    task.settle(on)


def _milestone(task: Task, link: ComparisonLink, given: dict[str, Any], on: date) -> Milestone:
    words = f"{given['phrase']} → {given['due']}"
    number = link.comparison.plan.doc_no
    return Milestone(
        task=task,
        position=len(task.milestones) + 1,
        kind=DeadlineKind.BY,
        deliverable=given["deliverable"] or task.title,
        phrase=says_as_directed(task.requirement),
        derivation=f"按照上级部署：{number} {link.superior_code}，{words}"[:LONGEST_DERIVATION],
        superior_code=link.superior_code,
        added_on=on,
        original_due_on=date.fromisoformat(given["due"]),
    )


def _is_from(milestone: Milestone, link: ComparisonLink) -> bool:
    return milestone.superior_code == link.superior_code


def _give_back(task: Task, given: Sequence[Milestone], on: date) -> None:
    for milestone in given:
        milestone.give_way(on)
    if not task.dated:
        for phase in _phases_given_up(task):
            phase.hold_again(workdays.calendar())
    tasks.hold(task)
    task.settle(on)


def _phases_given_up(task: Task) -> list[Milestone]:
    """Those that made way for a date of the superior, not for an amendment."""
    days = {one.added_on for one in task.milestones if one.superior_code}
    return [one for one in task.milestones if one.is_phase and one.replaced_on in days]


def _record(
    kind: EventKind, task: Task, comparison: Comparison, *, by: User, now: datetime
) -> None:
    days = [one.due_on.isoformat() for one in task.dated if one.due_on]
    words = f"{comparison.plan.doc_no}：{'、'.join(days) or '没有期限'}"
    record(kind, by=by, now=now, task=task, words=words, after={"due_on": days})
