"""The documents of a source, told apart, and put together again where pages jump."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tasks_tracker.importer.annexes import MARK
from tasks_tracker.importer.folding import fold
from tasks_tracker.importer.letterhead import (
    LETTERHEAD,
    TITLE_END,
    based_on,
    date_of,
    document_number,
    headed_by,
    issuer_of,
    kind_of,
    signature_of,
    title_of,
)
from tasks_tracker.importer.lines import Line
from tasks_tracker.importer.outline import STYLES
from tasks_tracker.importer.pages import arrivals, departures, pairs, without_marks

CONTENTS = re.compile(r"目\s*录")
CONTENTS_ENTRY = re.compile(r".*(?:\s|\t|…|\.{2,})\s*\d{1,4}$")
UNNUMBERED = re.compile(
    r"[\u4e00-\u9fff“”]{0,24}(?:大事记|政府工作报告)(?:（[^）]*）)?|[0-9]{1,2}月(?:份)?(?:重点|重要)?工作动态"
)
NEWS_TITLE = re.compile(r"(?![一二三四五六七八九十（0-9第附])[^。；：，]{6,40}")
NEWS = re.compile(
    r"[0-9]{1,2}月[0-9]{1,2}日(?:至[0-9]{1,2}日)?(?:[上下]午)?，.{0,80}(?:召开|主持|带领|率|出席|参加|举行)"
)
BARE_TITLE = re.compile(
    r"(?![一二三四五六七八九十（0-9第附])[^，。；：]{6,40}(?:方案|要点|计划|规划|清单|意见|措施|办法|规定|分工|安排)(?:（[^）]{1,16}）)?"
)
FIRST = re.compile("第[一1][章节条]")
ISSUED_BY_NOBODY = re.compile("关于|印发《|转发")
BELOW = re.compile(r"(?:抄送|抄报|主题词|编辑出版|责任编辑)：")
ASIDE = re.compile(r"（此件|此件(?:主动|依申请|不予)?公开")
ISSUED = re.compile(r".{0,24}20\d\d年\d{1,2}月\d{1,2}日印发")
SHORT = 60
ENTRY_LINES = 6
TITLE_LINES = 3


@dataclass(frozen=True)
class Document:
    """One document: what its head says, and its lines in reading order."""

    number: str | None
    title: str
    issuer: str | None
    issued_on: date | None
    kind: str
    based_on: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    body: tuple[Line, ...]


def documents(lines: Sequence[Line]) -> list[Document]:
    """All documents of the source in printed order."""
    starts = _starts(lines)
    if not starts:
        return [_document(lines[:0], lines, [lines])] if lines else []
    bounds = [*starts[1:], len(lines)]
    joined = _put_together(lines, list(zip(starts, bounds, strict=True)))
    return [
        _document(lines[max(0, parts[0][0] - 2) : parts[0][0]], *_cut(lines, parts))
        for parts in joined
    ]


def _cut(
    lines: Sequence[Line], parts: list[tuple[int, int]]
) -> tuple[Sequence[Line], list[Sequence[Line]]]:
    own = [lines[start:end] for start, end in parts]
    return own[0], own


def _starts(lines: Sequence[Line]) -> list[int]:
    """Where documents begin: at a number on its own line or its title above, or a known title."""
    starts = []
    for at in range(_after_contents(lines), len(lines)):
        if document_number(lines[at]):
            starts.append(at - _title_above(lines, at))
        elif _is_unnumbered(lines, at):
            starts.append(at)
    if starts and not any(map(document_number, lines)):
        starts.append(_after_contents(lines))
    return sorted(set(starts))


def _after_contents(lines: Sequence[Line]) -> int:
    """The first line behind a list of contents, whose entries end with a page."""
    listed = next(
        (at for at, line in enumerate(lines[:200]) if CONTENTS.fullmatch(line.text)), None
    )
    if listed is None:
        return 0
    entries = [
        at
        for at in range(listed, min(len(lines), listed + 200))
        if CONTENTS_ENTRY.fullmatch(lines[at].text)
    ]
    last = listed
    for at in entries:
        if at - last <= ENTRY_LINES:
            last = at
    return last + 1


def _title_above(lines: Sequence[Line], at: int) -> int:
    """How many lines above the number belong to the title (appointments print it above)."""
    for count in range(1, min(TITLE_LINES, at) + 1):
        words = "".join(line.text for line in lines[at - count : at])
        if "。" in words or len(words) > 2 * SHORT:
            return 0
        if "关于" in fold(words) and TITLE_END.search(fold(words)):
            issuer_above = at > count and LETTERHEAD.fullmatch(lines[at - count - 1].text)
            return count + bool(fold(words).startswith("关于") and issuer_above)
    return int(bool(at and BARE_TITLE.fullmatch(fold(lines[at - 1].text))))


def _is_unnumbered(lines: Sequence[Line], at: int) -> bool:
    folded = fold(lines[at].text)
    if UNNUMBERED.fullmatch(folded):
        return True
    below = fold(lines[at + 1].text) if at + 1 < len(lines) else ""
    return bool(NEWS.match(below) and NEWS_TITLE.fullmatch(folded))


def _put_together(
    lines: Sequence[Line], bounds: list[tuple[int, int]]
) -> list[list[tuple[int, int]]]:
    """The stretches of lines of each document; a continuation goes to the page that it left."""
    leaving = departures(lines)
    arriving = arrivals(lines)
    home = pairs(leaving, arriving)
    edges = sorted({there.position for there in arriving} | {here.position + 1 for here in leaving})
    parts = [
        [(start, min([end, *(edge for edge in edges if start < edge)]))] for start, end in bounds
    ]
    for position, origin in sorted(home.items()):
        end = min([end for start, end in bounds if start <= position < end], default=len(lines))
        end = min([end, *(edge for edge in edges if edge > position)])
        owner = next(
            (at for at, (start, stop) in enumerate(bounds) if start <= origin < stop), None
        )
        if owner is not None:
            parts[owner].append((position, end))
    return parts


def _document(
    before: Sequence[Line], head: Sequence[Line], parts: list[Sequence[Line]]
) -> Document:
    number, title, taken = _number_and_title(head)
    body = [without_marks(line) for part in parts for line in part]
    headed = next(filter(None, map(headed_by, head[:taken])), None)
    signed, issued_on = headed or signature_of(body[taken:])
    body = _without_closing([line for line in body[taken:] if line.text])
    opening = "".join(line.text for line in _opening(body))
    issuer = issuer_of(title, [*before, *head[:1]], signed)
    return Document(
        number=number,
        title=f"{issuer}{title}" if issuer and ISSUED_BY_NOBODY.match(title) else title,
        issuer=issuer,
        issued_on=issued_on,
        kind=kind_of(title),
        based_on=based_on(opening),
        spans=tuple((part[0].number, part[-1].number) for part in parts if part),
        body=tuple(body),
    )


def _number_and_title(head: Sequence[Line]) -> tuple[str | None, str, int]:
    """Number and title in either order, and how many lines they take."""
    at = next((at for at, line in enumerate(head[:30]) if document_number(line)), None)
    if at is None:
        return None, *_bare_title(head)
    number = document_number(head[at])
    above = "".join(line.text for line in head[:at])
    named = "关于" in fold(above) and TITLE_END.search(fold(above))
    if named or (at == 1 and BARE_TITLE.fullmatch(fold(above))):
        return number, "".join(above.split()), at + 1
    below = at + 2 if at + 1 < len(head) and headed_by(head[at + 1]) else at + 1
    title, taken = title_of(head[below:])
    return number, title, below + taken


def _bare_title(head: Sequence[Line]) -> tuple[str, int]:
    """The title of a document without a number: the first lines that end like a title."""
    marks = 1 if len(head) > 1 and MARK.fullmatch(fold(head[0].text)) else 0
    head = head[marks:]
    for at, line in enumerate(head[:12]):
        title, taken = title_of(head[at : at + 4])
        if TITLE_END.search(fold(title)) or UNNUMBERED.fullmatch(fold(line.text)):
            return title, marks + at + taken
    return (head[0].text, marks + 1) if head else ("", 0)


def _opening(body: Sequence[Line]) -> list[Line]:
    """The lines before the first ordinal, and the first article, which says what rules rest on."""
    end = next((at for at, line in enumerate(body) if _is_ordinal(line)), 20)
    return list(body[: min(end + 1, 40)])


def _is_ordinal(line: Line) -> bool:
    folded = fold(line.text[:16])
    return not FIRST.match(folded) and any(style.match(folded) for style in STYLES)


def _without_closing(body: list[Line]) -> list[Line]:
    """The body without signatures and without what is printed below its last line."""
    kept: list[Line] = []
    below = False
    for at, line in enumerate(body):
        folded = fold(line.text)
        below = (below or bool(BELOW.match(folded))) and not MARK.fullmatch(folded)
        if not (below or ASIDE.match(folded) or _is_signature(body, at)):
            kept.append(line)
    return kept


def _is_signature(body: list[Line], at: int) -> bool:
    """A date on its own line, a note of printing, or the body that stands above one of them."""
    if _is_dated(body[at]):
        return True
    ends = at + 1 == len(body) or _is_dated(body[at + 1])
    return ends and bool(LETTERHEAD.fullmatch(body[at].text))


def _is_dated(line: Line) -> bool:
    return date_of(line.text) is not None or bool(ISSUED.fullmatch(fold(line.text)))
