"""Every plan held as facts can be put under supervision, be it part of the story or not."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from tasks_tracker.domain.users import Role
from tasks_tracker.persistence import tasks, units, users
from tasks_tracker.seeding import facts, load
from tasks_tracker.seeding.plans import adopt_plan

HERE = ZoneInfo("Asia/Shanghai")


def adopted(folder):
    told = facts.plan(folder)
    clerk = users.holders(units.get_region(told.head["region"]), Role.SUPERVISOR)[0]
    now = datetime.combine(told.head["issued_on"] + timedelta(days=3), time(9), HERE)
    return told, adopt_plan(told, by=clerk, now=now, leaders={})


def test_every_plan_under_seed_can_be_adopted(session):
    load.units_and_people()
    for place in sorted((facts.SEED / "plans").iterdir()):
        told, plan = adopted(place.name)
        made = tasks.of_plan(plan)
        assert len(made) == len(told.tasks), place.name
        assert all(task.leads for task in made), place.name
