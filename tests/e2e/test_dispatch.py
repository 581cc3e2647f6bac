"""A month of the office: from the dispatch meeting to the scores and the published circular."""

from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page

from tests.e2e.cast import (
    APPROVALS,
    COLLEAGUE,
    DATA,
    DATA_HEAD,
    HEAD,
    INTERFACE,
    SUPERVISOR,
)
from tests.e2e.desk import Desk
from tests.e2e.installation import Installation

PLAN = Path(__file__).parent / "documents" / "plan.txt"
UNIT = "市大数据局"
REMARK = "接口再拖就影响全省通办，三天内说清楚卡在哪里。"
DECISION = "7月20日前把办件评价接进预约小程序，群众办完就能评。"
NEW_TASK = "接入办件评价"
LATE = "省里7月30日才下发属实，这一分改为 50 分。"
CLAIM = "评价接口由省里统一下发，7月30日才给。"
ANSWER = "省里下发晚属实，本期不点名，下月照常调度。"
EDIT = "各牵头单位要逐项对照，8月10日前报整改时限。"
DAYS_OF_THE_WINDOWS = 4
"""From a Sunday until three working days are over."""
TOLD = (
    ("luziheng", "催办.*打通办件系统"),
    ("luziheng", "得分核对.*4.56 分"),
    ("linzhiyuan", "得分申诉.*市大数据局"),
    ("luziheng", "得分申诉复核.*采纳"),
    ("luziheng", "印发前核实.*市大数据局"),
    ("songjianing", "更正申请.*市大数据局"),
    ("luziheng", "更正答复.*采纳，不点名"),
    ("weiguodong", "待批准.*2021年7月"),
    ("luziheng", "得分公布.*2021年7月"),
    ("zhouwenbo", "通报.*聊政督〔2021〕1号"),
)


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """Regions, units and people, no plan yet."""
    made = Installation(tmp_path_factory.mktemp("dispatch"))
    try:
        made.run("seed", "--units-only", "--day", "2021-06-21")
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture
def desk(page: Page, installation: Installation) -> Desk:
    return Desk(page, installation)


def test_a_month_goes_from_the_meeting_to_the_published_circular(desk: Desk):
    adopt(desk)
    desk.step("到下月1日")
    hold_a_meeting(desk)
    hear_of_it(desk)
    desk.step("到下月1日")
    freeze(desk)
    object_to_a_point(desk)
    check_again(desk)
    edit_the_draft(desk)
    tell_the_units(desk)
    ask_for_a_correction(desk)
    decide_the_correction(desk)
    for _ in range(DAYS_OF_THE_WINDOWS):
        desk.step("后一天")
    publish_the_scores(desk)
    publish_the_circular(desk)
    take_the_files(desk)
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


def hold_a_meeting(desk: Desk) -> None:
    """What is said on the screen goes out at once, and stands in the minutes."""
    desk.sign_in(SUPERVISOR, "/meetings/new")
    desk.fill(title="7月份调度会", held_on="2021-07-01", place="第二会议室", chair="副市长冯立言")
    desk.press("排出议程")
    desk.press("开始会议")
    turn_to(desk, UNIT)
    desk.sees(INTERFACE, "逾期")
    take_down(desk, REMARK, "转催办", voice="冯立言")
    take_down(desk, DECISION, "立为任务", title=NEW_TASK, due_on="2021-07-20")
    desk.click("到议定事项")
    desk.sees("2 件", "7月6日前答复")
    desk.main.locator("summary", has_text="散会").click()
    desk.press("散会，出纪要")
    desk.click("会议纪要")
    minutes = desk.download(lambda: desk.click("下载 DOCX"))
    said = words_of(minutes)
    for words in (REMARK, DECISION, UNIT):
        assert words in said


def take_down(desk: Desk, said: str, effect: str, voice: str = "", **new_task: str) -> None:
    """On the screen itself; the only task on it is ticked for whoever is urged."""
    desk.main.locator("summary", has_text="记一条").click()
    desk.fill(said=said)
    desk.page.get_by_label(effect).check()
    if voice:
        option = desk.main.locator("select[name=voice] option", has_text=voice)
        desk.choose("voice", option.inner_text())
        desk.main.locator("input[name=shown]").check()
    desk.fill(**new_task)
    desk.press("记下并办理")
    desk.sees("已记下并办理", said)


def words_of(path: Path) -> str:
    return "".join(paragraph.text for paragraph in docx.Document(path).paragraphs)


def turn_to(desk: Desk, words: str) -> None:
    """From screen to screen by the key."""
    while words not in desk.page.locator("h1").inner_text():
        before = desk.page.url
        desk.page.keyboard.press("ArrowRight")
        desk.page.wait_for_url(lambda url, before=before: url != before)


def hear_of_it(desk: Desk) -> None:
    """The unit has the urging and the task; it does nothing about either."""
    desk.sign_in(DATA, "/urgings")
    desk.main.locator("tr", has_text=SUPERVISOR).get_by_role("link").first.click()
    desk.sees(REMARK)
    desk.task(NEW_TASK)
    desk.sees("7月20日", UNIT)


def freeze(desk: Desk) -> None:
    desk.sign_in(SUPERVISOR, "/scores")
    desk.follow("2021年7月已经结束")
    desk.press("冻结得分，交单位核对")
    desk.sees("得分已冻结")


