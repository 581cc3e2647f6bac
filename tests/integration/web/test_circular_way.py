"""A circular's way on its pages: edited, told, corrected, proposed, approved, published."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from tasks_tracker import clock
from tasks_tracker.domain.circular_notices import CircularNotice
from tasks_tracker.domain.circulars import CircularState
from tasks_tracker.operations import circulars as carry
from tasks_tracker.persistence.session import db
from tests import make
from tests.integration.web.circular_things import FIGURE, correction, notice
from tests.integration.web.test_circulars import draft, published, text_of


@pytest.fixture
def ledger(world):
    """The city's task was due in April and is not there."""
    for task in (world.task, world.county_task):
        task.plan.adopted_at = clock.local(make.NOW).replace(month=1)
    make.milestone(world.task, due_on=date(2024, 4, 19), deliverable="四月的节点")
    return world


@pytest.fixture
def circular(ledger):
    return draft(ledger.city)


def send(client, circular, step, **given):
    seen = now(circular).version
    return client.post(f"/circulars/{circular.id}/{step}", {"seen": seen, **given})


def now(thing):
    """The same as it stands in the database."""
    return db.get(type(thing), thing.id, populate_existing=True)


def editor(client, circular, place) -> str:
    """What stands in the editor of a place."""
    page = client.get(f"/circulars/{circular.id}?edit={place}").text
    return re.findall(r"<textarea[^>]*>\s*(.*?)</textarea>", page, re.S)[0]


def test_numbers_are_marked_in_the_editor_and_may_be_moved(client, ledger, circular):
    client.sign_in(ledger.supervisor)
    before = editor(client, circular, "0.0")
    assert "【任务总数 1】" in before
    after = "全市纳入督查的任务【任务总数 1】项。"
    assert send(client, circular, "sentences", place="0.0", text=after).status_code == 302
    page = client.get(f"/circulars/{circular.id}")
    assert "全市纳入督查的任务1项。" in text_of(page)
    assert "已改写" in page.text


def test_a_number_that_was_changed_is_refused_and_the_text_is_kept(client, ledger, circular):
    client.sign_in(ledger.supervisor)
    typed = editor(client, circular, "0.0").replace("【任务总数 1】", "【任务总数 8】")
    answer = send(client, circular, "sentences", place="0.0", text=typed)
    assert "台账的数是 1" in text_of(answer)
    assert "【任务总数 8】" in answer.text
    assert now(circular).sentences == {}


def test_text_over_a_number_is_told_at_once_and_keeps_it_from_going_on(client, ledger, circular):
    client.sign_in(ledger.supervisor)
    typed = editor(client, circular, "0.0").replace("【任务总数 1】", "8")
    page = client.get(send(client, circular, "sentences", place="0.0", text=typed).location)
    assert "数字被手工改写" in text_of(page)
    answer = send(client, circular, "proposal")
    assert "先改好再办" in text_of(answer)
    assert now(circular).state is CircularState.DRAFT


def test_what_was_typed_on_an_older_page_is_kept(client, ledger, circular):
    client.sign_in(ledger.supervisor)
    old = circular.version
    draft(ledger.city)
    answer = client.post(
        f"/circulars/{circular.id}/sentences",
        {"seen": old, "place": "0.0", "text": "打了很久的一段话。"},
    )
    assert "有了变化" in answer.text
    assert "打了很久的一段话。" in answer.text


@pytest.mark.parametrize("place", ["9.9", "", "opening.1", "-1.0", "x"])
def test_a_place_that_is_not_there_is_refused_in_words(client, ledger, circular, place):
    client.sign_in(ledger.supervisor)
    answer = send(client, circular, "sentences", place=place, text="别的")
    assert "已经不在草稿里" in text_of(answer)


