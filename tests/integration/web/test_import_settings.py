"""全文设定: head, rules of dates, phases and leaders of a whole draft."""

import re
from html import unescape

import pytest
from sqlalchemy import select

from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.plans import Plan, Section, WorkdayRule
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import Role
from tasks_tracker.persistence.session import db
from tests import make
from tests.integration.web.test_imports import adopt, clerk, correct, draft, drafts, item

__all__ = ["clerk", "draft"]


def fields(page: str) -> dict[str, str]:
    """What the form holds, as a browser would send it."""
    form = page.split('<form class="stack"')[1].split("</form>")[0]
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        parts = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        is_off = parts.get("type") == "checkbox" and " checked" not in tag
        if parts["name"] != "csrf_token" and not is_off:
            sent[parts["name"]] = parts.get("value", "")
    sent |= dict(re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\s*(.*?)</textarea>', form, re.S))
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        sent[name] = re.search(r'<option selected value="([^"]*)"', options)[1]
    return {name: unescape(value) for name, value in sent.items()}


def save(clerk, draft, **changes):
    sent = {**fields(clerk.get(f"{draft}/settings").text), **changes}
    return clerk.post(f"{draft}/settings", {k: v for k, v in sent.items() if v is not None})


def due() -> str:
    return item()["deadlines"][0]["due"]


def test_saving_the_settings_as_they_are_changes_nothing(clerk, draft):
    before = drafts()[0].content
    assert save(clerk, draft).status_code == 302
    after = drafts()[0].content
    assert (after["tasks"], after["title"]) == (before["tasks"], before["title"])
    assert after["goals"]["deadlines"][0]["due"] == before["goals"]["deadlines"][0]["due"]


def test_another_year_moves_every_date_that_names_none(clerk, draft):
    answer = save(clerk, draft, year="2025")
    assert due() == "2025-06-30"
    assert "年份取自发文年份（2025年）" in item()["deadlines"][0]["derivation"]
    assert "1 个期限随之重新推算" in clerk.get(answer.location).text


def test_another_day_of_issue_moves_them_too(clerk, draft):
    save(clerk, draft, issued_on="2023-12-29")
    assert due() == "2023-06-30"


def test_a_date_corrected_by_hand_stays(clerk, draft):
    correct(clerk, draft, **{"deadlines-0-due": "2024-07-15"})
    save(clerk, draft, year="2025")
    assert due() == "2024-07-15"


def test_head_and_rules_reach_the_adopted_plan(clerk, draft):
    rules = {"workday_rule": "next", "cycle": "monthly", "cycle_day": "25"}
    save(clerk, draft, doc_no="平政发〔2024〕30号", short_title="提升方案", **rules)
    adopt(clerk, draft, enter_units="y")
    plan = db.scalars(select(Plan).where(Plan.doc_no == "平政发〔2024〕30号")).one()
    assert (plan.short_title, plan.workday_rule) == ("提升方案", WorkdayRule.NEXT)
    assert plan.reporting_rule == "monthly:25"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"doc_no": " "}, "请填文号"),
        ({"title": ""}, "请填文件标题"),
        ({"year": "24"}, "年份 24 不像是真的"),
        ({"beginning": "31"}, "日数要在 1 到 28 之间"),
        ({"cycle": "monthly", "cycle_day": "32"}, "请选一种报送周期"),
        ({"cycle": "yearly", "cycle_day": "七月"}, "请选一种报送周期"),
        ({"issued_on": "0024-01-05"}, "不像是真的"),
        ({"phases-0-due": ""}, "每个总节点都要有日期"),
        ({"phases-2-due": "2024-10-01"}, "请写明总节点"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(clerk, draft, changes, words):
    before = drafts()[0].content
    answer = save(clerk, draft, **changes)
    assert answer.status_code == 200
    assert words in answer.text
    db.expire_all()
    assert drafts()[0].content == before


def test_settings_saved_on_an_old_page_are_refused_once(clerk, draft):
    old = fields(clerk.get(f"{draft}/settings").text)
    save(clerk, draft, year="2025")
    page = clerk.post(f"{draft}/settings", {**old, "short_title": "甲方案"}).text
    assert "同事刚改过全文设定" in page
    clerk.post(f"{draft}/settings", fields(page))
    assert drafts()[0].content["short_title"] == "甲方案"


def test_only_the_phases_ticked_give_dates(clerk, draft):
    save(clerk, draft, **{"phases-0-applies": None})
    adopt(clerk, draft, enter_units="y")
    undated = select(Milestone).join(Task).where(Task.title == "开展上门服务")
    (milestone,) = db.scalars(undated)
    assert milestone.is_phase
    assert milestone.due_on.isoformat() == "2024-11-30"


def test_a_phase_is_added_and_one_taken_away(clerk, draft):
    added = {"phases-2-due": "2024-12-20", "phases-2-deliverable": "全面总结"}
    save(clerk, draft, **{"phases-0-remove": "y", **added})
    goals = drafts()[0].content["goals"]["deadlines"]
    assert [goal["due"] for goal in goals] == ["2024-11-30", "2024-12-20"]


def leaders() -> list[str | None]:
    adopted = select(Section).join(Section.plan).where(Plan.doc_no == "平政发〔2024〕3号")
    sections = db.scalars(adopted.order_by(Section.position))
    return [section.leader.account if section.leader else None for section in sections]


def test_the_clerk_names_the_leader_of_a_section(clerk, draft, world):
    leader = make.person(Role.LEADER, world.city, account="deputy")
    assert f'value="{leader.id}"' in clerk.get(f"{draft}/settings").text
    save(clerk, draft, **{"leaders-0": str(leader.id)})
    adopt(clerk, draft, enter_units="y")
    assert leaders()[0] == "deputy"


def test_one_choice_fills_the_sections_that_have_nobody_yet(clerk, draft, world):
    leader = make.person(Role.LEADER, world.city, account="deputy")
    save(clerk, draft, everywhere=str(leader.id))
    assert list(drafts()[0].content["leaders"].values()) == [leader.id]


def test_a_plan_can_be_adopted_with_nobody_named(clerk, draft):
    adopt(clerk, draft, enter_units="y")
    assert set(leaders()) == {None}


def test_only_a_leader_of_the_region_can_be_named(clerk, draft, world):
    stranger = make.person(Role.LEADER, make.region("远山县", "远"), account="far")
    answer = save(clerk, draft, **{"leaders-0": str(stranger.id)})
    assert answer.status_code == 200
    assert drafts()[0].content.get("leaders", {}) == {}
