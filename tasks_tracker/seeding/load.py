"""Filling an empty database: regions, units and people; then the plans and their story."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import select

from tasks_tracker import clock
from tasks_tracker.domain.demonstration import START
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.jobs import JobRun, RunState
from tasks_tracker.domain.progress import Evidence
from tasks_tracker.domain.users import Role
from tasks_tracker.jobs.deliver import keep
from tasks_tracker.jobs.demonstration import ONE_DAY, begin, deliver_alone, live_through
from tasks_tracker.operations.evidence import MEGABYTE, Intake, path_of
from tasks_tracker.persistence import copies, units, users
from tasks_tracker.persistence.session import db, in_one_piece, metadata, transaction
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
    """Everything: all plans, and day by day what was reported, reviewed, sent and published."""
    with in_one_piece(), _uncollected():
        units_and_people()
        _tell(settings)
    copies.keep(facts.fingerprint())


def demonstration_anew(settings: Settings) -> list[str]:
    """Everything goes, and is told again; answers the stored names of the evidence that went."""
    with in_one_piece(), _uncollected():
        gone = _clear()
        units_and_people()
        _tell(settings)
    copies.keep(facts.fingerprint())
    return gone


def _clear() -> list[str]:
    with transaction():
        db.execute(metadata.tables["messages"].delete())  # a write first, to be the one writer
        gone = list(db.scalars(select(Evidence.stored_name)))
        for table in reversed(metadata.sorted_tables):
            db.execute(table.delete())
    db.expunge_all()
    return gone


def remove_evidence(files: list[str], settings: Settings) -> None:
    for name in files:
        path_of(name, folder=settings.upload_dir).unlink(missing_ok=True)


def _tell(settings: Settings) -> None:
    story = Story(lambda: Intake(settings.upload_dir, settings.upload_max_mb * MEGABYTE))
    try:
        _tell_days(story.steps())
    except BaseException:
        remove_evidence([file.stored_name for file in story.files], settings)
        raise
    begin(START)


def _tell_days(steps: list[Step]) -> None:
    """Before the days are told one by one, only what people did, and its mails."""
    day = facts.jobs_from()
    for earlier, acts in groupby(_before(steps, day), key=lambda step: step.at.date()):
        _live(list(acts))
        deliver_alone(earlier, keep)
    while day <= START:
        live_through(day, keep)
        _live([step for step in steps if step.at.date() == day])
        day += ONE_DAY
    _require_no_failure()


def _before(steps: list[Step], day: date) -> list[Step]:
    return [step for step in steps if step.at.date() < day]


def _live(steps: list[Step]) -> None:
    """What people do on one day."""
    for step in steps:
        with transaction():
            step.act(_moment(step.at))


def _moment(wall_clock: datetime) -> datetime:
    return wall_clock.replace(tzinfo=clock.zone())


def _require_no_failure() -> None:
    """A job that fails says so in its row only; here it must stop the telling."""
    failed = db.scalars(select(JobRun).where(JobRun.state == RunState.FAILED)).first()
    if failed:
        raise RuntimeError(f"job {failed.job} of {failed.slot}: {failed.error}")


def _require_empty() -> None:
    if units.regions() or users.any_exists():
        raise Refusal("数据库不是空的，演示数据只能装进空库。")


@contextmanager
def _uncollected() -> Iterator[None]:
    """Spare the garbage collector: it would walk over all that was told again and again."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
