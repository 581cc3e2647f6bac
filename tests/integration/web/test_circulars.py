"""The pages of circulars: who sees which, who drafts, who publishes."""

import re
from datetime import date
from html import unescape

import pytest
from sqlalchemy import select

from tasks_tracker import clock
from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.periods import month_of
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.operations.circulars import draft_circular
from tasks_tracker.reports.circular import snapshot_day, take_snapshot
from tests import make
from tests.integration.operations.issued import issue

APRIL = date(2024, 4, 1)
ASKED = {"period": "2024-04", "plan": "0", "form": "red_head"}


@pytest.fixture
def ledger(world):
    """Both plans stand since January; the city's task was due in April."""
    for task in (world.task, world.county_task):
        task.plan.adopted_at = clock.local(make.NOW).replace(month=1)
    make.milestone(world.task, due_on=date(2024, 4, 19), deliverable="四月的节点")
    return world


def draft(region, month=APRIL, now=make.NOW) -> Circular:
    return draft_circular(
        region,
        period=month_of(month),
        snapshot=take_snapshot(region, month_of(month), today=make.TODAY),
        as_of=snapshot_day(month_of(month), make.TODAY),
        now=now,
    )


def published(ledger, region=None) -> Circular:
    circular = draft(region or ledger.city)
    return issue(circular, by=ledger.head, now=make.NOW)


def text_of(response) -> str:
    """What a reader sees of the page, without the white space between its parts."""
    body = re.sub(r"<[^>]+>", "", response.text)
    return re.sub(r"[ \n]+", " ", unescape(body))


def test_the_office_drafts_the_month_it_chooses(client, ledger, session):
    client.sign_in(ledger.supervisor)
    assert '<option selected value="2024-04">' in client.get("/circulars").text
    answer = client.post("/circulars", ASKED)
    made = session.scalars(select(Circular)).one()
    assert answer.location == f"/circulars/{made.id}"
    assert (made.first_on, made.as_of, made.is_published) == (APRIL, date(2024, 4, 30), False)


def test_the_paper_shows_the_sentences_with_every_number_leading_somewhere(client, ledger):
    circular = draft(ledger.city)
    page = client.sign_in(ledger.supervisor).get(f"/circulars/{circular.id}")
    assert "截至4月30日，全市1项任务中，已办结0项，占0.0%" in text_of(page)
    assert "聊政督〔2024〕　号" in text_of(page)
    targets = re.findall(r'class="bound"\s+href="([^"]+)"', page.text)
    assert targets
    for target in set(targets):
        assert client.get(unescape(target)).status_code == 200
    assert "不符" not in text_of(page)


def test_a_month_that_is_published_is_not_drafted_again(client, ledger):
    published(ledger)
    answer = client.sign_in(ledger.supervisor).post("/circulars", ASKED)
    assert (answer.status_code, "已经印发" in answer.text) == (200, True)


@pytest.mark.parametrize("who", ["owner", "leader", "outsider", "county_supervisor"])
def test_a_draft_does_not_exist_for_others(client, ledger, who):
    circular = draft(ledger.city)
    client.sign_in(ledger.people[who])
    for address in (f"/circulars/{circular.id}", f"/circulars/{circular.id}.docx"):
        assert client.get(address).status_code == 404
    assert f"/circulars/{circular.id}" not in client.get("/circulars").text


def test_the_city_sees_of_its_counties_what_is_published(client, ledger):
    mine = draft(ledger.county)
    client.sign_in(ledger.supervisor)
    assert client.get(f"/circulars/{mine.id}").status_code == 404
    assert client.sign_in(ledger.county_supervisor).get(f"/circulars/{mine.id}").status_code == 200


@pytest.mark.parametrize("who", ["owner", "leader", "outsider", "helping", "unit_head"])
def test_what_is_published_is_read_by_all_who_do_business_in_the_region(client, ledger, who):
    circular = published(ledger)
    client.sign_in(ledger.people[who])
    assert "聊政督〔2024〕1号" in text_of(client.get("/circulars"))
    page = client.get(f"/circulars/{circular.id}")
    assert (page.status_code, "取快照并起草" in page.text) == (200, False)
    assert client.get(f"/circulars/{circular.id}.docx").status_code == 200
    assert client.post("/circulars", ASKED).status_code == 403


@pytest.mark.parametrize("who", ["system_admin", "security_admin", "audit_admin"])
def test_administrators_read_no_business(client, ledger, who):
    circular = published(ledger)
    client.sign_in(ledger.people[who])
    assert client.get("/circulars").status_code == 403
    assert client.get(f"/circulars/{circular.id}").status_code == 403


def test_another_region_sees_nothing_of_it(client, ledger):
    circular = published(ledger)
    client.sign_in(ledger.county_owner)
    assert client.get(f"/circulars/{circular.id}").status_code == 404


def test_page_and_file_stay_as_they_were_whatever_happens_to_the_ledger(client, ledger, session):
    circular = published(ledger)
    client.sign_in(ledger.owner)

    def seen() -> tuple[str, bytes]:
        page = client.get(f"/circulars/{circular.id}").text
        file = client.get(f"/circulars/{circular.id}.docx").data
        return page[page.index("<main") : page.index("</main>")], file

    before = seen()
    task = session.get(Task, ledger.task.id)
    task.title, task.lead_unit.name, task.region.office = "换了名称", "换了单位", "换了办公室"
    make.report(task, session.get(User, ledger.owner.id), *task.milestones)
    assert seen() == before
    assert "换了" in client.get(f"/tasks/{task.id}").text


def test_the_file_has_the_name_of_region_and_month(client, ledger):
    circular = published(ledger)
    answer = client.sign_in(ledger.owner).get(f"/circulars/{circular.id}.docx")
    assert answer.data.startswith(b"PK")
    assert "UTF-8''%E8%81%8A%E5%9F%8E%E5%B8%82" in answer.headers["Content-Disposition"]
    assert "wordprocessingml" in answer.content_type


def test_an_empty_list_says_why(client, ledger):
    assert "还没有通报" in client.sign_in(ledger.owner).get("/circulars").text


def test_a_month_outside_the_list_is_not_drafted(client, ledger, session):
    answer = client.sign_in(ledger.supervisor).post("/circulars", {**ASKED, "period": "2024-06"})
    assert answer.status_code == 200
    assert session.scalars(select(Circular)).all() == []


def test_a_region_without_tasks_gets_a_page_too(client, ledger):
    circular = draft(ledger.city, month=date(2023, 12, 1))
    page = client.sign_in(ledger.supervisor).get(f"/circulars/{circular.id}")
    assert "还没有任务纳入督查台账" in text_of(page)
