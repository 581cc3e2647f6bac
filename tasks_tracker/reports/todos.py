"""待办: what waits for a person, one line for each kind, with the page on which it is done."""

from collections.abc import Sequence
from datetime import date

from tasks_tracker.domain.users import User
from tasks_tracker.reports import (
    accountability,
    barrier_todos,
    circular_todos,
    conclusion_todos,
    findings,
    handing_out,
    record_todos,
    reporting_todos,
    score_todos,
    urging_todos,
)
from tasks_tracker.reports.todo import Provider, Todo

PROVIDERS: Sequence[Provider] = (
    handing_out.to_sign,
    handing_out.to_answer,
    handing_out.to_share,
    reporting_todos.to_report,
    reporting_todos.to_approve,
    conclusion_todos.to_check,
    conclusion_todos.to_close,
    urging_todos.to_answer,
    urging_todos.to_judge,
    urging_todos.to_escalate,
    urging_todos.to_handle,
    barrier_todos.to_consent,
    barrier_todos.to_decide,
    barrier_todos.to_explain,
    barrier_todos.to_coordinate,
    record_todos.to_sign_over,
    record_todos.to_archive,
    findings.to_mend,
    findings.to_review,
    accountability.to_carry_out,
    score_todos.to_look_over,
    score_todos.to_recheck,
    score_todos.to_publish,
    score_todos.to_freeze,
    circular_todos.to_check,
    circular_todos.to_decide,
    circular_todos.to_approve,
)
"""One for each kind, each of at most one statement, and none where the person's roles tell."""


def of(user: User, today: date) -> list[Todo]:
    """What waits for this person, the most urgent first."""
    found = [provider(user, today) for provider in PROVIDERS]
    waiting = [todo for todo in found if todo is not None and todo.count]
    return sorted(waiting, key=lambda todo: todo.due_on or date.max)
