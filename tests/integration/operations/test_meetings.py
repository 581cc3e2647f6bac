from datetime import date

import pytest
from sqlalchemy import select

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.meetings import AgendaItem, MeetingState
from tasks_tracker.operations.meetings import (
    add_to_agenda,
    agenda_seen,
    arrange_agenda,
    call_off_meeting,
    change_meeting,
    close_meeting,
    number_of,
    prepare_meeting,
)
from tasks_tracker.persistence import meetings
from tasks_tracker.persistence.session import db
from tests import make, people
from tests.integration.operations.met import HEAD, prepared, running


@pytest.fixture
def world(session):
    return people.world()


@pytest.mark.parametrize(
    "who", ["leader", "owner", "unit_head", "county_supervisor", "audit_admin"]
)
def test_only_the_office_of_the_region_prepares(world, who):
    with pytest.raises(NotAllowed):
        prepared(world, by=world.people[who])


def test_a_meeting_is_numbered_when_it_is_closed_and_without_gaps(world):
    first, second = running(world), running(world)
    with pytest.raises(NotAllowed):
        close_meeting(first, by=world.leader, now=make.NOW)
    close_meeting(second, by=world.head, now=make.NOW)
    close_meeting(first, by=world.supervisor, now=make.NOW)
    assert [number_of(first), number_of(second)] == ["调度会〔2024〕2号", "调度会〔2024〕1号"]
    with pytest.raises(Refusal, match="已经结束"):
        close_meeting(first, by=world.supervisor, now=make.NOW)
    assert first.number == 2
    kinds = db.scalars(select(Event.kind).where(Event.subject == f"meeting:{first.id}")).all()
    assert kinds == [
        EventKind.MEETING_PREPARED,
        EventKind.MEETING_STARTED,
        EventKind.MEETING_CLOSED,
    ]


def test_the_agenda_is_put_in_order_and_cut(world):
    meeting = prepared(world, world.lead, world.helper)
    first, second = meeting.items
    add_to_agenda(meeting, by=world.supervisor, now=make.NOW, subject=make.unit(world.city, "三局"))
    seen = agenda_seen(meeting)
    given = {"by": world.supervisor, "now": make.NOW, "places": {first.id: 3, second.id: 1}}
    arrange_agenda(meeting, **given, seen=seen, without={first.id})
    assert [item.name for item in meeting.items] == ["市二局", "三局"]
    assert db.get(AgendaItem, first.id) is None
    with pytest.raises(Refusal, match="刚刚被别人改过"):
        arrange_agenda(meeting, **given, seen=seen)


def test_nothing_foreign_comes_on_the_agenda(world):
    meeting = prepared(world)
    county = make.unit(world.county, "县局")
    for subject in (county, world.task.section):
        with pytest.raises(Refusal, match="名册里没有"):
            add_to_agenda(meeting, by=world.supervisor, now=make.NOW, subject=subject)
    with pytest.raises(Refusal, match="不属于本地区"):
        prepared(world, plans=[world.county_task.plan])


def test_a_day_that_is_over_is_refused(world):
    with pytest.raises(Refusal, match="不能早于今天"):
        prepared(world, held_on=date(2024, 5, 9))
    meeting = prepared(world)
    with pytest.raises(Refusal, match="不能早于今天"):
        change_meeting(
            meeting, by=world.supervisor, now=make.NOW, **(HEAD | {"held_on": date(2024, 5, 9)})
        )
    change_meeting(meeting, by=world.supervisor, now=make.NOW, **(HEAD | {"title": "改名"}))
    assert meeting.title == "改名"


def test_what_is_called_off_stays_and_does_not_begin(world):
    meeting = prepared(world)
    with pytest.raises(Refusal, match="为什么"):
        call_off_meeting(meeting, by=world.supervisor, now=make.NOW, reason=" ")
    call_off_meeting(meeting, by=world.supervisor, now=make.NOW, reason="并入常务会")
    assert (meeting.state, meeting.called_off_words) == (MeetingState.CALLED_OFF, "并入常务会")
    with pytest.raises(Refusal, match="已经取消"):
        change_meeting(meeting, by=world.supervisor, now=make.NOW, **HEAD)


def test_the_last_meeting_is_the_one_closed_before(world):
    early, late = running(world), prepared(world, held_on=date(2024, 6, 7))
    assert meetings.before(late) is None, "it is not closed"
    close_meeting(early, by=world.supervisor, now=make.NOW)
    assert meetings.before(late) is early
    county = prepare_meeting(
        world.county,
        by=world.county_supervisor,
        now=make.NOW,
        cut=late.cut,
        **HEAD,
        agenda=[world.county_task.lead_unit],
    )
    assert meetings.before(county) is None


def test_meetings_are_seen_by_their_region(world):
    meeting = running(world)
    seen = {
        name: len(meetings.listed(person))
        for name, person in world.people.items()
        if meetings.listed(person)
    }
    assert seen == dict.fromkeys(
        ["supervisor", "second_supervisor", "head", "leader", "other_leader"], 1
    )
    assert meeting.is_running
