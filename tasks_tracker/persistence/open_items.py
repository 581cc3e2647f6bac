"""What a person has in hand by a post, as lines that people read; and how it passes to another."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import joinedload

from tasks_tracker.domain.circulars import Circular, CircularState
from tasks_tracker.domain.plans import Plan, Section
from tasks_tracker.domain.progress import ProgressReport, ReportState
from tasks_tracker.domain.sources import DraftState, PlanDraft, SourceDocument
from tasks_tracker.domain.tasks import Duty, Task, TaskUnit
from tasks_tracker.domain.units import UnitMember
from tasks_tracker.domain.unsent import UnsentForm
from tasks_tracker.domain.users import Post, User
from tasks_tracker.persistence import attention
from tasks_tracker.persistence.posts import is_open
from tasks_tracker.persistence.session import db


def tasks_of(post: Post, duty: Duty, *, is_own: bool = False) -> Sequence[Task]:
    """Open tasks at which the unit, itself or in a collective, has that duty and which this post
    handles; with `is_own` without those that all liaisons of the unit handle."""
    handled = TaskUnit.post_id == post.id
    query = (
        select(Task)
        .join(TaskUnit, TaskUnit.task_id == Task.id)
        .where(
            or_(TaskUnit.unit_id == post.unit_id, TaskUnit.unit_id.in_(_collectives(post))),
            TaskUnit.duty == duty,
            handled if is_own else or_(TaskUnit.post_id.is_(None), handled),
            is_open(),
        )
        .order_by(Task.number)
    )
    return db.scalars(query).all()


def returned_reports(people: Collection[int], post: Post) -> Sequence[ProgressReport]:
    """What these people reported for the unit, was returned, and was not reported again."""
    waiting = [row.id for row in attention.returned_reports() if row.unit_id == post.unit_id]
    query = (
        select(ProgressReport)
        .where(ProgressReport.id.in_(waiting), ProgressReport.by_id.in_(people))
        .options(joinedload(ProgressReport.task))
        .order_by(ProgressReport.submitted_at, ProgressReport.id)
    )
    return db.scalars(query).all()


def reports_in(state: ReportState, people: Collection[int], post: Post) -> Sequence[ProgressReport]:
    """Reports of these people for the unit that are in that state."""
    query = (
        select(ProgressReport)
        .where(
            ProgressReport.state == state,
            ProgressReport.unit_id == post.unit_id,
            ProgressReport.by_id.in_(people),
        )
        .options(joinedload(ProgressReport.task))
        .order_by(ProgressReport.submitted_at, ProgressReport.id)
    )
    return db.scalars(query).all()


def drafts_of(people: Collection[int]) -> Sequence[PlanDraft]:
    """Plans that these people handed in and that await adoption."""
    query = (
        select(PlanDraft)
        .join(PlanDraft.source)
        .where(PlanDraft.state == DraftState.OPEN, SourceDocument.handed_in_by_id.in_(people))
        .order_by(PlanDraft.id)
    )
    return db.scalars(query).all()


def unsent_of(person: User) -> Sequence[UnsentForm]:
    query = select(UnsentForm).where(UnsentForm.user_id == person.id)
    return db.scalars(query.order_by(UnsentForm.subject)).all()


def give_unsent(forms: Sequence[UnsentForm], successor: User) -> None:
    """The texts go on with the successor; what that person has typed there already stays."""
    own = set(db.scalars(select(UnsentForm.subject).where(UnsentForm.user_id == successor.id)))
    for form in forms:
        if form.subject not in own:
            form.user = successor


def sections_of(leader: User) -> Sequence[Section]:
    """Sections that this person is in charge of and where something is open."""
    busy = select(Task.section_id).where(is_open())
    query = (
        select(Section)
        .join(Section.plan)
        .where(Section.leader_id == leader.id, Section.id.in_(busy))
        .options(joinedload(Section.plan))
        .order_by(Plan.id, Section.position)
    )
    return db.scalars(query).all()


def give_sections(leader: User, successor: User) -> None:
    """All of them, those included in which nothing is open any more."""
    db.execute(update(Section).where(Section.leader_id == leader.id).values(leader_id=successor.id))


def circular_drafts(post: Post) -> Sequence[Circular]:
    query = select(Circular).where(
        Circular.region_id == post.region_id, Circular.state == CircularState.DRAFT
    )
    return db.scalars(query.order_by(Circular.first_on)).all()


def _collectives(post: Post) -> Select[int]:
    return select(UnitMember.collective_id).where(UnitMember.member_id == post.unit_id)
