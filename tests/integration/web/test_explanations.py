"""The form on which a unit says why a date passed."""

from datetime import date

import pytest

from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.explanations import Explanation
from tasks_tracker.operations.attaching import SiteNote
from tasks_tracker.operations.explanations import explain_lateness
from tasks_tracker.persistence.session import db
from tests import make

FIELDS = {
    "cause": "approval",
    "reason": "批复还没有下来",
    "promised_on": "2024-05-20",
    "no_evidence": "批复在途",
}


@pytest.fixture
def late(world):
    return make.milestone(world.task, due_on=date(2024, 5, 6), deliverable="清单公布")


def address(world) -> str:
    return f"/tasks/{world.task.id}/explanations/new"


def test_an_explanation_stands_on_the_task_page_and_in_the_list(client, world, late):
    client.sign_in(world.owner)
    assert "清单公布" in client.get(address(world)).text
    answer = client.post(address(world), {**FIELDS, "milestone_id": late.id})
    assert answer.location == f"/tasks/{world.task.id}"
    assert "批复还没有下来" in client.get(answer.location).text
    client.sign_in(world.supervisor)
    assert "批复还没有下来" in client.get(f"/tasks/{world.task.id}").text
    assert "批复还没有下来" in client.get("/extensions?tab=explained").text


def test_a_second_one_is_refused_and_keeps_the_words(client, world, late):
    client.sign_in(world.owner)
    sent = {**FIELDS, "milestone_id": late.id}
    client.post(address(world), sent)
    page = client.post(address(world), {**sent, "reason": "又写了一遍"}).text
    assert "已经说明过" in page
    assert "又写了一遍" in page
    assert db.query(Explanation).count() == 1


def test_before_the_date_there_is_nothing_to_explain(client, world):
    page = client.sign_in(world.owner).get(address(world))
    assert page.status_code == 409
    assert "申请延期" in page.text


@pytest.mark.parametrize(
    ("field", "typed"),
    [("promised_on", "2024-05-01"), ("reason", ""), ("cause", "else"), ("no_evidence", "")],
)
def test_what_is_missing_or_wrong_is_not_taken(client, world, late, field, typed):
    sent = {**FIELDS, "milestone_id": late.id, field: typed}
    assert client.sign_in(world.owner).post(address(world), sent).status_code == 200
    assert db.query(Explanation).count() == 0


def test_who_reviews_what_came_late_reads_why(client, world, late):
    given = {"reason": "批复还没有下来", "promised_on": date(2024, 5, 20), "no_evidence": "在途"}
    explain_lateness(late, by=world.owner, now=make.NOW, cause=Cause.APPROVAL, **given)
    report = make.report(world.task, world.owner, late)
    page = client.sign_in(world.supervisor).get(f"/reviews/{report.id}").text
    assert "批复还没有下来" in page


def test_what_was_enclosed_is_shown_wherever_the_explanation_is(client, world, late):
    given = {"reason": "批复还没有下来", "promised_on": date(2024, 5, 20)}
    note = SiteNote("5月8日在市政务大厅，三个窗口开着")
    explain_lateness(
        late, by=world.owner, now=make.NOW, cause=Cause.APPROVAL, evidence=[note], **given
    )
    late.overdue_noted_for = late.clock_ends_on
    report = make.report(world.task, world.owner, late)
    client.sign_in(world.supervisor)
    for page in (f"/tasks/{world.task.id}", "/extensions?tab=explained", f"/reviews/{report.id}"):
        assert note.note in client.get(page).text, page


def test_why_nothing_was_enclosed_is_shown_to_who_explains_again(client, world, late):
    client.sign_in(world.owner)
    client.post(address(world), {**FIELDS, "milestone_id": late.id})
    assert "没有佐证：批复在途" in client.get(address(world)).text
