"""Marks of secrecy (密级标志) in file names and in as much of a file as can be read as text.

The forms follow GB/T 9704: the level, a star, the years; or 密级 with a colon. The bare words are
no mark: 商业秘密 is everyday matter of these plans.
"""

import re
import zlib
from collections.abc import Iterable, Iterator

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.texts import visible

LEVELS = ("绝密", "机密", "秘密")
LEVEL = f"(?:{'|'.join(LEVELS)})"
IN_TEXT = re.compile(f"{LEVEL}(?:[★☆⭐]|[*＊](?=[0-9０-９]{{1,2}}年|长期))|密级[:：]{LEVEL}")
IN_NAME = re.compile(f"{IN_TEXT.pattern}|[（(【〔\\[]{LEVEL}[）)】〕\\]]")
GAPS = re.compile("[^\\S\n\r]+")
STREAM = re.compile(rb"stream\r?\n")
STREAM_LIMIT = 4 * 1024 * 1024
STREAMS_LIMIT = 32 * 1024 * 1024


def refuse_marked_name(file_name: str) -> None:
    _refuse(IN_NAME.search(_plain(file_name)), "文件名")


def refuse_marked_text(texts: Iterable[str]) -> None:
    """Refuse where one of the texts bears a mark; letter-spaced ones count as well."""
    for text in texts:
        _refuse(IN_TEXT.search(_plain(text)), "文件正文")


def refuse_marked_pdf(raw: bytes) -> None:
    """Look for the marks as the encodings write them, plain or in hexadecimal strings.

    Text set in a font's private glyph numbers stays unread here; the reviewer sees it.
    """
    for passage in _passages(raw):
        if any(mark in passage for mark in MARKS_IN_PDF):
            raise Refusal(_words("文件正文", "密级"), field="evidence")


def _plain(text: str) -> str:
    """Without blanks and without what nobody sees, between which a mark could hide."""
    return GAPS.sub("", visible(text))


def _refuse(found: re.Match[str] | None, where: str) -> None:
    if found:
        raise Refusal(_words(where, found[0]), field="evidence")


def _words(where: str, mark: str) -> str:
    return (
        f"{where}带有“{mark}”标志，已拒收，没有留存。"
        "按《保守国家秘密法》，涉密文件不得进入非涉密系统，请走机要渠道。"
    )


def _passages(raw: bytes) -> Iterator[bytes]:
    yield raw
    left = STREAMS_LIMIT
    for start in STREAM.finditer(raw):
        unpacked = _unpacked(raw[start.end() : start.end() + STREAM_LIMIT], min(left, STREAM_LIMIT))
        yield unpacked
        left -= len(unpacked)
        if left <= 0:
            return


def _unpacked(packed: bytes, limit: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, limit)
    except zlib.error:
        return b""


def _marks_in_pdf() -> tuple[bytes, ...]:
    marks = [level + star for level in LEVELS for star in "★☆"]
    marks += [f"密级{colon}{level}" for level in LEVELS for colon in ":："]
    plain = [mark.encode(code) for mark in marks for code in ("utf-8", "utf-16-be", "gb18030")]
    return (
        *plain,
        *(one.hex().encode() for one in plain),
        *(one.hex().upper().encode() for one in plain),
    )


MARKS_IN_PDF = _marks_in_pdf()
