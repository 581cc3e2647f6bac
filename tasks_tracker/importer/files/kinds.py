"""Which kind of file it is, by its content; the name only helps to say what is wrong."""

import re

from tasks_tracker.importer.files.package import kind_of_package
from tasks_tracker.importer.files.paper import Unreadable

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OLD = (
    ("WordDocument", "旧版 Word（doc）或 WPS 文字", "docx"),
    ("Workbook", "旧版 Excel（xls）或 WPS 表格", "xlsx"),
    ("PowerPoint Document", "演示文稿", "PDF"),
)
PDF_WITHIN = 1024
NOT_TAKEN = (
    (re.compile(rb"\{\\rtf"), "RTF 格式读不了，请用 Word 或 WPS 打开，另存为 docx 后再导入。"),
    (
        re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP", re.S),
        "这是图片，读不出文字。请导入原来的 Word、PDF 或文本文件。",
    ),
    (
        re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ"),
        "这是压缩包，请解压后导入里面的文件。",
    ),
    (
        re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|\?xml|mso-application|table)", re.I),
        "这是网页或 XML 格式，请用 Word、Excel 或 WPS 打开，另存为 docx 或 xlsx 后再导入。",
    ),
)


def kind_of(raw: bytes) -> str:
    """txt, docx, pdf or xlsx; everything else is refused with what to do."""
    if b"%PDF-" in raw[:PDF_WITHIN]:
        return "pdf"
    if raw.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return kind_of_package(raw)
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(_why_not_old(raw))
    for pattern, words in NOT_TAKEN:
        if pattern.match(raw):
            raise Unreadable(words)
    return "txt"


def _why_not_old(raw: bytes) -> str:
    if ENCRYPTED in raw:
        return "文件加了密码，请去掉密码、重新保存后再导入。"
    for stream, name, wanted in OLD:
        if stream.encode("utf-16-le") in raw:
            return f"这是{name}格式，请另存为 {wanted} 后再导入。"
    return "这是旧版办公软件的格式，请另存为 docx、xlsx 或 PDF 后再导入。"
