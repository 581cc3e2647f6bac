"""Tables that give each place its share of a goal, year by year."""

import re
from collections.abc import Iterable, Iterator

from tasks_tracker.importer.folding import fold
from tasks_tracker.importer.lines import Line
from tasks_tracker.importer.shares import DUTY
from tasks_tracker.importer.tables import Row

TITLE = re.compile("目标|任务|指标|计划")
PLACE = re.compile(r"属地|乡镇|镇街|镇（街道?）|乡镇（街道）|县区|地区|县（市、区）|责任主体")
YEAR = re.compile("(20[0-9]{2})年")
SUM = re.compile("合计|总计|小计|全[市县区]")
FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def quota_rows(title: str, lines: Iterable[Line]) -> list[Row]:
    """One row for each place below a header that names places and years."""
    return list(_rows(lines)) if TITLE.search(title) else []


def _rows(lines: Iterable[Line]) -> Iterator[Row]:
    open_table = False
    years: dict[int, str] = {}
    for line in lines:
        cells = line.text.split("\t")
        first = fold(cells[0])
        if len(cells) == 1 or PLACE.fullmatch(first):
            open_table, years = len(cells) > 1, {}
        if open_table:
            years |= {at: found[1] for at, cell in enumerate(cells) if (found := YEAR.match(cell))}
            if years and first and not (PLACE.fullmatch(first) or SUM.fullmatch(first)):
                yield _row(line, cells, years)


def _row(line: Line, cells: list[str], years: dict[int, str]) -> Row:
    due = [
        f"{year}年底"
        for at, year in years.items()
        if at < len(cells) and FIGURE.fullmatch(cells[at])
    ]
    return Row(
        line=line,
        groups=(),
        measure=cells[0],
        number="",
        time="，".join(due),
        shares=((DUTY, (cells[0],)),),
    )
