"""Each form of meetings, scores, circulars and feedback sheets as one who knows it would send it,
with one field that nobody would type: it is taken or refused, and never breaks."""

import pytest

from tests import make
from tests.integration.operations.filled_sheets import worksheet
from tests.integration.operations.met import prepared, running
from tests.integration.operations.scored import freeze, object_to, row_of
from tests.integration.web.circular_things import ITEM, correction, notice
from tests.integration.web.test_circulars import draft

NONSENSE = (
    "",
    "\u200b\u202e²",
    "a\x07b\x1b[0m\ufffe",
    "9" * 5000,
    "99999999999999999999",
    "0001-01-01",
    "9999-12-31",
    "长" * 5001,
    "1e9",
    "=cmd|' /C calc'!A0",
)
TOLD = {200, 302, 400, 403, 404, 409, 413}
HEAD = {"title": "调度会", "held_on": "2024-05-10", "place": "西楼", "chair": "秘书长"}
SAID = {"voice": "0", "said": "一周内报方案。", "effect": "urged", "reply_by": "2024-05-20"}
TASKED = {"title": "新立一项", "section": "1", "lead": "市一局", "due_on": "2024-06-30"}


def send(client, address: str, usual: dict[str, str]) -> None:
    for name in usual:
        for nonsense in NONSENSE:
            answer = client.post(address, {**usual, name: nonsense})
            assert answer.status_code in TOLD, (address, name, nonsense[:9])


@pytest.fixture
def office(client, world):
    return client.sign_in(world.head)


def test_a_meeting_that_is_prepared(office, world):
    meeting = prepared(world)
    place = f"place-{meeting.items[0].id}"
    send(office, "/meetings/new", {**HEAD, "attendees": "各单位", "cut": "unit", "plans": "1"})
    address = f"/meetings/{meeting.id}"
    send(office, f"{address}/head", {**HEAD, "attendees": "各单位", "seen": "1"})
    send(office, f"{address}/agenda", {"seen": str(meeting.items[0].id), "without": "", place: "1"})
    send(office, f"{address}/items", {"name": world.helper.name, "section": "1"})
    assert office.get(address).status_code == 200


def test_a_meeting_that_runs(office, world):
    make.milestone(world.task)
    usual = {**SAID, "codes": world.task.code, "shown": ""}
    screen = f"/meetings/{running(world).id}/screens/1"
    send(office, screen, usual)
    send(office, screen, {**usual, **TASKED, "effect": "tasked", "lead": world.lead.name})
    assert office.get(screen).status_code == 200


def test_scores(client, world):
    sheet = freeze(world, now=make.NOW)
    row = row_of(sheet, world.lead)
    objection = object_to(row, world.owner, now=make.NOW)
    client.sign_in(world.owner)
    usual = {
        "place": "2",
        "reason": "算错",
        "agreed_by": "郑安",
        "no_evidence": "有",
        "edition": "0",
    }
    send(client, f"/scores/rows/{row.id}/objections/new", {**usual, "no_evidence": "台账里有"})
    client.sign_in(world.head)
    send(client, "/scores/preview?period=2024-03", {"days": "3", "seen": ""})
    usual = {"seen": "1.1", "opinion": "核对过", "way": "points", "point_1": "25"}
    send(client, f"/scores/objections/{objection.id}/acceptance", usual)
    send(client, f"/scores/objections/{objection.id}/rejection", {"seen": "", "opinion": "否"})
    assert client.get(f"/scores/rows/{row.id}").status_code == 200


def test_circulars(client, world):
    made = draft(world.city)
    told = notice(made, world.lead)
    asked = correction(told, world.owner)
    client.sign_in(world.head)
    at = f"/circulars/{made.id}"
    send(client, f"{at}/sentences", {"seen": "1", "place": "opening", "text": "【任务总数 1】项"})
    send(client, f"{at}/unnamed", {"seen": "1", "code": world.task.code, "reason": "有误"})
    send(client, "/circulars", {"period": "2024-04", "plan": "0", "form": "red_head"})
    send(client, "/circulars/correction-days", {"days": "3"})
    decision = {"seen": "1", "decision": "unnamed", "opinion": "有误"}
    send(client, f"/circular-corrections/{asked.id}/decision", decision)
    client.sign_in(world.owner)
    address = f"/circular-notices/{told.id}"
    send(client, f"{address}/corrections", {"about": ITEM.key, "reason": "有误"})
    assert client.get(address).status_code == 200
    client.sign_in(world.head)
    assert client.get(at).status_code == 200


def test_a_feedback_sheet(client, world):
    one = worksheet(world)
    client.sign_in(world.owner)
    usual = {"cell_progress": "已启用", "chosen_progress": "yours", "is_out": ""}
    send(client, f"/worksheets/{one.id}/rows/{world.task.id}", {**usual, "cell_foo": "12"})
    send(client, f"/worksheets/{one.id}/report", {"seen": "1"})
    assert client.get(f"/worksheets/{one.id}").status_code == 200
