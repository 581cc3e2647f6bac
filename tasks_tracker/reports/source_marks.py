"""Source lines with the words marked that a task was read from, over line breaks as well."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

SKIPPED = re.compile(r"[\s*_]")
"""What a source has between the characters of one word: line breaks, blanks, Markdown marks."""

BOLD = re.compile(r"\*\*")
"""Markdown for bold, which is nothing to a reader."""


@dataclass(frozen=True)
class Wanted:
    """Words to be marked: a `deadline`, a `unit` or a `target`."""

    kind: str
    words: str


NOTHING = Wanted("", "")


@dataclass(frozen=True)
class Piece:
    """A stretch of one line; `kind` is empty where nothing is marked."""

    text: str
    kind: str
    words: str = ""
    """All of what is marked, of which the text may be the part on this line."""


@dataclass(frozen=True)
class SourceLine:
    number: int
    pieces: Sequence[Piece]
    is_own: bool
    """It belongs to the task in hand."""


@dataclass(frozen=True)
class Place:
    """One character of the source: its line, counted from the first shown, and its column."""

    line: int
    column: int


def marked(
    lines: Sequence[tuple[int, str]], own: range, wanted: Iterable[Wanted]
) -> list[SourceLine]:
    """The lines, with what is wanted marked in those of `own` numbers."""
    lines = [(number, BOLD.sub("", text)) for number, text in lines]
    marks = [[NOTHING] * len(text) for _, text in lines]
    places = [
        Place(at, column)
        for at, (number, text) in enumerate(lines)
        if number in own
        for column, character in enumerate(text)
        if not SKIPPED.match(character)
    ]
    joined = "".join(lines[place.line][1][place.column] for place in places)
    for one in wanted:
        for start, end in _occurrences(joined, SKIPPED.sub("", one.words)):
            for place in places[start:end]:
                marks[place.line][place.column] = one
    return [
        SourceLine(number, _pieces(text, own_marks), number in own)
        for (number, text), own_marks in zip(lines, marks, strict=True)
    ]


def _occurrences(text: str, words: str) -> list[tuple[int, int]]:
    if not words:
        return []
    return [found.span() for found in re.finditer(re.escape(words), text)]


def _pieces(text: str, marks: Sequence[Wanted]) -> list[Piece]:
    runs = groupby(zip(text, marks, strict=True), key=lambda pair: pair[1])
    return [
        Piece("".join(character for character, _ in run), mark.kind, mark.words)
        for mark, run in runs
    ]
