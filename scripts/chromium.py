"""A real Chromium for the browser tests: the one given, the one on PATH, or the one of Debian."""

import ctypes
import os
import shutil
import sys

from scripts import apt

NAMES = ("chromium", "chromium-browser", "google-chrome")
DRIVER_LIBRARY = "libatomic.so.1"  # Playwright's driver is linked to it; small systems lack it
HOW_TO_GET_ONE = (
    "no Chromium: install one (Debian: apt-get install chromium fonts-noto-cjk libatomic1)"
    " or name it in the variable CHROMIUM"
)


def find() -> str | None:
    """The program to start; $CHROMIUM has the first word. None where it could not be driven."""
    return _program() if _has_driver_library() else None


def find_or_install() -> str | None:
    missing = []
    if not _program() and "CHROMIUM" not in os.environ:
        missing += ["chromium", "fonts-noto-cjk"]
    if not _has_driver_library():
        missing += ["libatomic1"]
    if missing:
        apt.install(*missing)
    return find()


def _program() -> str | None:
    given = os.environ.get("CHROMIUM")
    if given:
        return shutil.which(given)
    return next(filter(None, map(shutil.which, NAMES)), None)


def _has_driver_library() -> bool:
    if sys.platform != "linux":
        return True
    try:
        ctypes.CDLL(DRIVER_LIBRARY)
    except OSError:
        return False
    return True
