"""Plain text in the encodings that office machines write."""

import codecs
import re

from tasks_tracker.domain.texts import visible
from tasks_tracker.importer.files.limits import within_text
from tasks_tracker.importer.files.paper import Unreadable

BINARY = re.compile(
    rb"\A(?:%PDF|PK\x03\x04|\xd0\xcf\x11\xe0|\x89PNG|\xff\xd8\xff|GIF8|\x1f\x8b|\{\\rtf)"
)
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
WORDS = re.compile(r"[\u3400-\u9fffA-Za-z0-9]")
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def read_text(raw: bytes) -> str:
    """The text of the file, lines ended by a line feed."""
    if not raw.strip():
        raise Unreadable("文件是空的，请选择有正文的文件。")
    if BINARY.match(raw):
        raise Unreadable(
            "文件不是纯文本（像是 Word、PDF、图片或压缩包），请另存为 TXT 文本后再导入。"
        )
    text = _decode(raw).replace("\r\n", "\n").replace("\r", "\n")
    if CONTROL.search(text):
        raise Unreadable("文件里有不属于文本的内容，请另存为 TXT 文本后再导入。")
    if not WORDS.search(text):
        raise Unreadable("文件里没有文字，请核对后再导入。")
    return visible(within_text(text))


def _decode(raw: bytes) -> str:
    marked = next((name for mark, name in BYTE_ORDER_MARKS.items() if raw.startswith(mark)), None)
    for encoding in [marked] if marked else ["utf-8", "gb18030"]:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("认不出文件的编码，请另存为 UTF-8 编码的 TXT 文本后再导入。")
