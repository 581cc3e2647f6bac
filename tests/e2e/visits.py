"""A person at the screen, with an eye on what no page may ever do."""

import re

from playwright.sync_api import Page, expect

from tasks_tracker.wording import WORDS

WIDE, NARROW = 1280, 390
FILE = re.compile(r"/evidence/\d+$|/worksheets/file$|/pages/\d+$|\.(docx|pdf|xlsx)$")
VALUES = {str(member) for kind in WORDS for member in kind}
WORDS_OF_THE_MACHINE = re.compile(
    rf"(?<![a-zA-Z0-9_@./-])({'|'.join(sorted(VALUES))}|None|[Uu]ndefined|NaN|{{{{|{{%)"
    r"(?![a-zA-Z0-9_@./-])"
)
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!?]")
# What is written for machines on purpose (`code`) is left out, what only a reader hears is not.
TEXTS = """() => {
  const copy = document.body.cloneNode(true);
  copy.querySelectorAll("script, style, svg, code").forEach((part) => part.remove());
  const texts = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) found.push(texts.currentNode.data);
  return found;
}"""
# The `href` of a link in a drawing is no text but an object.
LINKS = """() => [...document.querySelectorAll('a[href]')].map(
  (link) => new URL(link.getAttribute('href'), document.baseURI).href)"""
WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


class Visit:
    """Somebody who is signed in; `faults` is what was wrong on the pages so far."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.faults: list[str] = []
        page.set_default_timeout(10_000)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._blame(f"script: {error}"))
        page.on("request", lambda request: self._watch(request.url))

    def sign_in(self, name: str) -> None:
        self.page.context.clear_cookies()
        self.page.goto(self.address + "/sign-in")
        person = self.page.locator("button[name=user_id]", has_text=name)
        for fold in self.page.locator("details", has=person).all():
            fold.locator("summary").click()
        person.click()
        expect(self.page.get_by_role("navigation").first).to_be_visible()

    def open(self, path: str, status: int = 200) -> None:
        answer = self.page.goto(self.address + path)
        if answer.status != status:
            self._blame(f"status {answer.status}")
        self.look()

    def look(self) -> None:
        """Judge the page that is open, wide and narrow."""
        heads = self.page.locator("h1").count()
        if heads != 1:
            self._blame(f"{heads} h1")
        text = "\n".join(self.page.evaluate(TEXTS))
        for found in WORDS_OF_THE_MACHINE.findall(text) + HALF_WIDTH.findall(text):
            self._blame(f"reads “{found}”")
        for width in (NARROW, WIDE):
            self.page.set_viewport_size({"width": width, "height": 800})
            content, room = self.page.evaluate(WIDTHS)
            if content > room:
                self._blame(f"{content} px wide on a screen of {room}")

    def walk(self) -> set[str]:
        """Open what links lead to from here on, one of each kind: /tasks/7 is /tasks/N."""
        seen = {"/"}
        ahead = self._paths()
        while ahead:
            path = ahead.pop(0)
            kind = re.sub(r"\d+|(?<=/figures/)[\w.]+", "N", path)
            if kind not in seen:
                seen.add(kind)
                self.open(path)
                ahead += self._paths()
        return seen

    def _paths(self) -> list[str]:
        links = [link for link in self.page.evaluate(LINKS) if link.startswith(self.address)]
        paths = [re.split(r"[?#]", link.removeprefix(self.address))[0] for link in links]
        return [path for path in paths if not FILE.search(path)]

    def _hear(self, message) -> None:
        # An error page is announced by the browser itself; the test of error pages asks for them.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self._blame(f"{message.type}: {message.text}")

    def _watch(self, url: str) -> None:
        if not url.startswith(self.address):
            self._blame(f"asks {url}")

    def _blame(self, fault: str) -> None:
        self.faults.append(f"{self.page.url.removeprefix(self.address)}: {fault}")
