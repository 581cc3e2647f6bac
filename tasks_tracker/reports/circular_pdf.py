"""The circular as PDF/A, set by typst with fonts that may be passed on.

Typst keeps what it has set and a ledger of thousands of rows takes a gigabyte, so it runs in a
process of its own.
"""

import json
import re
import subprocess
import sys
import threading
from collections.abc import Sequence
from datetime import UTC, datetime, time
from math import ceil
from pathlib import Path
from typing import Any

import structlog

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.reports import charts
from tasks_tracker.reports.circular_paper import (
    DENSE_SIZE,
    ROOMY_SIZE,
    Paper,
    PaperAnnex,
    Piece,
)

log = structlog.get_logger()
MOST_SECONDS = 150
AT_ONCE = 1
"""Papers of one server process: ten thousand rows take 1.2 GB while they are set."""
PATIENCE = 30
"""Seconds for which a paper waits for its turn."""
BUSY = "正有几份 PDF 在生成，请过一会儿再下载。"
FAILED = "这份通报排不成 PDF，请先下载 DOCX 或 XLSX，并把情况告诉系统管理员。"
ROOT = Path(__file__).resolve().parents[2]
START = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    "from tasks_tracker.reports.pdf_child import main; main()"
)
TALL = 18
"""Lines of a row that may be torn apart, because it might not fit onto a page."""
LONG_WORD = re.compile(r"[!-~]{9,}")
ANNEX, DAY = re.compile(r"附件\d+"), re.compile(r"\d{1,2}月\d{1,2}日")
MAY_BREAK, STAYS_WHOLE = "\u200b", "\u2060"
_UNSEEN = re.compile(r"[^\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_turns = threading.BoundedSemaphore(AT_ONCE)


def render(paper: Paper) -> bytes:
    """The file; the same bytes from the same paper."""
    made_at = datetime.combine(paper.on, time(), UTC)
    asked = json.dumps({"paper": _plain(paper), "made_at": int(made_at.timestamp())})
    if not _turns.acquire(timeout=PATIENCE):
        raise Refusal(BUSY)
    try:
        return _set(asked)
    finally:
        _turns.release()


def _set(asked: str) -> bytes:
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
        raise Refusal(FAILED) from None
    if done.returncode:
        log.warning("a paper could not be set", said=done.stderr.decode(errors="replace")[-2000:])
        raise Refusal(FAILED)
    return done.stdout


def _plain(paper: Paper) -> dict[str, Any]:
    pictures = iter(_pictures(paper.body))
    return {
        "bulletin": paper.is_bulletin,
        "masthead": _clean(paper.masthead),
        "number": _clean(paper.number),
        "name": _clean(paper.name),
        "title": [_clean(line) for line in paper.title],
        "addressees": _clean(paper.addressees),
        "body": [_piece(piece, pictures) for piece in paper.body],
        "attachments": [_clean(name) for name in paper.attachments],
        "office": _clean(paper.office),
        "day": paper.day,
        "annexes": [_annex(annex) for annex in paper.annexes],
        "copies": [_clean(line) for line in paper.copies],
        "issued": "" if paper.is_bulletin else f"{paper.day}印发",
        "on": {"year": paper.on.year, "month": paper.on.month, "day": paper.on.day},
    }


def _pictures(body: Sequence[Piece]) -> list[str]:
    wishes = [charts.Wish(piece.chart.spec) for piece in body if piece.chart]
    return [picture.decode() for picture in charts.drawn(wishes)] if wishes else []


def _piece(piece: Piece, pictures: Any) -> dict[str, Any]:
    words = {"words": _sentence(piece.words), "level": piece.level}
    if not piece.chart:
        return words
    return words | {"picture": next(pictures), "alternative": _clean(piece.chart.alternative)}


def _annex(annex: PaperAnnex) -> dict[str, Any]:
    return {
        "mark": annex.mark,
        "title": _clean(annex.title),
        "heads": [_clean(head) for head in annex.heads],
        "kinds": [column.kind for column in annex.columns],
        "widths": annex.widths,
        "rows": [_row(row, annex) for row in annex.rows],
        "foot": [_cell(words) for words in annex.foot],
        "note": _clean(annex.note),
        "lying": annex.is_lying,
        "dense": annex.is_dense,
    }


def _row(row: Sequence[str], annex: PaperAnnex) -> dict[str, Any]:
    size = DENSE_SIZE if annex.is_dense else ROOMY_SIZE
    lines = max(
        ceil(len(words) * size / width) for words, width in zip(row, annex.widths, strict=True)
    )
    return {"cells": [_cell(words) for words in row], "tall": lines > TALL}


def _cell(words: str) -> str:
    """Words that have no place to break get some, or they would run out of their cell; days of a
    month are kept on one line."""
    broken = LONG_WORD.sub(lambda long: MAY_BREAK.join(long[0]), _clean(words))
    return DAY.sub(_whole, broken)


def _clean(words: str) -> str:
    return _UNSEEN.sub("", words)


def _sentence(words: str) -> str:
    """附件6 is not torn apart at the end of a line."""
    return ANNEX.sub(_whole, _clean(words))


def _whole(found: re.Match[str]) -> str:
    return STAYS_WHOLE.join(found[0])
