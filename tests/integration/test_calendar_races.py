"""The calendar changes in the very moment in which clocks are wound: none keeps its old end."""

from datetime import date, timedelta
from threading import Event
from uuid import uuid4

import pytest
from sqlalchemy import select

from tasks_tracker.domain.calendar import DayKind, SpecialDay
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.plans import clock_end
from tasks_tracker.domain.proposals import with_day
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.adoption import Wishes, adopt
from tasks_tracker.operations.calendar import enter_schedule
from tasks_tracker.persistence import users, workdays
from tasks_tracker.persistence.session import db, transaction
from tasks_tracker.reports import calendar_effects
from tests import make
from tests.integration.own_database import own_database, own_url
from tests.integration.test_writers import in_threads
from tests.integration.web.test_access import CONTENT

__all__ = ["own_database", "own_url"]

pytestmark = pytest.mark.usefixtures("own_database")

DAYS = iter(date(2027, 5, 10) + timedelta(weeks=week) for week in range(12))
"""Mondays, another for each test: the database of these tests is not rolled back."""
SOON = 0.4


@pytest.fixture
def cast():
    """The ids of a clerk and of the head, and the day that is due and given off."""
    with transaction():
        city = make.region(f"平川市{uuid4().hex}", uuid4().hex)
        make.unit(city, "市一局")
        clerk = make.person(Role.SUPERVISOR, city)
        ids = clerk.id, make.person(Role.SUPERVISION_HEAD, city).id
    db.remove()
    return *ids, next(DAYS)


def adopt_due(day: date, by_id: int) -> None:
    """A plan whose only task is due on this day, or on the next working day."""
    step = {"phrase": "当天前", "due": day.isoformat(), "kind": "by", "rule": None}
    task = {**CONTENT["tasks"][0], "deadlines": [{**step, "deliverable": "办完", "derivation": ""}]}
    content = {**CONTENT, "tasks": [task], "rules": {"workday_rule": "next"}}
    by = users.get(by_id)
    adopt(content, by.region, by=by, now=make.NOW, wishes=Wishes())


def give_off(day: date, by_id: int) -> None:
    by = users.get(by_id)
    new = SpecialDay(day, DayKind.HOLIDAY, "测试")
    proposal = with_day(workdays.schedule(day.year), day, new, source="测试")
    seen = calendar_effects.of(proposal, by, make.TODAY).seen
    with transaction():
        enter_schedule(proposal, by=by, now=make.NOW, seen=seen)


def assert_clocks_agree() -> None:
    db.remove()
    found = db.scalars(select(Milestone).join(Task).where(Milestone.clock_ends_on.is_not(None)))
    known = workdays.calendar()
    for one in found.all():
        assert one.due_on is not None
        rule = one.task.plan.workday_rule
        end = clock_end(one.due_on, rule=rule, paused_days=one.paused_days, workdays=known)
        assert (one.clock_ends_on, one.task.clock_ends_on) == (end, end)


def test_who_asked_before_the_change_winds_by_what_holds_when_writing(cast):
    """A request learns the calendar with its session, and may write much later."""
    clerk_id, head_id, day = cast
    workdays.remember(workdays.token())
    db.commit()
    assert in_threads(lambda: give_off(day, head_id)) == [None]
    with transaction():
        adopt_due(day, clerk_id)
    assert_clocks_agree()


def test_a_change_waits_for_clocks_that_are_being_wound_and_looks_again(cast):
    """The preview knew nothing of the plan, so that the head is asked to look at it anew."""
    clerk_id, head_id, day = cast
    wound, trying = Event(), Event()

    def clerk():
        with transaction():
            adopt_due(day, clerk_id)
            db.flush()
            wound.set()
            trying.wait(SOON)

    def head():
        wound.wait()
        give_off(day, head_id)

    adopted, changed = in_threads(clerk, head)
    assert adopted is None
    assert isinstance(changed, Refusal)
    assert_clocks_agree()


def test_two_changes_follow_each_other(cast):
    """Of two years at once, each whole: the second is told to look again."""
    _, head_id, day = cast
    raised = in_threads(lambda: give_off(day, head_id), lambda: give_off(date(2028, 3, 6), head_id))
    assert {type(error) for error in raised} <= {type(None), Refusal}
    assert_clocks_agree()
    known = workdays.calendar()
    done = [one is None for one in raised]
    assert done == [not known.is_workday(day), not known.is_workday(date(2028, 3, 6))]
