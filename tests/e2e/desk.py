"""What people do at the screen."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.installation import Installation

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


class Desk:
    """One browser, at which one person after the other sits down."""

    def __init__(self, page: Page, installation: Installation) -> None:
        self.page = page
        self.main = page.locator("main")
        self.installation = installation

    def open(self, path: str) -> None:
        answer = self.page.goto(self.installation.address + path)
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"

    def sign_in(self, name: str, path: str = "") -> None:
        self.page.context.clear_cookies()
        self.open("/sign-in")
        for group in self.page.locator("details.who-group summary").all():
            group.click()
        self.page.get_by_role("button", name=name).first.click()
        expect(self.page.get_by_role("navigation").first).to_be_visible()
        if path:
            self.open(path)

    def task(self, words: str) -> None:
        """To the page of a task, through the ledger."""
        self.open(f"/ledger?q={words}")
        self.follow(words)
        expect(self.page.locator("h1")).to_contain_text(words)

    def click(self, words: str) -> None:
        self.page.get_by_role("button", name=words).or_(
            self.page.get_by_role("link", name=words)
        ).first.click()

    def press(self, words: str, part: str = "main") -> None:
        """The button that reads so and nothing else."""
        self.page.locator(part).get_by_role("button", name=words, exact=True).first.click()

    def follow(self, words: str) -> None:
        self.main.get_by_role("link", name=words).first.click()

    def fill(self, **texts: str) -> None:
        """By the names of the fields."""
        for name, text in texts.items():
            self.main.locator(f"[name={name}]").fill(text)

    def choose(self, name: str, words: str) -> None:
        self.main.locator(f"select[name={name}]").select_option(label=words)

    def attach(self, file_name: str) -> None:
        self.main.locator("input[name=evidence]").set_input_files(
            {"name": file_name, "mimeType": "application/pdf", "buffer": PDF}
        )

    def sees(self, *words: str) -> None:
        for one in words:
            expect(self.main).to_contain_text(one)

    def sees_no(self, *words: str) -> None:
        for one in words:
            expect(self.main).not_to_contain_text(one)

    def text(self) -> str:
        return self.main.inner_text()

    def step(self, words: str) -> None:
        """Let days go by, with all that happens in them by itself."""
        self.page.get_by_role("button", name=words).click()
        expect(self.main).to_contain_text("定时作业都已跑完", timeout=120_000)

    def download(self, press: Callable[[], None]) -> Path:
        with self.page.expect_download() as download:
            press()
        return Path(download.value.path())

    def wait_for_mail(self, name: str, subject: str) -> None:
        """The outbox is worked on once a minute."""
        address = f"{name}@liaocheng.example"
        for _ in range(600):
            if self.installation.postbox.to(address, subject):
                return
            self.page.wait_for_timeout(200)
        raise AssertionError([str(mail["Subject"]) for mail in self.installation.postbox.mails])
