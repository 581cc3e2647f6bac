"""What kind of file it is, by name and content together; what is not known is refused."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.importer.source import Unreadable, read_text
from tasks_tracker.operations.secrecy import refuse_marked_pdf, refuse_marked_text

ACCEPTED = "PDF、OFD、图片（PNG、JPG）、Word（docx）、Excel（xlsx）、TXT、CSV"
OLD_OFFICE = {
    "doc": "docx",
    "wps": "docx",
    "rtf": "docx",
    "xls": "xlsx",
    "et": "xlsx",
    "ppt": "pdf",
    "dps": "pdf",
    "pptx": "pdf",
}
WITH_MACROS = {"docm", "dotm", "xlsm", "xltm", "xlsb", "xlam"}
ACTIVE = {
    *("exe", "com", "scr", "msi", "dll", "bat", "cmd", "ps1", "vbs", "vbe", "js", "jse", "wsf"),
    *("hta", "lnk", "reg", "jar", "apk", "sh", "py", "php", "jsp", "asp", "html", "htm", "mht"),
    *("mhtml", "xhtml", "shtml", "svg", "swf", "xml", "chm", "url", "iso", "img"),
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PDF = re.compile(rb"/Encrypt(?![A-Za-z])")
ACTIVE_PDF = re.compile(rb"/(?:JavaScript|Launch)(?![A-Za-z])")
MARKUP = re.compile(r"\s*(?:<[!?a-z]|#!)", re.IGNORECASE)
MOST_MEMBERS = 3000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_TEXT = 24 * 1024 * 1024
MACROS = re.compile(r"vbaproject\.bin$|/macrosheets/|/activex/", re.IGNORECASE)
NESTED = re.compile(
    r"\.(?:exe|dll|com|scr|msi|js|jse|vbs|vbe|wsf|hta|lnk|bat|cmd|ps1|jar|chm|iso"
    r"|zip|rar|7z|docm|xlsm|xlsb|pptm)$",
    re.IGNORECASE,
)
OBJECTS = re.compile(r"/embeddings/[^/]+\.bin$", re.IGNORECASE)
PACKAGED = "\x01Ole10Native".encode("utf-16-le")
"""In an embedded object: any file at all, to be opened by a double click."""
HEXADECIMAL = re.compile(rb"#([0-9A-Fa-f]{2})")
PARAGRAPH_ENDS = re.compile("</(?:w:p|si|is|a:p|ofd:TextObject|[a-z]+:lpwstr)>|<w:br/>")
TAGS = re.compile("<[^>]*>")


@dataclass(frozen=True)
class FileType:
    """A kind that is taken: how it begins, what it is called, how it is looked into."""

    media_type: str
    begins: bytes
    inspect: Callable[[bytes], None]


def media_type_of(file_name: str, raw: bytes) -> str:
    """The media type of an acceptable file; everything else is refused with a reason."""
    extension = _extension(file_name)
    kind = TYPES.get(extension)
    if kind is None:
        raise _refusal(_why_not(extension))
    if raw.startswith(OLE) and kind.begins == b"PK\x03\x04":
        raise _refusal("文件加了密码或是旧格式，请去掉密码、另存为 docx 或 xlsx 后再传。")
    if not raw.startswith(kind.begins):
        raise _refusal(f"文件名写的是 {extension}，内容却不是，请用原来的软件另存后再传。")
    kind.inspect(raw)
    return kind.media_type


def _extension(file_name: str) -> str:
    _, dot, extension = file_name.rpartition(".")
    return extension.lower() if dot else ""


def _why_not(extension: str) -> str:
    if extension in OLD_OFFICE:
        return f"{extension} 格式不收，请另存为 {OLD_OFFICE[extension]} 后再传。"
    if extension in WITH_MACROS:
        return "带宏的文件不收，请另存为不带宏的 docx 或 xlsx 后再传。"
    if extension in ACTIVE:
        return "程序、脚本和网页文件不收。"
    shown = f"{extension} 格式" if extension else "没有扩展名的文件"
    return f"{shown}不收，可以传：{ACCEPTED}。"


def _refusal(words: str) -> Refusal:
    return Refusal(words, field="evidence")


def _inspect_picture(_raw: bytes) -> None:
    """Its first bytes are all that is asked of a picture: it is only ever shown as one."""


def _inspect_pdf(raw: bytes) -> None:
    if ENCRYPTED_PDF.search(raw):
        raise _refusal("这份 PDF 加了密，督查室打不开，请去掉密码后再传。")
    if ACTIVE_PDF.search(_spelled_out(raw)):
        raise _refusal("这份 PDF 带有脚本，请打印为 PDF 后再传。")
    refuse_marked_pdf(raw)


def _spelled_out(raw: bytes) -> bytes:
    """Names as they are read: /J#61vaScript is /JavaScript."""
    return HEXADECIMAL.sub(lambda found: bytes([int(found[1], 16)]), raw)


