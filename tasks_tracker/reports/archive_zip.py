"""The ZIP of an archive, byte by byte: the same documents always make the same file.

Members are stored as they are, in the order of their names and under one fixed date, so that what
was changed anywhere in the file, be it in a header, can be told by writing the headers again.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tasks_tracker.domain.errors import Refusal

CHUNK = 1 << 20
LOCAL = struct.Struct("<IHHHHHIIIHH")
CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
END = struct.Struct("<IHHHHIIH")
VERSION, UNIX, UTF_8, STORED = 20, 3 << 8, 0x0800, 0
MIDNIGHT, FIRST_DAY = 0, 0x21
"""00:00 on 1980-01-01, the first moment that a ZIP can name."""
READABLE = 0o100644 << 16
MOST_BYTES, MOST_MEMBERS = 0xFFFF_FFFF, 0xFFFF


@dataclass(frozen=True)
class Document:
    """One file of an archive, in memory or on the disk."""

    path: str
    title: str
    content: bytes | Path

    def chunks(self) -> Iterator[bytes]:
        if isinstance(self.content, bytes):
            yield self.content
            return
        with self.content.open("rb") as file:
            yield from iter(lambda: file.read(CHUNK), b"")


@dataclass(frozen=True)
class Measure:
    """What the headers and the manifest say of a file."""

    path: str
    size: int
    crc: int
    sha256: str


def measure(path: str, chunks: Iterator[bytes]) -> Measure:
    size, crc, digest = 0, 0, hashlib.sha256()
    for chunk in chunks:
        size, crc = size + len(chunk), zlib.crc32(chunk, crc)
        digest.update(chunk)
    return Measure(path, size, crc, digest.hexdigest())


def write(documents: Sequence[Document], out: IO[bytes]) -> None:
    """One after the other, each looked at once to measure and once to copy it."""
    ordered = sorted(documents, key=lambda document: document.path)
    measures = [measure(document.path, document.chunks()) for document in ordered]
    _check(measures)
    for document, one in zip(ordered, measures, strict=True):
        out.write(local_header(one))
        for chunk in document.chunks():
            out.write(chunk)
    out.write(directory(measures))


def local_header(one: Measure) -> bytes:
    name = one.path.encode()
    fields = (VERSION, UTF_8, STORED, MIDNIGHT, FIRST_DAY, one.crc, one.size, one.size, len(name))
    return LOCAL.pack(0x04034B50, *fields, 0) + name


def directory(measures: Sequence[Measure]) -> bytes:
    """The list at the end of the file, and the record that leads to it."""
    entries, offset = b"", 0
    for one in measures:
        name = one.path.encode()
        fields = (VERSION, UTF_8, STORED, MIDNIGHT, FIRST_DAY, one.crc, one.size, one.size)
        more = (len(name), 0, 0, 0, 0, READABLE, offset)
        entries += CENTRAL.pack(0x02014B50, UNIX | VERSION, *fields, *more) + name
        offset += len(local_header(one)) + one.size
    count = len(measures)
    return entries + END.pack(0x06054B50, 0, 0, count, count, len(entries), offset, 0)


def _check(measures: Sequence[Measure]) -> None:
    whole = sum(one.size + 2 * len(local_header(one)) for one in measures)
    if whole > MOST_BYTES or len(measures) > MOST_MEMBERS:
        raise Refusal("案卷超过 4 GB 或 65535 个文件，装不进一个归档包，请联系系统管理员另行归档。")
