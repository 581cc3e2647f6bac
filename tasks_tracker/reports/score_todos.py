"""待办 of scores: to look over, to re-check, to freeze, to publish."""

from datetime import date

from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, Role, User
from tasks_tracker.persistence import score_todos
from tasks_tracker.reports.todo import Todo
from tasks_tracker.wording import period_words


def to_look_over(user: User, today: date) -> Todo | None:
    """Own scores that nobody of the unit has looked over yet (1 statement)."""
    if not user.holds(*UNIT_ROLES):
        return None
    rows = score_todos.to_look_over(user, today)
    if not rows:
        return None
    sheet = rows[0].sheet
    return Todo(
        "待核对的得分",
        len(rows),
        "scores.row",
        {"row_id": rows[0].id},
        due_on=sheet.objections_until,
        first=period_words(sheet.period.key),
    )


def to_recheck(user: User, _today: date) -> Todo | None:
    """Objections to scores that this person may decide (1 statement)."""
    if not user.holds(*OFFICE_ROLES):
        return None
    found = score_todos.to_recheck(user)
    if not found:
        return None
    where = {"score_objection_id": found[0].id}
    first = found[0].words
    return Todo("待复核的得分申诉", len(found), "score_objections.show", where, first=first)


def to_freeze(user: User, today: date) -> Todo | None:
    """Periods that are over and of which no sheet is frozen (1 statement)."""
    if not user.holds(*OFFICE_ROLES) or user.region is None:
        return None
    found = score_todos.to_freeze(user.region, today)
    if not found:
        return None
    words = "、".join(period_words(one.key) for one in found)
    return Todo("可以冻结的得分", len(found), "scores.index", first=words)


def to_publish(user: User, today: date) -> Todo | None:
    """Sheets of which everything is decided: for the head of supervision (1 statement)."""
    if not user.holds(Role.SUPERVISION_HEAD) or user.region is None:
        return None
    found = score_todos.to_publish(user.region, today)
    if not found:
        return None
    words = period_words(found[0].period.key)
    return Todo("可以公布的得分", len(found), "scores.show", {"sheet_id": found[0].id}, first=words)
