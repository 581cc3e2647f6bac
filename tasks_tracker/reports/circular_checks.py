"""Whether a circular is right in itself: parts and whole, shares, names, numbers in sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tasks_tracker import wording
from tasks_tracker.reports.circular_figures import AWAITS
from tasks_tracker.reports.circular_snapshot import Counts, Figures, Paragraph, Snapshot, Text
from tasks_tracker.reports.circular_text import numbers
from tasks_tracker.reports.percentages import WHOLE


@dataclass(frozen=True)
class Check:
    """One thing that was checked."""

    words: str
    passed: bool


def checks(snapshot: Snapshot) -> list[Check]:
    """What must hold before it is issued."""
    figures = snapshot.figures
    counts = figures.totals.counts
    parts = counts.completed + counts.under_way + counts.overdue
    return [
        Check(f"已办结＋在办＋逾期＝{counts.tasks}", parts == counts.tasks),
        Check("三个百分比合计 100.0", sum(figures.totals.shares) in {WHOLE, 0}),
        Check("附件1 各单位之和等于总数", _units_add_up(figures)),
        Check("附件3 行数等于任务总数", len(figures.ledger) == counts.tasks),
        Check("点名事项都在附件3 中，且没有待审的", _named_are_listed(figures)),
        Check("文中数字与快照一致", _bound(snapshot)),
    ]


def is_stale(snapshot: Snapshot, today: date) -> str:
    """Why a draft should be taken anew before it is issued; empty where it need not."""
    setting = snapshot.setting
    if not setting.is_whole:
        return f"快照取于{wording.day(setting.as_of)}，当月还没有结束。"
    if setting.measures_by <= today:
        return f"文中的整改期限{wording.day(setting.measures_by)}已到，印发前请重新起草。"
    return ""


def _units_add_up(figures: Figures) -> bool:
    totals = figures.totals.counts
    rows = [row.counts for row in figures.units]
    return all(
        sum(getattr(row, name) for row in rows) == getattr(totals, name) for name in Counts.summed()
    )


def _named_are_listed(figures: Figures) -> bool:
    status = {row.code: row.status for row in figures.ledger}
    named = [item.code for item in (*figures.overdue, *figures.lagging, *figures.missed)]
    return all(status.get(code, AWAITS) != AWAITS for code in named)


def _bound(snapshot: Snapshot) -> bool:
    known = numbers(snapshot.figures)
    return all(
        part.words == known.get(part.figure)
        for paragraph in paragraphs(snapshot.text)
        for part in paragraph
        if part.figure
    )


def paragraphs(text: Text) -> Iterator[Paragraph]:
    """All sentences of the body."""
    yield text.opening
    for chapter in text.chapters:
        yield from chapter.paragraphs
