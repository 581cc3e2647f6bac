"""The clerk's screen in a real browser: by mouse, by keyboard, after a crash, with a colleague."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.installation import Installation
from tests.e2e.visits import Visit

# One name that the register does not know, and one date that nobody can work out.
DOCUMENT = (
    (Path(__file__).parent / "documents" / "plan.txt")
    .read_text(encoding="utf-8")
    .replace("责任部门：市大数据局）", "责任部门：市大数据中心）")
    .replace("申请人可以随时", "三年内，申请人可以随时")
)
UNKNOWN, DOUBTFUL = "推行预约办理", "公开办件进度"
CLERK, COLLEAGUE = "宋佳宁", "魏国栋"


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    made = Installation(tmp_path_factory.mktemp("clerk"))
    try:
        made.run("seed", "--units-only", "--day", "2021-06-21")
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture
def visit(page: Page, installation: Installation) -> Visit:
    return Visit(page, installation.address)


@pytest.fixture
def another(chromium: Browser, installation: Installation):
    """Opens one more browser, with or without script; all are closed at the end."""
    contexts = []

    def opened(name: str, *, script: bool = True) -> Visit:
        context = chromium.new_context(locale="zh-CN", java_script_enabled=script)
        contexts.append(context)
        made = Visit(context.new_page(), installation.address)
        made.sign_in(name)
        return made

    yield opened
    for context in contexts:
        context.close()


def hand_in(visit: Visit, number: int) -> str:
    """The document under a number of its own; answers the address of its draft."""
    raw = DOCUMENT.replace("88号", f"{number}号").encode()
    visit.sign_in(CLERK)
    visit.open("/imports")
    visit.page.locator("input[type=file]").set_input_files(
        {"name": "方案.txt", "mimeType": "text/plain", "buffer": raw}
    )
    visit.page.get_by_role("button", name="读出任务").click()
    expect(visit.page.locator("#task")).to_be_visible()
    return visit.page.url.removeprefix(visit.address)


def tool(page: Page, name: str, button: str, **texts: str) -> None:
    """One of the small forms above a task: opened, filled in, sent."""
    part = page.locator("details.tool", has=page.locator("summary", has_text=name))
    part.locator("summary").click()
    for label, text in texts.items():
        part.get_by_label(label).fill(text)
    part.get_by_role("button", name=button).click()


def count(page: Page) -> int:
    return int(re.search(r"(\d+) 项任务", page.locator(".sub").inner_text())[1])


def current(page: Page) -> str:
    return page.get_by_label("标题").first.input_value()


def choose(page: Page, title: str) -> None:
    page.locator(".outline").get_by_role("link", name="二、窗口建设").click()
    page.locator(".outline").get_by_role("link", name=title).last.click()
    expect(page.locator("#title")).to_have_value(title)


FOCUSED = "document.activeElement.name || document.activeElement.ariaLabel || ''"


def expect_cursor(page: Page, name: str) -> None:
    page.wait_for_function(f"name => ({FOCUSED}) === name", arg=name)


def set_for_the_whole(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("link", name="全文设定").first.click()
    page.get_by_label("报送周期").select_option("monthly")
    page.get_by_label("周期的哪一天").fill("25")
    page.get_by_label("没有单独指定的板块").select_option(index=1)
    page.get_by_role("button", name="保存全文设定").click()
    expect(page.locator("main")).to_contain_text("2 个板块，已指定 2 个")


def rearrange(page: Page) -> None:
    """One task into another, one in two, one out and in again, one more."""
    choose(page, UNKNOWN)
    tool(page, "合并", "并入这一项", 离得远的="3")
    expect(page.locator("main")).to_contain_text("已合并")
    assert count(page) == 5
    choose(page, "设立综合窗口")
    tool(page, "拆分", "拆成两项", 新的一项的标题="后台分头办理")
    assert count(page) == 6
    choose(page, "精简申请材料")
    tool(page, "剔除", "剔除这一项", 为什么剔除="另文布置")
    assert count(page) == 5
    page.locator("#removed tr", has_text="另文布置").get_by_role("button", name="恢复").click()
    assert count(page) == 6
    tool(page, "添加", "添上一项", 标题="公布窗口清单", 牵头单位="市司法局")
    expect(page.locator("#title")).to_have_value("公布窗口清单")
    page.locator("#requirement").fill("7月底前公布全市窗口清单。")


def test_a_document_is_checked_from_its_upload_to_its_adoption(visit: Visit):
    page = visit.page
    hand_in(visit, 91)
    set_for_the_whole(visit)
    page.get_by_role("link", name="下一处疑点").click()
    expect(page.locator("#title")).to_have_value(DOUBTFUL)
    page.get_by_role("link", name="下一处疑点").click()
    expect(page.locator("#title")).to_have_value(UNKNOWN)
    page.get_by_label("记为简称").uncheck()  # the name is met again in the next test
    page.locator("#task").get_by_role("button", name="确认").click()
    expect(page.locator(".flash")).to_contain_text("“市大数据中心”就是市大数据局")
    rearrange(page)
    visit.look()
    for _ in range(12):
        button = page.get_by_role("button", name="核对无误，下一处")
        if not button.count():
            break
        button.click()
    expect(page.locator(".doubt-bar")).to_contain_text("剩 0")
    page.locator("#adoption").get_by_role("button", name="立项").click()
    expect(page.locator("main")).to_contain_text("已立项，7 项任务进入台账")
    assert visit.faults == []


def press(page: Page, *keys: str) -> None:
    """On a page that has come with its scripts."""
    page.wait_for_load_state()
    for key in keys:
        page.keyboard.press(key)


def walk_to(page: Page, name: str) -> None:
    """By the tabulator, from wherever the cursor is."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == name:
            return
    raise AssertionError(f"the tabulator does not come to {name}")


