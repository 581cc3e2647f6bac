"""Stages as the database sees them: the rule of domain.stages as conditions."""

from sqlalchemy import ColumnElement, and_, case, literal

from tasks_tracker.domain.stages import ENDINGS, Stage
from tasks_tracker.domain.tasks import Task

_ENDED = {
    stage: and_(
        Task.ended_on.is_not(None),
        Task.ending.in_([ending for ending, of in ENDINGS.items() if of is stage]),
    )
    for stage in dict.fromkeys(ENDINGS.values())
}
CONDITIONS: dict[Stage, ColumnElement[bool]] = {
    Stage.ARCHIVED: Task.archived_on.is_not(None),
    **_ENDED,
    Stage.CLOSED: Task.closed_on.is_not(None),
    Stage.CHECKING: Task.check_opened_on.is_not(None),
    Stage.COMPLETED: Task.is_completed.is_(True),
    Stage.OBJECTED: Task.objected_on.is_not(None),
    Stage.EXTENDING: Task.extension_asked_on.is_not(None),
    Stage.IN_REVIEW: Task.awaits_office.is_(True),
    Stage.RETURNED: Task.returned_on.is_not(None),
    Stage.URGED: Task.urging_level > 0,
    Stage.WORKING: Task.begun_on.is_not(None),
    Stage.HANDED_OUT: Task.handed_out_on.is_not(None),
}
KEPT = (
    Task.archived_on,
    Task.ended_on,
    Task.ending,
    Task.closed_on,
    Task.check_opened_on,
    Task.objected_on,
    Task.extension_asked_on,
    Task.awaits_office,
    Task.returned_on,
    Task.urging_level,
    Task.handed_out_on,
)
"""What the stage of a row is read from, beside the columns of its facts."""


def condition(stage: Stage) -> ColumnElement[bool]:
    """Tasks that are at this stage."""
    whens = [(holds, literal(one.value)) for one, holds in CONDITIONS.items()]
    return case(*whens, else_=literal(Stage.ADOPTED.value)) == stage.value
