"""The pages on which a unit asks others to settle what it cannot, and they answer."""

import pytest

from tasks_tracker.domain.blockers import Blocker, BlockerState
from tasks_tracker.domain.causes import Cause
from tasks_tracker.operations.blockers import answer_blocker, raise_blocker
from tasks_tracker.persistence.session import db
from tests import make


def put(world, to=None) -> Blocker:
    given = {"cause": Cause.DATA, "request": "请开放接口", "to": to}
    return raise_blocker(world.task, by=world.owner, now=make.NOW, **given)


def answered(world) -> Blocker:
    blocker = put(world, world.helper)
    answer_blocker(blocker, by=world.helping, now=make.NOW, answer="下周开放")
    return blocker


def address(blocker: Blocker) -> str:
    return f"/blockers/{blocker.id}"


def form_of(world) -> str:
    return f"/tasks/{world.task.id}/blockers/new"


def only() -> Blocker:
    return db.query(Blocker).one()


def test_office_leaders_and_units_can_be_asked(client, world):
    page = client.sign_in(world.owner).get(form_of(world)).text
    for name in (world.city.office, "市二局", f"person:{world.leader.id}"):
        assert name in page
    assert "市一局</option>" not in page
    sent = {"to": f"unit:{world.helper.id}", "cause": "data", "request": "请开放接口"}
    answer = client.post(form_of(world), sent)
    assert answer.location == address(only())
    assert only().to_unit.name == "市二局"


def test_a_report_that_tells_of_something_fills_the_form(client, world):
    report = make.report(world.task, world.owner)
    report.coordination = "请数据局开放不动产接口"
    client.sign_in(world.owner)
    page = client.get(f"{form_of(world)}?report={report.id}").text
    assert "请数据局开放不动产接口" in page
    sent = {"to": "office", "cause": "data", "request": "请开放"}
    client.post(f"{form_of(world)}?report={report.id}", sent)
    assert only().report_id == report.id


@pytest.mark.parametrize("number", ["0", "999999", "x"])
def test_a_report_that_is_not_there_fills_nothing(client, world, number):
    page = client.sign_in(world.owner).get(f"{form_of(world)}?report={number}")
    assert page.status_code == 200
    assert "内容取自" not in page.text


def test_whoever_is_asked_answers_without_seeing_the_task(client, world):
    blocker = put(world, world.outsider.units[0])
    client.sign_in(world.outsider)
    page = client.get(address(blocker)).text
    assert "请开放接口" in page
    assert f"/tasks/{world.task.id}" not in page
    client.post(f"{address(blocker)}/answer", {"seen": blocker.version, "answer": "已开放"})
    assert only().state is BlockerState.ANSWERED


def test_an_empty_answer_is_refused_in_words(client, world):
    blocker = put(world, world.helper)
    client.sign_in(world.helping)
    page = client.post(f"{address(blocker)}/answer", {"seen": blocker.version}).text
    assert "答复不能空着" in page


@pytest.mark.parametrize(
    ("step", "opinion", "state"),
    [
        ("confirmation", "", BlockerState.SOLVED),
        ("rejection", "仍打不开", BlockerState.OPEN),
        ("withdrawal", "不需要了", BlockerState.WITHDRAWN),
    ],
)
def test_the_unit_that_asked_judges(client, world, step, opinion, state):
    blocker = answered(world)
    client.sign_in(world.owner)
    assert "没有解决" in client.get(address(blocker)).text
    client.post(f"{address(blocker)}/{step}", {"seen": blocker.version, "opinion": opinion})
    assert only().state is state


def test_a_judgement_of_what_has_changed_since_keeps_the_words(client, world):
    blocker = answered(world)
    client.sign_in(world.owner)
    sent = {"seen": "1", "opinion": "还差最后一步"}
    page = client.post(f"{address(blocker)}/rejection", sent).text
    assert "有了变化" in page
    assert "还差最后一步" in page


@pytest.mark.parametrize("tab", ["open", "answered", "settled", "else"])
def test_every_list_is_served_with_and_without_rows(client, world, tab):
    put(world)
    page = client.sign_in(world.supervisor).get(f"/blockers?tab={tab}").text
    assert ("请开放接口" in page) == (tab in {"open", "else"})
    page = client.sign_in(db.merge(world.outsider)).get(f"/blockers?tab={tab}")
    assert page.status_code == 200
    assert "请开放接口" not in page.text


def test_the_task_page_shows_them_and_offers_to_ask(client, world):
    put(world)
    page = f"/tasks/{world.task.id}"
    assert "提出需协调事项" in client.sign_in(world.owner).get(page).text
    assert "请开放接口" in client.sign_in(db.merge(world.supervisor)).get(page).text


def test_the_task_page_offers_to_put_to_others_what_a_report_tells_of(client, world):
    report = make.report(world.task, world.owner)
    report.coordination = "请数据局开放不动产接口"
    number = report.id
    link = f"/tasks/{world.task.id}/blockers/new?report={number}"
    page = client.sign_in(world.owner).get(f"/tasks/{world.task.id}").text
    assert link in page
    client.post(link, {"to": "office", "cause": "data", "request": "请开放"})
    assert link not in client.get(f"/tasks/{world.task.id}").text
