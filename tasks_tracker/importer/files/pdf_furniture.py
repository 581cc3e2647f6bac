"""What stands on every page: running heads, feet, page numbers."""

import re
from collections import Counter
from collections.abc import Sequence

from tasks_tracker.importer.annexes import MARK
from tasks_tracker.importer.files.pdf_lines import PrintedLine
from tasks_tracker.importer.folding import fold

EDGE_LINES = 2
FEWEST, SHARE = 3, 0.3
FIGURES = re.compile("[0-9]+")
PAGE_NUMBER = re.compile(
    r"[-—–－·•\s]*(?:第\s*)?[0-9]{1,4}(?:\s*页)?(?:[，,/\s]*共\s*[0-9]{1,4}\s*页)?[-—–－·•\s]*"
)
MARGIN = 0.12


def without_furniture(
    pages: Sequence[list[PrintedLine]], heights: Sequence[float]
) -> tuple[list[list[PrintedLine]], list[str]]:
    """The lines of each page without those that all pages share, and the words of these."""
    edges = [_edges(lines) for lines in pages]
    seen = Counter(key for lines in edges for key in {_key(line) for line in lines})
    often = max(min(FEWEST, len(pages)), 2, SHARE * len(pages))
    kept, taken = [], []
    for lines, near, height in zip(pages, edges, heights, strict=True):
        away = {
            id(line)
            for line in near
            if _may_go(line) and (seen[_key(line)] >= often or _is_page_number(line, height))
        }
        kept.append([line for line in lines if id(line) not in away])
        taken += [line.text for line in lines if id(line) in away]
    return kept, list(dict.fromkeys(taken))


def _edges(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """The first and last lines of the page; all of a short one."""
    if len(lines) <= 2 * EDGE_LINES:
        return list(lines)
    return [*lines[:EDGE_LINES], *lines[-EDGE_LINES:]]


def _key(line: PrintedLine) -> str:
    return FIGURES.sub("#", line.text.replace(" ", ""))


def _may_go(line: PrintedLine) -> bool:
    return not MARK.fullmatch(fold(line.text))


def _is_page_number(line: PrintedLine, height: float) -> bool:
    outside = line.middle < MARGIN * height or line.middle > (1 - MARGIN) * height
    return outside and bool(PAGE_NUMBER.fullmatch(line.text))
