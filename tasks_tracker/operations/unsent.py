"""What people type is kept before they send it: signing out or a crash loses none of it."""

from collections.abc import Iterable
from datetime import datetime

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.unsent import UnsentForm
from tasks_tracker.domain.users import User
from tasks_tracker.persistence import unsent
from tasks_tracker.persistence.session import db

LONGEST = 200_000
"""Characters of one form; the wording of a measure is a few hundred."""


def keep(subject: str, fields: Iterable[tuple[str, str]], *, by: User, now: datetime) -> UnsentForm:
    """Keep the fields of a form as they are now, in the place of what was kept before."""
    pairs = [[name, text] for name, text in fields]
    if sum(len(name) + len(text) for name, text in pairs) > LONGEST:
        raise Refusal("内容太长，没有暂存，请先保存。")
    kept = unsent.find(by, subject)
    if kept is None:
        kept = UnsentForm(user=by, subject=subject, fields=pairs, kept_at=now)
        db.add(kept)
        db.flush()
    kept.fields, kept.kept_at = pairs, now
    return kept


def forget_all(beginning: str) -> None:
    """What the forms were about has ended: nobody's text for it is kept any longer."""
    unsent.delete_all(beginning)


def forget(subject: str, *, by: User) -> None:
    """The form was sent, or its person takes it back."""
    kept = unsent.find(by, subject)
    if kept is not None:
        db.delete(kept)
