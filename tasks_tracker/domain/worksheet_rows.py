"""One row of an uploaded 反馈表 weighed against what is known now: what it reports, where two wrote
in the same cell, and what cannot be taken."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tasks_tracker.domain.milestones import Milestone, MilestoneState
from tasks_tracker.domain.news import STUCK, says_nothing
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.stops import StopReason
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.worksheet_cells import (
    APPLIES,
    MILESTONES,
    NO_EVIDENCE,
    PERCENT,
    TEXTS,
    Misread,
    applies_of,
    figure_of,
    milestones_of,
    percent_of,
    target_of,
    text_of,
)

THEIRS, YOURS = "theirs", "yours"
WHOLE = "row"
"""The name under which stands what is wrong with a row and not with a cell."""
EMPTY = "进展情况空着；填了别的格子，也要写做成了什么、到什么程度。"
BY_PAGE = "佐证不能随表上传，请到任务页的“办结申请”办。"
Lacking = Callable[..., Sequence[str]]
READERS: Mapping[str, Callable[[str], Any]] = {PERCENT: percent_of, APPLIES: applies_of}


class RowState(StrEnum):
    """What becomes of a row."""

    ERROR = "error"
    CONFLICT = "conflict"
    READY = "ready"
    LEFT_OUT = "left_out"
    SAME = "same"


@dataclass(frozen=True)
class Conflict:
    """Two wrote in the same cell since the sheet was made."""

    cell: str
    theirs: str
    yours: str
    chosen: str


@dataclass
class Weighed:
    """One row; `said` is what goes to the report."""

    row: Mapping[str, Any]
    task: Task
    last: ProgressReport | None
    conflicts: list[Conflict] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    """What differs from the sheet as it was handed out."""

    @property
    def state(self) -> RowState:
        if self.row["out"]:
            return RowState.LEFT_OUT
        if self.errors:
            return RowState.ERROR
        if any(not one.chosen for one in self.conflicts):
            return RowState.CONFLICT
        return RowState.READY if self.said else RowState.SAME

    @property
    def newer(self) -> ProgressReport | None:
        """What the own unit reported after the sheet was made."""
        return self.last if self.last and self.last.id != self.row["seen"] else None


def weigh(
    row: Mapping[str, Any], task: Task, last: ProgressReport | None, *, lacking: Lacking
) -> Weighed:
    """`last` is what the unit reported last; `lacking` says what an application still needs."""
    found = Weighed(row, task, last)
    base = row["base"]
    found.typed = {
        cell: words for cell, words in row["cells"].items() if words and words != base.get(cell, "")
    }
    found.conflicts = _conflicts(found)
    kept = dict(found.typed)
    for one in found.conflicts:
        kept[one.cell] = one.theirs if one.chosen == THEIRS else one.yours
    refused = {one.cell for one in found.conflicts if one.chosen == THEIRS}
    if row["words"]:
        found.errors[WHOLE] = row["words"]
    elif found.typed.keys() - refused:
        _read(found, kept)
        _check(found, lacking)
    return found


def _conflicts(found: Weighed) -> list[Conflict]:
    if found.newer is None:
        return []
    theirs = _said_by(found.newer)
    chosen = found.row["chosen"]
    return [
        Conflict(cell, theirs[cell], words, chosen.get(cell, ""))
        for cell, words in found.typed.items()
        if theirs.get(cell) not in {None, "", words, found.row["base"].get(cell, "")}
    ]


def _said_by(report: ProgressReport) -> dict[str, str]:
    said = {cell: getattr(report, cell) for cell in TEXTS}
    said[PERCENT] = "" if report.percent is None else str(report.percent)
    figures = {f"figure_{one.target_id}": f"{one.value.normalize():f}" for one in report.values}
    return said | figures


def _read(found: Weighed, kept: Mapping[str, str]) -> None:
    """What the words mean, into `said`; what they cannot mean, into `errors`."""
    read: dict[str, Any] = {}
    for cell, words in kept.items():
        try:
            read[cell] = _meaning(cell, words, found.row["milestones"])
        except Misread as wrong:
            found.errors[cell] = str(wrong)
    figures = {target_of(cell): value for cell, value in read.items()}
    found.said = {
        **{cell: read.get(cell, "") for cell in (*TEXTS, NO_EVIDENCE)},
        PERCENT: read.get(PERCENT),
        MILESTONES: read.get(MILESTONES, []),
        "values": {one: value for one, value in figures.items() if one and value is not None},
        "is_application": read.get(APPLIES, False),
    }


def _meaning(cell: str, words: str, listed: Sequence[int]) -> Any:
    if cell == MILESTONES:
        return milestones_of(words, listed)
    if target_of(cell) is not None:
        return figure_of(words)
    reader = READERS.get(cell)
    return reader(words) if reader else text_of(cell, words)


def _check(found: Weighed, lacking: Lacking) -> None:
    """What the rules of reporting would refuse, said of the cell in which it stands."""
    task, said = found.task, found.said
    if over := _over(task):
        found.errors[WHOLE] = over
        return
    if not said["progress"]:
        found.errors.setdefault("progress", EMPTY)
    before = found.last.progress if found.last else None
    if says_nothing(said["progress"], said["problems"], before):
        found.errors["problems"] = STUCK
    if strange := said["values"].keys() - {one.id for one in task.current_targets}:
        found.errors.update({f"figure_{one}": "这项指标已经改了，请下载新表。" for one in strange})
    _check_milestones(found)
    if _is_application(found) and not found.errors:
        _check_application(found, lacking)


def _over(task: Task) -> str:
    if task.is_completed:
        return "这项任务已办结，不再收进展反馈。"
    if task.ended_on is not None:
        return "这项任务已终止，不再收进展反馈。"
    if task.objected_on is not None:
        return "这项任务的异议正在处理，时钟停着，答复之后再报。"
    return ""


def _check_milestones(found: Weighed) -> None:
    own = {one.id: one for one in found.task.dated}
    claimed = [own.get(one) for one in found.said[MILESTONES]]
    if gone := [one for one in claimed if one is None or not one.is_open]:
        name = f"“{gone[0].deliverable}”已经报过或者停着钟" if gone[0] else "有一个已经改了"
        found.errors[MILESTONES] = f"所填的节点{name}，请把它的序号去掉。"


def _is_application(found: Weighed) -> bool:
    """Asked for, or claimed: with these milestones none lies with the unit any more."""
    said = found.said
    if said["is_application"]:
        said[MILESTONES] = [one.id for one in found.task.dated if one.is_open]
    claimed = set(said[MILESTONES])
    rest = [one for one in found.task.dated if one.id not in claimed and not _is_away(one)]
    return said["is_application"] or (bool(claimed) and not rest)


def _is_away(milestone: Milestone) -> bool:
    is_met = milestone.state is MilestoneState.MET
    return is_met or milestone.stopped_by is StopReason.REPORT


def _check_application(found: Weighed, lacking: Lacking) -> None:
    said = found.said
    left = lacking(
        found.task,
        has_evidence=bool(said[NO_EVIDENCE]),
        shares_words="",
        given=said["values"].keys(),
    )
    if left:
        cell = APPLIES if said["is_application"] else MILESTONES
        found.errors[cell] = f"报了最后的节点就是办结申请，还缺：{'；'.join(left)}。{BY_PAGE}"
