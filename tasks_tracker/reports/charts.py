"""Charts drawn from Vega-Lite specifications: the same one gives the picture on a page, in a Word
file and in a PDF.

The drawing library holds a JavaScript engine of a hundred megabytes, so it runs in a process of
its own that ends with its work; what is drawn is kept as a file, named after what it shows.
"""

import base64
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import structlog

from tasks_tracker.reports.chart_theme import FAMILY

log = structlog.get_logger()
Spec = Mapping[str, Any]
LOOK = 1
"""To be raised with every change of the theme: pictures drawn before are drawn again."""
MOST_SECONDS = 60
AT_ONCE = 2
PATIENCE = 30
"""Seconds for which a picture waits for its turn."""
MOST_KEPT = 1000
ROOT = Path(__file__).resolve().parents[2]
START = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    "from tasks_tracker.reports.chart_child import main; main()"
)
_turns = threading.BoundedSemaphore(AT_ONCE)


class NotDrawn(Exception):
    """The picture could not be made; the table beside it says the same."""


@dataclass(frozen=True)
class Wish:
    """One picture: SVG, or a PNG enlarged so many times."""

    spec: Spec
    scale: float | None = None

    @property
    def key(self) -> str:
        text = json.dumps([LOOK, _library(), self.scale, self.spec], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:40]

    @property
    def file(self) -> str:
        return f"{self.key}.{'png' if self.scale else 'svg'}"


def svg(spec: Spec) -> str:
    """A picture that stands alone: its font is named, its links are those of the specification."""
    return drawn([Wish(spec)])[0].decode()


def png(spec: Spec, scale: float = 2.0) -> bytes:
    """The same in pixels; 2.0 prints at about 150 points an inch."""
    return drawn([Wish(spec, scale)])[0]


def for_page(specs: Sequence[Spec], folder: Path) -> list[str]:
    """SVG in the type of the page, drawn once and then kept in `folder`."""
    pictures = drawn([Wish(spec) for spec in specs], kept_in=folder)
    return [picture.decode().replace(f' font-family="{FAMILY}"', "") for picture in pictures]


def drawn(wishes: Sequence[Wish], *, kept_in: Path | None = None) -> list[bytes]:
    """The pictures in the order in which they are wished for; one process draws all that lack."""
    found = {wish.file: _kept(wish, kept_in) for wish in wishes}
    lacking = [
        wish for wish in {wish.file: wish for wish in wishes}.values() if found[wish.file] is None
    ]
    for wish, picture in zip(lacking, _draw(lacking) if lacking else (), strict=True):
        found[wish.file] = picture
        if kept_in:
            _keep(picture, kept_in / wish.file)
    return [found[wish.file] or b"" for wish in wishes]


@cache
def _library() -> str:
    return version("vl-convert-python")


def _kept(wish: Wish, folder: Path | None) -> bytes | None:
    if folder is None:
        return None
    try:
        return (folder / wish.file).read_bytes()
    except FileNotFoundError:
        return None


def _draw(wishes: Sequence[Wish]) -> list[bytes]:
    if not _turns.acquire(timeout=PATIENCE):
        raise NotDrawn
    try:
        return [base64.b64decode(picture) for picture in _ask(wishes)]
    finally:
        _turns.release()


def _ask(wishes: Sequence[Wish]) -> list[str]:
    asked = json.dumps([{"spec": wish.spec, "scale": wish.scale} for wish in wishes])
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter with our own words
            [sys.executable, "-I", "-c", START, str(ROOT)],
            input=asked.encode(),
            capture_output=True,
            env={},
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotDrawn from None
    if done.returncode:
        log.warning("a chart could not be drawn", said=done.stderr.decode(errors="replace")[-800:])
        raise NotDrawn
    answer: list[str] = json.loads(done.stdout)
    return answer


def _keep(picture: bytes, file: Path) -> None:
    """Whole or not at all: somebody else may read or write the same file at this moment."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".")
    with os.fdopen(handle, "wb") as place:
        place.write(picture)
    Path(name).replace(file)
    _forget_oldest(file.parent)


def _forget_oldest(folder: Path) -> None:
    files = [entry for entry in os.scandir(folder) if not entry.name.startswith(".")]
    if len(files) > MOST_KEPT:
        by_age = sorted(files, key=lambda entry: (entry.stat().st_mtime_ns, entry.name))
        for entry in by_age[: len(files) - MOST_KEPT // 2]:
            Path(entry.path).unlink(missing_ok=True)
