"""Why a date passed: said to the office, changing nothing."""

from datetime import date, timedelta

import pytest

from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.operations.explanations import explain_lateness
from tasks_tracker.persistence.session import db
from tests import make, people
from tests.integration.operations import event_kinds, outbox_recipients

PROMISED = date(2024, 5, 20)


@pytest.fixture
def world(session):
    return people.world()


@pytest.fixture
def late(world):
    return make.milestone(world.task, due_on=date(2024, 5, 6), deliverable="清单公布")


def explain(world, milestone, *, by=None, now=make.NOW, **more):
    given = {
        "cause": Cause.APPROVAL,
        "reason": "批复未下",
        "promised_on": PROMISED,
        "no_evidence": "批复还在路上",
        **more,
    }
    return explain_lateness(milestone, by=by or world.owner, now=now, **given)


def test_the_office_is_told_and_the_date_stays(world, late):
    made = explain(world, late)
    assert (made.ended_on, made.number) == (date(2024, 5, 6), 1)
    assert late.clock_ends_on == date(2024, 5, 6)
    assert event_kinds(db) == [EventKind.LATENESS_EXPLAINED]
    office = {world.supervisor.email, world.second_supervisor.email, world.head.email}
    assert set(outbox_recipients(db)) == office


def test_one_stands_until_the_day_that_it_promised(world, late):
    explain(world, late)
    with pytest.raises(Refusal, match="已经说明过"):
        explain(world, late)
    later = make.NOW + timedelta(days=12)
    again = explain(world, late, now=later, promised_on=date(2024, 6, 7))
    assert again.number == 2


def test_before_the_date_it_is_an_extension_that_is_wanted(world):
    with pytest.raises(Refusal, match="申请延期"):
        explain(world, world.task.milestones[0])


def test_what_was_handed_in_needs_none(world, late):
    make.report(world.task, world.owner, late)
    with pytest.raises(Refusal, match="不在单位手里"):
        explain(world, late)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"promised_on": date(2024, 5, 9)}, "promised_on"),
        ({"no_evidence": ""}, "no_evidence"),
    ],
)
def test_what_is_missing_is_told_at_its_field(world, late, more, field):
    with pytest.raises(Refusal) as refusal:
        explain(world, late, **more)
    assert refusal.value.field == field


def test_only_who_leads_explains(world, late):
    for person in (world.helping, world.outsider, world.supervisor):
        with pytest.raises(NotAllowed):
            explain(world, late, by=person)
