"""A real Chromium for the browser tests: the one given, the one on PATH, or the one of Debian."""

import os
import shutil

from scripts import apt

NAMES = ("chromium", "chromium-browser", "google-chrome")
HOW_TO_GET_ONE = (
    "no Chromium: install one (Debian: apt-get install chromium fonts-noto-cjk)"
    " or name it in the variable CHROMIUM"
)


def find() -> str | None:
    """The program to start; $CHROMIUM has the first word."""
    given = os.environ.get("CHROMIUM")
    if given:
        return shutil.which(given)
    return next(filter(None, map(shutil.which, NAMES)), None)


def find_or_install() -> str | None:
    if "CHROMIUM" not in os.environ and not find():
        apt.install("chromium", "fonts-noto-cjk")
    return find()
