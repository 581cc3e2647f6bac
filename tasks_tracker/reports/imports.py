"""The documents handed in so far and what became of the plans in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased

from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.sources import DraftState, PlanDraft, SourceDocument
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.tasks import IN_FORCE

MOST = 100


@dataclass(frozen=True)
class ImportRow:
    """One plan read out of a document; `plan_id` and `tasks` once it is adopted."""

    id: int
    doc_no: str
    title: str
    state: DraftState
    wanted: bool
    ended_at: datetime | None
    file_name: str
    handed_in_at: datetime
    handed_in_by: str
    amends: str | None
    """The number of the plan that it amends, or amended."""
    plan_id: int | None
    tasks: int


def of(region: Region) -> Sequence[ImportRow]:
    """What awaits adoption first, then what was ended, newest first (1 statement)."""
    adopted = and_(
        PlanDraft.state == DraftState.ADOPTED,
        Plan.region_id == PlanDraft.region_id,
        or_(
            PlanDraft.amends_id == Plan.id,
            and_(PlanDraft.amends_id.is_(None), Plan.doc_no == PlanDraft.doc_no),
        ),
    )
    tasks = select(func.count()).where(Task.plan_id == Plan.id, IN_FORCE).correlate(Plan)
    amended = aliased(Plan)
    query = (
        select(
            PlanDraft.id,
            PlanDraft.doc_no,
            PlanDraft.content["short_title"].as_string(),
            PlanDraft.state,
            PlanDraft.wanted,
            PlanDraft.ended_at,
            SourceDocument.file_name,
            SourceDocument.handed_in_at,
            User.name,
            amended.doc_no,
            Plan.id,
            tasks.scalar_subquery(),
        )
        .join(PlanDraft.source)
        .join(SourceDocument.handed_in_by)
        .outerjoin(Plan, adopted)
        .outerjoin(amended, amended.id == PlanDraft.amends_id)
        .where(PlanDraft.region_id == region.id)
        .order_by(PlanDraft.ended_at.desc().nulls_first(), PlanDraft.id.desc())
        .limit(MOST)
    )
    return [ImportRow(*row) for row in db.execute(query)]
