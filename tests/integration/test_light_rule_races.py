"""Two versions of the rule of the lights at the same moment: one is set, the other looks again."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.light_rules import LightRule
from tasks_tracker.domain.lights import DEFAULT
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.light_rules import set_rule
from tasks_tracker.persistence import light_rules, users
from tasks_tracker.persistence.session import db, transaction
from tests import make
from tests.integration.own_database import own_database, own_url
from tests.integration.test_writers import in_threads

__all__ = ["own_database", "own_url"]

pytestmark = pytest.mark.usefixtures("own_database")


def test_of_two_who_set_a_rule_at_once_one_is_told(own_database):
    with transaction():
        region = make.region(f"双定市{uuid4().hex}", uuid4().hex)
        head_id = make.person(Role.SUPERVISION_HEAD, region).id
        seen = light_rules.newest().version
    db.remove()
    together = Barrier(2)

    def attempt(days: int) -> None:
        by = users.get(head_id)
        light_rules.newest()
        together.wait(timeout=20)
        rule = replace(DEFAULT, severe_after=days, holds_from=make.TODAY + timedelta(days=seen + 1))
        with transaction():
            set_rule(rule, by=by, now=make.NOW, reason="同时定", seen=seen)

    raised = in_threads(lambda: attempt(20), lambda: attempt(30))
    assert [type(error) for error in raised if error] == [Refusal]
    with transaction():
        assert db.scalar(select(func.count(LightRule.id))) == seen + 1
