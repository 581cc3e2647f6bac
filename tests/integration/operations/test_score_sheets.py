import json
from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, NoResultFound

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.score_objections import ScoreObjectionState
from tasks_tracker.operations.attaching import SiteNote
from tasks_tracker.operations.score_objections import accept_objection, reject_objection
from tasks_tracker.operations.score_sheets import look_over_score
from tasks_tracker.persistence import evidence, score_sheets
from tasks_tracker.persistence.session import db
from tasks_tracker.reports.score_standing import Standing, standings
from tests import make, people
from tests.integration.operations.scored import (
    AFTER,
    APRIL,
    FREEZING,
    WITHIN,
    freeze,
    object_to,
    publish,
    row_of,
    score_of,
)
from tests.unit.score_samples import point, points

OPINION = {"opinion": "核对过收件时间"}


@pytest.fixture
def world(session):
    return people.world()


@pytest.fixture
def sheet(world):
    return freeze(world)


def told(kind):
    query = select(Message).where(Message.kind == kind).order_by(Message.id)
    return [message.to for message in db.scalars(query)]


def kinds():
    return [one.kind for one in db.scalars(select(Event).order_by(Event.id))]


def test_each_unit_is_told_its_own_score_and_nobody_elses(world, sheet):
    assert set(told("scores_frozen")) == {world.owner, world.unit_head, world.helping}
    mails = db.scalars(select(Message).where(Message.kind == "scores_frozen")).all()
    helpings = next(one for one in mails if one.to is world.helping)
    assert "50.00" in helpings.subject
    assert world.lead.name not in helpings.body_text
    assert "5月9日" in helpings.subject
    assert kinds()[-1] is EventKind.SCORES_FROZEN


def test_only_the_office_freezes_and_only_once(world, sheet):
    for person in (world.owner, world.leader, world.county_supervisor, world.system_admin):
        with pytest.raises(NotAllowed):
            freeze(world, by=person)
    with pytest.raises(IntegrityError):
        freeze(world)


def test_a_unit_sees_its_own_row_until_all_see_the_ranks(world, sheet):
    def seen(user):
        return [row.unit for row in score_sheets.rows(sheet, user)]

    assert seen(world.supervisor) == [world.lead, world.helper]
    assert seen(world.owner) == [world.lead]
    assert seen(world.outsider) == seen(world.leader) == []
    for person in (world.outsider, world.leader, world.county_owner, world.county_supervisor):
        with pytest.raises(NoResultFound):
            score_sheets.get(sheet.id, person)
    publish(sheet, world.head)
    for person in (world.outsider, world.leader, world.owner):
        assert seen(person) == [world.lead, world.helper]
        assert score_sheets.get(sheet.id, person) is sheet


def test_the_points_of_a_unit_are_for_the_office_the_unit_and_leaders_after_publication(
    world, sheet
):
    row = row_of(sheet, world.lead)
    for person in (world.owner, world.unit_head, world.supervisor, world.head):
        assert score_sheets.get_row(row.id, person) is row
    strangers = (world.helping, world.outsider, world.county_supervisor)
    for person in (*strangers, world.leader):
        with pytest.raises(NoResultFound):
            score_sheets.get_row(row.id, person)
    publish(sheet, world.head)
    assert score_sheets.get_row(row.id, world.leader) is row
    for person in strangers:
        with pytest.raises(NoResultFound):
            score_sheets.get_row(row.id, person)


def test_looking_over_is_on_record(world, sheet):
    row = row_of(sheet, world.lead)
    with pytest.raises(NotAllowed):
        look_over_score(row, by=world.helping, now=WITHIN)
    look_over_score(row, by=world.unit_head, now=WITHIN)
    assert (row.checked_by, kinds()[-1]) == (world.unit_head, EventKind.SCORE_LOOKED_OVER)
    with pytest.raises(Refusal, match="核对过"):
        look_over_score(row, by=world.owner, now=WITHIN)


def test_a_unit_objects_with_evidence_and_those_who_may_decide_are_told(world, sheet):
    row = row_of(sheet, world.lead)
    made = object_to(row, world.owner, evidence=[SiteNote("收件截图")], no_evidence="")
    assert set(told("score_objected")) == {world.second_supervisor, world.head}
    (note,) = evidence.of(made.subject)
    assert evidence.get(note.id, world.unit_head) is note
    with pytest.raises(NoResultFound):
        evidence.get(note.id, world.helping)
    with pytest.raises(Refusal, match="申诉过"):
        object_to(row, world.unit_head)
    assert object_to(row, world.unit_head, 2).place == 2


def test_an_objection_comes_from_the_unit_with_proof_and_in_time(world, sheet):
    row = row_of(sheet, world.lead)
    with pytest.raises(NotAllowed):
        object_to(row, world.helping)
    with pytest.raises(NotAllowed):
        object_to(row, world.supervisor)
    with pytest.raises(Refusal) as refusal:
        object_to(row, world.owner, no_evidence="")
    assert refusal.value.field == "no_evidence"
    with pytest.raises(Refusal, match="已经过了"):
        object_to(row, world.owner, now=AFTER)


