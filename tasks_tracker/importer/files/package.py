"""Office files are packages of parts: checked by their directory before anything is unpacked."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from tasks_tracker.importer.files.limits import (
    MOST_MEMBERS,
    MOST_OF_A_PART,
    MOST_RATIO,
    MOST_UNPACKED,
    SMALL,
)
from tasks_tracker.importer.files.paper import Unreadable

MACROS = re.compile(r"vbaproject\.bin$|(?:^|/)macrosheets/", re.IGNORECASE)
MACRO_KINDS = re.compile(rb"macroEnabled\.(?:main|12)", re.IGNORECASE)
KINDS = ((b"wordprocessingml.document.main", "docx"), (b"spreadsheetml.sheet.main", "xlsx"))
WITH_MACROS = "文件里带有宏，请另存为不带宏的 docx 或 xlsx 后再导入。"
BROKEN = "文件打不开，可能已损坏或没有传完整，请重新保存后再导入。"
OTHERS = (
    ("OFD.xml", "OFD 格式读不了，请用阅读软件另存为 PDF，或导入 Word 原稿。"),
    ("content.xml", "这是 ODF 格式，请另存为 docx 或 xlsx 后再导入。"),
    ("ppt/presentation.xml", "演示文稿读不了，请导入方案的 Word、Excel 或 PDF 文件。"),
    ("xl/workbook.bin", "这是 xlsb 格式，请另存为 xlsx 后再导入。"),
)
ERRORS = (zipfile.BadZipFile, EOFError, NotImplementedError, zlib.error, OSError, ValueError)


class Package:
    """The parts of an office file by name."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.names = frozenset(archive.namelist())

    def part(self, name: str) -> bytes | None:
        """The content of a part, None where there is none."""
        if name not in self.names:
            return None
        if self._archive.getinfo(name).file_size > MOST_OF_A_PART:
            raise Unreadable("文件展开后过大，请拆成几份后再导入。")
        return self._archive.read(name)

    def required(self, name: str) -> bytes:
        content = self.part(name)
        if content is None:
            raise Unreadable(BROKEN)
        return content


@contextmanager
def opened(raw: bytes) -> Iterator[Package]:
    """The package, once its directory has passed the checks."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _check(archive.infolist(), len(raw))
            yield Package(archive)
    except ERRORS:
        raise Unreadable(BROKEN) from None


def kind_of_package(raw: bytes) -> str:
    """docx or xlsx, by the kind of document that the package says it holds."""
    with opened(raw) as package:
        kinds = package.part("[Content_Types].xml") or b""
        if MACRO_KINDS.search(kinds):
            raise Unreadable(WITH_MACROS)
        for mark, kind in KINDS:
            if mark in kinds:
                return kind
        for name, words in OTHERS:
            if name in package.names:
                raise Unreadable(words)
    raise Unreadable("这是压缩包，不是 Word 或 Excel 文件，请解压后导入里面的文件。")


def _check(members: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(one.file_size for one in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
        raise Unreadable("文件展开后过大，请拆成几份或去掉其中的图片后再导入。")
    if unpacked > SMALL and unpacked > MOST_RATIO * packed:
        raise Unreadable("文件的压缩比异常，展开会占满内存，已拒收。请重新保存后再导入。")
    if any(one.flag_bits & 1 for one in members):
        raise Unreadable("文件加了密码，请去掉密码、重新保存后再导入。")
    if any(MACROS.search(one.filename) for one in members):
        raise Unreadable(WITH_MACROS)
