"""Tasks on their whole way, as the people who do it: from the hand-out to the archive."""

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.cast import (
    APPROVALS,
    BOOKING,
    DATA,
    DATA_HEAD,
    HEAD,
    INTERFACE,
    JUSTICE,
    MATERIALS,
    POLICE,
    SUPERVISOR,
    WINDOWS,
)
from tests.e2e.concluding import (
    DONE,
    REASON,
    UNTRUE,
    accept,
    apply,
    archive,
    close,
    find_it_untrue,
    settle_the_share,
    turn_down,
)
from tests.e2e.desk import PDF, Desk
from tests.e2e.installation import Installation

PLAN = Path(__file__).parent / "documents" / "plan.txt"
SHARE = "户籍、出入境 6 个事项进综合窗口。"
TOLD = (
    ("zhouwenbo", "交办.*督办〔2021〕1号"),
    ("songjianing", "异议.*市司法局提议改由市行政审批局承办"),
    ("yanxiaodong", "异议答复"),
    ("haosiyuan", "征求意见"),
    ("weiguodong", "延期待批"),
    ("zhouwenbo", "延期已批准"),
    ("zhouwenbo", "退回.*设立综合窗口"),
    ("luziheng", "蓝色督办单.*督单〔2021〕1号"),
    ("weiguodong", "答复.*督单〔2021〕1号"),
    ("linzhiyuan", "核查〔2021〕1号"),
    ("zhouwenbo", "不实.*设立综合窗口"),
    ("zhouwenbo", "销号.*设立综合窗口"),
)


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """Regions, units and people, no plan yet."""
    made = Installation(tmp_path_factory.mktemp("cycle"))
    try:
        made.run("seed", "--units-only", "--day", "2021-06-21")
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture
def desk(page: Page, installation: Installation) -> Desk:
    return Desk(page, installation)


def test_tasks_go_from_the_hand_out_to_the_archive(desk: Desk):
    adopt(desk)
    hand_out(desk)
    sign(desk)
    object_and_reassign(desk)
    confirm_a_share(desk)
    report(desk)
    ask_for_a_later_date(desk)
    apply(desk)
    turn_down(desk)
    settle_the_share(desk)
    apply(desk)
    accept(desk, grade="优秀")
    issue_a_slip(desk)
    answer_the_slip(desk)
    find_it_untrue(desk)
    apply(desk, "两个县的综合窗口已经补开，占比 84%。")
    accept(desk, grade="合格")
    close(desk)
    verify(desk.installation, archive(desk))
    for told in TOLD:
        desk.wait_for_mail(*told)


def adopt(desk: Desk) -> None:
    desk.sign_in(SUPERVISOR, "/imports")
    desk.page.locator("input[type=file]").set_input_files(PLAN)
    desk.click("读出任务")
    for box in desk.page.locator("#adoption input[name=confirm_doubts]").all():
        box.check()
    desk.press("立项", "#adoption")
    desk.sees("已立项，6 项任务进入台账")


def hand_out(desk: Desk) -> None:
    """Two steps: nothing goes out before the recipients were seen."""
    desk.open("/notices")
    desk.sees("6 项", "还没有印发过通知")
    desk.follow("交办")
    desk.fill(reply_by="2021-06-25", requirements="一周一调度，问题当天提出。")
    desk.press("看收件单位")
    desk.sees("市行政审批局", "市财政局", "市司法局")
    desk.main.get_by_role("button", name=re.compile("印发给 6 个单位")).click()
    desk.sees("督办〔2021〕1号", "0/6 已签收", "一周一调度，问题当天提出。")
    paper = desk.download(lambda: desk.click("下载 DOCX"))
    assert zipfile.is_zipfile(paper)


def sign(desk: Desk) -> None:
    desk.sign_in(APPROVALS, "/my")
    desk.sees("督办〔2021〕1号")
    desk.open("/notices")
    desk.press("签收", "#waiting, [aria-labelledby=waiting-title]")
    desk.sees("督办〔2021〕1号已签收")
    desk.open("/notices")
    desk.sees("没有待签收的通知")


def object_and_reassign(desk: Desk) -> None:
    desk.sign_in(JUSTICE)
    desk.task(MATERIALS)
    desk.click("不该由我们办")
    desk.choose("proposed_id", "市行政审批局")
    desk.fill(reason="清单由审批服务事项管理部门公布。", agreed_by="金局长")
    desk.press("交督查室")
    desk.sees("停住")

    desk.sign_in(SUPERVISOR, "/objections")
    desk.follow(MATERIALS)
    desk.sees("清单由审批服务事项管理部门公布。")
    desk.fill(opinion="事项清单归审批局管，改派。")
    desk.press("改派")
    desk.sees("改派给 市行政审批局", "事项清单归审批局管，改派。")

    desk.sign_in(APPROVALS, "/notices")
    desk.sees("改由本单位办")
    desk.press("签收")
    desk.sees("督办〔2021〕1号已签收")


