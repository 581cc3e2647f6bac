"""What a report of the story brings along where it claims the last milestones of its task, and how
well the office found the task done: worked out from its place, the same each time."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any
from zlib import crc32

from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.standing import Grade
from tasks_tracker.domain.tasks import Task
from tasks_tracker.operations import completion

WITHOUT_EVIDENCE = (
    "办理记录在业务系统里，可随时调阅",
    "印发的文件已另行报督查室备案",
    "台账较多，存本单位备查",
    "现场已请督查室看过",
)
SHARES = "各配合单位承担的部分已并入本次办结内容，由我单位汇总核对过。"
GRADES = (Grade.GOOD, Grade.SUFFICIENT, Grade.SUFFICIENT, Grade.GOOD, Grade.EXCELLENT)


def rest(task: Task, claimed: Collection[int], values: dict[int, Decimal]) -> dict[str, Any]:
    """Nothing for a report that leaves a milestone with the unit; `claimed` are ids."""
    left = [one for one in task.dated if one.is_open and one.id not in claimed]
    if not claimed or left:
        return {"values": values}
    reached = {one.id: one.value for one in task.current_targets if one.reported_value is None}
    return {
        "values": reached | values,
        "no_evidence": _of(WITHOUT_EVIDENCE, task),
        "shares_words": SHARES if completion.unsettled(task) else "",
    }


def grade(report: ProgressReport) -> Grade:
    return GRADES[crc32(f"grade/{report.task.code}".encode()) % len(GRADES)]


def _of(words: tuple[str, ...], task: Task) -> str:
    return words[crc32(task.code.encode()) % len(words)]
