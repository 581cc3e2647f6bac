"""The outbox: a mail is written in the transaction of the change that it tells of."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tasks_tracker import clock
from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.mail.render import render
from tasks_tracker.persistence import many, messages, outbox
from tasks_tracker.persistence.session import db


def post(
    key: str,
    template: str,
    *,
    to: User,
    now: datetime,
    context: Mapping[str, Any],
    task: Task | None = None,
    kind: str = "",
) -> Message | None:
    """Write a mail of that template folder; None where this key was said before."""
    if messages.has(key):
        return None
    message = write(key, template, to=to, now=now, context=context, task=task)
    message.kind = kind or template
    db.add(message)
    return message


def write(
    key: str,
    kind: str,
    *,
    to: User,
    now: datetime,
    context: Mapping[str, Any],
    task: Task | None = None,
) -> Message:
    """The mail alone, not yet in the outbox."""
    mail = render(kind, {**context, "to": to, "task": task}, year=clock.local(now).year)
    return Message(
        key=key,
        kind=kind,
        to=to,
        address=to.email,
        subject=mail.subject,
        body_text=mail.text,
        body_html=mail.html,
        region=task.region if task else to.region,
        task=task,
        created_at=now,
        due_at=now,
    )


def unsaid(written: Sequence[Message]) -> Sequence[Message]:
    """Those whose keys were not said before (one statement for any number).

    Read apart from the writing: SQLite refuses a writer whose view of the database is old.
    """
    known = outbox.known([message.key for message in written])
    return [message for message in written if message.key not in known]


def put(fresh: Sequence[Message]) -> None:
    """Those who wrote them need them no more: their rows are all that is kept."""
    many.insert_messages(fresh)
