"""Pictures for the documents: python -m tests.e2e.pictures FOLDER (see ./dev pictures)."""

import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.e2e import palette
from tests.e2e.conftest import QUIET
from tests.e2e.installation import Installation
from tests.integration.operations.filled_sheets import fill, sheets_of, written

DOCUMENT = Path(__file__).parent / "documents" / "plan.txt"
LARGEST = 250_000
HEIGHT = 900
MARGIN = 16
WIDE, NARROW = 1280, 390
ROOM = 720
"""What a presenter in a meeting room shows of a page."""
MAIL_WIDTH = 720
STRANGE = (
    ("部门：市大数据局）", "部门：市大数据中心）"),
    ("申请人可以随时", "三年内，申请人可以随时"),
)
RETURNED = "创优“全链办理”"
PAST_DAY = "2021-08-31"
WAITING = "建设“预安排零停电”示范区"
LAGGING = "附件2滞后事项"
SCALE = 1.1
"""About 80 points an inch."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LIAISON_MAIL = "zhouwenbo@liaocheng.example"
PROGRESS = (
    "8月16日起注销并入同一入口，办注销不再换系统；清税结果由市税务局当天推送。"
    "到9月10日办结 214 件，全程网办 209 件。"
)
NEXT_STEPS = "9月24日前把县（市、区）大厅的开办窗口全部换到新系统。"


class Camera:
    """A person at the browser who keeps what is seen."""

    def __init__(self, page: Page, installation: Installation, folder: Path) -> None:
        self.page = page
        self.installation = installation
        self.folder = folder

    def sign_in(self, name: str) -> None:
        self.page.context.clear_cookies()
        self.open("/sign-in")
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name).first.click()

    def open(self, path: str) -> None:
        answer = self.page.goto(self.installation.address + path)
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"

    def follow(self, words: str) -> None:
        link = self.page.get_by_role("link", name=words).first
        self.open(link.get_attribute("href"))

    def pick(self, words: str) -> None:
        """The first row of the list that says so."""
        title = self.page.locator("main tr", has_text=words).locator("a.title").first
        self.open(title.get_attribute("href"))

    def take(
        self, name: str, until: str = ".foot", *, margin: int = MARGIN, width: int = WIDE
    ) -> None:
        """The page from its top to the end of what the selector finds last."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.evaluate("scrollTo(0, 0)")
        end = self.page.locator(until).last.bounding_box()
        assert end is not None, until
        height = round(end["y"] + end["height"]) + margin
        self.page.set_viewport_size({"width": width, "height": height})
        self.keep(name, self.page.screenshot(animations="disabled", caret="hide"))

    def keep(self, name: str, picture: bytes) -> None:
        picture = palette.reduce(picture)
        assert len(picture) <= LARGEST, f"{name}: {len(picture)} bytes"
        (self.folder / f"{name}.png").write_bytes(picture)
        print(f"{name}.png  {len(picture) // 1000} kB", flush=True)  # noqa: T201 - its only words


def office(camera: Camera) -> None:
    camera.open("/sign-in")
    camera.take("sign-in", ".who-group")
    camera.sign_in("宋佳宁")
    camera.open("/overview")
    camera.take("overview", "#worst")
    camera.open("/ledger")
    camera.take("ledger", "main tbody tr >> nth=13", margin=0)
    camera.follow(RETURNED)
    camera.take("task")
    camera.open("/reviews")
    camera.follow(WAITING)
    camera.take("review", "li[aria-current=true]", margin=0)
    camera.open("/jobs")
    camera.take("jobs", "#schedule")


def cycle(camera: Camera) -> None:
    """From the hand-out to the archive."""
    camera.sign_in("魏国栋")
    camera.open("/notices")
    camera.follow("督办〔2021〕")
    camera.take("notice", "#receipts tbody tr >> nth=15", margin=0)
    camera.open("/urgings?shown=all")
    camera.pick("红色督办单")
    camera.take("slip", "article.paper")
    camera.open("/extensions")
    camera.pick("督查室主任审批")
    camera.take("extension")
    camera.open(f"/ledger?as_of={PAST_DAY}")
    camera.take("ledger-as-of", "main tbody tr >> nth=9", margin=0)
    camera.open("/archives")
    camera.keep("archives", camera.page.locator("#kept").screenshot())


def importing(camera: Camera) -> None:
    """A document of the tests' own, with a unit in it that nobody knows, and a doubtful date."""
    text = DOCUMENT.read_text(encoding="utf-8")
    for words, strange in STRANGE:
        text = text.replace(words, strange)
    camera.open("/imports")
    camera.page.locator("input[type=file]").set_input_files(
        {"name": "便民窗口方案.txt", "mimeType": "text/plain", "buffer": text.encode()}
    )
    with camera.page.expect_navigation():
        camera.page.get_by_role("button", name="读出任务").click()
    camera.take("import", "#adoption")


def levels(camera: Camera) -> None:
    """Measures of two levels side by side, and the calendar by which all clocks go."""
    camera.open("/comparisons")
    camera.open(camera.page.locator("main a.title").first.get_attribute("href"))
    camera.take("comparison", "main tbody tr >> nth=23", margin=0)
    camera.open("/calendar")
    camera.take("calendar")


