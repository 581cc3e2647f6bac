"""A real Chromium, with a fresh profile for each test."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from scripts.chromium import HOW_TO_GET_ONE, find

QUIET = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = find() or _do_without()
    with sync_playwright() as playwright:
        # It sees only our own pages, and neither root nor most containers may have the sandbox.
        browser = playwright.chromium.launch(
            executable_path=program, args=QUIET, chromium_sandbox=False
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": 1280, "height": 800},
    )
    yield context.new_page()
    context.close()


def _do_without() -> str:
    give_up = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
    give_up(HOW_TO_GET_ONE)
