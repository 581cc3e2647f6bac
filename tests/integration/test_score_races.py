"""Two people at the same moment: frozen once, decided once, published once, objected to once."""

from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.score_objections import (
    accept_objection,
    object_to_score,
    reject_objection,
)
from tasks_tracker.operations.score_sheets import (
    freeze_scores,
    look_over_score,
    publish_scores,
)
from tasks_tracker.persistence import score_sheets, units, users
from tasks_tracker.persistence.session import db, transaction
from tests import make
from tests.integration.operations.scored import (
    AFTER,
    APRIL,
    FREEZING,
    PROOF,
    WITHIN,
    score_of,
)
from tests.integration.own_database import own_database, own_url
from tests.integration.test_writers import in_threads

__all__ = ["own_database", "own_url"]

pytestmark = pytest.mark.usefixtures("own_database")
OBJECTION = {"place": 1, "reason": "当天就报了", "agreed_by": "郑安", **PROOF}
OPINION = {"opinion": "核对过收件时间"}


@pytest.fixture
def cast():
    """The ids of a unit, of its two people, of two supervisors and of two heads."""
    with transaction():
        region = make.region(f"众手市{uuid4().hex}", uuid4().hex)
        unit = make.unit(region)
        own = [make.person(role, region, unit) for role in (Role.LIAISON, Role.UNIT_HEAD)]
        office = [make.person(Role.SUPERVISOR, region) for _ in range(2)]
        heads = [make.person(Role.SUPERVISION_HEAD, region) for _ in range(2)]
        ids = (unit.id, *([one.id for one in group] for group in (own, office, heads)))
    db.remove()
    return ids


def at_once(look, *deeds) -> list[type]:
    """Each person looks at the thing; when all have seen it, each does something to it."""
    all_saw = Barrier(len(deeds))

    def do(user_id, act):
        user = users.get(user_id)
        found = look(user)
        all_saw.wait()
        with transaction():
            act(found, by=user)

    raised = in_threads(*(partial(do, *deed) for deed in deeds))
    return [type(error) for error in raised if error]


def freeze(unit, *, by):
    freeze_scores(
        unit.region,
        by=by,
        now=FREEZING,
        period=APRIL,
        scores=[score_of(unit)],
        rule_version=0,
    )


@pytest.fixture
def sheet_id(cast):
    unit_id, _own, (clerk, _), _heads = cast
    with transaction():
        by = users.get(clerk)
        freeze(units.get(unit_id, by), by=by)
        sheet_id = score_sheets.find(by.region, APRIL).id
    db.remove()
    return sheet_id


def own_row(sheet_id, user):
    return score_sheets.get_row(
        score_sheets.rows(score_sheets.get(sheet_id, user), user)[0].id, user
    )


@pytest.fixture
def objection_id(cast, sheet_id):
    with transaction():
        by = users.get(cast[1][0])
        made = object_to_score(own_row(sheet_id, by), by=by, now=WITHIN, **OBJECTION)
        objection_id = made.id
    db.remove()
    return objection_id


def test_a_period_is_frozen_once(cast):
    unit_id, _own, office, _heads = cast
    deeds = ((one, freeze) for one in office)
    assert at_once(partial(units.get, unit_id), *deeds) == [Refusal]
    user = users.get(office[0])
    assert [sheet.period.key for sheet in score_sheets.visible_to(user)] == ["2024-04"]


def test_an_objection_is_decided_once_and_the_points_agree_with_the_decision(
    cast, sheet_id, objection_id
):
    _unit, _own, (_clerk, second), (head, _) = cast
    accept = partial(accept_objection, now=AFTER, changes={1: 2500}, **OPINION)
    reject = partial(reject_objection, now=AFTER, **OPINION)
    deeds = ((second, accept), (head, reject))
    assert at_once(lambda user: score_sheets.get_objection(objection_id, user), *deeds) == [Refusal]
    found = score_sheets.get_objection(objection_id, users.get(head))
    totals = {"accepted": 9900, "rejected": 7400}
    assert found.row.total == found.total_after == totals[found.state.value]


def test_two_objections_to_one_row_are_both_put_right(cast, sheet_id, objection_id):
    _unit, (liaison, _), (_clerk, second), (head, _) = cast
    with transaction():
        by = users.get(liaison)
        more = {**OBJECTION, "place": 6}
        other_id = object_to_score(own_row(sheet_id, by), by=by, now=WITHIN, **more).id
    db.remove()
    all_saw = Barrier(2)

    def decide(user_id, which, changes):
        user = users.get(user_id)
        found = score_sheets.get_objection(which, user)
        all_saw.wait()
        with transaction():
            accept_objection(found, by=user, now=AFTER, changes=changes, **OPINION)

    deeds = ((second, objection_id, {1: 2500}), (head, other_id, {6: 0}))
    refused = [e for e in in_threads(*(partial(decide, *deed) for deed in deeds)) if e]
    assert [type(error) for error in refused] in ([], [Refusal])
    row = score_sheets.get_objection(other_id, users.get(head)).row
    assert row.total == row.score.total == 7400 + sum(o.after - o.before for o in row.adjustments)
    assert len(row.adjustments) == 2 - len(refused)


def test_a_sheet_is_published_once(cast, sheet_id):
    *_, heads = cast
    publish = partial(publish_scores, now=AFTER)
    deeds = ((one, publish) for one in heads)
    assert at_once(lambda user: score_sheets.get(sheet_id, user), *deeds) == [Refusal]


def test_nothing_is_published_over_an_objection_of_the_same_moment(cast, sheet_id):
    """Clocks of two machines around midnight: whichever comes first, the other is refused."""
    _unit, (liaison, _), _office, (head, _) = cast
    own = partial(own_row, sheet_id)

    def publish(row, *, by):
        publish_scores(row.sheet, by=by, now=AFTER)

    deeds = ((liaison, partial(object_to_score, now=WITHIN, **OBJECTION)), (head, publish))
    assert at_once(own, *deeds) == [Refusal]
    sheet = score_sheets.get(sheet_id, users.get(head))
    assert sheet.is_published == (score_sheets.undecided(sheet) == 0)


def test_a_point_is_objected_to_once_and_a_row_looked_over_once(cast, sheet_id):
    own = partial(own_row, sheet_id)
    raise_it = partial(object_to_score, now=WITHIN, **OBJECTION)
    assert at_once(own, *((one, raise_it) for one in cast[1])) == [Refusal]
    look_over = partial(look_over_score, now=WITHIN)
    assert at_once(own, *((one, look_over) for one in cast[1])) == [Refusal]
