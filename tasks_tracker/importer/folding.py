"""Punctuation of every width made one, character for character: places in the text stay valid."""

import re
from collections.abc import Iterator
from functools import lru_cache

_TABLE = (
    dict.fromkeys(map(ord, "([［〔【﹝﹙"), "（")
    | dict.fromkeys(map(ord, ")]］〕】﹞﹚"), "）")
    | dict.fromkeys(map(ord, "\u3000\xa0"), " ")
    | {ord(wide): str(digit) for digit, wide in enumerate("０１２３４５６７８９")}
    | str.maketrans(",;:!?％．｡", "，；：！？%.。")
)
_MARKS = re.compile("[（）“《‘「、，；：。\n]")
_QUOTES = {"“": "”", "《": "》", "‘": "’", "「": "」"}


# No bracket of a real document is longer; without a limit a hostile text costs quadratic time.
REACH = 2000


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The same text, as long as before, with full-width punctuation and one kind of bracket."""
    return text.translate(_TABLE)


def closing(folded: str, opening: int) -> int | None:
    """Where the bracket that opens at this place is closed, if within reach."""
    depth = 0
    for place in range(opening, min(len(folded), opening + REACH)):
        if folded[place] == "（":
            depth += 1
        elif folded[place] == "）":
            depth -= 1
            if not depth:
                return place
    return None


def opening(folded: str, closed: int) -> int | None:
    """Where the bracket that closes at this place was opened, if within reach."""
    depth = 0
    for place in range(closed, max(-1, closed - REACH), -1):
        if folded[place] == "）":
            depth += 1
        elif folded[place] == "（":
            depth -= 1
            if not depth:
                return place
    return None


def outside(folded: str) -> Iterator[tuple[int, str]]:
    """The marks that stand outside brackets and quotation marks, with their places."""
    depth = 0
    quoted_to = -1
    for match in _MARKS.finditer(folded):
        place, char = match.start(), match[0]
        if place <= quoted_to:
            continue
        if char in _QUOTES:
            quoted_to = folded.find(_QUOTES[char], place)
        elif char in "（）":
            depth = max(0, depth + (1 if char == "（" else -1))
        elif not depth:
            yield place, char


def pieces(folded: str, marks: str) -> list[tuple[int, int]]:
    """The spans between the marks that stand outside brackets and quotation marks."""
    cuts = [place for place, char in outside(folded) if char in marks]
    return list(zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(folded)], strict=True))
