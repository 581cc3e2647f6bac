"""Evidence made on the fly: the smallest files that are what their names say."""

import struct
import zlib
from collections.abc import Callable
from pathlib import PurePath

WIDTH, HEIGHT = 96, 64
PAPER = (248, 247, 243)
INK = (70, 90, 120)
LINE_EVERY = 8


def made_for(file_name: str, words: list[str]) -> bytes:
    """A file of the kind that its name says, with a few lines of words where it holds words."""
    return KINDS[PurePath(file_name).suffix](words)


def _text(words: list[str]) -> bytes:
    return ("\n".join(words) + "\n").encode()


def _pdf(words: list[str]) -> bytes:
    """One A4 page in a typeface that Chinese readers of PDF bring along."""
    lines = " ".join(f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in words)
    page = f"BT /F1 14 Tf 24 TL 72 760 Td {lines} ET".encode()
    return _pdf_file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            (
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
                b" /Resources << /Font << /F1 5 0 R >> >> >>"
            ),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
            (
                b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H"
                b" /DescendantFonts [6 0 R] >>"
            ),
            (
                b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo"
                b" << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >> /FontDescriptor 7 0 R >>"
            ),
            (
                b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /ItalicAngle 0"
                b" /FontBBox [-25 -254 1000 880] /Ascent 880 /Descent -120 /CapHeight 880"
                b" /StemV 93 >>"
            ),
        ]
    )


def _pdf_file(objects: list[bytes]) -> bytes:
    body = b"%PDF-1.5\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(body))
    )


def _png(words: list[str]) -> bytes:
    """A sheet with ruled lines, as long as the words."""
    rows = b"".join(b"\0" + _row(y, words) for y in range(HEIGHT))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(rows))
        + _chunk(b"IEND", b"")
    )


def _row(y: int, words: list[str]) -> bytes:
    number, height = divmod(y, LINE_EVERY)
    ink = 2 * len(words[number % len(words)]) if height in (3, 4) else 0
    return bytes(INK) * min(ink, WIDTH) + bytes(PAPER) * (WIDTH - min(ink, WIDTH))


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


KINDS: dict[str, Callable[[list[str]], bytes]] = {".pdf": _pdf, ".png": _png, ".txt": _text}
