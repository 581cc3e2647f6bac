from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from tasks_tracker.domain.circulars import Circular, CircularForm, CircularState
from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.periods import month_of
from tasks_tracker.operations import circulars as act
from tests import make, people
from tests.integration.operations import event_kinds, outbox_kinds, outbox_recipients
from tests.integration.operations.issued import issue, proposed

APRIL = date(2024, 4, 1)
LATER = make.NOW + timedelta(days=1)


@pytest.fixture
def world(session):
    return people.world()


def draft(region, by=None, month=APRIL, **more):
    return act.draft_circular(
        region,
        period=month_of(month),
        snapshot=more.pop("snapshot", {"total": 1}),
        as_of=month,
        now=more.pop("now", make.NOW),
        by=by,
        **more,
    )


@pytest.fixture
def circular(world):
    return draft(world.city)


def test_any_day_of_a_month_means_the_month(world, session):
    made = draft(world.city, month=date(2024, 4, 30))
    assert (made.first_on, made.year, made.is_published) == (APRIL, 2024, False)
    assert draft(world.city, month=date(2024, 4, 2)) is made
    assert event_kinds(session) == [EventKind.CIRCULAR_DRAFTED] * 2


def test_each_region_and_each_plan_has_its_own(world, circular):
    own = draft(world.city, plan=world.task.plan)
    assert len({draft(world.county), circular, own}) == 3
    assert draft(world.city, plan=world.task.plan) is own


@pytest.mark.parametrize("who", ["owner", "leader", "county_supervisor", "system_admin"])
def test_only_the_office_of_the_region_drafts(world, session, who):
    with pytest.raises(NotAllowed):
        draft(world.city, by=getattr(world, who))
    assert session.scalars(select(Circular)).all() == []


def test_another_form_and_a_newer_snapshot_take_the_signatures_away(world, circular):
    act.approve_circular(proposed(circular, now=make.NOW), findings=[], by=world.head, now=LATER)
    draft(world.city, by=world.supervisor, snapshot={"total": 2}, form=CircularForm.BULLETIN)
    assert (circular.state, circular.form) == (CircularState.DRAFT, CircularForm.BULLETIN)
    assert (circular.proposed_by, circular.approved_by) == (None, None)


def test_an_edit_puts_it_back_to_the_draft(world, session, circular):
    proposed(circular, now=make.NOW)
    act.edit_circular(circular, {"opening": {}}, by=world.supervisor, now=LATER)
    assert circular.state is CircularState.DRAFT
    assert event_kinds(session)[-1] is EventKind.CIRCULAR_EDITED


def test_the_head_is_told_of_what_waits_and_the_proposer_of_what_comes_back(
    world, session, circular
):
    act.propose_circular(circular, findings=[], by=world.supervisor, now=make.NOW)
    assert outbox_recipients(session) == [world.head.email]
    act.send_back(circular, reason="第二段再写短一些。", by=world.head, now=LATER)
    assert circular.state is CircularState.DRAFT
    assert outbox_kinds(session) == ["circular_proposed", "circular_sent_back"]
    assert outbox_recipients(session)[-1] == world.supervisor.email
    assert event_kinds(session)[-1] is EventKind.CIRCULAR_SENT_BACK


def test_who_proposed_it_does_not_approve_it(world, circular):
    act.propose_circular(circular, findings=[], by=world.head, now=make.NOW)
    with pytest.raises(Refusal, match="不能由本人批准"):
        act.approve_circular(circular, findings=[], by=world.head, now=LATER)
    other = make.person(people.Role.SUPERVISION_HEAD, world.city)
    act.approve_circular(circular, findings=[], by=other, now=LATER)
    assert circular.state is CircularState.APPROVED


@pytest.mark.parametrize("who", ["supervisor", "leader", "owner", "county_supervisor"])
def test_only_the_head_approves_and_sends_back(world, circular, who):
    proposed(circular, now=make.NOW)
    for step, more in ((act.approve_circular, {"findings": []}), (act.send_back, {"reason": "短"})):
        with pytest.raises(NotAllowed):
            step(circular, by=getattr(world, who), now=LATER, **more)
    assert circular.state is CircularState.PROPOSED


@pytest.mark.parametrize("step", [act.propose_circular, act.approve_circular, act.publish_circular])
def test_nothing_goes_on_with_what_the_checks_found(world, session, circular, step):
    if step is not act.propose_circular:
        proposed(circular, now=make.NOW)
    before = circular.state
    with pytest.raises(Refusal, match="先改好再办：附件1 对不上"):
        step(circular, findings=["附件1 对不上"], by=world.head, now=LATER)
    assert circular.state is before


