"""Letters of a page put into lines, and lines into the order in which they are read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import mean, median

from tasks_tracker.importer.files.pdf_page import Letter

SAME_LINE = 0.5
WIDE_GAP = 1.2
BLANK_BETWEEN_WORDS, BLANK_ELSEWHERE = 0.2, 0.8
FEWEST_ROWS = 5
GUTTER_SHARE = 0.6
LEAST_IN_COLUMN = 8
MIDDLE = (0.3, 0.7)


@dataclass(frozen=True)
class PrintedLine:
    """One line as printed."""

    letters: tuple[Letter, ...]

    @property
    def left(self) -> float:
        return self.letters[0].left

    @property
    def right(self) -> float:
        return max(letter.right for letter in self.letters)

    @cached_property
    def size(self) -> float:
        """An em: the width of Chinese letters, whose heights differ from font to font."""
        square = [one.right - one.left for one in self.letters if not one.char.isascii()]
        return median(square or [letter.size for letter in self.letters])

    @cached_property
    def has_square_letters(self) -> bool:
        return any(not letter.char.isascii() for letter in self.letters)

    @cached_property
    def middle(self) -> float:
        return mean(letter.middle for letter in self.letters)

    @cached_property
    def text(self) -> str:
        words = ""
        before: Letter | None = None
        for letter in self.letters:
            if before is not None and _is_apart(before, letter, self.size):
                words += " "
            words += letter.char
            before = letter
        return words

    @property
    def pieces(self) -> list["PrintedLine"]:
        """The line cut where a wide gap parts it."""
        cuts = [
            at
            for at in range(1, len(self.letters))
            if self.letters[at].left - self.letters[at - 1].right > WIDE_GAP * self.size
        ]
        bounds = zip([0, *cuts], [*cuts, len(self.letters)], strict=True)
        return [PrintedLine(self.letters[start:end]) for start, end in bounds]


def _is_apart(before: Letter, letter: Letter, size: float) -> bool:
    words = all(one.char.isascii() and one.char.isalnum() for one in (before, letter))
    return letter.left - before.right > size * (BLANK_BETWEEN_WORDS if words else BLANK_ELSEWHERE)


def lines_of(letters: Sequence[Letter]) -> list[PrintedLine]:
    """The lines from top to bottom, each from left to right; what is printed twice counts once."""
    lines: list[PrintedLine] = []
    row: list[Letter] = []
    for letter in sorted(letters, key=lambda one: -one.middle):
        if row and row[0].middle - letter.middle > SAME_LINE * max(row[0].size, letter.size):
            lines.append(_line(row))
            row = []
        row.append(letter)
    return [*lines, _line(row)] if row else lines


def _line(row: Sequence[Letter]) -> PrintedLine:
    kept: list[Letter] = []
    for letter in sorted(row, key=lambda one: one.left):
        twin = kept and kept[-1].char == letter.char
        if not (twin and letter.left - kept[-1].left < SAME_LINE / 2 * letter.size):
            kept.append(letter)
    return PrintedLine(tuple(kept))


def in_reading_order(lines: Sequence[PrintedLine]) -> Iterator[list[PrintedLine]]:
    """Runs of lines that belong to one column, one after the other."""
    gutter = _gutter(lines)
    if gutter is None:
        yield list(lines)
        return
    left: list[PrintedLine] = []
    right: list[PrintedLine] = []
    for line in lines:
        sides = _sides(line, gutter)
        if sides is None:
            yield from (left, right, [line])
            left, right = [], []
        else:
            left += sides[0]
            right += sides[1]
    yield from (left, right)


def _sides(line: PrintedLine, gutter: float) -> tuple[list[PrintedLine], list[PrintedLine]] | None:
    """What stands left and right of the gutter; None where words run over it."""
    if any(letter.left < gutter < letter.right for letter in line.letters):
        return None
    left = tuple(letter for letter in line.letters if letter.right <= gutter)
    right = line.letters[len(left) :]
    if left and right and right[0].left - left[-1].right < WIDE_GAP * line.size:
        return None
    return ([PrintedLine(left)] if left else [], [PrintedLine(right)] if right else [])


def _gutter(lines: Sequence[PrintedLine]) -> float | None:
    """The place of an empty strip down the middle, with lines of words on both of its sides."""
    if len(lines) < FEWEST_ROWS:
        return None
    start = min(line.left for line in lines)
    width = max(line.right for line in lines) - start
    gaps = [gap for line in lines for gap in _gaps(line, start, width)]
    if len(gaps) < FEWEST_ROWS:
        return None
    place = median((one + other) / 2 for one, other in gaps)
    parted = [sides for line in lines if (sides := _sides(line, place)) and all(sides)]
    lengths = [len(side[0].letters) for sides in parted for side in sides]
    both = len(parted) >= max(FEWEST_ROWS, GUTTER_SHARE * len(lines))
    return place if both and mean(lengths) >= LEAST_IN_COLUMN else None


def _gaps(line: PrintedLine, start: float, width: float) -> Iterator[tuple[float, float]]:
    pieces = line.pieces
    for before, after in pairwise(pieces):
        share = ((before.right + after.left) / 2 - start) / (width or 1)
        if MIDDLE[0] < share < MIDDLE[1]:
            yield before.right, after.left
