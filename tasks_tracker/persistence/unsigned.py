"""Reports that wait for a signature, as they are looked up: only their own unit sees them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload
from sqlalchemy.sql.base import ExecutableOption

from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.tasks import Duty, Task, TaskUnit
from tasks_tracker.domain.units import Unit, UnitMember
from tasks_tracker.domain.unsigned import SignState, UnsignedReport
from tasks_tracker.domain.users import UNIT_ROLES, Appointment, Post, Role, User
from tasks_tracker.persistence.session import db

SHOWN = 30


def get(unsigned_id: int, user: User) -> UnsignedReport:
    query = select(UnsignedReport).where(UnsignedReport.id == unsigned_id, _own(user))
    return db.scalars(query.options(*_parts())).one()


def find_waiting(task: Task, unit: Unit) -> UnsignedReport | None:
    """What this unit has written about a task and not signed yet."""
    query = select(UnsignedReport).where(
        UnsignedReport.task_id == task.id,
        UnsignedReport.unit_id == unit.id,
        UnsignedReport.state == SignState.WAITING,
    )
    return db.scalars(query.options(joinedload(UnsignedReport.by))).one_or_none()


def of(user: User) -> Sequence[UnsignedReport]:
    """Those of the own units: the waiting ones, the longest first, then what was decided last."""
    query = (
        select(UnsignedReport)
        .where(_own(user))
        .options(*_parts())
        .order_by(
            (UnsignedReport.state != SignState.WAITING),
            UnsignedReport.decided_at.desc().nulls_first(),
            UnsignedReport.written_at,
            UnsignedReport.id,
        )
    )
    return db.scalars(query.limit(SHOWN)).all()


def waiting_for(user: User) -> Select[UnsignedReport]:
    """What this head of a unit has to sign, the longest waiting first."""
    units = [post.unit_id for post in user.posts if post.role is Role.UNIT_HEAD]
    return (
        select(UnsignedReport)
        .where(
            UnsignedReport.unit_id.in_(units),
            UnsignedReport.state == SignState.WAITING,
            UnsignedReport.by_id != user.id,
        )
        .order_by(UnsignedReport.written_at, UnsignedReport.id)
    )


def open_by_person() -> Mapping[int, int]:
    """How many wait for each head of a unit (1 statement)."""
    query = (
        select(Appointment.user_id, func.count(UnsignedReport.id.distinct()))
        .join(Post, Appointment.post_id == Post.id)
        .join(UnsignedReport, UnsignedReport.unit_id == Post.unit_id)
        .where(
            Post.role == Role.UNIT_HEAD,
            Appointment.ended_on.is_(None),
            UnsignedReport.state == SignState.WAITING,
            UnsignedReport.by_id != Appointment.user_id,
        )
        .group_by(Appointment.user_id)
    )
    return dict(db.execute(query).all())


def units_without_signer(plan: Plan) -> Sequence[Unit]:
    """Units that lead tasks of a plan and have nobody who could sign for them."""
    signing = (
        select(Post.unit_id)
        .join(Appointment, Appointment.post_id == Post.id)
        .join(User, Appointment.user_id == User.id)
        .where(
            Post.role == Role.UNIT_HEAD,
            Post.unit_id.is_not(None),
            Appointment.ended_on.is_(None),
            User.ended_at.is_(None),
        )
    )
    leading = (
        select(func.coalesce(UnitMember.member_id, TaskUnit.unit_id))
        .select_from(TaskUnit)
        .join(Task, TaskUnit.task_id == Task.id)
        .outerjoin(UnitMember, UnitMember.collective_id == TaskUnit.unit_id)
        .where(Task.plan_id == plan.id, TaskUnit.duty == Duty.LEAD, Task.ended_on.is_(None))
    )
    query = select(Unit).where(Unit.id.in_(leading), Unit.id.not_in(signing))
    return db.scalars(query.order_by(Unit.position, Unit.id)).all()


def _own(user: User) -> ColumnElement[bool]:
    units = [unit.id for unit in user.units] if user.holds(*UNIT_ROLES) else []
    return UnsignedReport.unit_id.in_(units)


def _parts() -> tuple[ExecutableOption, ...]:
    return (
        joinedload(UnsignedReport.task).joinedload(Task.plan).load_only(Plan.doc_no),
        joinedload(UnsignedReport.unit),
        joinedload(UnsignedReport.by),
        joinedload(UnsignedReport.decided_by),
    )
