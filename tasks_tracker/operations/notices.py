"""Who is told of what, when a plan comes under supervision."""

from collections.abc import Sequence
from datetime import datetime

from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import Role
from tasks_tracker.mail import outbox
from tasks_tracker.persistence import users


def tell_lead_units(plan: Plan, made: Sequence[Task], *, now: datetime) -> None:
    """One mail to each liaison of a lead unit, be it as member of a collective, with the number
    of its tasks."""
    answering = [_answering(task.leads) for task in made]
    for person in users.holders(plan.region, Role.LIAISON):
        own = {unit.id for unit in person.units}
        count = sum(not own.isdisjoint(unit_ids) for unit_ids in answering)
        if count:
            outbox.post(
                f"plan-adopted:{plan.id}:{person.id}",
                "plan_adopted",
                to=person,
                now=now,
                context={"plan": plan, "count": count},
            )


def _answering(leads: Sequence[Unit]) -> set[int]:
    """The lead units, with the members of those that are collective."""
    return {one.id for unit in leads for one in (unit, *unit.members)}
