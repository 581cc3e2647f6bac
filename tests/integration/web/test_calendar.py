"""The pages of the working calendar: seen, previewed, confirmed, refused."""

import html
import io
import re
from datetime import date

import pytest

from tasks_tracker import clock
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.plans import WorkdayRule
from tasks_tracker.persistence import workdays
from tasks_tracker.web import calendar
from tests import make

NOTICE = """测办发〔2026〕9号
一、元旦：1月1日至3日放假，共3天。
二、国庆节：10月1日至8日放假调休，共8天。10月9日（周六）上班。
"""


@pytest.fixture
def head(client, world):
    return client.sign_in(world.head)


def text(page) -> str:
    return html.unescape(page.get_data(as_text=True))


def carried(page) -> dict[str, str]:
    """The hidden fields of the preview."""
    words = page.get_data(as_text=True)
    names = ("proposal", "seen")
    found = {name: re.search(rf'name="{name}"[^>]*value="([^"]*)"', words) for name in names}
    return {name: html.unescape(field[1]) for name, field in found.items()}


def preview(client, **fields):
    return client.post("/calendar/2027/schedule", {"text": NOTICE, **fields})


def test_a_published_year_tells_holidays_weekends_and_make_up_days_apart(head):
    page = text(head.get("/calendar?year=2026"))
    assert page.count("<h3") == 12
    assert re.search(r'class="is-holiday[^"]*" title="国庆节"', page)
    assert re.search(r'class="is-makeup[^>]*>\s*(<a [^>]*>)?\d+(</a>)?<i>班</i>', page)
    assert "2026年暂按法定节假日推算" not in page


def test_a_provisional_year_says_so(head):
    page = text(head.get("/calendar?year=2027"))
    assert "2027年暂按法定节假日推算，国务院通知公布后更新" in page
    assert "《全国年节及纪念日放假办法》" in page


def test_who_may_not_change_it_sees_no_links_for_it(client, world):
    page = text(client.sign_in(world.county_supervisor).get("/calendar?year=2027"))
    assert "录入放假安排" not in page
    assert "/calendar/days/" not in page


def test_a_notice_is_previewed_and_then_confirmed(head, world, session):
    world.task.plan.workday_rule = WorkdayRule.NEXT
    milestone = make.milestone(world.task, due_on=date(2027, 10, 8))
    seen = preview(head)
    words = text(seen)
    assert "2027-10-08 → 2027-10-09" in words
    assert world.task.title in words
    assert "法定节假日没有列为放假" in words
    assert workdays.calendar().is_provisional(2027)
    answer = head.post("/calendar/confirmation", carried(seen))
    assert answer.location.endswith("/calendar?year=2027")
    assert "1 项任务的时钟随之调整" in text(head.get("/calendar?year=2027"))
    assert session.get(Milestone, milestone.id).clock_ends_on == date(2027, 10, 9)
    assert not workdays.calendar().is_provisional(2027)
    assert workdays.schedule(2027).source == "测办发〔2026〕9号"


def test_the_trail_tells_of_the_change_without_the_business(head, client, world):
    world.task.plan.workday_rule = WorkdayRule.NEXT
    make.milestone(world.task, due_on=date(2027, 10, 8), deliverable="秘而不宣的事")
    head.post("/calendar/confirmation", carried(preview(head)))
    page = text(client.sign_in(world.audit_admin).get("/audit"))
    assert "修改工作日历" in page
    assert "工作日历 2027" in page
    assert "时钟随日历调整" in page
    assert "秘而不宣的事" not in page


def test_the_administrator_sees_codes_and_no_business(client, world):
    world.county_task.plan.workday_rule = WorkdayRule.NEXT
    make.milestone(world.county_task, due_on=date(2027, 10, 8), deliverable="秘而不宣的事")
    words = text(preview(client.sign_in(world.system_admin)))
    assert world.county_task.code in words
    assert world.county_task.title not in words
    assert "秘而不宣的事" not in words


