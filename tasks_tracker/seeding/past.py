"""What units reported on earlier plans, worked out from the facts: the same each time.

Whatever fell due before the story begins was reported near its date and taken by the office; of the
duties without a date some were reported on once. A task that the story itself tells is left alone.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, cached_property
from zlib import crc32

from tasks_tracker.domain.demonstration import START
from tasks_tracker.domain.milestones import DeadlineKind
from tasks_tracker.domain.users import Role
from tasks_tracker.persistence.workdays import bundled
from tasks_tracker.seeding import facts, past_words
from tasks_tracker.seeding.facts import AdoptionFacts, PlanFacts, ReportFacts, ReviewFacts, Table

LAST = START - timedelta(days=5)
"""No report of this kind comes in later, so that none is left waiting."""
LATE_EVERY, RETURNED_EVERY = 13, 17
SPOKEN_OF_EVERY = {"rules": 4}
"""Of so many duties without a date one is reported on; of those in a plan every second."""


@dataclass(frozen=True)
class Duty:
    """One task of an earlier plan, by its place in it."""

    plan: PlanFacts
    adopted_at: datetime
    number: int
    task: Table

    @cached_property
    def unit(self) -> str:
        """Who speaks for it: the first lead unit that has a liaison, else a member of one."""
        register, seated = _register(self.plan.head["region"]), _seated(self.plan.head["region"])
        leads = [register[name] for name in self.task["lead"]]
        members = [member for unit in leads for member in unit.members]
        names = [unit.name for unit in leads] + self._turned(members)
        return next((name for name in names if name in seated), "")

    def chance(self, salt: object) -> int:
        """A number that looks thrown and is always the same."""
        return crc32(f"{self.plan.folder}/{self.number}/{salt}".encode())

    def _turned(self, names: list[str]) -> list[str]:
        """So that not always the first town speaks for all."""
        start = self.chance("member") % len(names) if names else 0
        return names[start:] + names[:start]

    @property
    def dates(self) -> dict[date, list[int]]:
        """Positions by date, of the task itself or else of the plan."""
        found = defaultdict(list)
        for position, one in enumerate(self._own or self._phases, 1):
            found[one["due"]].append(position)
        return dict(sorted(found.items()))

    def promised(self, position: int) -> str:
        """What is to be there by such a date."""
        if self._own:
            deliverable: str = self._own[position - 1]["deliverable"]
            return deliverable
        return past_words.by_phase(self.task["title"], self._phases[position - 1]["phrase"])

    @property
    def _own(self) -> list[Table]:
        return [one for one in self.task.get("deadline", []) if one["kind"] == DeadlineKind.BY]

    @property
    def _phases(self) -> list[Table]:
        goals = self.plan.head.get("goal_deadline", [])
        return [goal for goal in goals if goal.get("applies", True)]


@cache
def reports() -> Sequence[ReportFacts]:
    """All of them, in the order of the plans."""
    by_hand = {(told.plan, told.task) for told in facts.reports()}
    return [
        report
        for told in facts.adoptions()
        if told.plan not in facts.told_in_full()
        for duty in _duties(told)
        if (told.plan, duty.number) not in by_hand and duty.unit
        for report in _reports(duty)
    ]


def _duties(told: AdoptionFacts) -> list[Duty]:
    plan = facts.plan(told.plan)
    return [Duty(plan, told.at, number, task) for number, task in enumerate(plan.tasks, 1)]


def _reports(duty: Duty) -> Iterator[ReportFacts]:
    dates = duty.dates
    for due, positions in dates.items():
        if due <= LAST:
            yield from _on_a_date(duty, due, positions)
    every = SPOKEN_OF_EVERY.get(duty.plan.head["kind"], 2)
    if not dates and duty.chance("spoken") % every == 0:
        yield from _in_between(duty)


def _on_a_date(duty: Duty, due: date, positions: list[int]) -> Iterator[ReportFacts]:
    """Some days before the date; now and then too late, now and then returned first."""
    chance = duty.chance(due)
    early = -(1 + chance % 6)
    day = bundled().add(due, 2 + chance % 5 if chance % LATE_EVERY == 0 else early)
    first = bundled().add(duty.adopted_at.date(), 1 + chance % 3)
    at = _moment(max(day, first), chance)
    words = [duty.promised(position) for position in positions]
    if chance % RETURNED_EVERY == 1:
        review = ReviewFacts(
            at=_later(at, 2, chance), decision="returned", words=past_words.returned(chance)
        )
        yield _report(duty, at, past_words.half_done(words, chance), positions, review)
        at = _later(review.at, 3 + chance % 3, chance)
    review = ReviewFacts(
        at=_later(at, 1 + chance % 3, chance),
        decision="accepted",
        words=past_words.accepted(chance),
    )
    yield _report(duty, at, past_words.done(words, chance), positions, review)


def _in_between(duty: Duty) -> Iterator[ReportFacts]:
    """How a duty without a date goes, some weeks or months after it was handed out."""
    chance = duty.chance("between")
    day = bundled().add(duty.adopted_at.date(), 15 + chance % 90)
    at = _moment(min(day, bundled().last_until(LAST)), chance)
    review = ReviewFacts(at=_later(at, 1 + chance % 2, chance), decision="accepted")
    yield _report(duty, at, past_words.going_on(duty.task["title"], chance), [], review)


def _report(
    duty: Duty, at: datetime, progress: str, meets: list[int], review: ReviewFacts
) -> ReportFacts:
    return ReportFacts(
        plan=duty.plan.folder,
        task=duty.number,
        at=at,
        unit=duty.unit,
        progress=progress,
        next_steps=past_words.next_steps(duty.chance(at)),
        meets=meets,
        review=review,
    )


def _moment(day: date, chance: int) -> datetime:
    """In office hours of a working day."""
    hour, minute = (9, 10, 11, 14, 15, 16)[chance % 6], chance // 7 % 60
    return datetime.combine(bundled().first_from(day), time(hour, minute))


def _later(at: datetime, days: int, chance: int) -> datetime:
    return _moment(bundled().add(at.date(), days), chance // 3)


@cache
def _register(region: str) -> dict[str, facts.UnitFacts]:
    units = next(one.units for one in facts.registers() if one.region == region)
    return {name: unit for unit in units for name in (unit.name, *unit.aliases)}


@cache
def _seated(region: str) -> frozenset[str]:
    people = next(cast.people for cast in facts.casts() if cast.region == region)
    posts = [post for person in people for post in person.posts]
    return frozenset(post.unit for post in posts if post.role == Role.LIAISON)
