"""The tables of a circular: units, lagging items, the whole ledger (pure)."""

from collections.abc import Iterable
from datetime import date

from tasks_tracker import wording
from tasks_tracker.reports.circular_figures import AWAITS
from tasks_tracker.reports.circular_snapshot import (
    Annex,
    Column,
    Counts,
    Figures,
    Item,
    Kind,
    UnitRow,
)

N, S = Kind.NUMBER, Kind.SHORT
UNIT_COLUMNS = (
    Column("序号", S),
    Column("单位"),
    Column("应办", N),
    Column("办结", N),
    Column("在办", N),
    Column("逾期", N),
    Column("到期节点", N),
    Column("按期", N),
    Column("按时率（%）", N),
)
LAGGING_COLUMNS = (
    Column("序号", S),
    Column("编号", S),
    Column("任务"),
    Column("牵头单位"),
    Column("未完成的节点"),
    Column("时限", S),
    Column("状态", S),
)
LEDGER_COLUMNS = (
    Column("序号", S),
    Column("编号", S),
    Column("任务"),
    Column("牵头领导", S),
    Column("牵头单位"),
    Column("责任单位"),
    Column("时限", S),
    Column("进展"),
    Column("状态", S),
)
NO_TASKS = "还没有任务纳入台账。"
NOTHING_LATE = "截至当日没有滞后事项。"
MISSED = "当日到期未报送"
RATE_NOTE = "按时率为按期报送节点占当月到期节点的比例；当月没有到期节点的单位记“—”。"
AWAITS_NOTE = "“待审”指反馈已报送、正在审核，审核期间时限停止计算。"


def annexes(figures: Figures, *, year: int) -> tuple[Annex, ...]:
    """The three tables in their order; days of other years than `year` are given with theirs."""
    return (
        Annex(
            title="分单位总表",
            columns=UNIT_COLUMNS,
            rows=_numbered(_unit(row) for row in figures.units),
            foot=("", "合计", *_counted(figures.totals.counts)),
            note=RATE_NOTE,
            empty=NO_TASKS,
        ),
        Annex(
            title="滞后事项",
            columns=LAGGING_COLUMNS,
            rows=_numbered(_lagging(figures, year)),
            note=AWAITS_NOTE,
            empty=NOTHING_LATE,
        ),
        Annex(
            title="全部台账",
            columns=LEDGER_COLUMNS,
            rows=_numbered(_ledger(figures)),
            note=AWAITS_NOTE,
            empty=NO_TASKS,
        ),
    )


def _numbered(rows: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple((str(place), *row) for place, row in enumerate(rows, 1))


def _unit(row: UnitRow) -> tuple[str, ...]:
    return (row.name, *_counted(row.counts))


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


def _lagging(figures: Figures, year: int) -> Iterable[tuple[str, ...]]:
    """What is overdue, what lags, what ran out with the last day, and what waits for the office."""
    yield from (_item(item, _lateness(item), year) for item in figures.overdue)
    yield from (_item(item, _behind(item), year) for item in figures.lagging)
    yield from (_item(item, MISSED, year) for item in figures.missed)
    yield from (_item(item, AWAITS, year) for item in figures.waiting)


def _item(item: Item, status: str, year: int) -> tuple[str, ...]:
    due = wording.day(date.fromisoformat(item.due_on), in_year=year)
    return (item.code, item.title, item.unit, "；".join(item.behind), due, status)


def _lateness(item: Item) -> str:
    return f"超 {item.days_late} 个工作日" if item.days_late else "不足1个工作日"


def _behind(item: Item) -> str:
    return f"滞后 {item.days_late} 个工作日" if item.days_late else "滞后不足1个工作日"


def _ledger(figures: Figures) -> Iterable[tuple[str, ...]]:
    for row in figures.ledger:
        yield (
            row.code,
            row.title,
            row.leader,
            row.leads,
            row.supports,
            row.due,
            row.progress,
            row.status,
        )
