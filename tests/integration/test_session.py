"""`transaction()` is all or nothing, and a test that commits leaves no trace."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.units import Region, Unit, UnitGroup
from tasks_tracker.persistence.session import db, transaction
from tests import make


def test_what_a_transaction_did_is_kept(session):
    _found("聊城市")
    db.expire_all()
    assert _regions() == 1


def test_a_transaction_that_fails_did_nothing(session):
    with pytest.raises(LookupError):
        _found("聊城市", failing=True)
    assert _regions() == 0


def test_an_earlier_transaction_survives_a_later_failure(session):
    _found("聊城市")
    with pytest.raises(LookupError):
        _found("高唐县", failing=True)
    assert _regions() == 1


def test_who_comes_second_to_make_the_same_is_refused_in_words(session):
    _found("聊城市")
    with pytest.raises(Refusal, match="刚刚有人办过同一件事"):
        _found("聊城市")
    assert _regions() == 1


def test_a_rule_of_the_database_that_is_broken_stays_an_error(session):
    with pytest.raises(IntegrityError), transaction():
        db.add(Unit(region=make.region(), name="局", group=UnitGroup.DEPARTMENT, position=0))


@pytest.mark.parametrize("time", ["first", "second"])
def test_each_test_finds_the_database_empty(session, time):
    assert _regions() == 0
    _found("聊城市")


def _found(name: str, *, failing: bool = False) -> None:
    with transaction():
        db.add(Region(name=name, mark=name[0], office=f"{name}政府督查室"))
        db.flush()
        if failing:
            raise LookupError


def _regions() -> int:
    return db.scalar(select(func.count()).select_from(Region))
