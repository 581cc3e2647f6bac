"""A doubt that stands at many tasks in the same words is settled at all of them at once."""

import pytest
from sqlalchemy import select

from tasks_tracker.domain.events import Event
from tasks_tracker.persistence.session import db
from tests.integration.web.test_imports import clerk, draft, drafts, fields, item

__all__ = ["clerk", "draft"]
SAME = "题目取自首句，请核对或改写"


@pytest.fixture
def doubtful(clerk, draft) -> str:
    """Both tasks carry the same doubt, and the first another one."""
    content = drafts()[0].content
    doubts = [{"field": "title", "words": SAME, "settled": False}]
    own = {"field": "lead", "words": "牵头单位不明", "settled": False}
    first, second = content["tasks"]
    tasks = [{**first, "doubts": [*doubts, own]}, {**second, "doubts": doubts}]
    drafts()[0].content = {**content, "tasks": tasks}
    db.commit()
    return draft


def open_doubts(number: int) -> list[str]:
    db.expire_all()
    return [doubt["words"] for doubt in item(number)["doubts"] if not doubt["settled"]]


def settle(clerk, draft, **changes):
    sent = {**fields(clerk.get(f"{draft}?task=1").text), **changes, "doubt": SAME}
    return clerk.post(f"{draft}/tasks/1/doubts", sent)


def test_it_is_offered_only_where_it_stands_elsewhere_too(clerk, doubtful):
    page = clerk.get(f"{doubtful}?task=1").text
    assert "同样的 2 项一并核过" in page
    assert page.count("一并核过") == 1


def test_all_of_it_is_settled_and_nothing_else(clerk, doubtful):
    answer = settle(clerk, doubtful)
    assert open_doubts(1) == ["牵头单位不明"]
    assert open_doubts(2) == []
    assert f"“{SAME}”全文 2 处都已核过。" in clerk.get(answer.location).text
    assert any("核过 2 处疑点" in words for words in db.scalars(select(Event.words)))


def test_what_was_typed_besides_stays_and_is_not_saved(clerk, doubtful):
    settle(clerk, doubtful, title="打到一半")
    assert item(1)["title"] == "推行一窗受理"
    page = clerk.get(f"{doubtful}?task=1").text
    assert 'value="打到一半"' in page
    clerk.post(f"{doubtful}/tasks/1", fields(page))
    db.expire_all()
    assert item(1)["title"] == "打到一半"


def test_what_is_settled_already_is_said(clerk, doubtful):
    settle(clerk, doubtful)
    assert "都已经核过" in settle(clerk, doubtful).text
