"""Pages of scores: a unit sees its own and nobody else's until all see the ranks."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tasks_tracker.domain.score_objections import ScoreObjection, ScoreObjectionState
from tasks_tracker.domain.score_sheets import ScoreSheet
from tasks_tracker.persistence.session import db
from tests import make
from tests.integration.operations.scored import (
    AFTER,
    FREEZING,
    freeze,
    object_to,
    publish,
    row_of,
    score_of,
)
from tests.unit.score_samples import point

LEAD, HELPER = "市一局", "市二局"


@pytest.fixture
def sheet(world):
    """In its window on the day of the tests."""
    return freeze(world, now=make.NOW)


@pytest.fixture
def overdue(world):
    """A milestone of the lead that fell due in April and was not met."""
    world.task.plan.adopted_at = make.NOW - timedelta(days=60)
    return make.milestone(world.task, due_on=date(2024, 4, 20), deliverable="四月启用")


def newest(kind):
    return db.scalars(select(kind).order_by(kind.id.desc())).first()


def seen_of(page):
    """The mark of the preview that a form carries."""
    return page.split('name="seen" type="hidden" value="')[1].split('"')[0]


def test_the_office_previews_and_freezes_a_month_that_is_over(client, world, overdue):
    client.sign_in(world.supervisor)
    assert "2024年4月" in client.get("/scores").text
    page = client.get("/scores/preview?period=2024-04").text
    assert "不作数" in page
    assert LEAD in page
    answer = client.post("/scores/preview?period=2024-04", {"days": "3", "seen": seen_of(page)})
    page = client.get(answer.location).text
    assert "5月14日为止" in page
    assert LEAD in page
    again = client.get("/scores/preview?period=2024-04").text
    assert "已经冻结" in again
    assert '/scores/preview?period=2024-04">2024年4月已经结束' not in client.get("/scores").text


def test_what_changed_since_the_preview_is_shown_before_it_is_frozen(client, world, overdue):
    client.sign_in(world.supervisor)
    seen = seen_of(client.get("/scores/preview?period=2024-04").text)
    make.milestone(world.task, due_on=date(2024, 4, 25), deliverable="四月验收")
    page = client.post("/scores/preview?period=2024-04", {"days": "5", "seen": seen}).text
    assert "预览以后台账有了变化" in page
    assert 'value="5"' in page
    assert newest(ScoreSheet) is None
    client.post("/scores/preview?period=2024-04", {"days": "5", "seen": seen_of(page)})
    assert newest(ScoreSheet) is not None


def test_the_running_month_is_shown_and_not_frozen(client, world, overdue):
    client.sign_in(world.supervisor)
    page = client.get("/scores/preview?period=2024-05").text
    assert "才结束" in page
    assert 'name="days"' not in page
    for wrong in ("2024-06", "2024-13", "x", "2024-Q5", "0000", "2024-04-01", "99999-01"):
        assert client.get(f"/scores/preview?period={wrong}").status_code == 404
    for right in ("2024-Q2", "2024-H1", "2024", "2023-12"):
        assert client.get(f"/scores/preview?period={right}").status_code == 200


def test_a_unit_reads_its_own_row_alone_before_publication(client, world, sheet):
    client.sign_in(world.owner)
    index, page = client.get("/scores").text, client.get(f"/scores/{sheet.id}").text
    assert "74.00" in index
    assert LEAD in page
    assert HELPER not in page
    assert "名次" not in page
    own = client.get(f"/scores/rows/{row_of(sheet, world.lead).id}").text
    assert "窗口全部启用" in own
    assert "失 25.00" in own
    for other in (world.helping, world.outsider, world.leader):
        client.sign_in(other)
        assert client.get(f"/scores/rows/{row_of(sheet, world.lead).id}").status_code == 404


def test_after_publication_all_see_ranks_and_only_the_unit_its_points(client, world):
    sheet = freeze(world, now=FREEZING)
    publish(sheet, world.head, now=AFTER)
    lead = row_of(sheet, world.lead).id
    for person in (world.owner, world.outsider, world.leader, world.supervisor):
        client.sign_in(person)
        page = client.get(f"/scores/{sheet.id}").text
        assert LEAD in page
        assert HELPER in page
        assert "74.00" in page
    client.sign_in(world.helping)
    assert f"/scores/rows/{lead}" not in client.get(f"/scores/{sheet.id}").text
    assert client.get(f"/scores/rows/{lead}").status_code == 404
    client.sign_in(world.leader)
    assert "窗口全部启用" in client.get(f"/scores/rows/{lead}").text


def test_every_shown_point_adds_up_to_the_score(client, world, sheet):
    client.sign_in(world.owner)
    page = client.get(f"/scores/rows/{row_of(sheet, world.lead).id}").text
    for figure in ("50.00", "25.00", "20.00", "10.00", "−2.00", "1.00", "74.00"):
        assert figure in page


def test_a_unit_looks_over_and_objects_and_loses_nothing_that_it_typed(client, world, sheet):
    row = row_of(sheet, world.lead)
    client.sign_in(world.unit_head)
    client.post(f"/scores/rows/{row.id}/check")
    assert "核对无误" in client.get(f"/scores/rows/{row.id}").text
    assert "核对过了" in client.post(f"/scores/rows/{row.id}/check").text
    form = {"place": "1", "reason": "当天就报了", "agreed_by": "郑安", "no_evidence": "台账里有"}
    form["edition"] = "0"
    address = f"/scores/rows/{row.id}/objections/new"
    page = client.post(address, {**form, "agreed_by": ""}).text
    assert "写上姓名" in page
    assert "当天就报了" in page
    assert "当天就报了" in client.get(client.post(address, form).location).text
    again = client.post(address, {**form, "reason": "再说一次"}).text
    assert "申诉过" in again
    assert "再说一次" in again
    assert "已申诉" in client.get(f"/scores/rows/{row.id}").text


def test_outside_the_window_nobody_objects(client, world):
    sheet = freeze(world, now=FREEZING)
    row = row_of(sheet, world.lead)
    client.sign_in(world.owner)
    assert "申诉</a>" not in client.get(f"/scores/rows/{row.id}").text
    answer = client.get(f"/scores/rows/{row.id}/objections/new")
    assert "已经过了" in answer.text
    form = {"place": "1", "reason": "晚了", "agreed_by": "郑安", "no_evidence": "有"}
    assert "已经过了" in client.post(f"/scores/rows/{row.id}/objections/new", form).text
    assert newest(ScoreObjection) is None


@pytest.fixture
def objection(world, sheet):
    return object_to(row_of(sheet, world.lead), world.owner, now=make.NOW)


def decision(client, objection, step, **more):
    address = f"/scores/objections/{objection.id}"
    seen = seen_of(client.get(address).text)
    return client.post(f"{address}/{step}", {"seen": seen, "opinion": "核对过", **more})


def test_a_point_is_put_right_on_the_page(client, world, objection):
    client.sign_in(world.head)
    wrong = decision(client, objection, "acceptance", way="points", point_1="很多").text
    assert "写成数字" in wrong
    assert "核对过" in wrong
    assert "只能改成" in decision(client, objection, "acceptance", way="points", point_1="99").text
    assert "不采纳" in decision(client, objection, "acceptance", way="points").text
    decision(
        client,
        objection,
        "acceptance",
        way="points",
        point_1="25.00",
        point_6="－1".replace("－", "−"),
    )
    client.sign_in(world.owner)
    page = client.get(f"/scores/rows/{objection.row.id}").text
    assert "0.00 改为 25.00" in page
    assert "−2.00 改为 −1.00" in page
    assert "100.00" in page


def test_a_decision_made_on_an_old_page_is_refused_and_its_words_stay(client, world, objection):
    client.sign_in(world.head)
    old = seen_of(client.get(f"/scores/objections/{objection.id}").text)
    decision(client, objection, "rejection")
    late = {"seen": old, "opinion": "我看应当采纳", "way": "points", "point_1": "25"}
    page = client.post(f"/scores/objections/{objection.id}/acceptance", late).text
    assert "我看应当采纳" in page
    assert "新的情况" in page or "已经复核" in page
    assert row_of(objection.row.sheet, world.lead).total == 7400


def test_two_who_decide_on_one_row_take_nothing_back_from_each_other(client, world, objection):
    """The second had the page open since before the first changed another point."""
    other = object_to(objection.row, world.owner, 6, now=make.NOW)
    client.sign_in(world.head)
    old = seen_of(client.get(f"/scores/objections/{other.id}").text)
    decision(client, objection, "acceptance", way="points", point_1="25")
    late = {"seen": old, "opinion": "少扣一分", "way": "points", "point_6": "-1"}
    refused = client.post(f"/scores/objections/{other.id}/acceptance", late).text
    assert "新的情况" in refused
    assert "少扣一分" in refused
    again = {**late, "seen": seen_of(refused)}
    assert client.post(f"/scores/objections/{other.id}/acceptance", again).status_code == 302
    client.sign_in(world.owner)
    page = client.get(f"/scores/rows/{objection.row.id}").text
    assert "0.00 改为 25.00" in page
    assert "25.00 改为" not in page
    assert "−2.00 改为 −1.00" in page


def test_a_point_that_was_counted_anew_meanwhile_is_chosen_again(client, world, overdue):
    sheet = freeze(world, score_of(world.lead, [point(value=0)]), now=make.NOW)
    row = row_of(sheet, world.lead)
    made = object_to(row, world.owner, 0, now=make.NOW)
    client.sign_in(world.head)
    decision(client, made, "acceptance", way="recount")
    client.sign_in(world.owner)
    given = {"place": "1", "reason": "当天就报了", "agreed_by": "郑安", "no_evidence": "台账里有"}
    page = client.post(f"/scores/rows/{row.id}/objections/new", {**given, "edition": "0"}).text
    assert "重算过" in page
    assert "当天就报了" in page
    assert newest(ScoreObjection).id == made.id


def test_a_row_is_counted_anew_on_the_page(client, world, overdue):
    sheet = freeze(world, score_of(world.lead, [point(value=0)]), now=make.NOW)
    made = object_to(row_of(sheet, world.lead), world.owner, 0, now=make.NOW)
    client.sign_in(world.head)
    decision(client, made, "acceptance", way="recount")
    decided = newest(ScoreObjection)
    assert (decided.row.edition, decided.state) == (1, ScoreObjectionState.ACCEPTED)
    assert "四月启用" in client.get(f"/scores/rows/{decided.row_id}").text


def test_a_sheet_is_published_when_all_is_decided(client, world):
    sheet = freeze(world, now=FREEZING)
    made = object_to(row_of(sheet, world.lead), world.owner)
    client.sign_in(world.head)
    page = client.get(f"/scores/{sheet.id}").text
    assert "1 件申诉待复核" in page
    assert "1 件申诉" in client.post(f"/scores/{sheet.id}/publication").text
    decision(client, made, "rejection")
    assert "公布得分和名次" in client.get(f"/scores/{sheet.id}").text
    client.post(f"/scores/{sheet.id}/publication")
    assert "公布得分和名次" not in client.get(f"/scores/{sheet.id}").text
    assert "公布过" in client.post(f"/scores/{sheet.id}/publication").text


def test_what_waits_stands_in_the_lists_of_whoever_it_waits_for(client, world):
    sheet = freeze(world, now=FREEZING + timedelta(days=1))
    object_to(row_of(sheet, world.helper), world.helping, now=make.NOW)
    seen = {"owner": "待核对的得分", "second_supervisor": "待复核的得分申诉"}
    for person, words in seen.items():
        client.sign_in(world.people[person])
        assert words in client.get("/my" if person == "owner" else "/overview").text
    client.sign_in(world.helping)
    assert "待核对的得分" not in client.get("/my").text
