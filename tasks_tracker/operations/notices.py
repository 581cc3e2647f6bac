"""Who is told of what, when a plan comes under supervision."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import Role
from tasks_tracker.mail import outbox
from tasks_tracker.persistence import users


def tell_lead_units(plan: Plan, made: Sequence[Task], *, now: datetime) -> None:
    """One mail to each liaison of a lead unit, with the number of its tasks."""
    counts = Counter(unit.id for task in made for unit in task.leads)
    for person in users.holders(plan.region, Role.LIAISON):
        count = sum(counts[unit.id] for unit in person.units)
        if count:
            outbox.post(
                f"plan-adopted:{plan.id}:{person.id}",
                "plan_adopted",
                to=person,
                now=now,
                context={"plan": plan, "count": count},
            )
