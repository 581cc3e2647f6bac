"""Filling an empty database: regions, units and people; then the plans and their story."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, time
from itertools import groupby

from sqlalchemy import select

from tasks_tracker import clock
from tasks_tracker.domain.archives import Archive
from tasks_tracker.domain.demonstration import START
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.evidence import Evidence
from tasks_tracker.domain.jobs import JobRun, RunState
from tasks_tracker.domain.sources import SourceDocument
from tasks_tracker.domain.users import Role
from tasks_tracker.jobs.deliver import keep
from tasks_tracker.jobs.demonstration import ONE_DAY, begin, live_through
from tasks_tracker.operations.evidence import MEGABYTE, Intake, make_lasting, path_of
from tasks_tracker.persistence import copies, units, users
from tasks_tracker.persistence.session import db, in_one_piece, metadata, transaction
from tasks_tracker.seeding import chapters, facts
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


def all_plans(settings: Settings) -> None:
    """Regions, units, people and every plan, adopted on its own day; nothing that came after."""
    with in_one_piece(), _uncollected():
        units_and_people()
        _live(sorted(_story(settings).adoptions()))


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
        gone = [name for name in db.scalars(select(Evidence.stored_name)) if name]
        gone += [name for name in db.scalars(select(SourceDocument.stored_name)) if name]
        gone += list(db.scalars(select(Archive.stored_name)))
        for table in reversed(metadata.sorted_tables):
            db.execute(table.delete())
    db.expunge_all()
    return gone


def remove_evidence(files: list[str], settings: Settings) -> None:
    for name in files:
        path_of(name, folder=settings.upload_dir).unlink(missing_ok=True)


def _tell(settings: Settings) -> None:
    story = _story(settings)
    try:
        _tell_days(chapters.steps(story))
        make_lasting((file.stored_name for file in story.files), folder=settings.upload_dir)
    except BaseException:
        remove_evidence([file.stored_name for file in story.files], settings)
        raise
    begin(START)


def _story(settings: Settings) -> Story:
    most = settings.upload_max_mb * MEGABYTE
    return Story(lambda: Intake(settings.upload_dir, most, lasting=False))


def _tell_days(steps: list[Step]) -> None:
    """At first only what people did; then every day with what ran by itself."""
    day = facts.jobs_from()
    _live([step for step in steps if step.at.date() < day])
    keep(day, datetime.combine(day, time(), clock.zone()))
    while day <= START:
        live_through(day, keep)
        _live([step for step in steps if step.at.date() == day])
        day += ONE_DAY
    _require_no_failure()


def _live(steps: Iterable[Step]) -> None:
    """What people do, in order of time; the steps of a day in one transaction."""
    for _, acts in groupby(steps, key=lambda step: step.at.date()):
        with transaction():
            for step in acts:
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
