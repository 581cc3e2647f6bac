"""Delivering the outbox: claim a message, send it, mark it; each step in its own transaction."""

import logging
from datetime import date, datetime

from tasks_tracker.domain.messages import Message
from tasks_tracker.jobs.outcome import Outcome
from tasks_tracker.mail import smtp
from tasks_tracker.mail.smtp import DeliveryFailed, Send, Unreachable
from tasks_tracker.persistence import outbox
from tasks_tracker.persistence.session import transaction
from tasks_tracker.settings import Settings

PATIENCE = 3
"""Failures in a row after which the server is left alone until the next run."""

log = logging.getLogger(__name__)
_settings: Settings | None = None


def use(settings: Settings) -> None:
    """Set the server over which the scheduled job sends."""
    global _settings
    _settings = settings


def run(today: date, now: datetime) -> Outcome:
    """The scheduled job: send what is due, as far as this installation can send."""
    if _settings is None:
        raise RuntimeError("deliver.use(settings) comes first")
    with transaction():
        waiting = outbox.count_due(now)
    if not waiting:
        return Outcome()
    if _settings.smtp_host:
        with smtp.connection(_settings) as send:
            return deliver(send, now)
    if _settings.demo:
        return keep(today, now)
    return Outcome(0, f"没有设置 SMTP_HOST，{waiting} 封邮件留在发件箱。")


def keep(_today: date, now: datetime) -> Outcome:
    """In a demonstration the outbox itself is where mails arrive."""
    with transaction():
        return Outcome(outbox.keep_all(now))


def deliver(send: Send, now: datetime) -> Outcome:
    """Try every message that is due; one that fails does not hold up the others."""
    sent = failed = in_a_row = 0
    while in_a_row < PATIENCE and (message := _claim_next(now)):
        if _deliver_one(message, send, now):
            sent += 1
            in_a_row = 0
        else:
            failed += 1
            in_a_row += 1
    return Outcome(sent, f"{failed} 封没有送达，稍后再试。" if failed else "")


def _claim_next(now: datetime) -> Message | None:
    """The message longest due that no other process was quicker to claim."""
    while message := _next_due(now):
        with transaction():
            if outbox.claim(message, now):
                return message
    return None


def _next_due(now: datetime) -> Message | None:
    with transaction():
        return outbox.next_due(now)


def _deliver_one(message: Message, send: Send, now: datetime) -> bool:
    try:
        send(message, now)
    except (DeliveryFailed, Unreachable) as failure:
        log.warning("message %s not delivered: %s", message.id, failure)
        with transaction():
            message.note_failure(str(failure))
        return False
    with transaction():
        message.note_sent(now)
    return True
