"""更正: what differs between a circular and the one that puts it right (pure)."""

from collections.abc import Iterator, Mapping

from tasks_tracker.reports.circular_counted import Change, Figures, LedgerRow
from tasks_tracker.reports.circular_numbers import numbers
from tasks_tracker.reports.circular_sentences import Draft, Told
from tasks_tracker.reports.circular_snapshot import Setting

COMPARED: Mapping[str, tuple[str, str]] = {
    "tasks": ("任务总数", "项"),
    "completed": ("已办结", "项"),
    "under_way": ("在办", "项"),
    "overdue": ("逾期", "项"),
    "due": ("到期节点", "个"),
    "on_time": ("按期报送", "个"),
    "on_time_rate": ("按时率", ""),
    "lagging": ("滞后", "项"),
    "missed": ("最后一天到期未报送", "项"),
    "waiting": ("待审", "项"),
    "reports_missing": ("漏报", "件"),
    "reports_late": ("迟报", "件"),
}
"""Figures that a correction says anew, each with what follows its number."""
CELLS = {
    "title": "任务",
    "leads": "牵头单位",
    "supports": "责任单位",
    "due": "时限",
    "progress": "进展",
    "status": "状态",
}


def changes(before: Figures, after: Figures) -> Iterator[Change]:
    """Figures, then the ledger line by line."""
    was, now = numbers(before), numbers(after)
    for figure, (label, _) in COMPARED.items():
        if figure in was and was[figure] != now[figure]:
            yield Change(label, was[figure], now[figure], figure)
    yield from _in_ledger(before, after)


def _in_ledger(before: Figures, after: Figures) -> Iterator[Change]:
    old, new = ({row.code: row for row in one.ledger} for one in (before, after))
    for code in sorted({*old, *new}):
        if code not in new:
            yield Change(f"{code} {old[code].title}", "列入台账", "不列入")
        elif code not in old:
            yield Change(f"{code} {new[code].title}", "没有列入", "列入台账")
        else:
            yield from _in_row(old[code], new[code])


def _in_row(old: LedgerRow, new: LedgerRow) -> Iterator[Change]:
    for name, label in CELLS.items():
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield Change(f"{old.code} {old.title}：{label}", was, now)


def opening_of_correction(setting: Setting) -> str:
    return (
        f"{setting.office}印发的{setting.corrects}，经复核有需要更正的内容。"
        "现将更正后的情况通报如下，原通报与本通报不一致的，以本通报为准。"
    )


def corrected(told: Told) -> Iterator[Draft]:
    """What is another now, each with its number before and after."""
    figures = told.figures
    said = [
        f"{COMPARED[one.figure][0]}由⟦was.{one.figure}⟧{COMPARED[one.figure][1]}"
        f"更正为⟦{one.figure}⟧{COMPARED[one.figure][1]}"
        for one in figures.changes
        if one.figure
    ]
    rows = any(not one.figure for one in figures.changes)
    sentences = [f"{'，'.join(said)}。"] if said else []
    if rows:
        sentences.append(f"台账中需要更正的内容见{told.annex('changes')}。")
    yield Draft("更正内容", tuple(sentences or ["数据和台账没有变化，更正只涉及文字。"]))
