"""修订对照: an amended document is handed in, looked at row by row, and taken into the ledger."""

import io
import re

import pytest
from sqlalchemy import event, select

from tasks_tracker.domain.sources import DraftState, PlanDraft
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence.session import db
from tests import make
from tests.integration.operations.amended import AMENDED, DOCUMENT, SUPPLEMENT, adopt


@pytest.fixture
def plan(world):
    """The document as it was adopted; the one unit that the amended text brings is known."""
    make.unit(world.city, "市数据局")
    made = adopt(world.city, world.supervisor)
    db.commit()
    return made


@pytest.fixture
def clerk(client, world, plan):
    return client.sign_in(world.supervisor)


def hand_in(clerk, text) -> str:
    """The address of the comparison."""
    answer = clerk.post("/imports", {"file": (io.BytesIO(text.encode()), "修订.txt")})
    return f"{answer.location}/amendment"


def fields(page: str) -> dict:
    """What the form would send as it stands: ticks, reasons, and the mark."""
    form = page.split('action="/imports/', 2)[-1].split("</form>")[0]
    inputs = [
        dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) for tag in re.findall(r"<input[^>]*>", form)
    ]
    checked = re.findall(r'name="take"\s+value="([^"]+)" checked', form)
    texts = {
        one["name"]: one.get("value", "")
        for one in inputs
        if one["name"].startswith(("reason-", "seen"))
    }
    new_units = [one["value"] for one in inputs if one["name"] == "new_units"]
    return {**texts, "take": checked, "new_units": new_units, "enter_units": "y"}


def number_of(title: str) -> int:
    return db.scalars(select(Task.number).where(Task.title == title)).one()


def send(clerk, address, **changes):
    sent = {**fields(clerk.get(address).text), "confirm_doubts": "y", **changes}
    return clerk.post(address, sent)


def test_the_page_shows_what_differs_worst_first(clerk):
    page = clerk.get(hand_in(clerk, AMENDED)).text
    places = [page.index(words) for words in ("压减证明材料", "推行一窗受理", "建设充电设施")]
    assert places == sorted(places)
    assert "删去 1，期限有改 1，牵头有改 0，新增 1，其他改动 0，不变 1" in page
    assert "2024年<del>6</del>月3<del>0</del>日" in page
    assert "<ins>10</ins>月" in page
    assert "开展上门服务" not in page


def test_everything_is_ticked_and_taken_at_once(clerk, plan):
    address = hand_in(clerk, AMENDED)
    answer = send(clerk, address)
    assert answer.location == f"/ledger?plan={plan.id}"
    first = db.scalars(select(Task).where(Task.number == number_of("推行一窗受理"))).one()
    assert (first.lead_unit.name, str(first.clock_ends_on)) == ("市数据局", "2024-10-31")
    ledger = clerk.get(answer.location).text
    assert ("建设充电设施" in ledger, "压减证明材料" in ledger) == (True, False)
    assert "已按这份文件修订" in clerk.get(address).text


def test_what_ended_is_found_under_its_own_filter_and_says_why(clerk, plan):
    number = number_of("压减证明材料")
    send(clerk, hand_in(clerk, AMENDED))
    listed = clerk.get(f"/ledger?plan={plan.id}&ended=1").text
    assert "5月10日已终止" in listed
    task = db.scalars(select(Task).where(Task.number == number)).one()
    page = clerk.get(f"/tasks/{task.id}").text
    assert "平政发〔2024〕3号修订后不再列入" in page
    assert "任务已终止，没有要办的事" in page


def test_the_page_of_a_task_strikes_the_date_that_held_before(clerk):
    send(clerk, hand_in(clerk, AMENDED))
    task = db.scalars(select(Task).where(Task.title == "推行一窗受理")).one()
    page = clerk.get(f"/tasks/{task.id}").text
    assert "<del>06-30</del>" in page
    assert "修订前" in page
    assert "按修订后的平政发〔2024〕3号" in page
    assert "期限 2024-06-30 → 2024-10-31" in page


def test_a_row_without_tick_and_reason_is_sent_back_with_what_was_ticked(clerk):
    address = hand_in(clerk, AMENDED)
    page = clerk.get(address).text
    left = f"changed-{number_of('推行一窗受理')}"
    ticks = [row for row in fields(page)["take"] if row != left]
    answer = send(clerk, address, take=ticks)
    assert "没有勾选的改动要写明为什么不采用" in answer.text
    assert fields(answer.text)["take"] == ticks
    assert 'aria-invalid="true"' in answer.text
    answer = send(clerk, address, take=ticks, **{f"reason-{left}": "与县里重复"})
    assert answer.status_code == 302


