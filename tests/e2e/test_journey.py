"""The whole line in a real browser: from the issued document to the published circular."""

import re
from io import BytesIO
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.desk import Desk
from tests.e2e.installation import ROOT, Installation

ISSUED = ROOT.parent / "shared" / "plans" / "liaocheng-gazette-2021-06.txt"
OWN = Path(__file__).parent / "documents" / "plan.txt"
DOCUMENT = ISSUED if ISSUED.exists() else OWN
SUPERVISOR, HEAD, LIAISON = "宋佳宁", "魏国栋", "周文博"
UNIT = "市行政审批局"
DAY = "2021-07-01"
"""Up to which July is told of."""
DAYS_OF_A_WINDOW = 5
"""From a Thursday until two working days are over."""


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """Regions, units and people, no plan yet; the day is the Monday after the plan was issued."""
    made = Installation(tmp_path_factory.mktemp("installation"))
    try:
        made.run("seed", "--units-only", "--day", "2021-06-21")
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture
def desk(page: Page, installation: Installation):
    return Desk(page, installation)


def import_and_adopt(desk: Desk) -> int:
    """Hand in the document, adopt the first plan in it; answers the number of tasks."""
    desk.sign_in(SUPERVISOR)
    desk.open("/imports")
    desk.page.locator("input[type=file]").set_input_files(DOCUMENT)
    desk.click("读出任务")
    if desk.page.url.endswith("/imports"):  # a gazette: several plans, the first is ours
        desk.page.locator("tr", has_text="聊政发〔2021〕").get_by_role("link").first.click()
    count = int(re.search(r"(\d+) 项任务", desk.text())[1])
    for box in desk.page.locator(
        "#adoption input[name=enter_units], #adoption input[name=confirm_doubts]"
    ).all():
        box.check()
    desk.page.locator("#adoption").get_by_role("button", name="立项").click()
    expect(desk.page.locator("main")).to_contain_text("立项")
    return count


def report(desk: Desk, progress: str) -> str:
    """The liaison reports on what is owed first, with a milestone and a file; answers the title."""
    desk.sign_in(LIAISON)
    desk.open("/my")
    desk.page.get_by_role("link", name="填报", exact=True).first.click()
    title = desk.page.locator("h1").inner_text()
    desk.page.get_by_label("进展情况").fill(progress)
    desk.page.locator("input[name=milestones]").first.check()
    desk.attach("窗口启用台账.pdf")
    desk.click("报送督查室")
    expect(desk.page.locator(".flash")).to_contain_text("时钟停住")
    return title


def pick_up_review(desk: Desk, title: str) -> None:
    desk.sign_in(SUPERVISOR)
    desk.open("/reviews")
    desk.page.get_by_role("link", name=title).first.click()
    expect(desk.page.get_by_role("link", name="窗口启用台账.pdf")).to_be_visible()


def test_from_the_issued_document_to_the_published_circular(desk: Desk, installation):
    postbox = installation.postbox
    count = import_and_adopt(desk)
    assert count >= 5

    title = report(desk, "12 个窗口已启用，其余月底前到位。")
    pick_up_review(desk, title)
    desk.page.locator("textarea[name=opinion]").fill("请附各县（市、区）启用数。")
    desk.click("退回")
    report(desk, "市县两级 96 个窗口已启用，附各县（市、区）清单。")
    pick_up_review(desk, title)
    if (grade := desk.page.get_by_label("良好")).count():  # the last milestone: an application
        grade.check()
    desk.click("通过")

    desk.step("到下月1日")
    assert_overdue_and_told(desk, postbox)

    circular = publish(desk, "2021-07")
    assert_figures_agree(desk, circular)


def assert_overdue_and_told(desk: Desk, postbox) -> None:
    """After 30 June something of the unit is overdue; it was reminded, and got its digest."""
    desk.sign_in(LIAISON)
    address = "zhouwenbo@liaocheng.example"
    desk.open("/my")
    expect(desk.page.locator("main")).to_contain_text("逾期")
    desk.wait_for_mail("zhouwenbo", "提醒")
    desk.wait_for_mail("zhouwenbo", "摘要")
    reminder = postbox.to(address, "提醒")[0]
    assert reminder.get_body(("plain",)) is not None
    assert reminder.get_body(("html",)) is not None
    ids = [mail["Message-ID"] for mail in postbox.mails]
    assert len(ids) == len(set(ids))


def publish(desk: Desk, month: str) -> bytes:
    """June was drafted by itself; July is drafted up to today, told to the units that it names,
    laid before the head and published once their time is over."""
    desk.sign_in(SUPERVISOR)
    desk.open("/circulars")
    expect(desk.page.get_by_role("link", name="2021年6月").first).to_be_visible()
    desk.page.locator("select[name=period]").select_option(month)
    desk.click("取快照并起草")
    address = desk.page.url
    tell(desk)
    for _ in range(DAYS_OF_A_WINDOW):
        desk.step("后一天")
    desk.page.goto(address)
    desk.click("报主任批准")
    desk.sign_in(HEAD)
    desk.page.goto(address)
    desk.page.get_by_role("button", name="批准", exact=True).click()
    desk.page.locator("summary", has_text="编号印发").click()
    desk.page.get_by_role("button", name="确认印发").click()
    expect(desk.page.locator("main")).to_contain_text("〕1号")
    return desk.download(lambda: desk.click("DOCX")).read_bytes()


def tell(desk: Desk) -> None:
    """What lies with the office is left unnamed; the others are told."""
    leave = desk.page.get_by_role("button", name="改为不点名")
    if leave.count():
        leave.click()
    if (way := desk.page.get_by_role("link", name="发出核实")).count():
        way.click()
        desk.click("发出核实通知")


def assert_figures_agree(desk: Desk, circular: bytes) -> None:
    """The totals that the file states are those that the ledger shows on the same day."""
    document = docx.Document(BytesIO(circular))
    text = re.sub(r"\s", "", "".join(paragraph.text for paragraph in document.paragraphs))
    stated = re.search(r"(\d+)项任务.*?办结(\d+)项.*?在办(\d+)项.*?逾期(\d+)项", text)
    assert stated, text
    desk.open(f"/ledger?as_of={DAY}")
    shown = [
        re.search(r"(\D+)(\d+)", chip) for chip in desk.page.locator(".chip").all_inner_texts()
    ]
    lights = {chip[1].strip(): int(chip[2]) for chip in shown if chip}
    overdue = lights.get("严重逾期", 0) + lights.get("逾期", 0)
    total = int(re.search(r"共 (\d+) 项", desk.text())[1])
    done = lights.get("已办结", 0)
    assert overdue > 0
    assert [int(figure) for figure in stated.groups()] == [
        total,
        done,
        total - done - overdue,
        overdue,
    ]
