"""The pages of shares: confirmed, told, settled by the unit; the lead waits and takes it back."""

import pytest
from sqlalchemy import select

from tasks_tracker.domain.milestones import DeadlineKind, Milestone
from tasks_tracker.domain.shares import Share, Wait
from tasks_tracker.persistence.session import db
from tests import make
from tests.integration.operations.handed_out import handed_out, share_of


@pytest.fixture
def share(world):
    handed_out(world)
    return share_of(world.task, world.helper)


def confirmed(client, share, **more):
    sent = {"what": "提供名单。", "due_on": "2024-05-28", "why_later": "", "seen": "1", **more}
    return client.post(f"/shares/{share.id}/confirmation", sent)


def test_a_unit_confirms_tells_and_settles(client, world, share):
    client.sign_in(world.helping)
    assert "1 项" in client.get("/shares").text
    assert confirmed(client, share).location == f"/shares/{share.id}"
    client.post(f"/shares/{share.id}/progress", {"told": "已收一半。", "step": "tell", "seen": "2"})
    assert "已收一半。" in client.get(f"/shares/{share.id}").text
    sent = {"told": "名单已交。", "step": "settle", "seen": "3"}
    client.post(f"/shares/{share.id}/progress", sent)
    page = client.get(f"/shares/{share.id}").text
    assert "已完成" in page
    assert "不用再办" in page


def test_later_than_the_task_asks_for_a_reason_and_keeps_the_text(client, world, share):
    client.sign_in(world.helping)
    page = confirmed(client, share, due_on="2024-06-20").text
    assert "最晚的期限是2024年5月31日" in page
    assert "提供名单。" in page
    again = confirmed(client, share, due_on="2024-06-20", why_later="等省厅数据。")
    assert again.status_code == 302


def test_who_did_not_see_the_colleagues_words_is_told_and_keeps_the_own(client, world, share):
    client.sign_in(world.helping)
    confirmed(client, share)
    page = confirmed(client, share, what="另一种说法。").text
    assert "刚改过这份分工" in page
    assert "另一种说法。" in page
    assert db.get(Share, share.id).what == "提供名单。"


def test_the_lead_waits_the_unit_sees_it_and_the_lead_takes_it_back(client, world, share):
    client.sign_in(world.owner)
    sent = {"needed": "企业名单", "since_on": "2024-05-10"}
    client.post(f"/shares/{share.id}/waits", sent)
    for who in ("helping", "supervisor", "owner"):
        page = client.sign_in(world.people[who]).get("/shares").text
        assert "市一局自 5月10日 起等待" in page
    wait_id = db.scalars(select(Wait.id)).one()
    client.post(f"/waits/{wait_id}/end")
    assert "起等待</b>" not in client.get("/shares").text
    again = client.post(f"/waits/{wait_id}/end")
    assert (again.status_code, "已经撤回" in again.text) == (409, True)


def test_the_lead_sees_who_has_not_confirmed(client, world, share):
    page = client.sign_in(world.owner).get("/shares").text
    assert "我们牵头、等别的单位完成的" in page
    assert "待确认" in page


def test_who_only_looks_is_told_so(client, world, share):
    page = client.sign_in(world.supervisor).get(f"/shares/{share.id}").text
    assert "由市二局确认和填报，这里只看" in page


def test_nothing_to_share_says_why(client, world):
    make.task(world.task.section, world.lead)
    page = client.sign_in(world.helping).get("/shares").text
    assert "没有要本单位配合的任务" in page


def test_several_are_confirmed_at_once_and_what_has_no_date_is_left(client, world, share):
    rest = make.task(world.task.section, world.lead, support=[world.helper])
    rule = {"kind": DeadlineKind.RECURRING, "rule": "monthly:10", "original_due_on": None}
    words = {"deliverable": "报送", "phrase": "每月10日前", "derivation": "每月"}
    make.saved(Milestone(task=rest, position=1, **words, **rule))
    handed_out(world, rest)
    ids = [share.id, share_of(rest, world.helper).id]
    client.sign_in(world.helping)
    assert client.get("/shares").text.count('name="share"') == 2
    answer = client.post("/shares/confirmations", {"share": ids})
    page = client.get(answer.location).text
    assert "已确认 1 项，期限随任务；另有 1 项没有期限" in page
    assert "办好本单位的一份" in page


def test_another_units_shares_are_not_confirmed_by_their_number(client, world, share):
    answer = client.sign_in(world.owner).post("/shares/confirmations", {"share": [share.id]})
    assert answer.status_code == 409
    assert share.is_unconfirmed


def test_nothing_ticked_is_said(client, world, share):
    answer = client.sign_in(world.helping).post("/shares/confirmations")
    assert "请先勾选" in answer.text


def test_of_a_task_that_is_over_nobody_is_asked_any_more(client, world, share):
    world.task.clock_ends_on, world.task.is_completed = None, True
    world.task.completed_on = make.TODAY
    client.sign_in(world.helping)
    assert "没有要本单位配合的任务" in client.get("/shares").text
    assert "分工待确认" not in client.get("/my").text
