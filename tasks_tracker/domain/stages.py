"""Stages: where a task is in the cycle, read from what is kept on it (PRODUCT, section 5.1)."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from tasks_tracker.domain.standing import Ending


class Stage(StrEnum):
    """In the order in which they are asked for: the first that is so is the one."""

    ARCHIVED = "archived"
    TERMINATED = "terminated"
    MERGED = "merged"
    STANDING = "standing"
    CLOSED = "closed"
    CHECKING = "checking"
    COMPLETED = "completed"
    OBJECTED = "objected"
    EXTENDING = "extending"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    URGED = "urged"
    WORKING = "working"
    HANDED_OUT = "handed_out"
    ADOPTED = "adopted"


ENDINGS: Mapping[Ending, Stage] = {
    Ending.AMENDED: Stage.TERMINATED,
    Ending.TERMINATED: Stage.TERMINATED,
    Ending.MERGED: Stage.MERGED,
    Ending.STANDING: Stage.STANDING,
}


def stage_of(task: Any) -> Stage:
    """Of a task, or of anything that has its kept columns."""
    for stage, holds in CONDITIONS.items():
        if holds(task):
            return stage
    return Stage.ADOPTED


def _ended(stage: Stage) -> Callable[[Any], bool]:
    return lambda task: task.ended_on is not None and ENDINGS[task.ending] is stage


CONDITIONS: Mapping[Stage, Callable[[Any], bool]] = {
    Stage.ARCHIVED: lambda task: task.archived_on is not None,
    Stage.TERMINATED: _ended(Stage.TERMINATED),
    Stage.MERGED: _ended(Stage.MERGED),
    Stage.STANDING: _ended(Stage.STANDING),
    Stage.CLOSED: lambda task: task.closed_on is not None,
    Stage.CHECKING: lambda task: task.check_opened_on is not None,
    Stage.COMPLETED: lambda task: task.is_completed,
    Stage.OBJECTED: lambda task: task.objected_on is not None,
    Stage.EXTENDING: lambda task: task.extension_asked_on is not None,
    Stage.IN_REVIEW: lambda task: task.awaits_office,
    Stage.RETURNED: lambda task: task.returned_on is not None,
    Stage.URGED: lambda task: task.urging_level > 0,
    Stage.WORKING: lambda task: task.begun_on is not None,
    Stage.HANDED_OUT: lambda task: task.handed_out_on is not None,
}
"""Where nothing of this is so, a task was adopted and no more."""