def test_hostile_text_is_text(client, ledger, circular):
    client.sign_in(ledger.supervisor)
    typed = "<script>alert(1)</script>{{ 7*7 }}"
    send(client, circular, "sentences", place="0.0", text=typed)
    page = client.get(f"/circulars/{circular.id}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in page


def test_the_whole_way(client, ledger, session, circular):
    client.sign_in(ledger.supervisor)
    assert "还没有核实" in text_of(client.get(f"/circulars/{circular.id}"))
    assert ledger.lead.name in text_of(client.get(f"/circulars/{circular.id}/notice"))
    assert send(client, circular, "notice").status_code == 302
    assert "还没有答复" in text_of(send(client, circular, "proposal"))
    told = db.scalars(select(CircularNotice.id)).one()
    client.sign_in(ledger.owner)
    page = text_of(client.get(f"/circular-notices/{told}"))
    assert "四月的节点" in page
    assert client.post(f"/circular-notices/{told}/confirmation").status_code == 302
    client.sign_in(ledger.supervisor)
    assert send(client, circular, "proposal").status_code == 302
    client.sign_in(ledger.head)
    assert "批准" in text_of(client.get(f"/circulars/{circular.id}"))
    assert send(client, circular, "approval").status_code == 302
    assert send(client, circular, "publication").status_code == 302
    assert "聊政督〔2024〕1号" in text_of(client.get(f"/circulars/{circular.id}"))
    assert "已经印发" in text_of(send(client, circular, "publication"))


def test_a_correction_with_its_answer(client, ledger, circular):
    told = notice(circular, ledger.lead)
    client.sign_in(ledger.owner)
    address = f"/circular-notices/{told.id}/corrections"
    given = {"about": "item:聊001", "reason": "窗口4月已经启用。"}
    assert client.post(address, {**given, "about": "item:聊9"}).status_code == 200
    assert client.post(address, given).status_code == 302
    (asked,) = now(told).corrections
    client.sign_in(ledger.supervisor)
    address = f"/circular-corrections/{asked.id}"
    page = client.get(address)
    assert "窗口4月已经启用。" in page.text
    given = {"decision": "unnamed", "opinion": "反馈正在审核。", "seen": asked.version}
    assert client.post(f"{address}/decision", {**given, "opinion": ""}).status_code == 200
    assert client.post(f"{address}/decision", given).status_code == 302
    assert now(circular).unnamed == {"聊001": "反馈正在审核。"}
    again = client.post(f"{address}/decision", {**given, "opinion": "再答一次的话"})
    assert "已经答复过" in again.text
    assert "再答一次的话" in again.text


def test_nobody_confirms_what_is_asked_about(client, ledger, session, circular):
    told = notice(circular, ledger.lead, FIGURE)
    client.sign_in(ledger.owner)
    address = f"/circular-notices/{told.id}"
    assert "核对无误</button>" in client.get(address).text
    correction(told, ledger.owner, about=FIGURE.key)
    session.commit()
    assert "核对无误</button>" not in client.get(address).text


def test_a_unit_sees_its_own_notice_and_no_other(client, ledger, circular):
    told = notice(circular, ledger.lead)
    asked = correction(told, ledger.owner, FIGURE.key)
    for who in ("helping", "outsider", "leader", "county_owner"):
        client.sign_in(ledger.people[who])
        assert client.get(f"/circular-notices/{told.id}").status_code == 404
        assert client.get(f"/circular-corrections/{asked.id}").status_code == 404
    client.sign_in(ledger.unit_head)
    assert client.get(f"/circular-notices/{told.id}").status_code == 200
    assert client.get(f"/circulars/{circular.id}").status_code == 404
    assert "发给你们单位的核实通知" in text_of(client.get("/circulars"))


def test_an_item_is_left_unnamed_with_its_reason_and_named_again(client, ledger, circular):
    client.sign_in(ledger.supervisor)
    code = ledger.task.code
    assert "请写明理由" in text_of(send(client, circular, "unnamed", code=code, reason=""))
    other = send(client, circular, "unnamed", code="聊999", reason="手误。")
    assert "没有点名这一项" in text_of(other)
    send(client, circular, "unnamed", code=code, reason="延期已批准。")
    page = text_of(client.get(f"/circulars/{circular.id}"))
    assert "延期已批准。" in page
    assert "不点名的事项 1 项" in page
    send(client, circular, "named", code=code)
    assert now(circular).unnamed == {}


def test_sent_back_with_a_reason(client, ledger, circular):
    carry.propose_circular(circular, findings=[], by=ledger.supervisor, now=make.NOW)
    client.sign_in(ledger.head)
    assert "请写明理由" in text_of(send(client, circular, "return", reason=""))
    assert send(client, circular, "return", reason="第二段太长。").status_code == 302
    assert now(circular).state is CircularState.DRAFT


def test_a_correction_issue_names_the_old_one(client, ledger):
    first = published(ledger)
    client.sign_in(ledger.supervisor)
    address = f"/circulars/{first.id}/correction"
    assert "为什么更正" in text_of(client.get(address))
    answer = client.post(address, {"reason": "附件1 一行有误。"})
    page = text_of(client.get(answer.location))
    assert "更正" in page
    assert "附件1 一行有误。" in page
    assert "已有一期更正" in text_of(client.post(address, {"reason": "再来一次"}))


@pytest.mark.parametrize("figure", ["tasks", "overdue", "on_time_rate"])
def test_the_rows_behind_a_number(client, ledger, circular, figure):
    client.sign_in(ledger.supervisor)
    assert client.get(f"/circulars/{circular.id}/figures/{figure}").status_code == 200


@pytest.mark.parametrize("figure", ["nothing", "../tasks", "late.999", "<b>", "tasks%00"])
def test_a_number_that_is_none_is_not_there(client, ledger, circular, figure):
    client.sign_in(ledger.supervisor)
    answer = client.get(f"/circulars/{circular.id}/figures/{figure}")
    assert answer.status_code in {400, 404}


@pytest.mark.parametrize("query", ["kind=month", "kind=x", "year=2024", "year=0", "plan=9"])
def test_the_list_is_filtered_by_its_address(client, ledger, circular, query):
    client.sign_in(ledger.supervisor)
    assert client.get(f"/circulars?{query}").status_code == 200


def test_the_head_sets_the_days(client, ledger):
    client.sign_in(ledger.head)
    assert client.post("/circulars/correction-days", {"days": "3"}).status_code == 302
    assert now(ledger.city).correction_days == 3
    assert "1到10" in text_of(client.post("/circulars/correction-days", {"days": "99"}))
    assert client.post("/circulars/correction-days", {"days": "x"}).status_code == 200


def test_how_it_came_about_is_the_business_of_its_office(client, ledger):
    made = published(ledger)
    for person, is_shown in {"supervisor": True, "owner": False, "leader": False}.items():
        page = text_of(client.sign_in(ledger.people[person]).get(f"/circulars/{made.id}"))
        assert ("印发前核实" in page) is is_shown, person
        assert "四月的节点" in page
