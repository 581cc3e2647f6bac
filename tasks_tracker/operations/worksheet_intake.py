"""The rows of an uploaded 反馈表 at their tasks; what cannot be matched is told, not guessed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.domain.worksheet_cells import HEADS, figure_cell, target_of
from tasks_tracker.domain.worksheet_heads import FIGURE_SHOWN, SHOWN
from tasks_tracker.domain.worksheet_marks import Mark, shown_check
from tasks_tracker.importer.filled_sheets import Filled, FilledRow
from tasks_tracker.operations.progress import reporting_units
from tasks_tracker.persistence import tasks, worksheets

CODE = re.compile(r"[^\d\s]{0,4}0*(\d{1,6})")
TORN = (
    "编号与核对码对不上，像是只给一部分列排了序。请看清下面的内容是不是这一项的，"
    "是就存一下，不是就选“这次不报”。"
)
NO_MARK = "第 {} 行没有核对码，按编号对上了{}，报送前请看一眼。"
Row = dict[str, Any]


@dataclass
class Intake:
    """What came of a file: rows by task, and what the person should know."""

    rows: dict[int, Row] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    blank: int = 0

    @property
    def content(self) -> dict[str, Any]:
        rows = sorted(self.rows.values(), key=lambda row: row["line"])
        return {"rows": rows, "remarks": self.remarks, "blank": self.blank}


def take_in(filled: Filled, by: User) -> Intake:
    """Everything that was filled in, at its task."""
    known = _tasks(filled, by)
    found = Intake()
    for one in filled.items:
        _take_item(found, one, _task_of(one, known), by)
    for one in filled.figures:
        _take_figure(found, one, _task_of(one, known), by)
    return found


def _tasks(filled: Filled, by: User) -> Mapping[int | str, Task]:
    """The tasks that the rows speak of and this person sees, by id and by code."""
    rows = (*filled.items, *filled.figures)
    ids = {one.mark.task_id for one in rows if one.mark}
    numbers = {number for one in rows if not one.mark and (number := _number(one)) is not None}
    named = tasks.of_numbers(by.region, numbers) if by.region and numbers else {}
    found = worksheets.known({*ids, *(task.id for task in named.values())}, by).tasks.values()
    by_code: dict[int | str, Task] = {task.code: task for task in found}
    return by_code | {task.id: task for task in found}


def _number(one: FilledRow) -> int | None:
    code = CODE.fullmatch(one.cells.get("code", ""))
    return int(code[1]) if code else None


def _task_of(one: FilledRow, known: Mapping[int | str, Task]) -> Task | None:
    if one.mark:
        return known.get(one.mark.task_id)
    return known.get(one.cells.get("code", ""))


def _take_item(found: Intake, one: FilledRow, task: Task | None, by: User) -> None:
    cells = {cell: words for cell in HEADS if (words := one.cells.get(cell))}
    base = one.mark.base if one.mark else {}
    if all(words == base.get(cell) for cell, words in cells.items()):
        found.blank += 1
        return
    if task is None or not reporting_units(by, task):
        found.remarks.append(_not_yours(one))
        return
    row = _row(one, task, by, cells)
    found.remarks += _about(one, task, SHOWN)
    earlier = found.rows.setdefault(task.id, row)
    if earlier is not row and earlier["cells"] != cells:
        earlier["words"] = f"第 {earlier['line']} 行和第 {one.line} 行都是{task.code}，内容不一样。"
        said = "；".join(f"{HEADS[cell]}：{words}" for cell, words in cells.items())
        found.remarks.append(f"第 {one.line} 行（{task.code}，重复的一行）写的是——{said}")


def _take_figure(found: Intake, one: FilledRow, task: Task | None, by: User) -> None:
    words = one.cells.get("figure", "")
    cell = _figure_cell(one, task)
    base = one.mark.base.get(cell, "") if one.mark else ""
    if not words or words == base:
        return
    if task is None or not cell or not reporting_units(by, task):
        found.remarks.append(_not_yours(one, f"指标表第 {one.line} 行"))
        return
    row = found.rows.setdefault(task.id, _row(one, task, by, {}))
    row["cells"][cell] = words
    row["base"] = {**row["base"], cell: base}
    found.remarks += _about(one, task, FIGURE_SHOWN)


def _figure_cell(one: FilledRow, task: Task | None) -> str:
    """Which figure it is: by its mark, or by the words of the target."""
    if one.mark:
        return next((cell for cell in one.mark.base if target_of(cell) is not None), "")
    named = [t for t in task.current_targets if t.phrase == one.cells.get("phrase")] if task else []
    return figure_cell(named[0].id) if len(named) == 1 else ""


def _row(one: FilledRow, task: Task, by: User, cells: Mapping[str, str]) -> Row:
    mark = one.mark or Mark(task.id, reporting_units(by, task)[0].id, 0, _open(task), {}, {})
    code = one.cells.get("code", task.code)
    is_torn = one.mark is not None and code != task.code
    return {
        "line": one.line,
        "task_id": task.id,
        "unit_id": mark.unit_id,
        "seen": mark.seen,
        "milestones": list(mark.milestones),
        "base": dict(mark.base),
        "cells": dict(cells),
        "chosen": {},
        "out": False,
        "words": TORN if is_torn else "",
    }


def _open(task: Task) -> list[int]:
    return [one.id for one in task.dated if one.is_open]


def _about(one: FilledRow, task: Task, heads: Mapping[str, str]) -> Iterable[str]:
    """What is to be known of a row that was taken."""
    if one.mark is None:
        yield NO_MARK.format(one.line, task.code)
        return
    changed = [
        f"“{heads[key]}”"
        for key, check in one.mark.shown.items()
        if key in heads and key != "code" and _differs(one.cells.get(key), check)
    ]
    if changed:
        yield f"第 {one.line} 行（{task.code}）的{'、'.join(changed)}是锁定的，改动不作数。"


def _differs(words: str | None, check: str) -> bool:
    """A column that was taken out as a whole was not changed."""
    return words is not None and shown_check(words) != check


def _not_yours(one: FilledRow, place: str = "") -> str:
    name = one.cells.get("code") or one.cells.get("name", "")
    place = place or f"第 {one.line} 行"
    if not name and one.mark is None:
        return f"{place}没有编号，不知道是哪一项，没有收。"
    return f"{place}（{name}）不是由你单位牵头的任务，没有收。"
