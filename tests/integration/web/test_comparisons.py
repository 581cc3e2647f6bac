"""The pages of 落实对照, and what the pages of tasks say about the other level."""

from datetime import date

import pytest
from sqlalchemy import select

from tasks_tracker.domain.comparisons import Comparison
from tasks_tracker.domain.tasks import Task
from tasks_tracker.operations.comparisons import (
    confirm_clear_links,
    confirm_link,
    correct_link,
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


@pytest.fixture
def linked(world):
    """The task of the city and that of the county, confirmed to be the same measure."""
    make.milestone(world.task, date(2024, 6, 28))
    comparison = make.comparison(world.task, world.county_task, world.supervisor)
    confirm_clear_links(comparison, by=world.supervisor, now=make.NOW)
    return comparison


@pytest.mark.parametrize(
    ("who", "sees"), [("supervisor", True), ("leader", True), ("owner", False), ("helping", False)]
)
def test_those_who_watch_see_how_the_county_stands(client, world, linked, who, sees):
    page = client.sign_in(world.people[who]).get(f"/tasks/{world.task.id}").text
    assert ("下级承接情况" in page) is sees
    assert (world.county_task.code in page) is sees


def test_a_measure_that_nobody_carries_is_told_on_the_task(client, world):
    made = make.comparison(world.task, world.county_task, world.supervisor)
    link = made.links[0]
    correct_link(link, by=world.supervisor, now=make.NOW, carrier=None, words="没有。")
    page = client.sign_in(world.supervisor).get(f"/tasks/{world.task.id}").text
    assert "未承接" in page


def test_only_the_office_finds_the_way_to_the_task_of_the_county(client, world, linked):
    link = f'href="/tasks/{world.county_task.id}"'
    assert link in client.sign_in(world.supervisor).get(f"/tasks/{world.task.id}").text
    assert link not in client.sign_in(world.leader).get(f"/tasks/{world.task.id}").text


@pytest.mark.parametrize("who", ["county_supervisor", "county_owner"])
def test_the_county_sees_title_and_dates_of_what_it_carries(client, world, linked, who):
    page = client.sign_in(world.people[who]).get(f"/tasks/{world.county_task.id}").text
    assert "承接上级措施" in page
    assert "上级期限 2024年5月31日、2024年6月28日" in page
    assert f'href="/tasks/{world.task.id}"' not in page


def test_a_task_without_a_date_of_its_own_says_whose_holds(client, world, linked):
    for milestone in world.county_task.milestones:
        milestone.is_phase = True
    page = client.sign_in(world.county_owner).get(f"/tasks/{world.county_task.id}").text
    assert "本项没有自己的期限，以上级期限为准" in page


def test_a_date_of_the_superior_is_marked_wherever_the_unit_looks(client, world):
    task = world.county_task
    task.requirement = "按照上级部署，启用窗口。"
    task.milestones[0].is_phase = True
    given = {"phrase": "6月底前", "due": "2024-06-28", "rule": None, "deliverable": "窗口启用"}
    left = {"change": "left_to_superior", "superior": given, "subordinate": None}
    made = make.comparison(world.task, task, world.supervisor, {**CHANGED, "dates": [left]})
    confirm_link(made.links[0], by=world.supervisor, now=make.NOW)
    client.sign_in(world.county_owner)
    page = client.get(f"/tasks/{task.id}").text
    assert "本项没有自己的期限，按上级期限计时" in page
    assert "5月10日起不再适用" in page
    mark = f"上级期限（{world.task.code}）"
    assert mark in client.get("/my").text
    assert mark in client.get("/ledger").text


def test_a_proposal_says_nothing_on_the_pages_of_tasks(client, world):
    make.comparison(world.task, world.county_task, world.supervisor)
    page = client.sign_in(world.supervisor).get(f"/tasks/{world.task.id}").text
    assert "下级承接情况" not in page
    page = client.get(f"/tasks/{world.county_task.id}").text
    assert "承接上级措施" not in page


def test_the_page_of_a_task_asks_two_statements_more_for_each_level(
    client, world, statements, linked
):
    client.sign_in(world.supervisor).get("/account")
    asked = {}
    for task in (world.task, world.county_task):
        statements.clear()
        client.get(f"/tasks/{task.id}")
        asked[task.code] = sum("comparison" in one for one in statements)
    assert list(asked.values()) == [1, 1]
