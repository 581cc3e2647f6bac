"""反馈表: uploaded, put right, and reported as a whole or not at all."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.domain.worksheet_cells import HEADS, MILESTONES, PERCENT, target_of
from tasks_tracker.domain.worksheet_rows import THEIRS, YOURS, RowState, Weighed, weigh
from tasks_tracker.domain.worksheets import Worksheet
from tasks_tracker.importer.files.paper import Unreadable
from tasks_tracker.importer.filled_sheets import read
from tasks_tracker.operations import completion
from tasks_tracker.operations.evidence import clean_name
from tasks_tracker.operations.progress import reporting_units
from tasks_tracker.operations.trail import record
from tasks_tracker.operations.unsigned import Handed, hand_in
from tasks_tracker.operations.worksheet_intake import take_in
from tasks_tracker.persistence import worksheets
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.worksheets import Known

MOST_ROWS = 500
LONGEST_CELL = 4500
TOO_MANY = f"表里填了 {{}} 项，一次最多 {MOST_ROWS} 项，请分开上传。"
NOTHING = "表里没有填内容：黄底的格子都空着。填好再上传。"
CHANGED = "打开本页之后，有人报过其中的任务，或者另一个页面改过这份表。看过新的内容，再按一次报送。"
LED_BY_OTHERS = "这项任务已不由你单位牵头，请选“这次不报”。"
TO_SIGN = "{}已经写了一份，正等单位负责人签发；请先到“待签发”里撤回，或选“这次不报”。"


def upload(
    *, by: User, now: datetime, file_name: str, raw: bytes, most: int | None = None
) -> Worksheet:
    """Read a filled in sheet and keep what it says; nothing is reported yet. `most` bytes."""
    require(by, Action.FILL_WORKSHEET, None)
    if most is not None and len(raw) > most:
        raise Refusal("文件太大，请去掉表里的图片再上传。", field="file")
    try:
        filled = read(raw)
    except Unreadable as reason:
        raise Refusal(reason.words, field="file") from None
    found = take_in(filled, by)
    if len(found.rows) > MOST_ROWS:
        raise Refusal(TOO_MANY.format(len(found.rows)), field="file")
    if not found.rows:
        raise Refusal("".join([NOTHING, *found.remarks]), field="file")
    one = Worksheet(by=by, uploaded_at=now, file_name=clean_name(file_name), content=found.content)
    db.add(one)
    db.flush()
    _record(EventKind.WORKSHEET_UPLOADED, one, by, now, f"{one.file_name} {len(found.rows)} 项")
    return one


def weighed(one: Worksheet, by: User) -> list[Weighed]:
    """Each row against what is known now (at most 10 statements, however many rows). Rows of
    tasks that this person sees no more are left out."""
    known = worksheets.known({row["task_id"] for row in one.rows}, by)
    return [_weighed(row, known, by) for row in one.rows if row["task_id"] in known.tasks]


def _weighed(row: Mapping[str, Any], known: Known, by: User) -> Weighed:
    task = known.tasks[row["task_id"]]
    words = row["words"]
    if row["unit_id"] not in {unit.id for unit in reporting_units(by, task)}:
        words = LED_BY_OTHERS
    elif task.id in known.unsigned:
        words = TO_SIGN.format(known.unsigned[task.id])
    lacking = partial(_lacking, known.unsettled.get(task.id, ()))
    return weigh({**row, "words": words}, task, known.last.get(task.id), lacking=lacking)


def _lacking(
    unsettled: Sequence[str], task: Task, *, has_evidence: bool, given: Collection[int], **_: Any
) -> list[str]:
    """What an application lacks; whose shares are open was looked up for all rows at once."""
    words = "；" if unsettled else "都办结了"
    found = completion.lacking(task, has_evidence=has_evidence, shares_words=words, given=given)
    return [*found, *([f"{'、'.join(unsettled)}的分工没有办结，须写明情况"] if unsettled else [])]


def correct(
    one: Worksheet,
    task_id: int,
    *,
    by: User,
    cells: Mapping[str, str],
    chosen: Mapping[str, str],
    is_out: bool = False,
) -> None:
    """Put a row right on the page: its words, who is right where two wrote, or not to report it."""
    require(by, Action.FILL_WORKSHEET, one)
    row = one.row_of(task_id)
    mine = {cell: words for cell, words in cells.items() if cell in HEADS or target_of(cell)}
    if any(len(words) > LONGEST_CELL for words in mine.values()):
        raise Refusal("有一格太长，每格最多 4000 字。")
    kept = {cell: who for cell, who in chosen.items() if cell in mine and who in {THEIRS, YOURS}}
    one.change(task_id, cells=row["cells"] | mine, chosen=kept, out=is_out, words="")


def report(one: Worksheet, *, by: User, now: datetime, seen: str) -> list[Handed]:
    """Every row that was filled in becomes a report, or none of them does."""
    require(by, Action.FILL_WORKSHEET, one)
    one.report(now)
    db.flush()  # of two who report it at once the second is told here
    found = weighed(one, by)
    if mark_of(one, found) != seen:
        raise Refusal(CHANGED)
    if left := [one.task.code for one in found if one.state in _UNDECIDED]:
        raise Refusal(f"{'、'.join(left)}还没有改好或选好，一项也没有报。改好，或选“这次不报”。")
    ready = [row for row in found if row.state is RowState.READY]
    if not ready:
        raise Refusal("没有要报的内容：每一项都没有填，或者选了不报。")
    handed = [_hand_in(row, by, now) for row in ready]
    codes = "、".join(row.task.code for row in ready)
    _record(EventKind.WORKSHEET_REPORTED, one, by, now, f"{len(ready)} 项：{codes}")
    return handed


def drop(one: Worksheet, *, by: User, now: datetime) -> None:
    """Throw an upload away; nothing of it was reported."""
    require(by, Action.FILL_WORKSHEET, one)
    one.drop(now)
    _record(EventKind.WORKSHEET_DROPPED, one, by, now, one.file_name)


def mark_of(one: Worksheet, found: Sequence[Weighed]) -> str:
    """What was known when a page was shown: who reports must have seen the same."""
    known = [(row.task.id, row.last and (row.last.id, row.last.state.value)) for row in found]
    said = json.dumps([known, one.rows], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:20]


_UNDECIDED = (RowState.ERROR, RowState.CONFLICT)


def _hand_in(row: Weighed, by: User, now: datetime) -> Handed:
    unit = next(unit for unit in by.units if unit.id == row.row["unit_id"])
    said = dict(row.said)
    try:
        return hand_in(
            row.task,
            by=by,
            now=now,
            unit=unit,
            milestones=said.pop(MILESTONES),
            percent=said.pop(PERCENT),
            **said,
        )
    except Refusal as refusal:
        raise Refusal(
            f"第 {row.row['line']} 行（{row.task.code}）：{refusal.words}所以一项也没有报。"
        ) from None


def _record(kind: EventKind, one: Worksheet, by: User, now: datetime, words: str) -> None:
    record(kind, by=by, now=now, subject=f"worksheet:{one.id}", words=words)
