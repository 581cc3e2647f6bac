"""What runs in the process of its own: one file is read, under limits of time and memory."""

import json
import resource
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from tasks_tracker.importer.files.apart import as_json
from tasks_tracker.importer.files.docx import read as read_docx
from tasks_tracker.importer.files.grids import read as read_grids
from tasks_tracker.importer.files.limits import MOST_MEMORY, MOST_SECONDS
from tasks_tracker.importer.files.paper import Paper, Unreadable
from tasks_tracker.importer.files.pdf import read as read_pdf
from tasks_tracker.importer.files.xlsx import read as read_xlsx


def main(asked: str) -> None:
    """Read the file on standard input; answer in JSON on standard output."""
    _bound(resource.RLIMIT_CPU, MOST_SECONDS)
    _bound(resource.RLIMIT_AS, MOST_MEMORY)
    wish = json.loads(asked)
    try:
        answer = _answer(wish, sys.stdin.buffer.read())
    except Unreadable as reason:
        answer = {"unreadable": reason.words}
    sys.stdout.write(json.dumps(answer))


def _answer(wish: dict[str, Any], raw: bytes) -> dict[str, Any]:
    if wish["kind"] == "grids":
        return {"grids": [asdict(one) for one in read_grids(raw)]}
    return as_json(read(wish["kind"], raw, wish["title"], wish["roles"]))


def read(kind: str, raw: bytes, title: str, roles: Sequence[str]) -> Paper:
    """What the reader of its kind makes of the file."""
    if kind == "xlsx":
        return read_xlsx(raw, title=title, roles=roles)
    return read_docx(raw) if kind == "docx" else read_pdf(raw)


def _bound(limit: int, most: int) -> None:
    """No more than this; a lower limit that is there already stays."""
    _, hard = resource.getrlimit(limit)
    within = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(limit, (within, within))
