"""From the file to the ledger."""

import io
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from lxml import etree
from python_calamine import load_workbook
from sqlalchemy import Engine, event

from benchmarks import papers
from benchmarks.case import Case, best
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import Appointment, Post, Role, User
from tasks_tracker.importer.extraction import extract
from tasks_tracker.importer.files.docx import read as read_docx
from tasks_tracker.importer.files.txt import read_text
from tasks_tracker.operations.contents import unit_names
from tasks_tracker.operations.plans import adopt_plan, hand_in_document
from tasks_tracker.operations.units import add_region
from tasks_tracker.persistence.session import connect, db, transaction

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOW = datetime(2023, 3, 2, 2, 0, tzinfo=UTC)
BYTES_A_SECOND, ROWS_A_SECOND = 1_000_000, 500
ENOUGH = f"≥ {ROWS_A_SECOND} rows/s"
MOST_OVER_BARE, MOST_GROWTH = 3, 12
MEASURES = 4000
DOCX_ROWS, SHEET_ROWS = 500, 10_000


def cases(quick: bool) -> Iterator[Case]:  # noqa: FBT001 - every group is called alike
    yield from _text(MEASURES // 10 if quick else MEASURES)
    yield from _word(DOCX_ROWS, ten_times=not quick)
    yield from _sheets(SHEET_ROWS // 4 if quick else SHEET_ROWS)


def _text(measures: int) -> Iterator[Case]:
    raw = papers.text(measures).encode()
    ours = best(lambda: extract(read_text(raw)), runs=3)
    goal = f"≥ {BYTES_A_SECOND:,} bytes/s"
    met = len(raw) / ours >= BYTES_A_SECOND
    floor = best(lambda: [line.strip() for line in raw.decode().split("\n")])
    yield Case(case="text → tasks", n=len(raw), ours=ours, floor=floor, goal=goal, met=met)


def _word(rows: int, *, ten_times: bool) -> Iterator[Case]:
    first = _word_case(rows)
    yield first
    if ten_times:
        raw = papers.word_table(10 * rows)
        more = best(lambda: read_docx(raw), runs=3)
        yield _growth("DOCX table → lines, ten times the rows", 10 * rows, more, first.ours)


def _word_case(rows: int) -> Case:
    raw = papers.word_table(rows)
    ours, floor = best(lambda: read_docx(raw), runs=9), best(lambda: bare_cells(raw), runs=9)
    return Case(
        case="DOCX table → lines",
        n=rows,
        ours=ours,
        floor=floor,
        goal=f"≤ {MOST_OVER_BARE} × a bare lxml pass",
        met=ours <= MOST_OVER_BARE * floor,
    )


def bare_cells(raw: bytes) -> list[list[str]]:
    """The text of each cell and nothing else."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    return [
        ["".join(text.text or "" for text in cell.iter(W + "t")) for cell in row.iter(W + "tc")]
        for row in root.iter(W + "tr")
    ]


def _sheets(rows: int) -> Iterator[Case]:
    small, large = _sheet_case(rows // 10, goal=""), _sheet_case(rows, goal=ENOUGH)
    yield from (small, large)
    yield _growth("XLSX → adopted tasks, ten times the rows", rows, large.ours, small.ours)


def _sheet_case(rows: int, *, goal: str) -> Case:
    raw = papers.sheet(rows)
    statements = 0

    def count(*_: object) -> None:
        nonlocal statements
        statements += 1

    with _database() as engine:
        region, clerk = _office()
        event.listen(engine, "before_cursor_execute", count)
        ours = best(lambda: _adopt(raw, region, clerk), runs=1)
    return Case(
        case="XLSX → adopted tasks",
        n=rows,
        ours=ours,
        floor=best(lambda: bare_rows(raw), runs=3),
        goal=goal,
        met=not goal or rows / ours >= ROWS_A_SECOND,
        statements=statements,
    )


def _adopt(raw: bytes, region: Region, clerk: User) -> None:
    with transaction():
        (draft,) = hand_in_document(region, by=clerk, now=NOW, file_name="表.xlsx", raw=raw)
    with transaction():
        adopt_plan(draft, by=clerk, now=NOW, new_units=unit_names(draft.content))
    db.remove()


def bare_rows(raw: bytes) -> None:
    """The rows read and put into tables that nothing guards: task, three seats, date, figure."""
    cells = load_workbook(io.BytesIO(raw)).get_sheet_by_index(0).to_python()
    with tempfile.TemporaryDirectory() as folder:
        base = sqlite3.connect(Path(folder) / "floor.sqlite3")
        base.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, task, words)")
        many = [(at, str(cell)) for at, row in enumerate(cells) for cell in row]
        base.executemany("INSERT INTO rows (task, words) VALUES (?, ?)", many)
        base.commit()
        base.close()


@contextmanager
def _database() -> Iterator[Engine]:
    with tempfile.TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{folder}/bench.sqlite3")
        upgrade(engine)
        yield engine
        db.remove()
        engine.dispose()


def upgrade(engine: Engine) -> None:
    config = Config(Path(__file__).resolve().parents[1] / "alembic.ini")
    config.attributes["engine"] = engine
    command.upgrade(config, "head")


def _office() -> tuple[Region, User]:
    with transaction():
        region = add_region(now=NOW, name="云泽市", mark="云")
        clerk = User(account="clerk", name="赵宁", email="clerk@example.org")
        post = Post(region=region, role=Role.SUPERVISOR, title="督查专员", unit=None)
        db.add(Appointment(user=clerk, post=post, started_on=date(2020, 1, 1)))
    return region, clerk


def _growth(case: str, n: int, more: float, less: float) -> Case:
    goal = f"ten times the rows, ≤ {MOST_GROWTH} × the time"
    return Case(case=case, n=n, ours=more, floor=less, goal=goal, met=more <= MOST_GROWTH * less)