def test_a_draft_is_checked_by_keyboard_alone(visit: Visit):
    page = visit.page
    hand_in(visit, 92)
    press(page, "j")
    expect(page.locator("#title")).not_to_have_value(UNKNOWN)
    press(page, "n")
    expect(page.locator("#title")).to_have_value(DOUBTFUL)
    expect_cursor(page, "deadlines-0-due")
    press(page, "Escape", "n")
    expect(page.locator("#title")).to_have_value(UNKNOWN)
    expect_cursor(page, "means:市大数据中心")
    press(page, "Enter")
    expect(page.locator(".flash")).to_contain_text("全文 1 项任务都已改正")
    expect(page.locator("#title")).to_have_value(DOUBTFUL)
    expect_cursor(page, "deadlines-0-due")
    page.locator("#deadlines-0-due").fill("2024-06-30")
    press(page, "Control+Enter")
    expect(page.locator(".flash")).to_contain_text("疑点都核过了，可以立项")
    assert visit.faults == []


def test_units_are_added_and_taken_away_by_keyboard(visit: Visit):
    page = visit.page
    keys, support = page.keyboard, page.locator("#support")
    draft = hand_in(visit, 93)
    visit.open(f"{draft}?task=1")
    press(page, "e")
    expect_cursor(page, "title")
    walk_to(page, "添加责任单位")
    press(page, "Backspace")
    expect(support).to_have_value("市公安局")
    keys.insert_text("各县（市、区）政府")
    press(page, "Enter")
    expect(support).to_have_value("市公安局、各县（市、区）政府")
    press(page, "Control+Enter")
    expect(page.locator(".flash")).to_contain_text("第 1 项已存")
    expect(support).to_have_value("市公安局、各县（市、区）政府")
    assert visit.faults == []


def test_escape_leaves_a_field_and_takes_nothing_half_typed_with_it(visit: Visit):
    page = visit.page
    draft = hand_in(visit, 96)
    visit.open(f"{draft}?task=1")
    page.get_by_label("添加责任单位").focus()
    page.keyboard.insert_text("市公")
    press(page, "Escape")
    expect(page.locator("#support")).to_have_value("市公安局、市税务局")
    press(page, "s")
    expect_cursor(page, "at")
    press(page, "Escape", "j")
    expect(page.locator("#title")).to_have_value(UNKNOWN)
    assert visit.faults == []


def test_what_was_typed_outlives_a_crash_and_a_colleague_sees_who_is_at_it(visit: Visit, another):
    draft = hand_in(visit, 94)
    crashed = another(CLERK)
    crashed.open(f"{draft}?task=4")
    crashed.page.locator("#title").fill("精简材料，打到一半")
    expect(crashed.page.locator("[data-unsent-note]")).to_contain_text("已暂存")
    crashed.page.context.close()

    colleague = another(COLLEAGUE)
    colleague.open(f"{draft}?task=4")
    bar = colleague.page.locator(".doubt-bar")
    expect(bar).to_contain_text(re.compile("宋佳宁.*在核第 4 项.*就是这一项，先商量一下", re.S))
    expect(colleague.page.locator("#title")).to_have_value("精简申请材料")

    again = another(CLERK)
    again.open(f"{draft}?task=4")
    expect(again.page.locator("#title")).to_have_value("精简材料，打到一半")
    expect(again.page.locator("#task")).to_contain_text("已取回你")
    again.page.get_by_role("button", name="不要了，回到已存的").click()
    expect(again.page.locator("#title")).to_have_value("精简申请材料")
    assert crashed.faults + colleague.faults + again.faults == []


def change_title(visit: Visit, title: str) -> None:
    visit.page.locator("#title").fill(title)
    visit.page.locator("#task .actions").get_by_role("button", name="保存").click()


def test_without_script_a_conflict_is_told_once_and_a_refusal_keeps_the_text(visit: Visit, another):
    draft = hand_in(visit, 95)
    plain, colleague = another(CLERK, script=False), another(COLLEAGUE)
    plain.open(f"{draft}?task=4")
    colleague.open(f"{draft}?task=4")
    change_title(colleague, "公布免交清单")
    expect(colleague.page.locator(".flash")).to_contain_text("第 4 项已存")

    page = plain.page
    page.locator("#requirement").fill("8月底前公布清单。")
    change_title(plain, " ")
    expect(page.locator("#title-error")).to_contain_text("标题不能空着")
    expect(page.locator("#requirement")).to_have_value("8月底前公布清单。")
    change_title(plain, "公布材料清单")
    expect(page.locator("#task")).to_contain_text("同事刚改过这一项")
    expect(page.locator("#title")).to_have_value("公布材料清单")
    change_title(plain, "公布材料清单")
    expect(page.locator(".flash")).to_contain_text("第 4 项已存")
    assert plain.faults + colleague.faults == []
