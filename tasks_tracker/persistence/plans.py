"""Plans, sources and drafts as they are looked up."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from tasks_tracker.domain.plans import Plan, Section
from tasks_tracker.domain.sources import DraftState, PlanDraft, SourceDocument
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User
from tasks_tracker.persistence import tasks
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.units import region_ids_seen_by


def visible_to(user: User) -> Sequence[Plan]:
    """The plans of which this person sees tasks, superior regions first, oldest first."""
    seen = select(Task.plan_id).where(tasks.scope(user))
    query = (
        select(Plan)
        .where(Plan.id.in_(seen))
        .options(selectinload(Plan.sections).joinedload(Section.leader))
        .order_by(Plan.region_id, Plan.issued_on, Plan.id)
    )
    return db.scalars(query).all()


def find(region: Region, doc_no: str) -> Plan | None:
    query = select(Plan).where(Plan.region_id == region.id, Plan.doc_no == doc_no)
    return db.scalars(query).one_or_none()


def _drafts_of(user: User) -> Select[PlanDraft]:
    """Drafts of the own region only: importing is the business of its own office."""
    own = user.region.id if user.region else None
    return (
        select(PlanDraft)
        .where(PlanDraft.region_id == own, PlanDraft.region_id.in_(region_ids_seen_by(user)))
        .options(joinedload(PlanDraft.source).joinedload(SourceDocument.handed_in_by))
    )


def drafts(user: User) -> Sequence[PlanDraft]:
    """What was read and awaits adoption, then what was ended, newest first."""
    query = _drafts_of(user).order_by(PlanDraft.ended_at.nulls_first(), PlanDraft.id.desc())
    return db.scalars(query.limit(100)).all()


def get_draft(draft_id: int, user: User) -> PlanDraft:
    return db.scalars(_drafts_of(user).where(PlanDraft.id == draft_id)).one()


def find_open_draft(region: Region, doc_no: str) -> PlanDraft | None:
    query = select(PlanDraft).where(
        PlanDraft.region_id == region.id,
        PlanDraft.doc_no == doc_no,
        PlanDraft.state == DraftState.OPEN,
    )
    return db.scalars(query).one_or_none()
