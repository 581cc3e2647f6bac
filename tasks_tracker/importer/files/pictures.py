"""Pages of a PDF as pictures, drawn in a process of its own: a hostile file may end only that."""

import subprocess
import sys
import threading
from dataclasses import dataclass

import structlog

from tasks_tracker.importer.files.apart import ROOT
from tasks_tracker.importer.files.limits import MOST_SECONDS
from tasks_tracker.importer.files.paper import Unreadable

log = structlog.get_logger()
AT_ONCE = 2
PATIENCE = 10
START = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    "from tasks_tracker.importer.files.picture_child import main; main(*sys.argv[2:])"
)
CANNOT = "这份 PDF 画不出预览，请下载原件看。"
BUSY = "正在画别的预览，请过一会儿再试。"
_turns = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Drawn:
    """One page as a PNG; nothing where only the pages were counted."""

    pages: int
    png: bytes


def pages_of(raw: bytes) -> int:
    """How many pages the file has."""
    return draw(raw, 0).pages


def draw(raw: bytes, number: int) -> Drawn:
    """The page of that number, from 1."""
    if not _turns.acquire(timeout=PATIENCE):
        raise Unreadable(BUSY)
    try:
        pages, _, png = _ask(raw, number).partition(b"\n")
    finally:
        _turns.release()
    return Drawn(int(pages), png)


def _ask(raw: bytes, number: int) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter with our own words
            [sys.executable, "-I", "-c", START, str(ROOT), str(number)],
            input=raw,
            capture_output=True,
            env={},
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(CANNOT) from None
    if done.returncode:
        log.warning("a file could not be drawn", said=done.stderr.decode(errors="replace")[-500:])
        raise Unreadable(CANNOT)
    return done.stdout
