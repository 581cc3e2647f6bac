"""The outbox: a mail is written in the transaction of the change that it tells of."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.mail.render import render
from tasks_tracker.persistence import messages
from tasks_tracker.persistence.session import db


def post(
    key: str,
    kind: str,
    *,
    to: User,
    now: datetime,
    context: Mapping[str, Any],
    task: Task | None = None,
) -> Message | None:
    """Write a mail of the template folder `kind`; None where this key was said before."""
    if messages.has(key):
        return None
    mail = render(kind, {**context, "to": to, "task": task})
    message = Message(
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
    db.add(message)
    return message
