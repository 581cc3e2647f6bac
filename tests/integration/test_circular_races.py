"""Two people at the same moment: a circular is approved, published, told of and corrected once."""

from datetime import date
from functools import partial
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from tasks_tracker.domain.circular_notices import CircularNotice, CorrectionState, Said
from tasks_tracker.domain.circulars import Circular, CircularState
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.periods import month_of
from tasks_tracker.domain.users import Role
from tasks_tracker.operations import circular_notices as telling
from tasks_tracker.operations import circulars as act
from tasks_tracker.persistence import circular_notices, circulars, units, users
from tasks_tracker.persistence.session import db, transaction
from tests import make
from tests.integration.own_database import own_database, own_url
from tests.integration.test_writers import in_threads

__all__ = ["own_database", "own_url"]

pytestmark = pytest.mark.usefixtures("own_database")
ITEM = Said("item:聊001", "聊001 推进一窗受理（超 3 个工作日）")


@pytest.fixture
def cast():
    """The ids of a unit, its liaison, two heads and two supervisors."""
    with transaction():
        region = make.region(f"众手市{uuid4().hex}", uuid4().hex)
        unit = make.unit(region)
        liaison = make.person(Role.LIAISON, region, unit)
        heads = [make.person(Role.SUPERVISION_HEAD, region) for _ in range(2)]
        office = [make.person(Role.SUPERVISOR, region) for _ in range(2)]
        ids = (unit.id, liaison.id, [one.id for one in heads], [one.id for one in office])
    db.remove()
    return ids


def drafted(by_id: int, *, proposed: bool = False, approved_by: int | None = None) -> int:
    by = users.get(by_id)
    made = act.draft_circular(
        by.region,
        period=month_of(date(2024, 4, 1)),
        snapshot={"total": 1},
        as_of=date(2024, 4, 30),
        now=make.NOW,
        by=by,
    )
    if proposed or approved_by:
        act.propose_circular(made, findings=[], by=by, now=make.NOW)
    if approved_by:
        act.approve_circular(made, findings=[], by=users.get(approved_by), now=make.NOW)
    return made.id


def at_once(look, *deeds) -> list[type]:
    """Each person looks at the thing; when all have seen it, each does something to it."""
    all_saw = Barrier(len(deeds))

    def do(user_id, step):
        user = users.get(user_id)
        found = look(user)
        all_saw.wait()
        with transaction():
            step(found, by=user, now=make.NOW)

    raised = in_threads(*(partial(do, *deed) for deed in deeds))
    return [type(error) for error in raised if error]


def happened(kind: EventKind, circular_id: int) -> int:
    subject = f"circular:{circular_id}"
    query = select(func.count()).where(Event.kind == kind, Event.subject == subject)
    return db.scalar(query)


def test_of_two_heads_one_approves(cast):
    _, _, heads, office = cast
    with transaction():
        circular_id = drafted(office[0], proposed=True)
    approve = partial(act.approve_circular, findings=[])
    look = partial(circulars.get, circular_id)
    assert at_once(look, (heads[0], approve), (heads[1], approve)) == [Refusal]
    assert happened(EventKind.CIRCULAR_APPROVED, circular_id) == 1


def test_approval_and_return_at_once_leave_one_of_them(cast):
    _, _, heads, office = cast
    with transaction():
        circular_id = drafted(office[0], proposed=True)
    approve = partial(act.approve_circular, findings=[])
    back = partial(act.send_back, reason="再看一遍。")
    look = partial(circulars.get, circular_id)
    assert at_once(look, (heads[0], approve), (heads[1], back)) == [Refusal]


def test_it_is_published_once_and_takes_one_number(cast):
    _, _, heads, office = cast
    with transaction():
        circular_id = drafted(office[0], approved_by=heads[0])
    publish = partial(act.publish_circular, findings=[])
    look = partial(circulars.get, circular_id)
    assert at_once(look, (heads[0], publish), (office[1], publish)) == [Refusal]
    found = db.get(Circular, circular_id)
    assert (found.state, found.number) == (CircularState.PUBLISHED, 1)
    assert happened(EventKind.CIRCULAR_PUBLISHED, circular_id) == 1


def test_units_are_told_once(cast):
    unit_id, _, heads, office = cast
    with transaction():
        circular_id = drafted(office[0])

    send = partial(_send, unit_id)
    look = partial(circulars.get, circular_id)
    assert at_once(look, (office[0], send), (heads[0], send)) == [Refusal]
    query = select(func.count()).where(CircularNotice.circular_id == circular_id)
    assert db.scalar(query) == 1


def _send(unit_id, circular, *, by, now):
    unit = units.get(unit_id, by)
    telling.send_notice(circular, {unit: [ITEM]}, by=by, now=now)


def test_a_correction_is_decided_once(cast):
    unit_id, liaison_id, heads, office = cast
    with transaction():
        circular = circulars.get(drafted(office[0]), users.get(office[0]))
        _send(unit_id, circular, by=users.get(office[0]), now=make.NOW)
        notice = db.scalars(
            select(CircularNotice).where(CircularNotice.circular_id == circular.id)
        ).one()
        asked = telling.ask_for_correction(
            notice,
            about=ITEM.key,
            reason="窗口4月已经启用。",
            by=users.get(liaison_id),
            now=make.NOW,
        )
        asked_id = asked.id
    look = partial(circular_notices.get_correction, asked_id)
    reject = partial(
        telling.decide_correction, decision=CorrectionState.REJECTED, opinion="证据不足。"
    )
    accept = partial(
        telling.decide_correction, decision=CorrectionState.UNNAMED, opinion="延期已批。"
    )
    assert at_once(look, (heads[0], reject), (office[1], accept)) == [Refusal]


def test_an_edit_and_an_approval_at_once_leave_no_approved_text_that_nobody_read(cast):
    _, _, heads, office = cast
    with transaction():
        circular_id = drafted(office[0], proposed=True)
    edit = lambda circular, **who: act.edit_circular(circular, {"opening": {}}, **who)  # noqa: E731
    approve = partial(act.approve_circular, findings=[])
    look = partial(circulars.get, circular_id)
    assert at_once(look, (heads[0], approve), (office[1], edit)) == [Refusal]
    found = db.get(Circular, circular_id)
    is_edited = bool(found.sentences)
    assert (found.state is CircularState.APPROVED) != is_edited
