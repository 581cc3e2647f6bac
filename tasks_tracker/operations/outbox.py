"""The outbox: sending again what was given up."""

from datetime import datetime

from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.users import User
from tasks_tracker.operations.trail import record


def retry_message(message: Message, *, by: User, now: datetime) -> None:
    """Put a mail that was given up back among those to be sent."""
    require(by, Action.RETRY_MESSAGE, message)
    message.try_again(now)
    record(
        EventKind.MAIL_RETRIED,
        by=by,
        now=now,
        region=message.region,
        subject=f"message:{message.id}",
        words=f"{message.to.account}：{message.address}",
    )
