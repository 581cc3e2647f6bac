"""Who is told of what, when a plan comes under supervision or is amended."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.sources import PlanDraft
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import Role
from tasks_tracker.mail import outbox
from tasks_tracker.persistence import users

LISTED = 20
"""More than that a mail only counts."""


def tell_lead_units(plan: Plan, made: Sequence[Task], *, now: datetime) -> None:
    """One mail to each liaison of a lead unit, be it as member of a collective, with the number
    of its tasks."""
    answering = [_answering(task.leads) for task in made]
    led = {
        person: sum(
            not unit_ids.isdisjoint(one.id for one in person.units) for unit_ids in answering
        )
        for person in users.holders(plan.region, Role.LIAISON)
    }
    written = [
        outbox.write(
            f"plan-adopted:{plan.id}:{person.id}",
            "plan_adopted",
            to=person,
            now=now,
            context={"plan": plan, "count": count},
        )
        for person, count in led.items()
        if count
    ]
    outbox.put(outbox.unsaid(written))


def tell_amended_units(
    plan: Plan,
    draft: PlanDraft,
    said: Mapping[Task, str],
    before: Mapping[Task, Sequence[Unit]],
    *,
    now: datetime,
) -> None:
    """One mail to each liaison of a unit that leads, or led `before`, a task of which something
    is said."""
    answering = {task: _answering([*task.leads, *before.get(task, ())]) for task in said}
    for person in users.holders(plan.region, Role.LIAISON):
        own = {unit.id for unit in person.units}
        concerned = [task for task in said if not own.isdisjoint(answering[task])]
        if concerned:
            outbox.post(
                f"plan-amended:{draft.id}:{person.id}",
                "plan_amended",
                to=person,
                now=now,
                context={
                    "plan": plan,
                    "doc_no": draft.doc_no,
                    "count": len(concerned),
                    "items": [(task, said[task]) for task in concerned[:LISTED]],
                },
            )


def _answering(leads: Sequence[Unit]) -> set[int]:
    """The lead units, with the members of those that are collective."""
    return {one.id for unit in leads for one in (unit, *unit.members)}
