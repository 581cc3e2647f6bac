"""The pages of 落实对照, and what the pages of tasks say about the other level."""

import pytest
from sqlalchemy import select

from tasks_tracker.domain.comparisons import Comparison
from tasks_tracker.domain.plans import Section
from tasks_tracker.domain.tasks import Task
from tasks_tracker.operations.comparisons import (
    confirm_clear_links,
    open_comparison,
)
from tasks_tracker.persistence.session import db
from tests import make
from tests.integration.web.test_budgets import statements

__all__ = ["statements"]

BUDGET = 12
MEASURES = 30


@pytest.fixture
def plans(world):
    """The county's plan says that it carries out the city's, and has nine measures of ten."""
    city = make.unit(world.city, "市审批局")
    county = make.unit(world.county, "县审批局")
    above = make.section(make.plan(world.city))
    below = make.section(make.plan(world.county))
    below.plan.based_on = [above.plan.doc_no]
    for number in range(MEASURES):
        title = f"推进{chr(0x4E00 + 37 * number)}{chr(0x5E00 + 11 * number)}事项办理"
        make.task(above, city, title=title)
        if number % 10:
            make.task(below, county, title=title)
    db.flush()
    return above.plan, below.plan


@pytest.fixture
def comparison(world, plans) -> Comparison:
    return open_comparison(*plans, by=world.supervisor, now=make.NOW)


def address(comparison: Comparison, rest: str = "") -> str:
    return f"/comparisons/{comparison.id}{rest}"


def test_a_plan_that_names_the_superiors_is_offered_and_opened(client, world, plans):
    above, below = plans
    client.sign_in(world.supervisor)
    assert f"{above.doc_no} × {below.doc_no}" in client.get("/comparisons").text
    opened = client.post("/comparisons", {"superior": above.id, "subordinate": below.id})
    assert f"{MEASURES} 项措施" in client.get(opened.location).text


def test_a_pair_that_makes_no_sense_is_refused_with_its_reason(client, world, plans):
    above, _ = plans
    client.sign_in(world.supervisor)
    page = client.post("/comparisons", {"superior": above.id, "subordinate": above.id})
    assert page.status_code == 200
    assert db.scalars(select(Comparison)).all() == []


def test_all_measures_stand_on_one_page_worst_first(client, world, comparison):
    page = client.sign_in(world.supervisor).get(address(comparison)).text
    assert page.count('<tr id="link-') == MEASURES
    assert page.index("未承接</span>") < page.index("一致</span>")


@pytest.mark.parametrize(("shown", "rows"), [("dropped", 3), ("same", 27), ("proposed", 30)])
def test_the_rows_are_filtered(client, world, comparison, shown, rows):
    page = client.sign_in(world.supervisor).get(address(comparison, f"?show={shown}")).text
    assert page.count('<tr id="link-') == rows


def test_all_measures_are_shown_within_the_budget(client, world, comparison, statements):
    client.sign_in(world.supervisor).get("/account")
    statements.clear()
    assert client.get(address(comparison)).status_code == 200
    assert 0 < len(statements) <= BUDGET, "\n\n".join(statements)


def test_clear_ones_are_confirmed_together(client, world, comparison):
    client.sign_in(world.supervisor)
    answer = client.post(address(comparison, "/confirmations"))
    page = client.get(answer.location).text
    assert "已一并确认 27 项" in page
    assert page.count('<tr id="link-') == 3


def test_how_each_carrier_stands_is_shown_once_it_is_confirmed(client, world, comparison):
    client.sign_in(world.supervisor)
    assert "还没有反馈" not in client.get(address(comparison)).text
    client.post(address(comparison, "/confirmations"))
    page = client.get(address(comparison)).text
    assert page.count("还没有反馈") == 27
    assert page.count("未启动") == 27


def test_what_an_amendment_brought_is_offered_and_proposed(client, world, comparison):
    section = db.scalars(select(Section).where(Section.plan_id == comparison.plan_id)).one()
    make.task(section, title="新增的事项")
    ended = db.scalars(select(Task).where(Task.number == comparison.links[3].superior_number))
    ended.one().end(make.TODAY, "修订时删去")
    client.sign_in(world.supervisor)
    page = client.get(address(comparison)).text
    assert "还有 1 项措施没有对照" in page
    assert "已终止" in page
    answer = client.post(address(comparison, "/proposals"))
    page = client.get(answer.location).text
    assert "新增 1 项措施" in page
    assert "没有对照" not in page


def test_confirming_one_leads_to_the_next(client, world, comparison):
    dropped = [link for link in comparison.links if link.subordinate_number is None]
    confirm_clear_links(comparison, by=world.supervisor, now=make.NOW)
    client.sign_in(world.supervisor)
    one = address(comparison, f"/links/{dropped[0].id}")
    assert "下级方案里没有哪一项承接它" in client.get(one).text
    answer = client.post(f"{one}/confirmation", {"reason": "县里不设这一级"})
    assert answer.location == address(comparison, f"/links/{dropped[1].id}")
    assert "县里不设这一级" in client.get(one).text


