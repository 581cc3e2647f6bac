"""Plans, sources and drafts as they are looked up."""

from collections.abc import Sequence

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import defer, joinedload, selectinload

from tasks_tracker.domain.plans import Plan, Section
from tasks_tracker.domain.sources import DraftState, PlanDraft, SourceDocument
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User
from tasks_tracker.persistence.session import db


def find(region: Region, doc_no: str) -> Plan | None:
    query = select(Plan).where(Plan.region_id == region.id, Plan.doc_no == doc_no)
    return db.scalars(query).one_or_none()


def get(plan_id: int, user: User) -> Plan:
    """A plan of the own region, with its sections."""
    own = user.region.id if user.region else None
    query = select(Plan).where(Plan.id == plan_id, Plan.region_id == own)
    return db.scalars(query.options(selectinload(Plan.sections).joinedload(Section.leader))).one()


def get_draft(draft_id: int, user: User) -> PlanDraft:
    """A draft of the own region only: importing is the business of its own office."""
    own = user.region.id if user.region else None
    query = (
        select(PlanDraft)
        .where(PlanDraft.id == draft_id, PlanDraft.region_id == own)
        .options(joinedload(PlanDraft.source).joinedload(SourceDocument.handed_in_by))
    )
    return db.scalars(query).one()


def count_drafts(source: SourceDocument) -> int:
    """How many plans were read out of a source."""
    query = select(func.count()).where(PlanDraft.source_id == source.id)
    return db.scalar(query) or 0


def find_open_draft(region: Region, doc_no: str) -> PlanDraft | None:
    query = select(PlanDraft).where(
        PlanDraft.region_id == region.id,
        PlanDraft.doc_no == doc_no,
        PlanDraft.state == DraftState.OPEN,
    )
    return db.scalars(query).one_or_none()


def last_adopted_draft(region: Region, doc_no: str) -> PlanDraft | None:
    """The document of this number that came last, be it as a plan or as the amendment of one."""
    query = select(PlanDraft).where(
        PlanDraft.region_id == region.id,
        PlanDraft.doc_no == doc_no,
        PlanDraft.state == DraftState.ADOPTED,
    )
    last = query.order_by(PlanDraft.ended_at.desc(), PlanDraft.id.desc()).limit(1)
    return db.scalars(last).one_or_none()


def adopted(region: Region) -> Sequence[Plan]:
    """The plans of a region, the newest first."""
    query = select(Plan).where(Plan.region_id == region.id)
    return db.scalars(query.order_by(Plan.issued_on.desc(), Plan.id.desc())).all()


def documents_of(plan: Plan) -> Sequence[PlanDraft]:
    """The drafts that became the plan or amended it, the newest first."""
    own = and_(PlanDraft.amends_id.is_(None), PlanDraft.doc_no == plan.doc_no)
    query = (
        select(PlanDraft)
        .where(
            PlanDraft.region_id == plan.region_id,
            PlanDraft.state == DraftState.ADOPTED,
            or_(PlanDraft.amends_id == plan.id, own),
        )
        .options(joinedload(PlanDraft.source), defer(PlanDraft.content))
    )
    return db.scalars(query.order_by(PlanDraft.ended_at.desc(), PlanDraft.id.desc())).all()
