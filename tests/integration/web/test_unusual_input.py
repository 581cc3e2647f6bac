"""What nobody types but somebody sends: a page or a plain refusal, never an error of ours."""

import io

import pytest

from tests import make

HUGE = 10**20


@pytest.fixture
def office(client, world):
    return client.sign_in(world.supervisor)


@pytest.mark.parametrize("page", ["tasks", "reviews", "circulars", "evidence", "outbox", "imports"])
def test_a_number_that_no_row_can_have_is_not_found(office, page):
    assert office.get(f"/{page}/{HUGE}").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        f"/ledger?plan={HUGE}&section={HUGE}&region={HUGE}&page={HUGE}",
        f"/overview?plan={HUGE}",
        f"/overview/flow?plan={HUGE}",
        "/overview/units?sort=nonsense",
        "/overview/due?week=9999-12-31",
        "/overview/due?week=0001-01-01",
        "/ledger?dated=came&dated_from=0001-01-01&dated_to=9999-12-31",
        "/ledger?dated=came&dated_from=2199-12-31&dated_to=2199-12-31",
        "/ledger?shown_on=2199-12-31&shown=overdue&shown=nonsense&cause=nonsense",
        "/ledger?event=urged&event_from=2199-12-31&event_to=2199-12-31",
        f"/outbox?before={HUGE}",
        f"/units?region={HUGE}",
        "/ledger?event=reminded&event_from=0001-01-01",
        "/ledger?due_from=0001-01-01&due_to=9999-12-31&reported_from=9999-12-31",
        "/overview/due?month=0001-01",
        "/overview/due?month=9999-12",
        "/overview/due?month=9999-11",
        "/scores/preview?period=0001-01",
        "/scores/preview?period=1900-01",
        "/scores/preview?period=9999-12",
        "/scores/preview?period=9999-Q4",
        "/burden?month=9999-12-31&by=quarter",
        "/burden?month=1900-01-01",
        "/reviews/questions?month=1900-01-01",
        f"/circulars?kind=nonsense&year={HUGE}&plan={HUGE}",
        f"/comparisons/counties?plan={HUGE}&county={HUGE}&mark=nonsense",
        f"/roadmap?plan={HUGE}&open={HUGE}&by=nonsense",
        "/ledger.xlsx?as_of=1900-01-01",
        "/ledger?q=%00&unit=%00",
        "/ledger?unit=%25%5C%27&q=%E2%80%AE%3Cscript%3E",
    ],
)
def test_an_address_that_asks_the_impossible_breaks_nothing(office, address):
    assert office.get(address).status_code in {200, 400, 404}


@pytest.mark.parametrize("period", ["0001-01", "1900-H1", "9999-12", "2024-Q9", "2024-13", "²"])
def test_a_period_that_nobody_scores_breaks_nothing(client, world, period):
    answer = client.sign_in(world.owner).get(f"/units/{world.lead.id}/score?period={period}")
    assert answer.status_code in {200, 404}


def test_pages_of_the_trail_begin_at_rows_that_exist(client, world):
    assert client.sign_in(world.audit_admin).get(f"/audit?before={HUGE}").status_code == 200
    assert client.sign_in(world.owner).get(f"/my/reports?before={HUGE}").status_code == 200


def test_a_character_that_no_database_keeps_is_refused_in_words(client, world):
    answer = client.sign_in(world.owner).post(
        f"/tasks/{world.task.id}/reports/new", {"progress": "完成\x00了", "last_seen": "0"}
    )
    assert answer.status_code == 400


def test_it_is_refused_in_second_values_and_file_names_too(client, world):
    page = client.sign_in(world.supervisor)
    assert page.get("/ledger?light=overdue&light=%00").status_code == 400
    file = {"file": (io.BytesIO(b"text"), "a\0.txt")}
    assert page.post("/imports", file).status_code in {200, 400}


def test_what_a_stranger_sends_is_not_read(client):
    answer = client.client.post("/imports", data={"file": "\0"})
    assert answer.status_code == 401


def test_a_form_without_its_fields_is_shown_again(client, world):
    answer = client.sign_in(world.owner).post(
        f"/tasks/{world.task.id}/reports/new", {"last_seen": "0"}
    )
    assert answer.status_code == 200
    assert "进展情况不能空着" in answer.text


def test_a_report_needs_only_what_it_says(client, world):
    answer = client.sign_in(world.owner).post(
        f"/tasks/{world.task.id}/reports/new", {"progress": "做完了", "last_seen": "0"}
    )
    assert answer.status_code == 302


def test_names_are_shown_as_they_are_and_never_run(client, world):
    world.task.title = "<script>alert(1)</script>" + "长" * 270
    page = client.sign_in(world.supervisor).get(f"/tasks/{world.task.id}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_other_names_of_a_unit_have_a_limit(client, world):
    unit = make.unit(world.city)
    answer = client.sign_in(world.system_admin).post(
        f"/units/{unit.id}/aliases", {"aliases": "很" * 81}
    )
    assert answer.status_code == 200
    assert "最多 80 字" in answer.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1e999999999999999999", "这里只填数字"),
        ("0e999999", "这里只填数字"),
        ("NaN", "这里只填数字"),
        ("100000000000000", "数字太大"),
        ("1.00001", "小数最多 4 位"),
    ],
)
def test_a_figure_is_plain_digits(client, world, typed, words):
    target = make.target(world.task)
    answer = client.sign_in(world.owner).post(
        f"/tasks/{world.task.id}/reports/new",
        {"progress": "做完了", "last_seen": "0", f"target_{target.id}": typed},
    )
    assert answer.status_code == 200
    assert words in answer.text


def test_a_text_of_a_million_characters_is_refused_in_words(client, world):
    address = f"/tasks/{world.task.id}/reports/new"
    client.sign_in(world.owner)
    for length, words in ((5_000, "最多 4000 字"), (10**6, "内容太大")):
        answer = client.post(address, {"progress": "长" * length, "last_seen": "0"})
        assert words in answer.text


@pytest.mark.parametrize("unseen", ["\u200b", "\u202e", "\x0b", "\x01", "\ufeff", "\xad"])
def test_a_name_that_nobody_can_see_is_no_name(client, world, unseen):
    """Nor is a name another one for what cannot be seen in it."""
    client.sign_in(world.system_admin)
    sent = {"name": unseen, "group": "department"}
    assert "请填写单位名称" in client.post("/units/new", sent).text
    again = client.post("/units/new", {**sent, "name": f"市{unseen}一局"})
    assert "名册里已是" in again.text
