"""Several writers at once: each waits for the other, none is turned away for being second."""

from threading import Barrier, Thread

import pytest

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.numbering import TaskCounter
from tasks_tracker.domain.units import Region
from tasks_tracker.persistence import units
from tasks_tracker.persistence.session import db, transaction
from tests.integration.own_database import own_database, own_url

__all__ = ["own_database", "own_url"]

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def region():
    with transaction():
        found = units.find_region("众手市")
        if found is None:
            found = Region(name="众手市", mark="众", office="众手市督查室")
            db.add(found)
    db.remove()
    return found


def in_threads(*acts) -> list[BaseException | None]:
    """Run each in a thread with a session of its own; answers what each of them raised."""
    raised: list[BaseException | None] = [None] * len(acts)

    def alone(place, act):
        try:
            act()
        except BaseException as error:  # noqa: BLE001 - handed to the test
            raised[place] = error
        finally:
            db.remove()

    threads = [Thread(target=alone, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_who_read_before_another_wrote_can_still_write(region):
    """A page is looked up, a job commits in between, then the form is written."""
    both = Barrier(2)

    def page():
        units.regions()
        both.wait()
        both.wait()
        with transaction():
            units.get_region(region.name).office = "页面写的"

    def job():
        both.wait()
        with transaction():
            units.get_region(region.name).office = "作业写的"
        both.wait()

    assert in_threads(page, job) == [None, None]
    assert units.get_region(region.name).office == "页面写的"


def test_two_who_change_one_counted_row_cannot_both_have_their_way(region):
    """Whoever comes second is refused, and told to look again; nothing is lost in silence."""
    with transaction():
        db.merge(TaskCounter(region=units.get_region(region.name)))
    db.remove()
    both = Barrier(2)

    def clerk():
        counter = db.get(TaskCounter, region.id)
        both.wait()
        with transaction():
            counter.take()

    raised = in_threads(clerk, clerk)
    assert sorted(type(error) for error in raised if error) == [Refusal]
    assert db.get(TaskCounter, region.id).last_number == 1
