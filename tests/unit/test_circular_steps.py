"""A circular goes from draft to publication, whatever is tried in between."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.domain.circulars import Circular, CircularForm, CircularState
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.users import Role
from tests.unit import loose

DAY = date(2024, 5, 6)
REGION = loose.region()
SUPERVISOR = loose.person(Role.SUPERVISOR, REGION, account="supervisor")
HEAD = loose.person(Role.SUPERVISION_HEAD, REGION, account="head")


def fresh() -> Circular:
    return Circular(
        region=REGION, first_on=date(2024, 4, 1), as_of=DAY, snapshot={}, drafted_at=loose.NOW
    )


STEPS = {
    "redraft": lambda one: one.redraft(
        {}, as_of=DAY, now=loose.NOW, form=CircularForm.BULLETIN, sentences={}
    ),
    "rewrite": lambda one: one.rewrite({"opening": {}}),
    "unname": lambda one: one.leave_unnamed("聊001", "延期已批准。"),
    "name": lambda one: one.name_again("聊001"),
    "notify": lambda one: one.notify(on=DAY, until=DAY),
    "propose": lambda one: one.propose(by=SUPERVISOR, now=loose.NOW),
    "propose_by_head": lambda one: one.propose(by=HEAD, now=loose.NOW),
    "approve": lambda one: one.approve(by=HEAD, now=loose.NOW),
    "back": lambda one: one.send_back(),
    "publish": lambda one: one.publish(by=HEAD, year=2024, number=1, now=loose.NOW),
}
CHANGES = {"redraft", "rewrite", "unname", "name", "back"}


def holds(one: Circular) -> None:
    """What the database holds it to, and more."""
    state = one.state
    laid = {CircularState.PROPOSED, CircularState.APPROVED, CircularState.PUBLISHED}
    signed = {CircularState.APPROVED, CircularState.PUBLISHED}
    assert (one.proposed_at is not None) == (one.proposed_by is not None) == (state in laid)
    assert (one.approved_at is not None) == (one.approved_by is not None) == (state in signed)
    assert one.approved_by is None or one.approved_by is not one.proposed_by
    assert (one.number is not None) == (one.published_at is not None) == one.is_published


@given(st.lists(st.sampled_from(list(STEPS)), max_size=14))
def test_whatever_is_tried_it_stays_in_order(names):
    one, told = fresh(), []
    for name in names:
        before = (one.state, dict(one.edits), one.form)
        try:
            STEPS[name](one)
        except Refusal:
            assert (one.state, dict(one.edits), one.form) == before
        else:
            assert before[0] is not CircularState.PUBLISHED
            assert name not in CHANGES or one.state is CircularState.DRAFT
            told.append(name)
        holds(one)
    if one.is_published:
        assert told[-3].startswith("propose")
        assert told[-2:] == ["approve", "publish"]


def test_every_step_but_the_next_one_is_refused_in_words():
    one = fresh()
    for name in ("approve", "back", "publish", "name"):
        with pytest.raises(Refusal, match="。"):
            STEPS[name](one)


def test_who_proposed_does_not_approve():
    one = fresh()
    STEPS["propose_by_head"](one)
    with pytest.raises(Refusal, match="不能由本人批准"):
        STEPS["approve"](one)


def test_the_day_of_the_notice_stays_when_it_becomes_a_draft_again():
    one = fresh()
    STEPS["notify"](one)
    STEPS["rewrite"](one)
    assert (one.state, one.corrections_until) == (CircularState.DRAFT, DAY)
