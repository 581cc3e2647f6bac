"""Pages of accountability: rules as data, counters that units see, steps that are carried out."""

import pytest
from sqlalchemy import select

from tasks_tracker.domain.accountability import AccountabilityRule
from tasks_tracker.domain.accountability_cases import AccountabilityAction, AccountabilityFact
from tasks_tracker.persistence.session import db
from tests import make
from tests.integration.operations import inspected

RULE = {
    "name": "秸秆焚烧火点",
    "counted": "entered",
    "fact_name": "火点",
    "basis": "冠政办发〔2018〕62号",
    "period": "month",
    "steps": "1次 约谈分管负责人\n2次：约谈主要负责人\n",
    "holds_from": "2024-05-10",
}
FACT = {"happened_on": "2024-05-10", "place": "村南", "account": "一处火点"}


def newest(kind):
    return db.scalars(select(kind).order_by(kind.id.desc())).first()


@pytest.fixture
def rule(world):
    return inspected.fire_points(world)


def test_the_head_sets_a_rule_and_a_later_version(client, world):
    client.sign_in(world.head)
    for wrong in ("约谈", "2次 约谈\n1次 通报", "一次 约谈"):
        page = client.post("/accountability/rules/new", {**RULE, "steps": wrong}).text
        assert wrong.splitlines()[0] in page
        assert db.scalars(select(AccountabilityRule)).all() == []
    address = client.post("/accountability/rules/new", RULE).location
    assert "满 2 次" in client.get(address).text
    changed = {**RULE, "holds_from": "2024-06-01", "reason": "收严", "seen": "1"}
    client.post(f"{address}/versions", {**changed, "steps": "1次 通报"})
    page = client.get(address).text
    assert "第 2 版" in page
    assert "收严" in page
    again = client.post(f"{address}/versions", {**changed, "holds_from": "2024-07-01"}).text
    assert "规则有了新的版本" in again
    client.post(f"{address}/end", {"reason": "行动结束"})
    assert (
        "行动结束" in client.get("/accountability/rules").text or "停用" in client.get(address).text
    )


def test_a_fact_is_entered_and_the_unit_sees_what_comes_next(client, world, rule):
    unit_id, address = world.lead.id, f"/accountability/rules/{rule.id}"
    client.sign_in(world.owner)
    page = client.get("/accountability").text
    assert "0 次" in page
    assert "满 1 次：约谈分管负责人" in page
    client.sign_in(world.supervisor)
    future = {**FACT, "unit_id": unit_id, "happened_on": "2024-05-11"}
    page = client.post(f"{address}/facts/new", future).text
    assert "不能在今天以后" in page
    assert "一处火点" in page
    answer = client.post(f"{address}/facts/new", {**FACT, "unit_id": unit_id, "site_note": "航拍"})
    assert "航拍" in client.get(answer.location).text
    client.sign_in(world.owner)
    page = client.get("/accountability").text
    assert "再有一次就到" in page
    assert "待落实" in page


def test_no_unit_sees_another_ones_counter(client, world, rule):
    inspected.fire_point(rule, world)
    client.sign_in(world.helping)
    assert world.lead.name not in client.get("/accountability").text
    assert client.get(f"/accountability/rules/{rule.id}/units/{world.lead.id}").status_code == 404
    action = newest(AccountabilityAction)
    assert client.get(f"/accountability/actions/{action.id}").status_code == 404


def test_a_withdrawn_fact_is_shown_with_the_step_that_it_reached(client, world, rule):
    fact = inspected.fire_point(rule, world)
    client.sign_in(world.supervisor)
    address = f"/accountability/facts/{fact.id}/withdrawal"
    assert "有了新的情况" in client.post(address, {"seen": "9", "reason": "是焊接火花"}).text
    page = client.post(address, {"seen": fact.version, "reason": "是焊接火花"})
    shown = client.get(page.location).text
    assert "已撤销，不计数" in shown
    assert "约谈分管负责人" in shown
    assert "0 次" in shown
    assert newest(AccountabilityFact).is_withdrawn
    action = newest(AccountabilityAction)
    assert "有事实撤销" in client.get(f"/accountability/actions/{action.id}").text


def test_a_step_is_carried_out_once_and_the_second_keeps_the_text(client, world, rule):
    inspected.fire_point(rule, world)
    action = newest(AccountabilityAction)
    address, seen = f"/accountability/actions/{action.id}", {"seen": action.version}
    client.sign_in(world.supervisor)
    done = {**seen, "done_on": "2024-05-10", "outcome": "已约谈镇长。", "paper_no": "约谈3号"}
    assert "写明怎样落实" in client.post(f"{address}/carrying-out", {**done, "outcome": ""}).text
    client.post(f"{address}/carrying-out", done)
    page = client.get(address).text
    assert "已约谈镇长。" in page
    assert "约谈3号" in page
    client.sign_in(world.head)
    again = client.post(f"{address}/waiver", {**seen, "outcome": "同一地块不重复"}).text
    assert "有了新的情况" in again
    assert "同一地块不重复" in again


def test_the_head_waives(client, world, rule):
    inspected.fire_point(rule, world)
    action = newest(AccountabilityAction)
    client.sign_in(world.head)
    sent = {"seen": action.version, "outcome": "同一地块不重复"}
    client.post(f"/accountability/actions/{action.id}/waiver", sent)
    assert "不予执行" in client.get("/accountability").text


def test_what_the_tables_count_is_not_entered_by_hand(client, world):
    made = make.saved(
        AccountabilityRule(region=world.city, name="退回", counted="returned_reports")
    )
    client.sign_in(world.supervisor)
    assert client.get(f"/accountability/rules/{made.id}/facts/new").status_code == 409


def test_without_rules_the_page_says_so(client, world):
    client.sign_in(world.owner)
    assert "现在没有施行的问责规则" in client.get("/accountability").text
    assert "还没有问责规则" in client.get("/accountability/rules").text
