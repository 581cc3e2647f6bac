"""The calendar of this installation: seen at once by everybody, and asked for seldom."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event, insert

from tasks_tracker.domain.calendar import CalendarDay, CalendarYear, DayKind, SpecialDay
from tasks_tracker.domain.lights import Light, Lines
from tasks_tracker.domain.plans import WorkdayRule
from tasks_tracker.domain.proposals import Proposal
from tasks_tracker.operations.calendar import enter_schedule
from tasks_tracker.persistence import workdays
from tasks_tracker.reports import calendar_effects, changes
from tests import make, people

OFF = date(2027, 10, 8)


@pytest.fixture
def world(session):
    return people.world()


def another_process_enters(session, by) -> None:
    """Past the session, as a change looks that somebody else commits."""
    year = {"year": 2027, "edition": 1, "token": uuid4().hex, "is_published": True}
    entered = {"source": "测办发〔2026〕9号", "entered_at": make.NOW, "entered_by_id": by.id}
    connection = session.connection()
    connection.execute(insert(CalendarYear).values(id=77, **year, **entered))
    day = {"id": 77, "year_id": 77, "day": OFF, "kind": "holiday", "name": "国庆节"}
    connection.execute(insert(CalendarDay).values(**day))


def test_what_another_process_entered_holds_from_the_next_transaction_on(world, session):
    session.commit()
    assert workdays.calendar().is_workday(OFF)
    another_process_enters(session, world.head)
    assert workdays.calendar().is_workday(OFF)
    session.commit()
    assert not workdays.calendar().is_workday(OFF)
    assert not workdays.calendar().is_provisional(2027)


def test_a_transaction_asks_once_and_reads_the_days_once(world, session, engine):
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_more):
        if "calendar_" in statement:
            asked.append(statement)

    another_process_enters(session, world.head)
    session.commit()
    workdays.calendar()
    session.commit()
    event.listen(engine, "before_cursor_execute", note)
    for _ in range(3):
        workdays.calendar()
    event.remove(engine, "before_cursor_execute", note)
    assert len(asked) == 1


def test_a_clock_that_was_moved_today_shows_no_other_light_for_yesterday(world, session):
    """Due soon by the old calendar yesterday and by the new one today: nothing happened to it."""
    task = make.task(world.task.section, world.lead)
    task.plan.workday_rule = WorkdayRule.NEXT
    task.plan.adopted_at = make.NOW - timedelta(days=4)
    make.milestone(task, due_on=date(2024, 5, 17))
    session.flush()
    known = workdays.schedule(2024)
    week_off = [SpecialDay(date(2024, 5, day), DayKind.HOLIDAY, "测试") for day in range(17, 27)]
    days = {one.day: one for one in (*known.days, *week_off)}
    proposal = Proposal(2024, tuple(sorted(days.values())), "测办发〔2024〕9号")
    seen = calendar_effects.of(proposal, world.head, make.TODAY).seen
    assert enter_schedule(proposal, by=world.head, now=make.NOW, seen=seen) == 1
    session.expire_all()
    assert task.clock_ends_on == date(2024, 5, 27)
    assert task.light(Lines.on(make.TODAY, workdays.calendar())) is Light.DUE_SOON
    found = changes.since_last_workday(type(task).id == task.id, make.TODAY)
    assert found.before[Light.DUE_SOON] == found.after[Light.DUE_SOON] == 1
    assert found.moves == []
