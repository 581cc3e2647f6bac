"""Whatever form a schedule comes in: notice or list, pasted or as a file."""

from tasks_tracker.importer.files.paper import Unreadable
from tasks_tracker.importer.files.txt import read_text
from tasks_tracker.importer.holidays.listing import (
    looks_like_listing,
    read_listing,
    read_workbook,
)
from tasks_tracker.importer.holidays.notice import Reading, read_notice

LONGEST_TEXT = 100_000
"""Characters; the notice of a year has about a thousand."""


def read_words(text: str, year: int) -> Reading:
    if len(text) > LONGEST_TEXT:
        raise Unreadable("文字太长，不像一年的放假安排，请只粘贴通知正文。")
    return read_listing(text, year) if looks_like_listing(text) else read_notice(text, year)


def read_file(raw: bytes, year: int) -> Reading:
    if raw.startswith(b"PK\x03\x04"):
        return read_workbook(raw, year)
    return read_words(read_text(raw), year)
