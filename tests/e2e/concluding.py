"""The end of a task, by those who do it: application, return, grade, check, closing, archive."""

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.cast import APPROVALS, COLLEAGUE, HEAD, POLICE, SUPERVISOR, WINDOWS
from tests.e2e.desk import Desk

DONE = "市县两级大厅综合窗口占比 82%，一个窗口收件、后台分头办理。"
REASON = "三个县的窗口还没有启用，补了再报。"
UNTRUE = "到县大厅看过，两个综合窗口没有开，与所报不一致。"


def apply(desk: Desk, result: str = DONE) -> None:
    desk.sign_in(APPROVALS)
    desk.task(WINDOWS)
    desk.click("申请办结")
    desk.fill(progress=result)
    desk.main.locator("input[name^=target]").fill("82")
    shares = desk.main.locator("[name=shares_words]")
    if shares.count():
        shares.fill("税务事项已进窗口，只差书面确认。")
    desk.attach("窗口启用台账.pdf")
    desk.press("申请办结")
    desk.task(WINDOWS)
    desk.sees("等督查室审核")


def turn_down(desk: Desk) -> None:
    desk.sign_in(SUPERVISOR, "/reviews")
    desk.follow(WINDOWS)
    desk.sees(DONE)
    desk.fill(opinion=REASON)
    desk.press("退回并看下一件 R")
    desk.sees("退回")
    desk.sign_in(APPROVALS, "/my")
    desk.sees(REASON)


def settle_the_share(desk: Desk) -> None:
    desk.sign_in(POLICE, "/shares")
    desk.follow(WINDOWS)
    desk.fill(told="6 个事项都已进窗口。")
    desk.press("已完成")
    desk.sees("已记为完成")


def accept(desk: Desk, *, grade: str) -> None:
    desk.sign_in(SUPERVISOR, "/reviews")
    desk.follow(WINDOWS)
    desk.page.get_by_label(grade).check()
    desk.press("通过并看下一件 A")
    desk.task(WINDOWS)
    desk.sees("已办结", grade, "还没有销号")


def find_it_untrue(desk: Desk) -> None:
    """Who reviewed it cannot be the one who looks; the head opens, another supervisor goes."""
    desk.sign_in(HEAD)
    desk.task(WINDOWS)
    desk.click("核查")
    desk.page.get_by_label("群众反映").check()
    desk.fill(occasion="来电反映两个县没有综合窗口")
    expect(desk.page.get_by_label(SUPERVISOR)).to_have_count(0)
    desk.page.get_by_label(COLLEAGUE).check()
    desk.press("开启核查")

    desk.sign_in(COLLEAGUE, "/checks")
    desk.follow(WINDOWS)
    desk.page.get_by_label("不实", exact=True).check()
    desk.fill(found_words=UNTRUE)
    desk.attach("现场记录.pdf")
    desk.press("记下结论")
    desk.sees("任务已重新打开")
    desk.sign_in(APPROVALS)
    desk.task(WINDOWS)
    desk.sees(UNTRUE, "还没有办结")


def close(desk: Desk) -> None:
    """The head, who did not review it."""
    desk.sign_in(SUPERVISOR, "/closings")
    expect(desk.page.get_by_role("button", name="将所选任务销号")).to_have_count(0)
    desk.sign_in(HEAD, "/closings")
    desk.main.locator("tr", has_text=WINDOWS).get_by_role("checkbox").check()
    desk.press("将所选任务销号")
    desk.sees("已销号 1 项", "没有待销号的任务")


def archive(desk: Desk) -> Path:
    desk.sign_in(SUPERVISOR, "/archives")
    desk.main.locator("tr", has_text=WINDOWS).get_by_role("checkbox").check()
    desk.press("归档所选")
    desk.sees("已归档 1 项")
    return desk.download(lambda: desk.press("下载"))
