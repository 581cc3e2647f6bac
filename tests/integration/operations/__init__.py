"""What the tests of operations ask of the database."""

from tasks_tracker.domain.events import Event
from tasks_tracker.domain.messages import Message


def outbox_recipients(session) -> list[str]:
    return [message.address for message in session.query(Message).order_by(Message.id)]


def outbox_kinds(session) -> list[str]:
    return [message.kind for message in session.query(Message).order_by(Message.id)]


def event_kinds(session) -> list[str]:
    return [event.kind for event in session.query(Event).order_by(Event.id)]