def test_a_file_is_read_as_pasted_words_are(head):
    file = (io.BytesIO(NOTICE.encode("gb18030")), "通知.txt")
    assert "确认启用" in text(preview(head, text="", file=file))


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"text": "国庆节：10月1日庆祝。", "source": "试"}, "第 1 行没有读懂"),
        ({"text": "国庆节：10月1日放假。"}, "请写明依据"),
        ({"text": ""}, "没有读到放假的日期"),
    ],
)
def test_what_cannot_be_read_is_told_on_the_form(head, fields, complaint):
    page = preview(head, **fields)
    assert complaint in text(page)
    assert "确认启用" not in text(page)


@pytest.mark.parametrize(
    ("raw", "complaint"),
    [(b"%PDF-1.7", "文件不是纯文本"), (b"", "文件是空的"), (b"1" * 101, "文件超过 1 MB")],
)
def test_a_file_that_cannot_be_read_is_told_on_the_form(head, monkeypatch, raw, complaint):
    monkeypatch.setattr(calendar, "LARGEST_FILE", 100)
    assert complaint in text(preview(head, text="", file=(io.BytesIO(raw), "a.txt")))


def test_a_preview_that_has_grown_old_is_not_confirmed(head, world):
    old = carried(preview(head))
    head.post("/calendar/confirmation", old)
    assert len(workdays.history(2027)) == 1
    answer = head.post("/calendar/confirmation", old, follow_redirects=True)
    assert "没有不同" in text(answer)
    head.post("/calendar/days/2027-03-08", {"kind": "holiday", "name": "测试", "source": "试"})
    assert len(workdays.history(2027)) == 1


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        '{"year": 2027, "days": [["x"]], "source": "s", "is_published": 1}',
        '{"year": Infinity, "days": [], "source": "s", "is_published": 1}',
        r'{"year": 2027, "days": [], "source": "a\u0000b", "is_published": 1}',
    ],
)
def test_a_confirmation_of_nothing_is_refused(head, broken):
    sent = {"proposal": broken, "seen": "x"}
    answer = head.post("/calendar/confirmation", sent, follow_redirects=True)
    assert "请重新预览" in text(answer)


def test_one_day_is_changed_and_given_back(head):
    fields = {"kind": "holiday", "name": "防汛", "source": "市政府通知"}
    head.post("/calendar/confirmation", carried(head.post("/calendar/days/2027-07-01", fields)))
    assert not workdays.calendar().is_workday(date(2027, 7, 1))
    assert "现在放假（防汛）" in text(head.get("/calendar/days/2027-07-01"))
    fields = {"kind": "usual", "name": "", "source": "解除"}
    head.post("/calendar/confirmation", carried(head.post("/calendar/days/2027-07-01", fields)))
    assert workdays.calendar().is_workday(date(2027, 7, 1))


def test_a_day_needs_a_reason_and_a_kind_that_it_can_have(head):
    address = "/calendar/days/2027-07-01"
    assert "请写明依据" in text(head.post(address, {"kind": "holiday"}))
    assert "不是周末" in text(head.post(address, {"kind": "makeup", "source": "试"}))
    assert "没有不同" in text(head.post(address, {"kind": "usual", "source": "试"}))


@pytest.mark.parametrize(
    "address",
    [
        "/calendar?year=1999",
        "/calendar/1999/schedule",
        "/calendar/days/x",
        "/calendar/days/1999-01-01",
    ],
)
def test_there_is_no_calendar_of_other_centuries(head, address):
    assert head.get(address).status_code == 404


@pytest.mark.parametrize(
    "case",
    [
        (date(2026, 10, 31), date(2026, 12, 31), False),
        (date(2026, 11, 1), date(2026, 12, 31), True),
        (date(2026, 3, 1), date(2027, 1, 8), True),
    ],
)
def test_a_missing_year_is_told_in_time(head, world, monkeypatch, case):
    today, due_on, is_told = case
    make.milestone(world.task, due_on=due_on)
    moment = make.NOW.replace(year=today.year, month=today.month, day=today.day)
    monkeypatch.setattr(clock, "now", lambda: moment)
    head.sign_in(world.head)
    for address in ("/calendar", "/overview", "/jobs"):
        assert ("放假安排还没有录入" in text(head.get(address))) is is_told
