"""待办 around later dates and blockers."""

from datetime import date

from sqlalchemy import ColumnElement, and_, case, exists, false, func, or_, select

from tasks_tracker.domain.blockers import Blocker, BlockerState
from tasks_tracker.domain.explanations import Explanation
from tasks_tracker.domain.extensions import Extension
from tasks_tracker.domain.milestones import Milestone, MilestoneState
from tasks_tracker.domain.tasks import Duty, Task, TaskUnit
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, Role, User
from tasks_tracker.persistence import waiting_extensions as waiting
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.tasks import IN_FORCE
from tasks_tracker.persistence.units import unit_ids_of
from tasks_tracker.reports.todo import Todo


def to_consent(user: User, _today: date) -> Todo | None:
    """Requests that the own units have not answered (1 statement)."""
    if not user.holds(*UNIT_ROLES):
        return None
    query = select(func.count(), func.min(Extension.consent_due_on)).where(waiting.consent_of(user))
    count, due_on = db.execute(query).one()
    return Todo("延期待表示意见", count, "extensions.index", due_on=due_on)


def to_decide(user: User, _today: date) -> Todo | None:
    """Requests that this person decides (1 statement)."""
    if not user.holds(Role.SUPERVISION_HEAD, Role.LEADER):
        return None
    query = (
        select(func.count(), func.min(Extension.office_on))
        .join(Extension.task)
        .join(Task.section)
        .where(waiting.decided_by(user))
    )
    count, since = db.execute(query).one()
    words = f"最早一份 {since.month}月{since.day}日送到，时钟停着" if since else ""
    return Todo("延期待审批", count, "extensions.index", first=words)


def to_explain(user: User, today: date) -> Todo | None:
    """Milestones of the own units whose clock has ended and of which nothing is said that still
    holds (1 statement); leads to the first of them."""
    if not user.holds(*UNIT_ROLES):
        return None
    mine = TaskUnit.unit_id.in_(unit_ids_of(user))
    led = select(TaskUnit.task_id).where(TaskUnit.duty == Duty.LEAD, mine)
    said = select(Explanation.id).where(
        Explanation.milestone_id == Milestone.id,
        Explanation.ended_on == Milestone.clock_ends_on,
        Explanation.promised_on >= today,
    )
    query = (
        select(func.count(), func.min(Milestone.task_id))
        .join(Milestone.task)
        .where(
            Milestone.state == MilestoneState.OPEN,
            Milestone.clock_ends_on < today,
            IN_FORCE,
            Task.id.in_(led),
            ~exists(said),
        )
    )
    count, task_id = db.execute(query).one()
    values = {"task_id": task_id} if count else {}
    return Todo("逾期待说明", count, "explanations.new", values=values, first="写明原因和完成日期")


def to_coordinate(user: User, _today: date) -> Todo | None:
    """Blockers addressed to this person, and answers to judge (1 statement)."""
    addressed, own = _addressed(user), _raised(user)
    if not user.holds(*UNIT_ROLES, *OFFICE_ROLES, Role.LEADER):
        return None
    answers = and_(Blocker.state == BlockerState.OPEN, addressed)
    judges = and_(Blocker.state == BlockerState.ANSWERED, own)
    query = select(
        func.count(),
        func.sum(case((answers, 1), else_=0)),
        func.min(case((answers, Blocker.due_on))),
    ).where(or_(answers, judges))
    count, asked, due_on = db.execute(query).one()
    words = f"待答复 {asked or 0} 件，待确认 {count - (asked or 0)} 件"
    tab = {"tab": "open" if asked else "answered"}
    return Todo("需协调事项", count, "blockers.index", values=tab, due_on=due_on, first=words)


def _addressed(user: User) -> ColumnElement[bool]:
    own = [unit.id for unit in user.units] if user.holds(*UNIT_ROLES) else []
    reasons = [Blocker.to_person_id == user.id, Blocker.to_unit_id.in_(own)]
    if user.holds(*OFFICE_ROLES) and user.region is not None:
        to_nobody = and_(Blocker.to_unit_id.is_(None), Blocker.to_person_id.is_(None))
        reasons.append(and_(to_nobody, Blocker.region_id == user.region.id))
    return or_(*reasons)


def _raised(user: User) -> ColumnElement[bool]:
    own = [unit.id for unit in user.units] if user.holds(*UNIT_ROLES) else []
    return Blocker.unit_id.in_(own) if own else false()