def confirm_a_share(desk: Desk) -> None:
    desk.sign_in(POLICE, "/shares")
    desk.follow(WINDOWS)
    desk.fill(what=SHARE, due_on="2021-06-28")
    desk.press("确认")
    desk.sees(SHARE)

    desk.sign_in(APPROVALS)
    desk.task(WINDOWS)
    desk.sees(SHARE, "还有 1 个单位没有确认分工：市税务局")


def report(desk: Desk) -> None:
    """Without a milestone: it is under way, and says by what one may see that."""
    desk.task(BOOKING)
    desk.click("填报进展")
    desk.fill(
        progress="预约小程序试运行，12 个事项可以约。", problems="无", next_steps="月底前全市开通。"
    )
    desk.attach("试运行记录.pdf")
    desk.press("报送督查室")

    desk.sign_in(SUPERVISOR, "/reviews")
    desk.follow(BOOKING)
    expect(desk.main.get_by_role("link", name="试运行记录.pdf")).to_be_visible()
    desk.click("通过")
    desk.sees("通过")


def ask_for_a_later_date(desk: Desk) -> None:
    """The other unit is asked first, then the head decides; the first date stays in sight."""
    desk.sign_in(APPROVALS)
    desk.task(BOOKING)
    desk.click("申请延期")
    desk.fill(new_due_on="2021-08-20", reason="短信通道采购要到8月中旬。")
    desk.attach("采购计划.pdf")
    desk.press("提交申请")
    desk.sees("2021年8月20日", "市大数据局")

    desk.sign_in(DATA_HEAD, "/extensions")
    desk.follow(BOOKING)
    desk.press("同意")

    desk.sign_in(HEAD, "/extensions")
    desk.follow(BOOKING)
    desk.sees("短信通道采购要到8月中旬。", "2021年7月31日，永久保留")
    desk.press("批准延期")
    desk.sees("现在的期限", "2021年8月20日")

    desk.sign_in(APPROVALS)
    desk.task(BOOKING)
    desk.sees("7月31日", "8月20日")


def issue_a_slip(desk: Desk) -> None:
    """After 30 June a date has passed; the ladder is skipped for a reason, and recipients are
    seen before anything goes out."""
    desk.step("到下月1日")
    desk.sign_in(HEAD)
    desk.task(INTERFACE)
    desk.sees("逾期")
    desk.click("催办")
    desk.choose("level", "蓝色督办单")
    desk.fill(reason="接口没有联调，说明原因，7月5日前联通。")
    desk.press("下一步：看收件人")
    desk.sees("勾选紧急")
    desk.main.locator("[name=is_urgent]").check()
    desk.fill(urgent_reason="省里7月初验收")
    desk.press("下一步：看收件人")
    desk.sees("还没有发出", DATA)
    desk.press("签发并发送")
    desk.task(INTERFACE)
    desk.sees("蓝色督办单")


def answer_the_slip(desk: Desk) -> None:
    desk.sign_in(DATA, "/urgings")
    desk.follow(INTERFACE)
    desk.sees("督单〔2021〕1号", "省里7月初验收")
    desk.press("签收")
    desk.fill(reply="省平台接口晚放了一周，7月3日联通。")
    desk.press("送督查室")
    desk.sees("等督查室审看")

    desk.sign_in(SUPERVISOR, "/urgings?shown=answered")
    desk.follow(INTERFACE)
    desk.sees("省平台接口晚放了一周，7月3日联通。")
    desk.press("认可")
    desk.sees("答复已认可")


def verify(installation: Installation, path: Path) -> None:
    """The file has everything that was said above; one byte that differs is told."""
    with zipfile.ZipFile(path) as packed:
        members = [packed.read(name) for name in packed.namelist()]
    everything = b"".join(members).decode("utf-8", "ignore")
    assert PDF in members
    for words in (SHARE, DONE, REASON, UNTRUE, "督办〔2021〕1号", "优秀", "合格"):
        assert words in everything
    assert "完好" in installation.run("archive", "verify", str(path))
    raw = path.read_bytes()
    other = path.with_name("other.zip")
    other.write_bytes(raw.replace("两个县的综合窗口".encode(), "三个县的综合窗口".encode(), 1))
    assert "归档包有问题" in installation.refused("archive", "verify", str(other))
