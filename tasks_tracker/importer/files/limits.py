"""How much of a file is read; what is over is refused in words."""

from tasks_tracker.importer.files.paper import Unreadable

MEGABYTE = 1024 * 1024
MOST_CHARACTERS = 3_000_000
MOST_PAGES = 500
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_MEMBERS = 3000
MOST_UNPACKED = 300 * MEGABYTE
MOST_OF_A_PART = 64 * MEGABYTE
MOST_RATIO = 150
SMALL = 20 * MEGABYTE
"""Below this a package may be packed as tightly as it likes."""
MOST_SECONDS = 30
MOST_MEMORY = 1536 * MEGABYTE


def within_text(text: str) -> str:
    """The text, unless it is longer than any plan."""
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(
            f"文件里的文字超过 {MOST_CHARACTERS // 10_000} 万字，不像一份方案，请拆成几份后再导入。"
        )
    return text


def within_pages(pages: int) -> None:
    if pages > MOST_PAGES:
        raise Unreadable(
            f"这份 PDF 有 {pages} 页，一次最多读 {MOST_PAGES} 页，请拆成几份后再导入。"
        )


def within_rows(rows: int, columns: int) -> None:
    if rows > MOST_ROWS:
        raise Unreadable(f"表格有 {rows} 行，一次最多读 {MOST_ROWS} 行，请拆成几份后再导入。")
    if columns > MOST_COLUMNS:
        raise Unreadable(
            f"表格用到了第 {columns} 列，一次最多读 {MOST_COLUMNS} 列，请删去多余的列后再导入。"
        )