def test_a_page_that_has_gone_stale_is_shown_again(clerk, world):
    address = hand_in(clerk, AMENDED)
    sent = fields(clerk.get(address).text)
    task = db.scalars(select(Task).where(Task.title == "开展上门服务")).one()
    task.title = "开展上门便民服务"
    db.commit()
    answer = clerk.post(address, {**sent, "confirm_doubts": "y"})
    assert "刚有改动" in answer.text
    assert fields(answer.text)["seen"] != sent["seen"]
    assert clerk.post(address, {**fields(answer.text), "confirm_doubts": "y"}).status_code == 302


def test_open_doubts_are_asked_for(clerk):
    address = hand_in(clerk, AMENDED.replace("12月底前建成使用", "12月底前完成、20月底前使用"))
    answer = send(clerk, address, confirm_doubts="")
    if "处疑点没有核" not in clerk.get(address).text:
        pytest.fail("the document must leave a doubt")
    assert "勾选“疑点已经看过”" in answer.text


def test_a_task_is_paired_by_hand(clerk):
    address = hand_in(clerk, AMENDED)
    draft = db.scalars(select(PlanDraft).where(PlanDraft.state == DraftState.OPEN)).one()
    key = next(one["key"] for one in draft.content["tasks"] if one["title"] == "建设充电设施")
    number = number_of("压减证明材料")
    answer = clerk.post(f"{address}/pairs", {"key": key, f"number-{key}": number})
    assert answer.location == address
    assert "删去 0，期限有改 2" in clerk.get(address).text
    assert "请选对应的任务" in clerk.post(f"{address}/pairs", {"key": "x"}).text


def test_a_supplement_is_declared_and_leaves_the_rest_unticked(clerk, plan):
    address = hand_in(clerk, SUPPLEMENT)
    assert "修订台账" not in clerk.get(address).text
    assert clerk.post(f"{address}/plan", {"plan": plan.id}).location == address
    page = clerk.get(address).text
    assert "没有写到的不算删去" in page
    assert fields(page)["take"] == [f"changed-{number_of('推行一窗受理')}"]
    assert send(clerk, address).status_code == 302
    assert clerk.post(f"{address}/plan", {"plan": ""}).status_code == 200


def test_a_plan_that_is_not_offered_is_refused(clerk, world):
    address = hand_in(clerk, SUPPLEMENT)
    other = make.plan(world.county)
    assert "不在本地区" in clerk.post(f"{address}/plan", {"plan": other.id}).text


def test_the_draft_leads_to_the_comparison_and_is_not_adopted(clerk):
    address = hand_in(clerk, AMENDED)
    page = clerk.get(address.removesuffix("/amendment")).text
    assert "这份文件修订已立项的平政发〔2024〕3号" in page
    assert 'id="adoption"' not in page
    answer = clerk.post(address.replace("/amendment", "/adoption"), {"confirm_doubts": "y"})
    assert "修订对照" in answer.text


def test_the_same_text_is_refused(clerk):
    answer = clerk.post("/imports", {"file": (io.BytesIO(DOCUMENT.encode()), "方案.txt")})
    assert "已经立项" in answer.text


def test_the_page_takes_few_statements_however_much_differs(clerk, engine):
    counts = []
    for text in (AMENDED, AMENDED.replace("为行动不便的群众", "为高龄群众")):
        address = hand_in(clerk, text)
        counts.append(_statements(engine, lambda address=address: clerk.get(address)))
        clerk.post(address.replace("/amendment", "/discard"))
    assert counts[0] == counts[1] <= 20


def _statements(engine, run) -> int:
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_more):
        if "SAVEPOINT" not in statement:
            asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    run()
    event.remove(engine, "before_cursor_execute", note)
    return len(asked)


def test_the_list_of_imports_and_the_overview_tell_of_it(clerk, plan):
    address = hand_in(clerk, AMENDED)
    assert "待修订" in clerk.get("/imports").text
    send(clerk, address)
    listed = clerk.get("/imports").text
    assert (f"修订{plan.doc_no}" in listed, "已修订" in listed) == (True, True)
    overview = clerk.get("/overview/changed").text
    assert "修订终止" in overview
    assert "event=task_ended" in overview
