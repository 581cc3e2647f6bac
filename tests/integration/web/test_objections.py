"""The pages of objections: what was typed stays, and the second answer is told of the first."""

import pytest

from tasks_tracker.domain.tasks import Task
from tasks_tracker.operations.objections import uphold_assignment
from tasks_tracker.persistence import objections
from tasks_tracker.persistence.session import db
from tests import make
from tests.integration.operations.handed_out import days_on, handed_out
from tests.integration.operations.test_objections import objected


@pytest.fixture
def world(world):
    handed_out(world)
    world.third = make.unit(world.city, "市三局")
    return world


def fields(world, **more):
    given = {"proposed_id": world.third.id, "reason": "职能已划转。", "agreed_by": "郑安"}
    return given | more


def test_a_unit_objects_and_the_office_answers(client, world):
    address = f"/tasks/{world.task.id}/objections/new"
    answer = client.sign_in(world.owner).post(address, fields(world))
    page = client.get(answer.location).text
    assert "自 5月10日 停住" in page
    client.sign_in(world.supervisor)
    assert "1 件待答复" in client.get("/objections").text
    assert "改派" in client.get(answer.location).text
    sent = {"decision": "reassign", "new_unit_id": world.third.id, "opinion": "职能已划转。"}
    client.post(f"{answer.location}/answer", sent)
    assert "改派给 <b>市三局</b>" in client.get(answer.location).text
    assert db.get(Task, world.task.id).lead_unit.name == "市三局"
    assert "市三局" in client.sign_in(world.owner).get("/objections").text


def test_upheld_it_says_why(client, world):
    objection = objected(world)
    sent = {"decision": "uphold", "opinion": "三定方案未变。"}
    address = f"/objections/{objection.id}"
    client.sign_in(world.supervisor).post(f"{address}/answer", sent)
    page = client.sign_in(world.owner).get(address).text
    assert "三定方案未变。" in page
    assert "仍由市一局办" in page


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"proposed_id": 0}, "请选一个单位"),
        ({"reason": " "}, "请写明理由"),
        ({"agreed_by": ""}, "经单位负责人同意"),
    ],
)
def test_what_is_missing_is_said(client, world, more, words):
    address = f"/tasks/{world.task.id}/objections/new"
    assert words in client.sign_in(world.owner).post(address, fields(world, **more)).text
    assert world.task.objected_on is None


def test_too_late_is_refused_on_the_form_with_what_was_typed(client, world):
    world.task.handed_out_on = make.TODAY
    objected(world, by="helping")
    address = f"/tasks/{world.task.id}/objections/new"
    page = client.sign_in(world.owner).post(address, fields(world, reason="另有依据。")).text
    assert "已有一件异议在处理" in page
    assert "另有依据。" in page


def test_the_second_answer_is_told_of_the_first_and_keeps_its_words(client, world):
    objection = objected(world)
    uphold_assignment(objection, by=world.head, now=days_on(0), opinion="维持。")
    sent = {"decision": "uphold", "opinion": "我另有看法。"}
    page = client.sign_in(world.supervisor).post(f"/objections/{objection.id}/answer", sent).text
    assert "已经答复过" in page
    assert "我另有看法。" in page


def test_to_give_it_away_a_unit_is_chosen(client, world):
    objection = objected(world)
    sent = {"decision": "reassign", "new_unit_id": 0, "opinion": "改派。"}
    page = client.sign_in(world.supervisor).post(f"/objections/{objection.id}/answer", sent).text
    assert "请选一个单位" in page
    assert objections.find_open(world.task).id == objection.id


def test_an_empty_list_says_why(client, world):
    assert "没有待答复的异议" in client.sign_in(world.head).get("/objections").text
