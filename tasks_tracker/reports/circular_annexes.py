"""The tables of a circular: units, lagging items, the whole ledger; for the page and for paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm

from tasks_tracker import wording
from tasks_tracker.reports.circular_snapshot import Counts, Item, Snapshot
from tasks_tracker.reports.circular_text import ANNEXES
from tasks_tracker.reports.docx_parts import Column, add, add_table

C, R = ALIGN.CENTER, ALIGN.RIGHT
UNIT_COLUMNS = (
    Column("序号", Mm(11), C),
    Column("单位", Mm(54)),
    Column("应办", Mm(13), R),
    Column("办结", Mm(13), R),
    Column("在办", Mm(13), R),
    Column("逾期", Mm(13), R),
    Column("到期节点", Mm(13), R),
    Column("按期", Mm(13), R),
    Column("按时率（%）", Mm(13), R),
)
LAGGING_COLUMNS = (
    Column("序号", Mm(11), C),
    Column("编号", Mm(16), C),
    Column("任务", Mm(50)),
    Column("牵头单位", Mm(36)),
    Column("未完成的节点", Mm(58)),
    Column("时限", Mm(19), C),
    Column("状态", Mm(35), C),
)
LEDGER_COLUMNS = (
    Column("序号", Mm(10), C),
    Column("编号", Mm(15), C),
    Column("任务", Mm(41)),
    Column("牵头领导", Mm(15), C),
    Column("牵头单位", Mm(28)),
    Column("责任单位", Mm(38)),
    Column("时限", Mm(18), C),
    Column("进展", Mm(45)),
    Column("状态", Mm(15), C),
)
NOTHING = "截至当日没有滞后事项。"
RATE_NOTE = "按时率为按期报送节点占当月到期节点的比例；当月没有到期节点的单位记“—”。"
AWAITS_NOTE = "“待审”指反馈已报送、正在审核，审核期间时限停止计算。"


@dataclass(frozen=True)
class Annex:
    """One table with its name."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    foot: Sequence[str] = ()
    note: str = ""
    empty: str = ""


def all_of(snapshot: Snapshot) -> tuple[Annex, Annex, Annex]:
    """The three annexes in their order."""
    return (_units(snapshot), _lagging(snapshot), _ledger(snapshot))


def write(document: Document, number: int, annex: Annex) -> None:
    """附件N in the first line, its title in the third, then the table."""
    mark = add(document, f"附件{number}", "附件序号")
    mark.paragraph_format.page_break_before = True
    add(document, annex.title, "附件标题")
    if annex.rows:
        add_table(document, annex.columns, annex.rows, annex.foot)
    add(document, annex.note if annex.rows else annex.empty, "表注")


def lateness(item: Item) -> str:
    return f"超 {item.days_late} 个工作日" if item.days_late else "不足1个工作日"


def _units(snapshot: Snapshot) -> Annex:
    rows = [
        (str(place), row.name, *_counted(row.counts))
        for place, row in enumerate(snapshot.figures.units, 1)
    ]
    return Annex(
        title=ANNEXES[0],
        columns=UNIT_COLUMNS,
        rows=rows,
        foot=("", "合计", *_counted(snapshot.figures.totals.counts)),
        note=RATE_NOTE,
        empty="还没有任务纳入台账。",
    )


def _counted(counts: Counts) -> tuple[str, ...]:
    plain = (
        counts.tasks,
        counts.completed,
        counts.under_way,
        counts.overdue,
        counts.due,
        counts.on_time,
    )
    return (*map(str, plain), wording.percent(counts.on_time_rate))


def _lagging(snapshot: Snapshot) -> Annex:
    figures = snapshot.figures
    missed = f"{wording.day(snapshot.setting.as_of)}到期，当日未报送"
    marked = [
        *((item, lateness(item)) for item in figures.overdue),
        *((item, missed) for item in figures.missed),
        *((item, "待审") for item in figures.waiting),
    ]
    rows = [
        (
            str(place),
            item.code,
            item.title,
            item.unit,
            "；".join(item.behind),
            wording.day(date.fromisoformat(item.due_on)),
            status,
        )
        for place, (item, status) in enumerate(marked, 1)
    ]
    return Annex(
        title=ANNEXES[1], columns=LAGGING_COLUMNS, rows=rows, note=AWAITS_NOTE, empty=NOTHING
    )


def _ledger(snapshot: Snapshot) -> Annex:
    rows = [
        (
            str(place),
            row.code,
            row.title,
            row.leader,
            row.leads,
            row.supports,
            row.due,
            row.progress,
            row.status,
        )
        for place, row in enumerate(snapshot.figures.ledger, 1)
    ]
    return Annex(
        title=ANNEXES[2],
        columns=LEDGER_COLUMNS,
        rows=rows,
        note=AWAITS_NOTE,
        empty="还没有任务纳入台账。",
    )