def object_to_a_point(desk: Desk) -> None:
    """The unit sees itself alone, and the task of the meeting among what cost it points."""
    desk.sign_in(DATA, "/scores")
    desk.follow("2021年7月")
    desk.sees_no("市行政审批局")
    desk.follow(UNIT)
    desk.main.locator("tr", has_text=f"{NEW_TASK}，7月20日到期").first.get_by_role(
        "link", name="申诉"
    ).click()
    desk.fill(reason=CLAIM, agreed_by=DATA_HEAD)
    desk.attach("省局函.pdf")
    desk.press("提出申诉")
    desk.sees("申诉已提出", CLAIM)


def check_again(desk: Desk) -> None:
    """Not who froze the scores, but a colleague."""
    desk.sign_in(SUPERVISOR, "/scores")
    desk.follow("2021年7月")
    desk.follow(f"{UNIT}：")
    desk.sees(CLAIM)
    desk.sees_no("采纳并更正")
    desk.sign_in(COLLEAGUE, "/scores")
    desk.follow("2021年7月")
    desk.follow(f"{UNIT}：")
    desk.main.locator("tr[aria-selected=true] input").fill("50")
    desk.main.locator("#acceptance-opinion").fill(LATE)
    desk.press("采纳并更正")
    desk.sees("得分已更正", "4.56 → 54.56", LATE)


def edit_the_draft(desk: Desk) -> None:
    """July was drafted by itself; a number that is typed over is told at once, and typed back."""
    desk.sign_in(SUPERVISOR, "/circulars")
    desk.follow("2021年7月")
    desk.main.locator(".slot", has_text="各牵头单位于时限前报送").get_by_role("link").last.click()
    drafted = desk.main.locator("#sentence-text").input_value()
    desk.fill(text="8月份将有5个节点到期。")
    desk.press("保存")
    desk.sees("2 处必须改", "这里写了“5”")
    desk.main.locator(".slot", has_text="已改写").get_by_role("link").last.click()
    desk.fill(text=drafted + EDIT)
    desk.press("保存")
    desk.sees(EDIT, "2个节点到期")


def tell_the_units(desk: Desk) -> None:
    desk.click("看要告知什么，发出核实")
    desk.sees(NEW_TASK)
    desk.press("发出核实通知")
    desk.sees("已发给 2 家单位")


def ask_for_a_correction(desk: Desk) -> None:
    desk.sign_in(DATA, "/circulars")
    desk.follow("2021年7月调度通报")
    desk.sees_no("市行政审批局")
    about = desk.main.locator("select[name=about] option", has_text=NEW_TASK).first
    desk.choose("about", about.inner_text())
    desk.fill(reason=CLAIM)
    desk.press("提出更正")
    desk.sees("更正申请已送督查室")
    desk.sign_in(APPROVALS, "/circulars")
    desk.follow("2021年7月调度通报")
    desk.press("核对无误")
    desk.sees("已报核对无误")


def decide_the_correction(desk: Desk) -> None:
    desk.sign_in(SUPERVISOR, "/circulars")
    desk.follow("2021年7月")
    desk.follow("看更正申请")
    desk.sees(CLAIM)
    desk.page.get_by_label("不点名").check()
    desk.fill(opinion=ANSWER)
    desk.press("答复")
    desk.sees("这一项不再点名")
    desk.sign_in(DATA, "/circulars")
    desk.follow("2021年7月调度通报")
    desk.sees(ANSWER)


def publish_the_scores(desk: Desk) -> None:
    """When the days of the units are over; only then others see what a unit got."""
    desk.sign_in(HEAD, "/scores")
    desk.follow("2021年7月")
    desk.press("公布得分和名次")
    desk.sees("得分已公布", "54.56", "4.56")
    desk.sign_in(APPROVALS, "/scores")
    desk.follow("2021年7月")
    desk.sees(UNIT, "54.56")


def publish_the_circular(desk: Desk) -> None:
    """Who lays it before the head is not who approves."""
    desk.sign_in(SUPERVISOR, "/circulars")
    desk.follow("2021年7月")
    desk.press("报主任批准")
    desk.sees("由主任批准")
    desk.sign_in(HEAD, "/circulars")
    desk.follow("2021年7月")
    desk.press("批准")
    desk.main.locator("summary", has_text="编号印发").click()
    desk.press("确认印发")
    desk.sees("已印发", "聊政督〔2021〕1号")


def take_the_files(desk: Desk) -> None:
    """The command writes what the page offers, to the byte."""
    folder = desk.installation.folder / "built"
    which = ("--month", "2021-07", "--region", "聊城市", "--out", str(folder))
    desk.installation.run("circular", "build", *which)
    built = {path.suffix: path for path in folder.iterdir()}
    desk.sign_in(DATA, "/circulars")
    desk.main.get_by_role("link", name="2021年7月", exact=True).click()
    for suffix, words in ((".docx", "DOCX"), (".pdf", "PDF"), (".xlsx", "附件 XLSX")):
        offered = desk.download(lambda words=words: desk.click(words))
        assert offered.read_bytes() == built.pop(suffix).read_bytes(), suffix
    assert not built
    said = words_of(folder / next(one.name for one in folder.glob("*.docx")))
    for words in ("聊政督〔2021〕1号", EDIT, INTERFACE):
        assert words in said
    assert NEW_TASK not in said
