"""Tasks of a draft merged, split, added, dropped and restored on the clerk's screen."""

import re

import pytest
from sqlalchemy import select

from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.persistence.session import db
from tests.integration.operations.test_plans import DOCUMENT
from tests.integration.web.test_imports import adopt, clerk, draft, drafts, hand_in

__all__ = ["clerk", "draft"]


def titles() -> list[str]:
    db.expire_all()
    return [task["title"] for task in drafts()[0].content["tasks"]]


def told() -> list[str]:
    query = select(Event.words).where(Event.kind == EventKind.DRAFT_REARRANGED).order_by(Event.id)
    return list(db.scalars(query))


def test_two_tasks_become_one_and_one_two_again(clerk, draft):
    clerk.post(f"{draft}/tasks/1/merger", {"other": "2", "reason": "同一件事"})
    assert titles() == ["推行一窗受理"]
    assert "市民政局" in drafts()[0].content["tasks"][0]["lead"]
    page = clerk.get(draft).text
    assert "同一件事" in page
    clerk.post(f"{draft}/tasks/2/restoration")
    assert titles() == ["推行一窗受理", "开展上门服务"]
    assert "分出，请删去重复的单位" in clerk.get(f"{draft}?task=1").text


def test_a_task_that_stands_far_off_is_merged_by_its_number(clerk, draft):
    clerk.post(f"{draft}/tasks/2/merger", {"other": "1", "number": "1"})
    assert titles() == ["开展上门服务"]


def test_a_task_is_split_at_a_sentence(clerk, draft):
    page = clerk.get(f"{draft}?task=2").text
    assert '<option value="1">2. 为行动不便的群众提供预约上门。</option>' in page
    clerk.post(f"{draft}/tasks/2/split", {"at": "1", "title": "预约服务"})
    assert titles() == ["推行一窗受理", "开展上门服务", "预约服务"]
    second, third = drafts()[0].content["tasks"][1:]
    assert (second["part"], third["part"]) == (1, 2)
    assert third["requirement"].startswith("为行动不便的群众提供预约上门。")
    assert third["lead"] == second["lead"]


def test_a_task_is_added_behind_another_and_shown(clerk, draft):
    answer = clerk.post(f"{draft}/tasks/1/addition", {"title": "建设驿站", "lead": "市审批局"})
    assert titles() == ["推行一窗受理", "建设驿站", "开展上门服务"]
    assert answer.location == f"{draft}?task=3&focus=doubt"
    page = clerk.get(answer.location).text
    assert "这一项是核对时添上的" in page
    assert re.search(r"<textarea autofocus[^>]*name=\"requirement\"", page)
    assert 'value="建设驿站"' in page


def test_a_task_is_dropped_with_a_reason_and_restored_in_its_place(clerk, draft):
    refused = clerk.post(f"{draft}/tasks/1/removal", {"reason": " "})
    assert "请写明为什么剔除这一项" in refused.text
    answer = clerk.post(f"{draft}/tasks/1/removal", {"reason": "是目标，不是任务"})
    assert answer.location == f"{draft}?task=2"
    assert titles() == ["开展上门服务"]
    clerk.post(f"{draft}/tasks/1/restoration")
    assert titles() == ["推行一窗受理", "开展上门服务"]
    assert told()[0].endswith("剔除“推行一窗受理”：是目标，不是任务")


def test_a_draft_without_any_task_still_offers_to_restore(clerk, draft):
    for key in (1, 2):
        clerk.post(f"{draft}/tasks/{key}/removal", {"reason": "不要"})
    page = clerk.get(draft).text
    assert "一项任务也没有了" in page
    assert "restoration" in page
    assert "一项任务也没有" in adopt(clerk, draft).text


def test_who_saves_a_task_that_was_just_taken_out_is_told_and_led_back(clerk, draft):
    clerk.post(f"{draft}/tasks/1/removal", {"reason": "是目标，不是任务"})
    clerk.get(draft)
    for ask, address in ((clerk.post, f"{draft}/tasks/1"), (clerk.get, f"{draft}?task=1")):
        answer = ask(address)
        assert answer.location == f"{draft}?task=2"
        assert "刚被合并或剔除了" in clerk.get(answer.location).text


@pytest.mark.parametrize(
    ("step", "sent"),
    [
        ("merger", {"other": "1"}),
        ("merger", {"other": "9"}),
        ("merger", {"other": "2", "number": "3"}),
        ("merger", {"other": "2", "number": "1"}),
        ("split", {"at": "9", "title": "乙"}),
        ("addition", {"title": "", "lead": "市审批局"}),
        ("addition", {"title": "乙", "lead": ""}),
    ],
)
def test_what_cannot_be_rearranged_is_refused(clerk, draft, step, sent):
    answer = clerk.post(f"{draft}/tasks/1/{step}", sent)
    assert answer.status_code == 200
    assert titles() == ["推行一窗受理", "开展上门服务"]


def test_an_adopted_draft_is_not_rearranged(clerk, draft):
    adopt(clerk, draft, enter_units="y")
    page = clerk.post(f"{draft}/tasks/1/removal", {"reason": "不要"}).text
    assert "不能再改" in page
    assert titles() == ["推行一窗受理", "开展上门服务"]


def test_restoring_what_was_restored_is_refused_in_words_where_units_are_unknown(clerk):
    """The form for new units stands on the page that is shown again."""
    draft = hand_in(clerk, DOCUMENT.replace("市民政局", "市没有过的局")).location
    answer = clerk.post(f"{draft}/tasks/1/restoration")
    assert answer.status_code == 200
    assert "或者已经恢复" in answer.text
    assert "市没有过的局" in answer.text
