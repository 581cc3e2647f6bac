"""What runs in the process of its own: typst sets one paper, under limits of time and memory."""

import json
import resource
import struct
import sys
from pathlib import Path
from typing import Any, Final

import pylopdf_fonts_zh_cn as fonts
import typst

MOST_SECONDS = 120
MOST_MEMORY = 4 * 1024**3
STANDARD: Final = "a-2a"
TEMPLATE = Path(__file__).with_name("circular.typ")
MISSING = "〓"
"""What a printer sets where no type for a character is at hand."""
INVISIBLE = {ord(letter) for letter in "\n\u200b\u2060"}
"""Says where lines break or do not; needs no type."""
BY_GROUPS = 12
"""The format of that table which has the characters of all planes."""


def main() -> None:
    """Read a paper in JSON on standard input; answer with the PDF on standard output."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    asked = json.loads(sys.stdin.buffer.read())
    sys.stdout.buffer.write(_pdf(asked["paper"], made_at=asked["made_at"]))


def _pdf(paper: dict[str, Any], *, made_at: int) -> bytes:
    words = json.dumps(paper, ensure_ascii=False)
    known = _characters(fonts.serif_path()) & _characters(fonts.sans_path())
    unknown = set(map(ord, words)) - known - INVISIBLE
    return typst.compile(
        TEMPLATE,
        font_paths=[fonts.serif_path().parent],
        ignore_system_fonts=True,
        sys_inputs={"paper": words.translate(dict.fromkeys(unknown, MISSING))},
        pdf_standards=[STANDARD],
        timestamp=made_at,
    )


def _characters(font: Path) -> set[int]:
    """What a font has types for, by the table of its characters (OpenType, cmap)."""
    content = font.read_bytes()
    cmap = _table(content, b"cmap")
    for at in range(struct.unpack_from(">H", content, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">I", content, cmap + 8 + 8 * at)[0]
        if struct.unpack_from(">H", content, start)[0] == BY_GROUPS:
            groups = struct.unpack_from(">I", content, start + 12)[0]
            ranges = struct.iter_unpack(">III", content[start + 16 : start + 16 + 12 * groups])
            return {one for first, last, _glyph in ranges for one in range(first, last + 1)}
    raise ValueError(f"no table of characters in {font.name}")


def _table(content: bytes, name: bytes) -> int:
    """Where a table of the font begins."""
    tables = struct.unpack_from(">H", content, 4)[0]
    for tag, _sum, start, _length in struct.iter_unpack(">4sIII", content[12 : 12 + 16 * tables]):
        if tag == name:
            return int(start)
    raise ValueError(f"no table {name!r}")
