"""Who else is at work on a draft: what they are typing, and what they changed a short while ago."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from tasks_tracker.domain.events import Event
from tasks_tracker.domain.sources import PlanDraft
from tasks_tracker.domain.users import User
from tasks_tracker.persistence import unsent
from tasks_tracker.persistence.session import db

TYPING = timedelta(minutes=10)
CHANGED = timedelta(minutes=30)
MOST_EVENTS = 5


@dataclass(frozen=True)
class Clerk:
    """Somebody at a task of the draft (by key), or who changed something; `words` say what."""

    name: str
    at: datetime
    key: int | None
    words: str


def at_work(draft: PlanDraft, user: User, now: datetime) -> Sequence[Clerk]:
    """Other people, each once, those who are typing first (2 statements)."""
    people = [*_typing(draft, user, now), *_changed(draft, user, now)]
    return list({clerk.name: clerk for clerk in reversed(people)}.values())[::-1]


def _typing(draft: PlanDraft, user: User, now: datetime) -> list[Clerk]:
    forms = unsent.by_others(user, f"draft:{draft.id}:", now - TYPING)
    return [
        Clerk(form.user.name, form.kept_at, int(form.subject.rsplit(":", 1)[1]), "")
        for form in forms
    ]


def _changed(draft: PlanDraft, user: User, now: datetime) -> list[Clerk]:
    query = (
        select(User.name, Event.at, Event.words)
        .join(Event.by)
        .where(
            Event.subject == f"draft:{draft.id}",
            Event.region_id == draft.region_id,
            Event.at >= now - CHANGED,
            Event.by_id != user.id,
        )
        .order_by(Event.at.desc(), Event.id.desc())
        .limit(MOST_EVENTS)
    )
    return [Clerk(name, at, None, words) for name, at, words in db.execute(query)]
