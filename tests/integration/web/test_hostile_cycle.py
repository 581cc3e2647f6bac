"""Every address to which one can send something, sent what no page of ours sends: it is taken or
refused, and never breaks."""

import pytest
from werkzeug.datastructures import MultiDict

from tasks_tracker.domain.shares import ShareState
from tasks_tracker.web.forms import Form
from tests import access
from tests.integration.operations.handed_out import handed_out, share_of
from tests.integration.web.test_access import things

__all__ = ["things"]

NONSENSE = (
    "",
    "\u200b\u202e²",
    "a\x07b\x1b[0m\ufffe",
    "9" * 5000,
    "99999999999999999999",
    "0001-01-01",
    "9999-12-31",
    "长" * 5001,
    "NaN",
)
TOLD = {200, 302, 400, 403, 404, 409, 410, 413}
ELSEWHERE = ("sign_in", "import", "amendments", "unsent")
"""What ends the session, and what test_hostile_forms sends to drafts."""
TICKS = ("share", "tasks", "units", "people", "seat", "step", "decision", "leaver", "tick")
"""What is read from a form without a field of that name."""


def names() -> list[str]:
    """All fields of all forms: each form reads its own of them."""
    found, waiting = set(TICKS), [Form]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        found |= {name for name in dir(form) if hasattr(getattr(form, name), "field_class")}
    return sorted(found)


def routes() -> list[tuple[str, str]]:
    """Each endpoint that takes something, with somebody who may send it there."""
    return [
        (endpoint, next(person for person in access.PEOPLE if row[person] == "in"))
        for (endpoint, method), row in access.ACCESS.items()
        if method == "POST" and not endpoint.startswith(ELSEWHERE) and "in" in row.values()
    ]


def sendings() -> list[MultiDict]:
    fields = names()
    alike = [MultiDict.fromkeys(fields, nonsense) for nonsense in NONSENSE]
    twice = MultiDict([(name, typed) for name in fields for typed in ("1", "", "7")])
    return [*alike, twice, MultiDict()]


def test_there_is_somebody_for_every_address():
    assert len(routes()) > len(access.PEOPLE)
    assert {"reason", "opinion", "evidence", "new_due_on"} <= set(names())


@pytest.mark.parametrize("person", sorted({person for _, person in routes()}))
def test_whatever_is_sent_is_taken_or_refused(app, client, world, things, person):
    client.sign_in(world.people[person])
    addresses = app.url_map.bind("localhost")
    rules = {rule.endpoint: rule for rule in app.url_map.iter_rules()}
    for endpoint in (one for one, who in routes() if who == person):
        given = {name: things[name] for name in rules[endpoint].arguments}
        address = addresses.build(endpoint, given)
        for sent in sendings():
            answer = client.post(address, sent)
            assert answer.status_code in TOLD, (endpoint, str(sent)[:60])


@pytest.fixture
def share(world):
    """What the helper has to confirm."""
    handed_out(world, world.task)
    return share_of(world.task, world.helper)


def test_a_tick_that_no_row_can_have_confirms_nothing(client, world, share):
    client.sign_in(world.helping)
    for tick in ("99999999999999999999", "9" * 5000, "²", "-1", ""):
        assert client.post("/shares/confirmations", {"share": tick}).status_code == 409
    assert share.state is ShareState.UNCONFIRMED


def test_a_field_that_was_not_sent_is_taken_for_empty(client, world, share):
    client.sign_in(world.helping)
    sent = {"what": "开放接口", "due_on": "2024-05-31", "seen": str(share.version)}
    assert client.post(f"/shares/{share.id}/confirmation", sent).status_code == 302


@pytest.mark.parametrize("seen", ["9" * 5000, "²", "-1", "", "99999999999999999999"])
def test_a_version_that_nobody_saw_is_refused_in_words(client, world, seen):
    client.sign_in(world.head)
    for address in ("/ladder", "/light-rules/new"):
        answer = client.post(address, {"seen": seen, "reason": "调整"})
        assert answer.status_code in {200, 409}, address
