"""What may be asked about reports: by unit and month, and on the page of one."""

from datetime import timedelta

import pytest

from tasks_tracker.domain.periods import month_of
from tasks_tracker.domain.questions import QuestionKind as Kind
from tasks_tracker.reports import questions
from tests import make
from tests.integration.web.test_budgets import statements

__all__ = ["statements"]

SAME = "正在与三个镇逐一商定窗口的位置。"


def reported(task, by, *, days=0, hours=0, **more):
    now = make.NOW - timedelta(days=days, hours=hours)
    return make.handed_in(task, by=by, now=now, **more)


@pytest.fixture
def may(world):
    return month_of(make.TODAY)


def test_a_unit_is_listed_with_what_may_be_asked(world, may):
    reported(world.task, world.owner, days=20, progress=SAME, percent=40)
    last = reported(world.task, world.owner, progress=SAME, percent=40)
    (unit,) = questions.of_month(world.city, may)
    assert (unit.unit, unit.reports) == (world.lead.name, 1)
    assert [one.report.id for one in unit.asked] == [last.id]
    assert unit.counts == {Kind.SAME_TEXT: 1, Kind.UNMOVED: 1}


def test_news_gives_nothing_to_ask(world, may):
    reported(world.task, world.owner, progress="窗口启用 12 个。")
    assert questions.of_month(world.city, may) == []


def test_one_text_for_several_tasks_at_once_is_no_copy(world, may):
    tasks = [world.task, make.task(world.task.section, world.lead)]
    for task in tasks:
        reported(task, world.owner, progress=SAME)
    assert questions.of_month(world.city, may) == []
    later = make.task(world.task.section, world.lead)
    reported(later, world.owner, hours=3, progress=SAME)
    (unit,) = questions.of_month(world.city, may)
    assert unit.counts == {Kind.COPIED: 3}


def test_the_list_and_the_page_of_a_report_ask_the_same(client, world, may):
    reported(world.task, world.owner, days=20, progress="正常推进。")
    report = reported(world.task, world.owner, progress="正常推进。")
    (unit,) = questions.of_month(world.city, may)
    client.sign_in(world.supervisor)
    page = client.get(f"/reviews/{report.id}").text
    listed = client.get("/reviews/questions").text
    assert unit.asked
    for question in unit.asked[0].questions:
        assert question.words in page
        assert question.words in listed


def test_the_month_before_is_a_step_away(client, world):
    client.sign_in(world.supervisor)
    page = client.get("/reviews/questions").text
    assert "month=2024-04-01" in page
    assert "month=2024-06-01" not in page
    assert "没有可以问的" in client.get("/reviews/questions?month=2024-04-01").text
    assert "2024年5月" in client.get("/reviews/questions?month=2030-01-01").text


def test_other_regions_are_not_listed(world, may):
    reported(world.county_task, world.county_owner, progress="正常推进。")
    assert questions.of_month(world.city, may) == []


def test_as_many_statements_for_one_report_as_for_many(world, may, statements):
    questions.of_month(world.city, may)
    counts = []
    for _ in range(2):
        for _ in range(3):
            task = make.task(world.task.section, world.lead)
            reported(task, world.owner, progress="正常推进。")
        statements.clear()
        assert questions.of_month(world.city, may)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 4
