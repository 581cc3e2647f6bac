"""The body of a document and its annexes, told apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks_tracker.importer.folding import fold
from tasks_tracker.importer.lines import Line

LISTING = re.compile(r"附件：(?P<title>.+)")
LISTED = re.compile(r"(?:(?P<number>[0-9]{1,2})[.、]\s*)?(?P<title>.+)")
NEXT_LISTED = re.compile(r"[0-9]{1,2}[.、]|.{1,30}（略）$")
MARK = re.compile(r"附\s*件\s*[0-9一二三四五六七八九十]{0,2}\s*：?")
TITLE = 60


@dataclass(frozen=True)
class Part:
    """The body (no label) or one annex with its printed label and title."""

    label: str
    lines: tuple[Line, ...]


def parts_of(body: Sequence[Line]) -> list[Part]:
    """The body, then the annexes, each begun by a mark or by a title that the list names."""
    parts: list[tuple[str, list[Line]]] = [("", [])]
    titles: dict[str, str] = {}
    listing = untitled = False
    for line in body:
        folded = fold(line.text)
        entry = LISTING.fullmatch(folded)
        listing = bool(entry) or (listing and bool(NEXT_LISTED.match(folded)))
        if listing:
            titles |= _listed(entry["title"] if entry else folded)
        elif untitled and len(folded) <= TITLE:
            parts[-1] = (f"{parts[-1][0]} {line.text}", [])
            titles.pop(folded, None)
        elif MARK.fullmatch(folded) or folded in titles:
            parts.append((titles.pop(folded, line.text.strip("：:")), []))
        else:
            parts[-1][1].append(line)
        untitled = bool(MARK.fullmatch(folded))
    return [Part(label, tuple(lines)) for label, lines in parts]


def _listed(words: str) -> dict[str, str]:
    """The title of a listed annex, and the label that it will have in paths."""
    entry = LISTED.fullmatch(words)
    if entry is None:
        return {}
    return {entry["title"]: f"附件{entry['number'] or ''} {entry['title']}"}
