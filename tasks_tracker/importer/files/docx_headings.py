"""Headings that are such by their style alone get ordinals, by which sections are told apart."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tasks_tracker.importer.annexes import MARK
from tasks_tracker.importer.files.numerals import numeral
from tasks_tracker.importer.folding import fold
from tasks_tracker.importer.letterhead import TITLE_END
from tasks_tracker.importer.outline import STYLES

FORMS = {0: "第{}章 ", 1: "第{}节 ", 3: "{}、", 4: "（{}）", 5: "{}.", 6: "（{}）"}
IN_FIGURES = {5, 6}
USUAL, ABOVE_ALL = (3, 4, 5, 6), (0, 1)
LONGEST = 40
NO_HEADING = re.compile("[。；]$|^附件")


@dataclass(frozen=True)
class Block:
    """A line of the document, and its rank where its style makes it a heading."""

    text: str
    rank: int | None = None

    @property
    def kind(self) -> int | None:
        """Which kind of ordinal it opens with."""
        folded = fold(self.text[:16])
        return next((at for at, style in enumerate(STYLES) if style.match(folded)), None)


def with_ordinals(blocks: Sequence[Block]) -> tuple[list[str], bool]:
    """The lines, and whether ordinals were added to some of them."""
    bare = _bare_headings(blocks)
    kinds = _kinds(blocks, sorted({block.rank or 0 for block in bare.values()}))
    reached: dict[int, int] = {}
    lines: list[str] = []
    for at, block in enumerate(blocks):
        kind = kinds.get(block.rank or 0) if at in bare else None
        if block.rank is not None:
            reached = {rank: last for rank, last in reached.items() if rank <= block.rank}
        if kind is None or block.rank is None:
            lines.append(block.text)
            continue
        reached[block.rank] = reached.get(block.rank, 0) + 1
        style = "decimal" if kind in IN_FIGURES else "chineseCounting"
        lines.append(FORMS[kind].format(numeral(reached[block.rank], style)) + block.text)
    return lines, bool(kinds)


def _bare_headings(blocks: Sequence[Block]) -> dict[int, Block]:
    """Headings of the ranks at which no heading has an ordinal, by their place."""
    first = next((at for at, block in enumerate(blocks) if block.text.strip()), 0)
    headings = {
        at: block
        for at, block in enumerate(blocks)
        if block.rank is not None
        and _may_head(block.text)
        and not (at == first and _once(blocks, at))
    }
    numbered = {block.rank for block in headings.values() if block.kind is not None}
    return {at: block for at, block in headings.items() if block.rank not in numbered}


def _may_head(text: str) -> bool:
    folded = fold(text.strip())
    if not folded or len(folded) > LONGEST or NO_HEADING.search(folded):
        return False
    return not (MARK.fullmatch(folded) or TITLE_END.search(folded))


def _once(blocks: Sequence[Block], at: int) -> bool:
    """The title of the document may bear the style of a heading that nothing else bears."""
    return sum(block.rank == blocks[at].rank for block in blocks) == 1


def _kinds(blocks: Sequence[Block], ranks: Iterable[int]) -> dict[int, int]:
    """Which kind of ordinal each rank gets, between those that are printed above and below it."""
    chosen: dict[int, int] = {}
    for rank in ranks:
        upper = [
            block.kind
            for block in blocks
            if block.rank is not None and block.rank < rank and block.kind is not None
        ]
        above = max([*upper, *chosen.values()], default=-1)
        printed = {block.kind for block in blocks if block.kind is not None}
        below = min([kind for kind in printed if kind > above], default=len(STYLES))
        fitting = [kind for kind in (*USUAL, *ABOVE_ALL) if above < kind < below]
        if fitting:
            chosen[rank] = fitting[0]
    return chosen
