"""What runs in that process: one page is drawn, under limits of time and memory."""

import resource
import struct
import sys
import zlib

import pypdfium2 as pdfium

from tasks_tracker.importer.files.limits import MOST_MEMORY, MOST_SECONDS

WIDEST = 1100
"""Pixels: a page of text can be read, and a picture stays below a megabyte."""
HIGHEST = 3000
RGB = 3


def main(number: str) -> None:
    """Read a PDF on standard input; answer how many pages it has, then the picture of one."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    document = pdfium.PdfDocument(sys.stdin.buffer.read())
    sys.stdout.buffer.write(b"%d\n" % len(document))
    if int(number):
        sys.stdout.buffer.write(picture(document[int(number) - 1]))


def picture(page: pdfium.PdfPage) -> bytes:
    """The page as a PNG, as wide as a screen shows it."""
    width, height = page.get_size()
    scale = min(WIDEST / max(width, 1), HIGHEST / max(height, 1))
    drawn = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    step = drawn.width * drawn.n_channels
    pixels = bytes(drawn.buffer)
    rows = [pixels[at : at + step] for at in range(0, drawn.height * drawn.stride, drawn.stride)]
    return _png(drawn.width, drawn.height, drawn.n_channels, rows)


def _png(width: int, height: int, channels: int, rows: list[bytes]) -> bytes:
    """No library for pictures is wanted for this alone."""
    colours = {1: 0, RGB: 2, 4: 6}[channels]
    head = struct.pack(">IIBBBBB", width, height, 8, colours, 0, 0, 0)
    body = zlib.compress(b"".join(b"\0" + row for row in rows), 6)
    parts = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(name: bytes, content: bytes) -> bytes:
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)
