"""待办 around circulars: what a unit checks, what the office answers, what the head approves."""

from datetime import date

from sqlalchemy import func, select

from tasks_tracker.domain.circulars import Circular, CircularState
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, Role, User
from tasks_tracker.persistence import circular_notices
from tasks_tracker.persistence.session import db
from tasks_tracker.reports.todo import Todo


def to_check(user: User, today: date) -> Todo | None:
    """Notices to the own units that nobody has answered (1 statement); leads to the first."""
    if not user.holds(*UNIT_ROLES):
        return None
    count, until, first = circular_notices.to_check(user, today)
    values = {"circular_notice_id": first} if first else {}
    words = "通报要写到你们单位，核对无误或提出更正"
    return Todo(
        "通报印发前核实",
        count,
        "circular_notices.show",
        values=values,
        due_on=until,
        first=words,
    )


def to_decide(user: User, _today: date) -> Todo | None:
    """Corrections that units asked for (1 statement)."""
    if not user.holds(*OFFICE_ROLES) or user.region is None:
        return None
    count, first = circular_notices.first_open(user.region.id)
    values = {"circular_id": first} if first else {}
    words = "答复以前通报不能报批"
    return Todo("通报更正申请", count, "circular_notices.of_circular", values=values, first=words)


def to_approve(user: User, _today: date) -> Todo | None:
    """Circulars laid before the head by somebody else (1 statement)."""
    if not user.holds(Role.SUPERVISION_HEAD) or user.region is None:
        return None
    query = select(func.count(), func.min(Circular.id)).where(
        Circular.region_id == user.region.id,
        Circular.state == CircularState.PROPOSED,
        Circular.proposed_by_id != user.id,
    )
    count, first = db.execute(query).one()
    values = {"circular_id": first} if first else {}
    return Todo("通报待批准", count, "circulars.show", values=values)