def test_a_correction_wants_a_reason_and_then_holds(client, world, comparison):
    link = comparison.links[1]
    other = comparison.links[2].subordinate_number
    client.sign_in(world.head)
    one = address(comparison, f"/links/{link.id}")
    page = client.post(f"{one}/correction", {"carrier": other, "reason": ""}).text
    assert "改正要写明理由" in page
    client.post(f"{one}/correction", {"carrier": other, "reason": "按内容是这一项"})
    page = client.get(one).text
    assert "合并" in page
    assert "按内容是这一项" in page


def test_a_correction_may_say_that_no_measure_carries_it(client, world, comparison):
    link = comparison.links[1]
    client.sign_in(world.head)
    one = address(comparison, f"/links/{link.id}")
    answer = client.post(f"{one}/correction", {"carrier": "", "reason": "县里没有这一项"})
    assert answer.status_code == 302
    assert "下级方案里没有哪一项承接它" in client.get(one).text


def test_a_carrier_that_is_no_number_is_refused_and_never_taken_for_none(client, world, comparison):
    client.sign_in(world.head)
    one = address(comparison, f"/links/{comparison.links[1].id}")
    for sent in ("abc", "9" * 5000, "-1"):
        page = client.post(f"{one}/correction", {"carrier": sent, "reason": "看错了"})
        assert "请重新选" in page.text
    assert "看错了" not in client.get(one).text


def test_the_county_sees_what_was_decided_and_no_wording_of_the_city(client, world, comparison):
    link = comparison.links[1]
    task = db.scalars(select(Task).where(Task.number == link.superior_number)).one()
    task.requirement = "只有市里看得到的要求。"
    db.flush()
    client.sign_in(world.county_supervisor)
    page = client.get(address(comparison, f"/links/{link.id}")).text
    assert task.title in page
    assert task.requirement not in page
    assert "改正</button>" not in page
    assert (
        task.requirement
        in client.sign_in(world.supervisor).get(address(comparison, f"/links/{link.id}")).text
    )


CHANGED = {
    "dates": [
        {
            "change": "later",
            "superior": {
                "phrase": "6月底前",
                "due": "2024-06-30",
                "rule": None,
                "deliverable": "",
            },
            "subordinate": {
                "phrase": "8月底前",
                "due": "2024-08-31",
                "rule": None,
                "deliverable": "",
            },
        },
        {
            "change": "dropped",
            "superior": {"phrase": "每月", "due": None, "rule": "monthly", "deliverable": ""},
            "subordinate": None,
        },
    ],
    "figures": [
        {
            "change": "raised",
            "superior": {"phrase": "10个以上", "op": ">=", "value": "10", "unit": "个"},
            "subordinate": {"phrase": "15个以上", "op": ">=", "value": "15", "unit": "个"},
        },
        {
            "change": "dropped",
            "superior": {"phrase": "不超过3天", "op": "<=", "value": "3", "unit": "天"},
            "subordinate": None,
        },
    ],
    "missing": ["建立会商制度"],
    "units": {
        "mapped": [["市一局", "县一局"]],
        "missing": ["市二局"],
        "without": ["聊城海关"],
        "added": ["县三局"],
    },
}


def test_what_was_changed_is_told_in_words(client, world):
    made = make.comparison(world.task, world.county_task, world.supervisor, CHANGED)
    client.sign_in(world.supervisor)
    page = client.get(address(made, f"/links/{made.links[0].id}")).text
    for words in (
        "期限推后",
        "6月底前（2024年6月30日）",
        "指标加码",
        "≥15个（15个以上）",
        "建立会商制度",
        "市一局 → 县一局",
        "聊城海关",
        "县三局",
    ):
        assert words in page
    assert "指标加码</span>" in client.get(address(made)).text


def test_the_list_shows_how_far_each_comparison_is(client, world, comparison):
    confirm_clear_links(comparison, by=world.supervisor, now=make.NOW)
    page = client.sign_in(world.county_supervisor).get("/comparisons").text
    assert comparison.plan.doc_no in page
    assert "27 / 30" in page
    assert "开启对照" not in page


def test_a_second_confirmation_and_a_second_round_are_refused_in_words(client, world, comparison):
    client.sign_in(world.supervisor)
    one = address(comparison, f"/links/{comparison.links[0].id}/confirmation")
    client.post(one)
    assert "已经确认过" in client.post(one).text
    client.post(address(comparison, "/confirmations"))
    assert "没有可以一并确认的" in client.post(address(comparison, "/confirmations")).text


def test_after_the_last_decision_the_whole_is_shown(client, world):
    made = make.comparison(world.task, world.county_task, world.supervisor)
    client.sign_in(world.supervisor)
    answer = client.post(address(made, f"/links/{made.links[0].id}/confirmation"))
    assert answer.location == address(made)


def test_a_link_of_another_comparison_is_not_there(client, world, comparison):
    other = make.comparison(world.task, world.county_task, world.supervisor)
    client.sign_in(world.supervisor)
    assert client.get(address(comparison, f"/links/{other.links[0].id}")).status_code == 404
