"""Reading in a process of its own: a hostile file may end that process, never the server."""

import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import structlog

from tasks_tracker.domain.texts import visible
from tasks_tracker.importer.files.limits import MOST_SECONDS
from tasks_tracker.importer.files.paper import Column, Grid, Paper, Unreadable

log = structlog.get_logger()
LAST_WORDS = 2000
AT_ONCE = 2
"""Readers of one server process; each may take 1.5 GB."""
PATIENCE = 20
"""Seconds for which a file waits for its turn."""
ROOT = Path(__file__).resolve().parents[3]
START = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    "from tasks_tracker.importer.files.child import main; main(*sys.argv[2:])"
)
BUSY = "正有几份文件在读，请过一会儿再上传这一份。"
TOO_LONG = f"这份文件读了 {MOST_SECONDS} 秒还没有读完，已停止。请拆成几份或另存为 TXT 后再导入。"
BROKEN_OFF = (
    "这份文件读到一半读不下去（内容过大或已损坏），请重新保存、拆成几份或另存为 TXT 后再导入。"
)


_turns = threading.BoundedSemaphore(AT_ONCE)


def read_apart(kind: str, raw: bytes, *, title: str, roles: Sequence[str]) -> Paper:
    """What a reader makes of the file, or why it could not be read."""
    return _paper(_asked(kind, raw, title=title, roles=list(roles)))


def grids_apart(raw: bytes) -> list[Grid]:
    """The sheets of a spreadsheet as they stand."""
    return [Grid(**one) for one in _asked("grids", raw)["grids"]]


def _asked(kind: str, raw: bytes, **more: Any) -> dict[str, Any]:
    if not _turns.acquire(timeout=PATIENCE):
        raise Unreadable(BUSY)
    try:
        answer: dict[str, Any] = _visible(_read_apart(kind, raw, more))
    finally:
        _turns.release()
    if "unreadable" in answer:
        raise Unreadable(answer["unreadable"])
    return answer


def _read_apart(kind: str, raw: bytes, more: dict[str, Any]) -> Any:
    asked = json.dumps({"kind": kind, **more})
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter with our own words
            [sys.executable, "-I", "-c", START, str(ROOT), asked],
            input=raw,
            capture_output=True,
            env={},  # what opens strangers' files is told no secrets
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unreadable(TOO_LONG) from None
    if done.returncode:
        last_words = done.stderr.decode(errors="replace")[-LAST_WORDS:]
        log.warning("a file broke its reader", kind=kind, code=done.returncode, said=last_words)
        raise Unreadable(BROKEN_OFF)
    return json.loads(done.stdout)


def as_json(paper: Paper) -> dict[str, Any]:
    return asdict(paper)


def _visible(answer: Any) -> Any:
    """Without what nobody sees; a cell may spell a NUL as _x0000_."""
    match answer:
        case str():
            return visible(answer)
        case list():
            return [_visible(one) for one in answer]
        case dict():
            return {name: _visible(one) for name, one in answer.items()}
    return answer


def _paper(answer: dict[str, Any]) -> Paper:
    columns = [
        Column(**{**column, "samples": tuple(column["samples"])}) for column in answer["columns"]
    ]
    return Paper(**{**answer, "columns": tuple(columns), "remarks": tuple(answer["remarks"])})