def test_a_point_is_put_right_by_somebody_else_than_who_froze(world, sheet):
    row = row_of(sheet, world.lead)
    made = object_to(row, world.owner)
    with pytest.raises(NotAllowed):
        accept_objection(made, by=world.supervisor, now=AFTER, changes={1: 2500}, **OPINION)
    accept_objection(made, by=world.head, now=AFTER, changes={1: 2500}, **OPINION)
    assert (row.total, row.frozen_total) == (9900, 7400)
    assert (made.state, made.total_before, made.total_after) == (
        ScoreObjectionState.ACCEPTED,
        7400,
        9900,
    )
    assert set(told("score_objection_decided")) == {world.owner, world.unit_head}
    (event,) = db.scalars(select(Event).where(Event.kind == EventKind.SCORE_OBJECTION_ACCEPTED))
    assert (event.before, event.after) == ({"得分": "74.00"}, {"得分": "99.00"})


def test_what_is_accepted_changes_something(world, sheet):
    made = object_to(row_of(sheet, world.lead), world.owner)
    with pytest.raises(Refusal, match="不采纳"):
        accept_objection(made, by=world.head, now=AFTER, **OPINION)
    with pytest.raises(Refusal, match="没有变化"):
        accept_objection(made, by=world.head, now=AFTER, recount=score_of(world.lead), **OPINION)


def test_a_row_is_counted_anew_from_the_facts_of_today(world, sheet):
    row = row_of(sheet, world.lead)
    made = object_to(row, world.owner, 0)
    anew = score_of(world.lead, [point(value=5000), *points()[2:]])
    accept_objection(made, by=world.head, now=AFTER, recount=anew, **OPINION)
    db.flush()
    db.expire_all()
    again = score_sheets.get_row(row.id, world.owner)
    assert (again.edition, again.total) == (1, 9900)
    assert again.score == anew
    assert again.content == score_of(world.lead).as_json


def test_a_rejection_leaves_the_score_and_tells_why(world, sheet):
    row = row_of(sheet, world.lead)
    made = object_to(row, world.owner)
    reject_objection(made, by=world.second_supervisor, now=AFTER, **OPINION)
    assert (row.total, made.total_after, made.opinion) == (7400, 7400, "核对过收件时间")
    with pytest.raises(Refusal, match="已经复核"):
        reject_objection(made, by=world.head, now=AFTER, **OPINION)


def test_publication_waits_for_the_window_and_for_every_objection(world, sheet):
    made = object_to(row_of(sheet, world.lead), world.owner)
    with pytest.raises(NotAllowed):
        publish(sheet, world.supervisor)
    with pytest.raises(Refusal, match="5月9日"):
        publish(sheet, world.head, now=WITHIN)
    with pytest.raises(Refusal, match="1 件申诉"):
        publish(sheet, world.head)
    reject_objection(made, by=world.head, now=AFTER, **OPINION)
    publish(sheet, world.head)
    assert [(row.rank, row.movement) for row in sheet.rows] == [(1, None), (2, None)]
    assert world.outsider in told("scores_published")
    assert world.system_admin not in told("scores_published")
    with pytest.raises(Refusal, match="公布过"):
        publish(sheet, world.head)


def test_movement_is_against_the_published_sheet_of_the_period_before(world):
    march, low = APRIL.preceding, [point(value=100)]
    first = freeze(
        world,
        score_of(world.lead, low),
        score_of(world.helper),
        period=march,
        now=FREEZING - timedelta(days=20),
    )
    publish(first, world.head)
    sheet = freeze(world)
    assert standings(world.city, APRIL) == {}
    publish(sheet, world.head)
    assert standings(world.city, APRIL) == {
        world.lead.id: Standing(7400, 1, 1),
        world.helper.id: Standing(5000, 2, -1),
    }
    assert standings(world.county, APRIL) == {}
    assert standings(world.city, march)[world.helper.id] == Standing(7400, 1, None)


GUARDED = (
    "UPDATE score_rows SET total = total + 1",
    "UPDATE score_rows SET rank = 9",
    "UPDATE score_sheets SET rule_version = 7",
    "DELETE FROM score_rows",
    "DELETE FROM score_sheets",
    "UPDATE score_objections SET opinion = '改了'",
    "DELETE FROM score_objections",
    "UPDATE score_adjustments SET after = 1",
    "DELETE FROM score_adjustments",
)


@pytest.mark.parametrize("statement", GUARDED)
def test_the_database_itself_keeps_what_was_published(world, sheet, statement):
    made = object_to(row_of(sheet, world.lead), world.owner)
    accept_objection(made, by=world.head, now=AFTER, changes={1: 2500}, **OPINION)
    publish(sheet, world.head)
    db.flush()
    with pytest.raises(IntegrityError, match="stay"), db.begin_nested():
        db.execute(text(statement))


def test_what_was_frozen_stays_the_same_bytes(world, sheet):
    row = row_of(sheet, world.lead)
    content = text("SELECT content FROM score_rows WHERE id = :id")

    def kept():
        return json.dumps(db.execute(content, {"id": row.id}).scalar(), ensure_ascii=False)

    before = kept()
    make.milestone(world.task)
    world.lead.name = "改名局"
    made = object_to(row, world.owner)
    accept_objection(made, by=world.head, now=AFTER, changes={1: 2500, 6: 0}, **OPINION)
    publish(sheet, world.head)
    db.flush()
    assert kept() == before
    with pytest.raises(IntegrityError, match="stay"), db.begin_nested():
        db.execute(text("UPDATE score_rows SET content = '{}'"))


def test_a_frozen_row_keeps_its_content_before_publication_too(world, sheet):
    with pytest.raises(IntegrityError, match="score_rows_frozen_stay"), db.begin_nested():
        db.execute(text("UPDATE score_rows SET frozen_total = 1"))
