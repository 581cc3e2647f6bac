"""An uploaded file turned into a paper of numbered lines, or refused with a reason."""

from collections.abc import Sequence
from pathlib import PurePath

from tasks_tracker.importer.files.apart import read_apart
from tasks_tracker.importer.files.kinds import kind_of
from tasks_tracker.importer.files.paper import Column, Paper, Unreadable
from tasks_tracker.importer.files.txt import read_text

__all__ = ["Column", "Paper", "Unreadable", "read", "read_text"]
WITH_MACROS = {".docm", ".dotm", ".xlsm", ".xltm", ".xlam"}
PACKED = {".docx", ".xlsx", ".pdf"}


def read(file_name: str, raw: bytes, *, roles: Sequence[str] = ()) -> Paper:
    """The file as text, whatever its name says; `roles` of the columns where a person gave them."""
    extension = PurePath(file_name).suffix.lower()
    if extension in WITH_MACROS:
        raise Unreadable("带宏的文件不收，请另存为不带宏的 docx 或 xlsx 后再导入。")
    kind = kind_of(raw)
    if kind != "txt":
        return read_apart(kind, raw, title=PurePath(file_name).stem, roles=roles)
    try:
        return Paper(text=read_text(raw))
    except Unreadable:
        if extension in PACKED and raw.strip():
            raise Unreadable(
                f"文件名写的是 {extension[1:]}，内容却不是，可能已损坏，请重新保存后再导入。"
            ) from None
        raise
