"""What is typed into the form of a task while something else is settled: it stays, unsaved."""

from collections.abc import Mapping
from datetime import datetime

from flask import request

from tasks_tracker.domain.users import User
from tasks_tracker.operations.unsent import forget, keep
from tasks_tracker.reports.drafts import DraftView
from tasks_tracker.web.import_forms import TaskForm, changed_fields, digest
from tasks_tracker.web.import_page import subject
from tasks_tracker.web.unsent import TOKEN

NOT_OF_THE_TASK = frozenset({TOKEN, "printed", "doubt"})
STILL_UNSAVED = "这一项里填的其他内容还没有保存。"


def is_typed(form: TaskForm) -> bool:
    """Whether the form was sent with something other than what stands in the draft."""
    return bool(changed_fields(form.item, form.values()["changes"]))


def keep_typed(
    view: DraftView, form: TaskForm, right: Mapping[str, str], *, by: User, now: datetime
) -> None:
    """Keep the form as it was sent, but for the fields that are put right.

    Who had seen the task as it stood has seen what was settled just now as well.
    """
    key = form.item["key"]
    if form.seen.data == digest(form.item):
        right = {**right, "seen": digest(view.again().item(key))}
    fields = [
        (name, right.get(name, text))
        for name, text in request.form.items(multi=True)
        if name not in NOT_OF_THE_TASK and ":" not in name
    ]
    keep(subject(view, key), fields, by=by, now=now)


def forget_typed(view: DraftView, key: int, *, by: User) -> None:
    forget(subject(view, key), by=by)
