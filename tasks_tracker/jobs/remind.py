"""08:30 on working days: remind the liaisons of lead units, each in one mail."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.reminders import Stage, horizon, stage
from tasks_tracker.domain.users import Role, User
from tasks_tracker.jobs.each import attempt, tell
from tasks_tracker.jobs.outcome import Outcome
from tasks_tracker.mail import outbox
from tasks_tracker.operations.digests import Almanac
from tasks_tracker.operations.sweeps import item_of, note_reminders, reminder, reminder_key
from tasks_tracker.persistence import attention, light_rules, users
from tasks_tracker.persistence.session import transaction
from tasks_tracker.persistence.workdays import calendar


@dataclass(frozen=True)
class Due:
    """A milestone to be reminded of, and the liaisons of the units that lead its task."""

    key: str
    milestone: Milestone
    ends_on: date
    liaisons: Sequence[User]


def run(today: date, now: datetime) -> Outcome:
    with transaction():
        workdays = calendar()
        if not workdays.is_workday(today):
            return Outcome()
        rule = light_rules.on(today)
        found = [due for due in _due(today, workdays) if due.liaisons]
    written, failures = _write(found, Almanac(today, workdays, rule), now)
    with transaction():
        fresh = outbox.unsaid(written)
    told = {message.to for message in fresh}
    reminded = [(due, [p for p in due.liaisons if p in told]) for due in found]
    with transaction():
        outbox.put(fresh)
        noted = [(due.key, due.milestone, people) for due, people in reminded if people]
        note_reminders(noted, now=now)
    tell(failures)
    return Outcome(len(noted))


def _due(today: date, workdays: Workdays) -> list[Due]:
    """Milestones that have reached a stage which was not noted yet."""
    until = horizon(today, workdays)
    reached = _reached(
        attention.running_clocks(until), lambda ends_on: stage(ends_on, today, workdays)
    )
    fresh = reached.keys() - attention.noted(reached)
    if not fresh:
        return []
    milestones = {m.id: m for m in attention.milestones(reached[key][0] for key in fresh)}
    liaisons = _liaisons({m.task_id for m in milestones.values()}, until)
    return [
        Due(key, milestone, ends_on, liaisons[milestone.task_id])
        for key, (milestone_id, ends_on) in reached.items()
        if key in fresh and (milestone := milestones.get(milestone_id))
    ]


def _reached(
    clocks: Iterable[tuple[int, date]], stage_of: Callable[[date], Stage | None]
) -> dict[str, tuple[int, date]]:
    """Milestone and end of its clock behind each reminder that is due or was made."""
    stage_of = cache(stage_of)
    return {
        reminder_key(milestone_id, ends_on, at): (milestone_id, ends_on)
        for milestone_id, ends_on in clocks
        if (at := stage_of(ends_on))
    }


def _liaisons(task_ids: Collection[int], until: date) -> dict[int, list[User]]:
    """Per task, who answers for its lead units: the post that handles it, or all liaisons."""
    leads = [seat for seat in attention.lead_seats(until) if seat[0] in task_ids]
    of_unit, of_post = defaultdict(list), defaultdict(list)
    for person in users.liaisons_of({unit_id for _, unit_id, _ in leads}):
        for post in person.posts:
            if post.role is Role.LIAISON:
                of_unit[post.unit_id].append(person)
                of_post[post.id].append(person)
    of_task: dict[int, list[User]] = defaultdict(list)
    for task_id, unit_id, post_id in leads:
        people = of_post[post_id] if post_id else of_unit[unit_id]
        of_task[task_id] += [p for p in people if p not in of_task[task_id]]
    return of_task


def _write(
    found: Sequence[Due], almanac: Almanac, now: datetime
) -> tuple[list[Message], list[Exception]]:
    """One mail to each person about all that is due."""
    items = defaultdict(list)
    for due in found:
        for person in due.liaisons:
            items[person].append(item_of(due.milestone, due.ends_on, almanac))
    return attempt(
        items, lambda person: reminder(person, items[person], today=almanac.today, now=now)
    )
