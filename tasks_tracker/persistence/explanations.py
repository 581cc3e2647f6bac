"""Explanations of lateness as they are looked up."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tasks_tracker.domain.evidence import Evidence
from tasks_tracker.domain.explanations import Explanation
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence import evidence
from tasks_tracker.persistence.session import db


def of_milestone(milestone: Milestone) -> Sequence[Explanation]:
    """What was said about it, oldest first."""
    query = select(Explanation).where(Explanation.milestone_id == milestone.id)
    return db.scalars(query.order_by(Explanation.id)).all()


def of_task(task: Task) -> Sequence[Explanation]:
    """What was said about its dates, newest first (1 statement)."""
    query = (
        select(Explanation)
        .where(Explanation.task_id == task.id)
        .options(joinedload(Explanation.unit), joinedload(Explanation.by))
        .order_by(Explanation.id.desc())
    )
    return db.scalars(query).all()


def enclosed(found: Sequence[Explanation]) -> Mapping[str, Sequence[Evidence]]:
    """What came with them, by subject; whoever wrote why there is nothing enclosed nothing."""
    return evidence.by_subject(one.subject for one in found if not one.no_evidence)
