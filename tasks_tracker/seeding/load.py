"""Filling an empty database: regions, units and people; then the plans and their story."""

from datetime import datetime, timedelta

from tasks_tracker import clock
from tasks_tracker.domain.demonstration import START
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.evidence import MEGABYTE, Intake
from tasks_tracker.persistence import units, users
from tasks_tracker.persistence.session import transaction
from tasks_tracker.seeding import facts
from tasks_tracker.seeding.people import administrator, enter_administrators, enter_people
from tasks_tracker.seeding.story import Step, Story
from tasks_tracker.seeding.units import enter_region, enter_units
from tasks_tracker.settings import Settings


def units_and_people() -> None:
    """Regions, units and people, without any plan."""
    with transaction():
        _require_empty()
        now = _moment(facts.installed_at())
        for region in facts.regions():
            enter_region(region, now=now)
        for cast in facts.casts():
            enter_administrators(cast, now=now)
        for register in facts.registers():
            place = units.get_region(register.region)
            clerk = administrator(place, Role.SYSTEM_ADMIN)
            enter_units(place, register.units, by=clerk, now=now)
        for cast in facts.casts():
            enter_people(cast, now=now)


def demonstration(settings: Settings) -> None:
    """Everything: both plans, and day by day what was reported, reviewed, sent and published."""
    units_and_people()
    story = Story(lambda: Intake(settings.upload_dir, settings.upload_max_mb * MEGABYTE))
    steps = story.steps()
    day = steps[0].at.date()
    while day <= START:
        _live([step for step in steps if step.at.date() == day])
        day += timedelta(days=1)


def _live(steps: list[Step]) -> None:
    """What people do on one day."""
    for step in steps:
        with transaction():
            step.act(_moment(step.at))


def _moment(wall_clock: datetime) -> datetime:
    return wall_clock.replace(tzinfo=clock.zone())


def _require_empty() -> None:
    if units.regions() or users.any_exists():
        raise Refusal("数据库不是空的，演示数据只能装进空库。")
