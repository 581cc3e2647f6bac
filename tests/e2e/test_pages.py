"""Every page as every role, wide and narrow; without script; by keyboard alone; on paper."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.installation import Installation
from tests.e2e.roles import PEOPLE
from tests.e2e.visits import WIDTHS, Visit

PLAN = Path(__file__).parent / "documents" / "plan.txt"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    made = Installation(tmp_path_factory.mktemp("demonstration"))
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture
def visit(page: Page, demonstration: Installation) -> Visit:
    return Visit(page, demonstration.address)


@pytest.fixture
def plain(chromium: Browser, demonstration: Installation):
    """A visit without any script."""
    context = chromium.new_context(locale="zh-CN", java_script_enabled=False)
    yield Visit(context.new_page(), demonstration.address)
    context.close()


@pytest.mark.parametrize("name", PEOPLE)
def test_every_page_is_sound_for(visit: Visit, name):
    visit.sign_in(name)
    seen = visit.walk()
    assert visit.faults == []
    assert seen >= PEOPLE[name], PEOPLE[name] - seen


def test_doors_and_dead_ends_are_sound(visit: Visit):
    visit.open("/sign-in")
    visit.sign_in("周文博")
    visit.open("/tasks/99999", status=404)
    visit.open("/people", status=403)
    visit.open(
        "/ledger?unit=市水利局&light=severe&q=电子证照&due_from=2021-08-01&due_to=2021-09-30"
    )
    expect(visit.page.get_by_role("link", name="清除筛选")).to_be_visible()
    visit.open("/ledger?as_of=2021-08-31&stage=working")
    expect(visit.page.locator("main")).to_contain_text("2021年8月31日")
    assert visit.faults == []


def test_a_document_in_hand_is_sound(visit: Visit):
    visit.sign_in("宋佳宁")
    visit.open("/imports")
    visit.page.locator("input[type=file]").set_input_files(PLAN)
    visit.page.get_by_role("button", name="读出任务").click()
    expect(visit.page.locator("#adoption")).to_be_visible()
    visit.look()
    assert visit.faults == []


def test_a_report_goes_out_and_comes_back_without_any_script(plain: Visit):
    page = plain.page
    plain.sign_in("周文博")
    several = page.locator("#owed tr", has_text="后面还有")  # with the last one it would be applied
    several.get_by_role("link", name="填报").first.click()
    title = page.locator("h1").inner_text()
    page.get_by_label("进展情况").fill("县级窗口 8 个已经启用，市级窗口本月底前启用。")
    page.locator("input[name=milestones]").first.check()
    page.locator("#evidence-fields summary").click()
    page.get_by_label("没有佐证，因为").fill("窗口照片下周补")
    page.get_by_role("button", name="报送督查室").click()
    expect(page.locator(".flash")).to_contain_text("时钟停住")

    plain.sign_in("宋佳宁")
    page.goto(plain.address + "/reviews")
    page.get_by_role("link", name=title).click()
    page.get_by_label("审核意见").fill("市级窗口启用后再报完成。")
    page.get_by_role("button", name="退回并看下一件").click()
    expect(page.locator("main")).to_contain_text("退回")

    plain.sign_in("周文博")
    expect(page.locator("#returned")).to_contain_text("市级窗口启用后再报完成。")


def test_the_ledger_is_filtered_without_any_script(plain: Visit):
    page = plain.page
    plain.sign_in("宋佳宁")
    page.goto(plain.address + "/ledger")
    page.locator("input[name=unit]").fill("市行政审批局")
    page.locator("select[name=role]").select_option("first")
    page.get_by_role("button", name="筛选").click()
    leads = page.locator("table.ledger tbody[data-rows] td:nth-child(4)").all_inner_texts()
    assert leads
    assert {lead.split("\n")[0] for lead in leads} == {"市行政审批局"}


def test_the_ledger_is_walked_by_keyboard_alone(visit: Visit):
    page = visit.page
    visit.sign_in("宋佳宁")
    visit.open("/ledger")
    page.keyboard.press("/")
    page.keyboard.type("行政审批局")
    page.keyboard.press("Enter")
    expect(page.get_by_text("含“行政审批局”")).to_be_visible()
    rows = page.locator("table.ledger a.title")
    for key, place in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        expect(rows.nth(place)).to_be_focused()
        assert_focus_shows(page)
    name = rows.nth(1).inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(name)
    page.keyboard.press("j")
    expect(page.locator("h1")).not_to_have_text(name)
    assert visit.faults == []


def test_a_report_is_written_by_keyboard_alone(visit: Visit):
    page = visit.page
    visit.sign_in("何俊杰")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_label("进展情况")).to_be_visible()
    texts = {"progress": "三个县的清单已经收齐。", "problems": "无", "next_steps": "9月底前公布。"}
    for _ in range(40):
        page.keyboard.press("Tab")
        assert_focus_shows(page)
        name = page.evaluate("document.activeElement.name")
        if name in texts:
            page.keyboard.insert_text(texts.pop(name))
        if name == "milestones":
            page.keyboard.press("Space")
            break
    assert texts == {}
    page.keyboard.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("时钟停住")
    assert visit.faults == []


def assert_focus_shows(page: Page) -> None:
    outline = page.evaluate(
        "(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])"
        "(getComputedStyle(document.activeElement))"
    )
    style, width = outline
    element = page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
    assert (style, float(width.removesuffix("px")) >= 2) == ("solid", True), element


def test_the_hand_out_of_the_morning_can_be_read_on_paper(visit: Visit):
    page = visit.page
    visit.sign_in("魏国栋")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1040, "height": 735})  # A4 across, less the margins
    expect(page.locator("header.nav")).to_be_hidden()
    expect(page.locator(".demo")).to_be_hidden()
    for row in page.locator(".matrix thead tr").all():
        heads = [light.bounding_box() for light in row.locator(".light").all()]
        assert len(heads) == 7
        for left, right in pairwise(heads):
            assert left["x"] + left["width"] <= right["x"]
    inks = page.locator(".light").evaluate_all(
        "lights => [...new Set(lights.map(light => getComputedStyle(light).color))]"
    )
    assert inks == ["rgb(0, 0, 0)"]


def test_a_circular_prints_as_the_paper_alone(visit: Visit):
    page = visit.page
    visit.sign_in("魏国栋")
    visit.open("/circulars")
    follow(page, "聊政督〔2021〕")
    page.emulate_media(media="print")
    expect(page.locator("article.paper")).to_be_visible()
    for part in (".page-head", ".steps", "#checks", "#annex-1", "nav[aria-label=结构]"):
        expect(page.locator(part)).to_be_hidden()
    assert re.search(r"聊政督〔2021〕\d+号", page.locator(".steps").text_content())


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("魏国栋", "/notices > 督办〔 > 打印"),
        ("魏国栋", "/urgings?shown=all > 督单〔"),
        ("宋佳宁", "/checks > 核查〔 > 核查单"),
        ("岳中立", "/inspections > 督导〔2021〕1号 > 督导通知"),
        ("岳中立", "/inspections > 督导〔2021〕1号 > 督查专报"),
        ("魏国栋", "/handovers > 交接〔2021〕1号 > 打印"),
        ("魏国栋", "/meetings > 已散会 > 会议纪要"),
    ],
)
def test_a_paper_prints_alone(visit: Visit, name, path):
    page = visit.page
    first, *links = path.split(" > ")
    visit.sign_in(name)
    visit.open(first)
    for words in links:
        follow(page, words)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 590, "height": 850})  # A4 less the margins of a paper
    expect(page.locator("article.paper")).to_be_visible()
    for part in ("header.nav", ".demo", ".page-head .btn", "form"):
        expect(page.locator(part).locator("visible=true")).to_have_count(0)
    content, room = page.evaluate(WIDTHS)
    assert content <= room
    assert visit.faults == []


def follow(page: Page, words: str) -> None:
    """The first row that says so, or a link of its own."""
    row = page.locator("tr", has_text=words).locator("a.title")
    row.or_(page.locator("main").get_by_role("link", name=words)).first.click()
