"""Two versions of the rule of scores at the same moment: one is set, the other looks again."""

from dataclasses import replace
from datetime import date
from threading import Barrier
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.score_rules import DEFAULT, ScoreRule
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.score_rules import set_score_rule
from tasks_tracker.persistence import score_rules, users
from tasks_tracker.persistence.session import db, transaction
from tests import make
from tests.integration.own_database import own_database, own_url
from tests.integration.test_writers import in_threads

__all__ = ["own_database", "own_url"]

pytestmark = pytest.mark.usefixtures("own_database")


def test_of_two_who_set_a_rule_at_once_one_is_told(own_database):
    with transaction():
        region = make.region(f"评分市{uuid4().hex}", uuid4().hex)
        head_id = make.person(Role.SUPERVISION_HEAD, region).id
    db.remove()
    together = Barrier(2)

    def attempt(cap: int) -> None:
        by = users.get(head_id)
        score_rules.newest(by.region)
        together.wait(timeout=20)
        rule = replace(DEFAULT, cap=cap, holds_from=date(2024, 6, 1))
        with transaction():
            set_score_rule(by.region, rule, by=by, now=make.NOW, reason="同时定", seen=0)

    raised = in_threads(lambda: attempt(105), lambda: attempt(120))
    assert [type(error) for error in raised if error] == [Refusal]
    with transaction():
        assert db.scalar(select(func.count(ScoreRule.id))) == 1
