"""?as_of=…: the ledger of a past day, with the way back and the same filters."""

from datetime import UTC, date, datetime

import pytest

from tasks_tracker.operations.reviews import return_report
from tests import make


@pytest.fixture
def lived(world):
    """Adopted in March, reported on the 6th of May, returned on the 9th."""
    for task in (world.task, world.county_task):
        task.plan.adopted_at = datetime(2024, 3, 1, tzinfo=UTC)
    made = make.report(world.task, world.owner, now=datetime(2024, 5, 6, 2, tzinfo=UTC))
    return_report(
        made, by=world.supervisor, now=datetime(2024, 5, 9, 2, tzinfo=UTC), words="补照片"
    )
    return world


def test_a_past_day_is_shown_with_a_way_back(client, lived):
    page = client.sign_in(lived.supervisor).get("/ledger?as_of=2024-05-07&sort=due").text
    assert "截至2024年5月7日的台账，按当时所知" in page
    assert "待审核" in page
    assert 'href="/ledger?sort=due"' in page
    assert "as_of=2024-05-07" in page


@pytest.mark.parametrize(
    ("day", "stage"),
    [("2024-05-05", "adopted"), ("2024-05-07", "in_review"), ("2024-05-09", "returned")],
)
def test_the_stage_of_the_day_can_be_asked_for(client, lived, day, stage):
    client.sign_in(lived.owner)
    assert lived.task.code in client.get(f"/ledger?as_of={day}&stage={stage}").text
    assert "没有符合条件的任务" in client.get(f"/ledger?as_of={day}&stage=closed").text


def test_today_is_the_ledger_that_is(client, lived):
    page = client.sign_in(lived.owner).get(f"/ledger?as_of={make.TODAY}&stage=returned").text
    assert "按当时所知" not in page
    assert lived.task.code in page


@pytest.mark.parametrize(
    ("day", "words"),
    [("2024-05-11", "还没有到"), ("2024-02-29", "台账从2024年3月1日开始")],
)
def test_a_day_without_a_ledger_is_refused_in_words(client, lived, day, words):
    answer = client.sign_in(lived.supervisor).get(f"/ledger?as_of={day}")
    assert answer.status_code == 400
    assert words in answer.text


def test_nobody_sees_more_of_the_past_than_of_today(client, lived):
    page = client.sign_in(lived.county_owner).get("/ledger?as_of=2024-05-07").text
    assert lived.county_task.code in page
    assert lived.task.code not in page


def test_ended_tasks_of_then_can_be_asked_for(client, lived):
    lived.task.awaits_office = False
    lived.task.end(date(2024, 5, 8), "文件修订")
    make.saved(lived.task)
    client.sign_in(lived.supervisor)
    assert lived.task.code in client.get("/ledger?as_of=2024-05-09&ended=1").text
    assert lived.task.code not in client.get("/ledger?as_of=2024-05-07&ended=1").text
    assert lived.task.code in client.get("/ledger?as_of=2024-05-07").text
