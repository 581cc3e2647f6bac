"""The tables of a circular: units, what is behind, the whole ledger, and what moved (pure)."""

from collections.abc import Iterator, Mapping

from tasks_tracker import wording
from tasks_tracker.reports.circular_counted import Counts, Figures, Item, UnitRow
from tasks_tracker.reports.circular_items import AWAITS
from tasks_tracker.reports.circular_periods import day, this
from tasks_tracker.reports.circular_side_tables import changes, extensions, moves, targets
from tasks_tracker.reports.circular_snapshot import Annex, Column, Kind, Setting
from tasks_tracker.reports.circular_tables import NONE, Cells, Head, Table

N, S = Kind.NUMBER, Kind.SHORT
NO_TASKS = "还没有任务纳入台账。"
NOTHING_LATE = "截至当日没有滞后事项。"
AWAITS_NOTE = "“待审”指反馈已报送、正在审核，审核期间时限停止计算。"
ORDER_NOTE = "按由重到轻排列，依次为逾期、滞后、当日到期、未达序时进度、进度相对缓慢和待审。"
STATUS: Mapping[str, str] = {
    "overdue": "逾期",
    "lagging": "滞后",
    "missed": "当日到期未报送",
    "trailing": "未达序时进度",
    "slow": "进度相对缓慢",
    "waiting": AWAITS,
}
"""Lists of items from the worst on, with what is said of each."""
COUNTED_DAYS = frozenset({"overdue", "lagging"})
MISSING = frozenset({"overdue", "lagging", "missed"})


def annexes(setting: Setting, figures: Figures) -> tuple[Annex, ...]:
    """The first three always; the others where there is something in them."""
    first = (_units(setting, figures), _lagging(setting, figures), _ledger(figures))
    found = [table.annex for table in first]
    others = [
        extensions(setting, figures.grants),
        moves(setting, figures.moves),
        targets(setting, figures.targets),
        changes(figures.changes),
    ]
    return (*found, *(annex for table in others if (annex := table.annex).rows))


def _units(setting: Setting, figures: Figures) -> Table:
    """In official order; score and rank only where a sheet is published for the period."""
    is_ranked = any(row.score is not None for row in figures.units)
    period = this(setting)
    heads: list[Head] = [
        (Column("单位"), 44 if is_ranked else 37),
        *((Column(head, N), 11) for head in ("应办", "办结", "在办", "逾期", "到期节点", "按期")),
        (Column("按时率（%）", N), 16),
        (Column("延期节点", N), 11),
        (Column("按原定时限（%）", N), 17),
    ]
    if is_ranked:
        heads += [(Column("得分", N), 15), (Column("名次", N), 11), (Column("升降", S), 13)]
    scores = ("", "", "") if is_ranked else ()
    return Table(
        key="units",
        title="分单位总表",
        heads=heads,
        rows=(_unit(row, is_ranked=is_ranked) for row in figures.units),
        foot=("", "合计", *_counted(figures.totals.counts), *scores),
        note=(
            f"按时率为按期报送节点占{period}到期节点的比例，没有到期节点的记“—”。"
            f"“延期节点”指原定时限或者新时限在{period}、经批准延期的节点；“按原定时限”是不计延期的按时率。"
            + ("得分、名次取自已公布的得分表，分组排名，“—”为不参加排名。" if is_ranked else "")
        ),
        empty=NO_TASKS,
        is_lying=is_ranked,
    )


def _unit(row: UnitRow, *, is_ranked: bool) -> Cells:
    scores: Cells = ()
    if is_ranked:
        rank = NONE if row.rank is None else str(row.rank)
        scores = (_score(row.score), rank, _movement(row.movement))
    return (row.name, *_counted(row.counts), *scores)


def _score(hundredths: int | None) -> str:
    return NONE if hundredths is None else f"{hundredths // 100}.{hundredths % 100:02}"


def _movement(places: int | None) -> str:
    """↑2, ↓1; a dash where it stays, and where nothing was before."""
    if not places:
        return NONE
    return f"{'↑' if places > 0 else '↓'}{abs(places)}"


def _counted(counts: Counts) -> Cells:
    names = ("tasks", "completed", "under_way", "overdue", "due", "on_time")
    return (
        *(str(getattr(counts, name)) for name in names),
        wording.percent(counts.on_time_rate),
        str(counts.extended),
        wording.percent(counts.rate_by_original),
    )


def _lagging(setting: Setting, figures: Figures) -> Table:
    return Table(
        key="lagging",
        title="滞后事项",
        heads=(
            (Column("编号", S), 16),
            (Column("任务"), 38),
            (Column("牵头单位"), 30),
            (Column("时限", S), 21),
            (Column("存在问题"), 40),
            (Column("最近反馈"), 48),
            (Column("状态"), 22),
        ),
        rows=_behind(setting, figures),
        note=f"{ORDER_NOTE}{AWAITS_NOTE}",
        empty=NOTHING_LATE,
    )


def _behind(setting: Setting, figures: Figures) -> Iterator[Cells]:
    for name, words in STATUS.items():
        for item in getattr(figures, name):
            status = _days(words, item) if name in COUNTED_DAYS else words
            yield _item(setting, item, status, is_missing=name in MISSING)


def _item(setting: Setting, item: Item, status: str, *, is_missing: bool) -> Cells:
    nodes = "、".join(f"“{name}”" for name in item.behind)
    return (
        item.code,
        item.title,
        item.unit,
        _due(setting, item),
        f"{nodes}未完成" if is_missing else nodes,
        item.words or "没有反馈",
        status,
    )


def _due(setting: Setting, item: Item) -> str:
    due = day(item.due_on, setting)
    if not item.original_due_on:
        return due
    return f"{due}（原定{day(item.original_due_on, setting)}）"


def _days(words: str, item: Item) -> str:
    return f"{words}{item.days_late}个工作日" if item.days_late else f"{words}不足1个工作日"


def _ledger(figures: Figures) -> Table:
    rows = (
        (
            row.code,
            row.title,
            row.leader,
            row.leads,
            row.supports,
            row.due,
            row.progress,
            row.problems or NONE,
            row.status,
        )
        for row in figures.ledger
    )
    return Table(
        key="ledger",
        title="全部台账",
        heads=(
            (Column("编号", S), 15),
            (Column("任务"), 34),
            (Column("牵头领导", S), 14),
            (Column("牵头单位"), 25),
            (Column("责任单位"), 29),
            (Column("时限", S), 18),
            (Column("进展"), 47),
            (Column("存在问题"), 19),
            (Column("状态", S), 14),
        ),
        rows=rows,
        note=AWAITS_NOTE,
        empty=NO_TASKS,
    )