def circular(camera: Camera) -> None:
    """On its page, and as it is printed in either form."""
    camera.open("/circulars")
    camera.follow("2021年8月")
    camera.take("circular", "article.paper p >> nth=14")
    file = taken_away(camera)
    lagging = next(at for at, page in enumerate(file) if LAGGING in words_of(page))
    camera.keep("circular-page", printed(file, 0))
    camera.keep("circular-annex", printed(file, lagging))
    camera.open("/circulars")
    camera.follow("2021年三季度")
    camera.keep("circular-bulletin", printed(taken_away(camera), 0, 1))


def taken_away(camera: Camera) -> pdfium.PdfDocument:
    return pdfium.PdfDocument(camera.page.request.get(f"{camera.page.url}.pdf").body())


def words_of(page: pdfium.PdfPage) -> str:
    return "".join(page.get_textpage().get_text_range().split())


def printed(file: pdfium.PdfDocument, *places: int) -> bytes:
    """Pages side by side, as a PNG."""
    pages = [file[place].render(scale=SCALE).to_pil().convert("RGB") for place in places]
    sheet = Image.new("RGB", (sum(page.width for page in pages), pages[0].height))
    left = 0
    for page in pages:
        sheet.paste(page, (left, 0))
        left += page.width
    png = io.BytesIO()
    sheet.save(png, "PNG")
    return png.getvalue()


def dispatch(camera: Camera) -> None:
    """A meeting on its screen, and what a month came to."""
    camera.open("/meetings")
    camera.pick("已散会")
    camera.follow("放映")
    camera.page.set_viewport_size({"width": WIDE, "height": ROOM})
    camera.keep("meeting", camera.page.screenshot(animations="disabled", caret="hide"))
    camera.open("/roadmap")
    camera.take("roadmap", "main .panel >> nth=0", margin=0)
    camera.open("/scores")
    camera.pick("已公布")
    camera.take("scores", "#group-1")
    camera.follow("市行政审批局")
    camera.take("score", "section[id^=part-] >> nth=1")


def liaison(camera: Camera) -> None:
    camera.sign_in("周文博")
    camera.open("/my")
    camera.take("my", "#waiting")
    camera.take("my-390", "#owed tbody tr >> nth=2", margin=0, width=NARROW)
    camera.open(camera.page.locator("a[href*='reports/new']").first.get_attribute("href"))
    camera.page.get_by_label("进展情况").fill(PROGRESS)
    camera.page.get_by_label("存在问题").fill("无")
    camera.page.get_by_label("下步打算").fill(NEXT_STEPS)
    camera.page.locator("input[name=milestones]").first.check()
    camera.take("report")


def worksheet(camera: Camera) -> None:
    """A feedback sheet that came back with one cell that means nothing."""
    answer = camera.page.request.get(f"{camera.installation.address}/worksheets/file")
    sheets = sheets_of(answer.body())
    first, second = [row[0] for row in sheets["反馈表"][1:3]]
    fill(sheets, first, 进展情况="办件数据改为实时推送，9 月上旬推送 1.6 万条。", 完成比例="70")
    fill(sheets, second, 进展情况="业务系统迁入 6 个，剩 2 个在改造。", 完成比例="八成")
    camera.open("/worksheets")
    file = {"name": "反馈表.xlsx", "mimeType": XLSX, "buffer": written(sheets)}
    camera.page.set_input_files("#file", files=[file])
    with camera.page.expect_navigation():
        camera.page.get_by_role("button", name="上传").click()
    camera.take("worksheet", "#send")


def others(camera: Camera) -> None:
    camera.sign_in("冯立言")
    camera.take("leader", "#calendar")
    camera.sign_in("邵文静")
    camera.follow("周文博")
    camera.take("person")
    camera.sign_in("贺青")
    camera.take("audit", "main tbody tr >> nth=9", margin=0)


def mail(camera: Camera) -> None:
    """The next morning's digest, as it reaches a real mail server."""
    camera.page.get_by_role("button", name="后一天").click()
    digest = wait_for(lambda: camera.installation.postbox.to(LIAISON_MAIL, "每日摘要"))
    camera.page.goto("about:blank")  # away from our pages, which allow no style inside a mail
    camera.page.set_content(digest.get_body(("html",)).get_content())
    camera.take("mail", "body", margin=0, width=MAIL_WIDTH)


SCENES = (office, cycle, importing, levels, circular, dispatch, liaison, worksheet, others, mail)


def wait_for(found: Callable):
    until = time.monotonic() + 90
    while time.monotonic() < until:
        if mails := found():
            return mails[0]
        time.sleep(0.2)
    raise AssertionError("no digest arrived")


def main(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        installation = Installation(Path(name))
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"], args=QUIET, chromium_sandbox=False
        )
        try:
            installation.run("seed")
            installation.start()
            page = browser.new_page(locale="zh-CN", timezone_id="Asia/Shanghai")
            camera = Camera(page, installation, folder)
            for scene in SCENES:
                scene(camera)
        finally:
            browser.close()
            installation.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
