"""A circular as the pieces of a printed paper; what draws them are DOCX and PDF alike (pure)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import compress
from math import ceil
from operator import not_

from tasks_tracker.domain.circulars import CircularForm
from tasks_tracker.reports.circular_imprint import day_of, number_of
from tasks_tracker.reports.circular_snapshot import (
    Annex,
    Chart,
    Column,
    Imprint,
    Kind,
    Snapshot,
    Text,
)
from tasks_tracker.reports.circular_snapshot import Paragraph as Sentence
from tasks_tracker.reports.column_widths import Wanted, fitted
from tasks_tracker.reports.title_lines import title_lines

UPRIGHT, LYING = 156, 225
"""Millimetres between the margins of a page."""
ROOMY_COLUMNS = 9
DENSE_SIZE, ROOMY_SIZE, INSET = 3.2, 3.71, 0.7
"""Millimetres of a character of a table, and left free on either side of a cell."""
LEDGER, NOTHING = "ledger", ("—", "")
NARROWEST = {Kind.SHORT: 16, Kind.NUMBER: 13}


@dataclass(frozen=True)
class Piece:
    """A paragraph of the body, a heading of it, or a picture."""

    words: str
    level: int = 0
    """1: 一、, 2: （一）, 3: 1., 4: （1）; 0: no heading."""
    chart: Chart | None = None


@dataclass(frozen=True)
class PaperAnnex:
    """One table on pages of its own."""

    mark: str
    title: str
    columns: tuple[Column, ...]
    widths: tuple[float, ...]
    """In millimetres, as wide as the page allows."""
    rows: tuple[tuple[str, ...], ...]
    foot: tuple[str, ...]
    note: str
    is_lying: bool

    @property
    def heads(self) -> tuple[str, ...]:
        """Of the columns, in lines alike in length."""
        size = DENSE_SIZE if self.is_dense else ROOMY_SIZE
        return tuple(
            _head(column.head, int((width - 2 * INSET) / size))
            for column, width in zip(self.columns, self.widths, strict=True)
        )

    @property
    def is_dense(self) -> bool:
        """Set in small type, as so many columns leave little room for each."""
        return self.is_lying or len(self.columns) > ROOMY_COLUMNS


@dataclass(frozen=True)
class Paper:
    """All that is printed, in its order."""

    form: CircularForm
    masthead: str
    number: str
    title: tuple[str, ...]
    addressees: str
    body: tuple[Piece, ...]
    attachments: tuple[str, ...]
    office: str
    day: str
    annexes: tuple[PaperAnnex, ...]
    copies: tuple[str, ...]
    """Lines of who gets it."""
    on: date
    """What the file says of when it was made."""

    @property
    def is_bulletin(self) -> bool:
        return self.form is CircularForm.BULLETIN

    @property
    def name(self) -> str:
        return "".join(self.title)


def paper(snapshot: Snapshot, imprint: Imprint) -> Paper:
    """What the snapshot says, laid out in its form."""
    text, form = snapshot.text, CircularForm(snapshot.setting.form)
    is_bulletin = form is CircularForm.BULLETIN
    return Paper(
        form=form,
        masthead=text.masthead,
        number=number_of(snapshot, imprint),
        title=tuple(title_lines(*text.title)),
        addressees="" if is_bulletin else text.addressees,
        body=tuple(_body(text, snapshot.charts if is_bulletin else ())),
        attachments=_attachments(text.annexes),
        office=text.signature,
        day=day_of(imprint),
        annexes=tuple(
            _annex(annex, place, of=len(text.annexes)) for place, annex in enumerate(text.annexes)
        ),
        copies=_copies(text, is_bulletin=is_bulletin),
        on=imprint.published_on or snapshot.setting.as_of,
    )


def _body(text: Text, charts: Sequence[Chart]) -> Iterator[Piece]:
    """Pictures stand at the end of the first chapter, which says how things are on the whole."""
    yield Piece(words_of(text.opening))
    waiting = list(charts)
    for place, chapter in enumerate(text.chapters):
        if place and chapter.level == 1:
            yield from _pictures(waiting)
        yield Piece(chapter.heading, level=chapter.level)
        for sentence in chapter.paragraphs:
            yield Piece(words_of(sentence))
    yield from _pictures(waiting)


def _pictures(waiting: list[Chart]) -> Iterator[Piece]:
    while waiting:
        chart = waiting.pop(0)
        yield Piece(chart.title, chart=chart)


def words_of(sentence: Sentence) -> str:
    return "".join(part.words for part in sentence)


def _attachments(annexes: Sequence[Annex]) -> tuple[str, ...]:
    """The names below the body; only several are numbered."""
    if len(annexes) == 1:
        return (annexes[0].title,)
    return tuple(f"{place}. {annex.title}" for place, annex in enumerate(annexes, 1))


def _annex(whole: Annex, place: int, *, of: int) -> PaperAnnex:
    annex = _filled(whole) if whole.key == LEDGER else whole
    # What was kept before annexes said how they lie: all but the first lay on their side.
    is_lying = bool(annex.rows) and (annex.is_lying or (not annex.widths and place > 0))
    return PaperAnnex(
        mark=f"附件{place + 1}" if of > 1 else "附件",
        title=annex.title,
        columns=annex.columns,
        widths=_fitted(annex) if is_lying else _widths(annex, UPRIGHT),
        rows=annex.rows,
        foot=annex.foot,
        note=annex.note if annex.rows else annex.empty,
        is_lying=is_lying,
    )


def _filled(annex: Annex) -> Annex:
    """Without columns in which nothing stands in any row; the note says which they are."""
    used = [any(cell not in NOTHING for cell in cells) for cells in zip(*annex.rows, strict=True)]
    if all(used):
        return annex
    unused = "、".join(column.head for column in _but(annex.columns, used))
    return replace(
        annex,
        columns=tuple(compress(annex.columns, used)),
        rows=tuple(tuple(compress(row, used)) for row in annex.rows),
        foot=tuple(compress(annex.foot, used)),
        note=f"{annex.note}各行均无内容的栏未列：{unused}。",
    )


def _but(columns: Sequence[Column], used: Sequence[bool]) -> Iterator[Column]:
    return compress(columns, map(not_, used))


def _fitted(annex: Annex) -> tuple[float, ...]:
    """As wide as the words want it, so that long lists take few pages."""
    widths = fitted(
        [Wanted(column.head, column.kind is Kind.TEXT) for column in annex.columns],
        annex.rows,
        room=LYING,
        size=DENSE_SIZE,
        inset=INSET,
    )
    return tuple(round(width, 2) for width in widths)


def _widths(annex: Annex, room: int) -> tuple[float, ...]:
    """As wide as the annex says, and all together as wide as the page."""
    wanted: Sequence[float] = annex.widths or _even(annex.columns, room)
    return tuple(round(width * room / sum(wanted), 2) for width in wanted)


def _even(columns: Sequence[Column], room: int) -> list[float]:
    """Numbers and codes get what they need, words share the rest."""
    narrow = sum(NARROWEST.get(column.kind, 0) for column in columns)
    texts = sum(column.kind is Kind.TEXT for column in columns)
    share = max(room - narrow, 0) / max(texts, 1)
    return [NARROWEST.get(column.kind, share) for column in columns]


def _copies(text: Text, *, is_bulletin: bool) -> tuple[str, ...]:
    """A bulletin names its readers at its end; a 通报 has them above its text."""
    if not is_bulletin:
        return (f"抄送：{text.copies}",)
    readers = (f"发：{text.addressees.rstrip('：')}。",) if text.addressees else ()
    return (f"报：{text.copies}", *readers)


def _head(words: str, room: int) -> str:
    """In as few lines as fit, alike in length; what stands in brackets gets lines of its own."""
    if _width(words) <= room:
        return words
    name, bracket, rest = words.partition("（")
    if name and bracket:
        return f"{_head(name, room)}\n{_head(bracket + rest, room)}"
    lines = ceil(len(words) / max(room, 1))
    step = ceil(len(words) / lines)
    return "\n".join(words[at : at + step] for at in range(0, len(words), step))


def _width(words: str) -> float:
    return sum(0.5 if letter.isascii() else 1 for letter in words)