def _inspect_text(raw: bytes) -> None:
    try:
        text = read_text(raw)
    except Unreadable:
        raise _refusal("文件名写的是文本，内容却不是文字，或认不出编码。") from None
    if MARKUP.match(text):
        raise _refusal("程序、脚本和网页文件不收。")
    refuse_marked_text([text])


def _inspect_docx(raw: bytes) -> None:
    _inspect_package(raw, "word/document.xml")


def _inspect_xlsx(raw: bytes) -> None:
    _inspect_package(raw, "xl/workbook.xml")


def _inspect_ofd(raw: bytes) -> None:
    _inspect_package(raw, "OFD.xml")


def _inspect_package(raw: bytes, main: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            members = package.infolist()
            _check_size(members)
            _check_members(members, main)
            _check_objects(package, members)
            refuse_marked_text(_texts(package, members))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, zlib.error):
        raise _refusal("文件打不开，可能已损坏，请重新保存后再传。") from None


def _check_size(members: list[zipfile.ZipInfo]) -> None:
    """Before anything is unpacked: by what the directory of the package says."""
    if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_UNPACKED:
        raise _refusal("文件展开后过大，请拆成几份或压缩其中的图片后再传。")


def _check_members(members: list[zipfile.ZipInfo], main: str) -> None:
    names = {one.filename for one in members}
    if main not in names:
        raise _refusal("文件名与内容不符，请用原来的软件另存后再传。")
    if any(one.flag_bits & 1 for one in members):
        raise _refusal("文件加了密码，请去掉密码后再传。")
    if any(MACROS.search(name) for name in names):
        raise _refusal("文件里带有宏，请另存为不带宏的 docx 或 xlsx 后再传。")
    if any(NESTED.search(name) or ".." in name.split("/") for name in names):
        raise _refusal("文件里夹带了程序或压缩包，请去掉后再传。")


def _check_objects(package: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    for member in members:
        if OBJECTS.search(member.filename) and PACKAGED in package.read(member):
            raise _refusal("文件里夹带了程序或压缩包，请去掉后再传。")


def _texts(package: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Iterator[str]:
    """What the parts of the package say, the shortest first, up to a limit."""
    left = MOST_TEXT
    for member in sorted(members, key=lambda one: one.file_size):
        if member.filename.endswith(".xml") and left > 0:
            with package.open(member) as part:
                content = part.read(left)
            left -= len(content)
            yield _text_of(content)


def _text_of(content: bytes) -> str:
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    marked_up = content.decode(encoding, errors="replace")
    return unescape(TAGS.sub("", PARAGRAPH_ENDS.sub("\n", marked_up)))


OOXML = "application/vnd.openxmlformats-officedocument"
TYPES: Mapping[str, FileType] = {
    "pdf": FileType("application/pdf", b"%PDF-", _inspect_pdf),
    "ofd": FileType("application/ofd", b"PK\x03\x04", _inspect_ofd),
    "png": FileType("image/png", b"\x89PNG\r\n\x1a\n", _inspect_picture),
    "jpg": FileType("image/jpeg", b"\xff\xd8\xff", _inspect_picture),
    "jpeg": FileType("image/jpeg", b"\xff\xd8\xff", _inspect_picture),
    "docx": FileType(f"{OOXML}.wordprocessingml.document", b"PK\x03\x04", _inspect_docx),
    "xlsx": FileType(f"{OOXML}.spreadsheetml.sheet", b"PK\x03\x04", _inspect_xlsx),
    "txt": FileType("text/plain", b"", _inspect_text),
    "csv": FileType("text/csv", b"", _inspect_text),
}
