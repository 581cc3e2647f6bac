"""The pages on which a later date is asked for, agreed to and decided."""

from datetime import date

import pytest

from tasks_tracker.domain.extensions import Extension, ExtensionState
from tasks_tracker.operations.extensions import answer_consent, request_extension
from tasks_tracker.persistence.session import db
from tests import make

FIELDS = {
    "new_due_on": "2024-06-14",
    "reason": "批复还没有下来",
    "no_evidence": "批复在途",
}


def ask(world, **more) -> Extension:
    given = {"reason": "等批复", "no_evidence": "批复在途", "new_due_on": date(2024, 6, 14), **more}
    return request_extension(world.task.milestones[0], by=world.owner, now=make.NOW, **given)


def at_office(world) -> Extension:
    extension = ask(world)
    for consent in extension.consents:
        answer_consent(consent, by=world.helping, now=make.NOW, agrees=True, words="没有意见")
    return extension


def address(extension: Extension) -> str:
    return f"/extensions/{extension.id}"


def form_of(world) -> str:
    return f"/tasks/{world.task.id}/extensions/new"


def only() -> Extension:
    return db.query(Extension).one()


def test_the_form_says_who_decides_and_what_the_dates_are(client, world):
    page = client.sign_in(world.owner).get(form_of(world)).text
    assert "现行 2024年5月31日" in page
    assert "累计超过 30 天：领导" in page


def test_what_was_asked_leads_to_its_page(client, world):
    sent = {**FIELDS, "milestone_id": world.task.milestones[0].id}
    answer = client.sign_in(world.owner).post(form_of(world), sent)
    assert answer.location == address(only())
    page = client.get(answer.location).text
    assert "等联络员答复" in page
    assert "批复在途" in page


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("new_due_on", "2024-05-31", "晚于现行期限"),
        ("new_due_on", "", "请填写申请延至的日期"),
        ("reason", "", "延期理由不能空着"),
        ("no_evidence", "", "附上佐证"),
    ],
)
def test_what_is_refused_keeps_what_was_typed(client, world, field, typed, words):
    sent = {
        **FIELDS,
        "milestone_id": world.task.milestones[0].id,
        "reason": "写了很久",
        field: typed,
    }
    page = client.sign_in(world.owner).post(form_of(world), sent).text
    assert words in page
    assert field == "reason" or "写了很久" in page


def test_after_the_date_the_form_points_to_the_explanation(client, world):
    world.task.milestones[0].due_on = date(2024, 5, 9)
    world.task.milestones[0].clock_ends_on = date(2024, 5, 9)
    page = client.sign_in(world.owner).get(form_of(world))
    assert page.status_code == 409
    assert "逾期说明" in page.text


def test_another_unit_agrees_on_its_page(client, world):
    extension = ask(world)
    client.sign_in(world.helping)
    assert "市二局的意见" in client.get(address(extension)).text
    client.post(f"{address(extension)}/consent", {"seen": extension.version, "opinion": "同意"})
    assert only().state is ExtensionState.WITH_OFFICE


def test_a_dissent_without_a_reason_is_refused_in_words(client, world):
    extension = ask(world)
    client.sign_in(world.helping)
    page = client.post(f"{address(extension)}/dissent", {"seen": extension.version}).text
    assert "不同意须写明理由" in page
    assert only().pending


def test_the_head_sees_opinions_and_earlier_requests_and_decides(client, world):
    extension = at_office(world)
    client.sign_in(world.head)
    page = client.get(address(extension)).text
    assert "没有意见" in page
    assert "批准延期" in page
    client.post(f"{address(extension)}/grant", {"seen": extension.version})
    page = client.get(address(extension)).text
    assert "已批准" in page
    assert "原定期限" in page
    assert "2024年5月31日" in page


def test_who_only_looks_on_is_told_what_is_waited_for(client, world):
    page = client.sign_in(world.supervisor).get(address(at_office(world))).text
    assert "等督查室主任审批" in page
    assert "批准延期" not in page


def test_a_second_decision_is_refused_and_keeps_the_words(client, world):
    extension = at_office(world)
    seen = extension.version
    client.sign_in(world.head).post(f"{address(extension)}/grant", {"seen": seen})
    page = client.post(f"{address(extension)}/refusal", {"seen": seen, "opinion": "条件具备"})
    assert page.status_code == 200
    assert only().state is ExtensionState.GRANTED


def test_a_decision_on_what_has_changed_since_is_refused(client, world):
    extension = at_office(world)
    client.sign_in(world.head)
    page = client.post(
        f"{address(extension)}/refusal", {"seen": "1", "opinion": "条件已经具备"}
    ).text
    assert "有了变化" in page
    assert "条件已经具备" in page
    assert only().state is ExtensionState.WITH_OFFICE


def test_the_asking_unit_takes_it_back(client, world):
    extension = ask(world)
    client.sign_in(world.unit_head)
    client.post(f"{address(extension)}/withdrawal", {"seen": extension.version})
    assert only().state is ExtensionState.WITHDRAWN


def test_silence_is_not_passed_over_before_its_day(client, world):
    extension = ask(world)
    client.sign_in(world.owner)
    page = client.post(f"{address(extension)}/office", {"seen": extension.version}).text
    assert "没有答复" in page
    assert only().state is ExtensionState.ASKED


@pytest.mark.parametrize("tab", ["open", "granted", "refused", "taken_back", "explained", "else"])
def test_every_list_is_served_with_and_without_rows(client, world, tab):
    at_office(world)
    page = client.sign_in(world.supervisor).get(f"/extensions?tab={tab}")
    assert ("推进一窗受理" in page.text) == (tab in {"open", "else"})
    page = client.sign_in(db.merge(world.outsider)).get(f"/extensions?tab={tab}")
    assert page.status_code == 200
    assert "推进一窗受理" not in page.text


def test_the_list_counts_by_unit_what_one_may_see(client, world):
    at_office(world)
    assert "市一局" in client.sign_in(world.head).get("/extensions").text
    assert "市一局" not in client.sign_in(db.merge(world.outsider)).get("/extensions").text


def test_the_task_page_shows_requests_and_offers_what_one_may_do(client, world):
    page, button = f"/tasks/{world.task.id}", f"/tasks/{world.task.id}/extensions/new"
    assert button in client.sign_in(world.owner).get(page).text
    assert button not in client.sign_in(db.merge(world.supervisor)).get(page).text


def test_the_task_page_shows_what_was_asked(client, world):
    at_office(world)
    page = client.sign_in(world.supervisor).get(f"/tasks/{world.task.id}").text
    assert "待审批" in page
    assert "累计 14 天" in page
