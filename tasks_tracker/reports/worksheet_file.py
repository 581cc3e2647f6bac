"""反馈表 to be filled in offline: the open items that a person's units lead, one row each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tasks_tracker import wording
from tasks_tracker.domain.lights import Light
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.progress import ProgressReport, ReportState
from tasks_tracker.domain.tasks import Target, Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User
from tasks_tracker.domain.worksheet_cells import (
    APPLIES,
    HEADS,
    MILESTONES,
    NO_EVIDENCE,
    PERCENT,
    TEXTS,
    figure_cell,
)
from tasks_tracker.domain.worksheet_heads import (
    FIGURE_NOW,
    FIGURE_SHOWN,
    FIGURES,
    MARK,
    NOTES,
    SHEET,
    SHOWN,
)
from tasks_tracker.domain.worksheet_marks import Mark, shown_check
from tasks_tracker.persistence import tasks
from tasks_tracker.reports import duties
from tasks_tracker.reports.ledger_workbook import COLOURS
from tasks_tracker.reports.workbook import Cell, Column, Kind, Sheet, Tinted, write

WIDTHS = {"code": 9, "name": 30, "due": 13, "light": 9, "milestones_left": 28, "before": 36}
WIDTHS |= {"phrase": 34, "wanted": 12, **dict.fromkeys(TEXTS, 30), "progress": 46}
WIDTHS |= {PERCENT: 9, MILESTONES: 12, APPLIES: 9, NO_EVIDENCE: 18}
HINTS = {
    "progress": "写做成了什么、到什么程度。不报的项目空着。",
    PERCENT: "0 到 100 的整数，没有变化就不动。",
    MILESTONES: "左边“还没完成的节点”里完成了哪几个，填序号，如 1、2；都完成填“全部”。",
    APPLIES: "整项办完、申请办结的选“是”。",
    NO_EVIDENCE: "申请办结又没有佐证材料的，写明为什么没有。",
}
FROZEN = 2
NOTE = "{}下载，{} 项。黄底的格子填写，没有填的行不报送；填完到“我的任务—用 Excel 填报”上传。"
HOW = (
    "1. 只填黄底的格子；白底的格子锁着，改了也不作数。",
    "2. 一项一行。没有填的行不报送；填了任何一格，都要写“进展情况”。",
    "3. 可以排序、筛选、隐藏、删去不报的行。排序请选中整张表，不要只排一列。",
    "4. 有指标的任务，把目前的数填在“指标”那张表里，并在“反馈表”里写进展。",
    "5. 佐证材料不能随表上传：要附佐证的任务，请到任务页填报；表里这一行空着。",
    "6. 填完到“我的任务—用 Excel 填报”上传。上传之后先给你看将要报送什么，确认了才报。",
    "7. 最右边有一列隐藏的核对码，请留着；没有它，系统只能按编号对。",
)


@dataclass(frozen=True)
class Item:
    """One task with what its unit said last."""

    task: Task
    light: Light
    unit: Unit
    last: ProgressReport | None

    @property
    def open(self) -> list[Milestone]:
        return [one for one in self.task.dated if one.is_open]


def items(user: User, today: date) -> list[Item]:
    """What a person may report on now, in the order of the ledger (at most 10 statements)."""
    owed = duties.of(user, today)
    rows = {row.task.id: row for row in (*owed.owed, *owed.waiting, *owed.under_way)}
    whole = tasks.whole([key for key, row in rows.items() if row.task.objected_on is None])
    return [
        Item(task, rows[task.id].light, unit, rows[task.id].report)
        for task in whole
        if (unit := _seat(task, user)) is not None
    ]


def _seat(task: Task, user: User) -> Unit | None:
    leads = {unit.id for unit in task.leads}
    leads |= {member.id for unit in task.leads if unit.is_collective for member in unit.members}
    return next((unit for unit in user.units if unit.id in leads), None)


def workbook(found: Sequence[Item], user: User, *, on: date) -> bytes:
    """The file that a liaison takes along."""
    names = "、".join(unit.name for unit in user.units)
    sheets = [_items_sheet(found, names, on)]
    if any(one.task.current_targets for one in found):
        sheets.append(_figures_sheet(found))
    sheets.append(Sheet(NOTES, [Column("怎么填", 100)], [[words] for words in HOW], is_lying=False))
    return write(sheets, title=f"{names}{SHEET}", author=names, on=on)


def table(found: Sequence[Item]) -> list[list[str]]:
    """The sheet of items as words, its head first: what a program finds in it."""
    rows = [[_words(cell) for cell in _item_row(one)] for one in found]
    return [[*SHOWN.values(), *HEADS.values(), MARK], *rows]


def _words(cell: Cell) -> str:
    return cell.words if isinstance(cell, Tinted) else str(cell)


def _items_sheet(found: Sequence[Item], names: str, on: date) -> Sheet:
    shown = [Column(head, WIDTHS[key]) for key, head in SHOWN.items()]
    fill_in = [_fill_in(cell, head) for cell, head in HEADS.items()]
    return Sheet(
        title=SHEET,
        columns=[*shown, *fill_in, Column(MARK, 10, hidden=True)],
        rows=[_item_row(one) for one in found],
        heading=f"{names}进展反馈表",
        notes=[NOTE.format(wording.full_day(on), len(found))],
        is_protected=True,
        frozen=FROZEN,
    )


def _fill_in(cell: str, head: str) -> Column:
    return Column(
        head,
        WIDTHS[cell],
        locked=False,
        choices=("是",) if cell == APPLIES else (),
        hint=HINTS.get(cell, ""),
    )


def _item_row(one: Item) -> list[Cell]:
    due = one.task.clock_ends_on
    shown = {
        "code": one.task.code,
        "name": one.task.name,
        "due": wording.full_day(due) if due else "",
        "light": wording.word(one.light),
        "milestones_left": "\n".join(_numbered(one.open)),
        "before": _before(one.last),
    }
    percent = "" if one.task.percent is None else str(one.task.percent)
    base = {PERCENT: percent} if percent else {}
    mark = _mark(one, base, shown)
    cells: dict[str, Cell] = {**shown, "light": Tinted(shown["light"], COLOURS[one.light])}
    filled = [percent if cell == PERCENT else "" for cell in HEADS]
    return [*cells.values(), *filled, mark.written()]


def _mark(one: Item, base: dict[str, str], shown: dict[str, str]) -> Mark:
    return Mark(
        task_id=one.task.id,
        unit_id=one.unit.id,
        seen=one.last.id if one.last else 0,
        milestones=[milestone.id for milestone in one.open],
        base=base,
        shown={key: shown_check(words) for key, words in shown.items() if words},
    )


def _numbered(milestones: Sequence[Milestone]) -> list[str]:
    return [
        f"{at}. {one.deliverable}（{wording.day(one.due_on)}）"
        for at, one in enumerate(milestones, 1)
    ]


def _before(last: ProgressReport | None) -> str:
    if last is None:
        return ""
    is_returned = last.state is ReportState.RETURNED
    returned = f"（已退回：{last.review_words}）" if is_returned else ""
    return f"{wording.day(last.submitted_on)}{returned}：{last.progress}"


def _figures_sheet(found: Sequence[Item]) -> Sheet:
    shown = [Column(head, WIDTHS[key]) for key, head in FIGURE_SHOWN.items() if key != "before"]
    return Sheet(
        title=FIGURES,
        columns=[
            *shown,
            Column(FIGURE_SHOWN["before"], 14),
            Column(FIGURE_NOW, 14, Kind.TEXT, locked=False, hint="只填数字，单位不用写。"),
            Column(MARK, 10, hidden=True),
        ],
        rows=[_figure_row(one, target) for one in found for target in one.task.current_targets],
        is_protected=True,
        frozen=FROZEN,
    )


def _figure_row(one: Item, target: Target) -> list[Cell]:
    before = "" if target.reported_value is None else wording.figure(target.reported_value)
    shown = {
        "code": one.task.code,
        "name": one.task.name,
        "phrase": target.phrase,
        "wanted": wording.target(target.op, target.value, target.unit),
        "before": before,
    }
    mark = _mark(one, {figure_cell(target.id): ""}, shown)
    return [*shown.values(), "", mark.written()]
