"""Whatever the bytes: a paper or a refusal in words, from every reader and never anything else."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks_tracker.importer.files import docx, pdf, xlsx
from tasks_tracker.importer.files.kinds import kind_of
from tasks_tracker.importer.files.paper import Paper, Unreadable
from tests.unit.importer.files import made
from tests.unit.importer.files.made import HEADER, ROWS

WORD = made.word_of(["一、窗口服务", "（一）受理。"], [HEADER, *ROWS])
PARTS = tuple(f"word/{name}.xml" for name in ("document", "numbering", "styles"))
SHEET = made.sheet_of(HEADER, *ROWS)
SHEET_PARTS = tuple(
    f"xl/{name}.xml" for name in ("worksheets/sheet1", "workbook", "styles", "sharedStrings")
)
PRINT = made.printed_of(["一、窗口服务"], [HEADER, *ROWS])
READERS = {
    "docx": docx.read,
    "xlsx": lambda raw: xlsx.read(raw, title="表"),
    "pdf": pdf.read,
}
SCRAPS = [
    *[b"", b"0", b"-1", b"99999999999999999999", b"<", b">", b'"', b"&", b"\x00", b"\xff" * 9],
    *[b"<w:p>", b"<w:tbl/>", b'w:val="-5"', b'w:val="x"', b'r="A0"', b'r="1A"', b'r="ZZZ9"'],
    *[b'numFmtId="x"', b"<c/>", b"<row/>", b"stream\n", b"endobj", b"/Rotate 45", b"[1e99 0 0 1]"],
]
BEGINNINGS = [b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0"]
CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(SCRAPS) | st.binary(max_size=4)),
    min_size=1,
    max_size=6,
)
EACH = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def changed(raw: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for place, length, instead in changes:
        at = int(place * len(raw))
        raw = raw[:at] + instead + raw[at + length :]
    return raw


def ends_in_words(kind: str, raw: bytes) -> None:
    assert said(READERS[kind], raw).strip()


def said(reader: Callable[[bytes], object], raw: bytes) -> str:
    """What came of it, in words."""
    try:
        found = reader(raw)
    except Unreadable as refusal:
        return refusal.words
    return found.text if isinstance(found, Paper) else str(found)


@pytest.mark.parametrize(("kind", "raw"), [("docx", WORD), ("xlsx", SHEET), ("pdf", PRINT)])
def test_changed_bytes_end_in_a_paper_or_in_words(kind, raw):
    @EACH
    @given(CHANGES)
    def each(changes):
        ends_in_words(kind, changed(raw, changes))

    each()


@pytest.mark.parametrize(
    ("kind", "raw", "parts"), [("docx", WORD, PARTS), ("xlsx", SHEET, SHEET_PARTS)]
)
def test_changed_parts_end_in_a_paper_or_in_words(kind, raw, parts):
    @EACH
    @given(st.sampled_from(parts), CHANGES)
    def each(part, changes):
        content = changed(made.part(raw, part), changes)
        ends_in_words(kind, made.repacked(raw, {part: content}))

    each()


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=80))
def test_any_bytes_have_a_kind_or_are_refused(begin, rest):
    assert said(kind_of, begin + rest)