def test_a_published_circular_has_a_number_and_tells_its_readers(world, session, circular):
    issue(circular, by=world.head, now=LATER)
    assert (circular.number, circular.published_at, circular.published_by) == (1, LATER, world.head)
    assert event_kinds(session)[-1] == EventKind.CIRCULAR_PUBLISHED
    assert set(outbox_kinds(session)) == {"circular_proposed", "circular_published"}
    told = outbox_recipients(session)
    assert world.owner.email in told
    assert not {world.county_owner.email, world.county_supervisor.email} & set(told)


def test_a_second_publication_is_refused_and_tells_nobody(world, session, circular):
    issue(circular, by=world.head, now=LATER)
    before = outbox_recipients(session)
    with pytest.raises(Refusal, match="已经印发"):
        act.publish_circular(circular, findings=[], by=world.head, now=LATER)
    assert outbox_recipients(session) == before


def test_numbers_run_by_region_form_and_the_year_of_publication(world):
    head = make.person(people.Role.SUPERVISION_HEAD, world.county)
    told = [
        (world.city, world.head, date(2023, 12, 1), CircularForm.RED_HEAD),
        (world.city, world.head, APRIL, CircularForm.RED_HEAD),
        (world.city, world.head, date(2024, 3, 1), CircularForm.BULLETIN),
        (world.county, head, APRIL, CircularForm.RED_HEAD),
    ]
    numbers = []
    for region, by, month, form in told:
        made = draft(region, month=month, form=form)
        issue(made, by=by, now=LATER)
        numbers.append((made.year, made.number))
    assert numbers == [(2024, 1), (2024, 2), (2024, 1), (2024, 1)]


def test_what_is_published_cannot_be_taken_anew(world, circular):
    issue(circular, by=world.head, now=LATER)
    with pytest.raises(Refusal, match="已经印发"):
        draft(world.city, by=world.supervisor, snapshot={"total": 2})
    assert circular.snapshot == {"total": 1}


def test_a_correction_is_another_issue_that_names_the_one_it_puts_right(world, circular):
    more = {"snapshot": {"total": 2}, "reason": "附件1 一行有误。", "by": world.supervisor}
    with pytest.raises(Refusal, match="还没有印发"):
        act.draft_correction_issue(circular, now=LATER, **more)
    issue(circular, by=world.head, now=LATER)
    made = act.draft_correction_issue(circular, now=LATER, **more)
    assert (made.corrects, made.revision, made.is_published) == (circular, 1, False)
    with pytest.raises(Refusal, match="已有一期更正"):
        act.draft_correction_issue(circular, now=LATER, **more)
    assert draft(world.city, snapshot={"total": 3}) is made
    issue(made, by=world.head, now=LATER)
    assert (circular.number, made.number) == (1, 2)
    assert act.draft_correction_issue(made, now=LATER, **more).revision == 2


def test_a_correction_needs_its_reason(world, circular):
    issue(circular, by=world.head, now=LATER)
    with pytest.raises(Refusal, match="为什么更正"):
        act.draft_correction_issue(
            circular, snapshot={}, reason=" ", by=world.supervisor, now=LATER
        )


def test_the_database_keeps_it_from_those_who_ask_nobody(world, session, circular):
    issue(circular, by=world.head, now=LATER)
    forged = update(Circular).where(Circular.id == circular.id).values(snapshot={"total": 2})
    with pytest.raises(IntegrityError, match="circulars_published_stay"), session.begin_nested():
        session.execute(forged, execution_options={"synchronize_session": False})
    session.refresh(circular)
    assert circular.snapshot == {"total": 1}


@pytest.mark.parametrize("days", [0, 11])
def test_the_window_has_its_bounds(world, days):
    with pytest.raises(Refusal, match="1到10"):
        act.set_correction_days(world.city, days=days, by=world.head, now=make.NOW)
    assert world.city.correction_days == 2


def test_the_head_sets_the_window(world, session):
    with pytest.raises(NotAllowed):
        act.set_correction_days(world.city, days=3, by=world.supervisor, now=make.NOW)
    act.set_correction_days(world.city, days=3, by=world.head, now=make.NOW)
    assert world.city.correction_days == 3
    assert event_kinds(session) == [EventKind.CORRECTION_DAYS_SET]
