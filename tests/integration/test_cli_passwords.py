"""A password is set anew on the server, where no page may do it."""

import pytest

from tasks_tracker.domain.users import Role
from tasks_tracker.operations import users
from tests import make
from tests.integration.command_line import obey, run, settings

__all__ = ["obey", "run", "settings"]

PASSWORD = "Ducha-2024-ok"


@pytest.fixture
def administrator(session):
    return make.person(Role.SECURITY_ADMIN, make.region(), account="anquan")


def test_an_administrator_who_forgot_it_gets_another(run, administrator):
    done = run("user", "password", "anquan", "--password", PASSWORD)
    assert (done.code, "已重设" in done.out) == (0, True)
    outcome = users.sign_in(account="anquan", password=PASSWORD, address="::1", now=make.NOW)
    assert outcome.user.id == administrator.id


@pytest.mark.parametrize(
    ("account", "password", "words"),
    [("nobody", PASSWORD, "没有账号"), ("anquan", "weak", "口令至少 10 位")],
)
def test_what_cannot_be_done_is_said(run, administrator, account, password, words):
    done = run("user", "password", account, "--password", password)
    assert done.code == 1
    assert words in done.err
