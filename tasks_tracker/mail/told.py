"""Mails that tell of one step of the cycle: all of one form, each with its own words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.mail import outbox

LISTED = 20


@dataclass(frozen=True)
class Told:
    """What such a mail says."""

    subject: str
    """【交办】督办〔2021〕12号：8 项任务，9月15日前签收."""
    opening: str
    """One sentence: who did what."""
    step: str
    """What the reader does next, as the words of a link."""
    url: str
    """From mail.links."""
    why: str
    """Why this person gets the mail; ends with a full stop."""
    facts: Sequence[tuple[str, str]] = ()
    items: Sequence[str] = ()
    """A list, cut after so many."""

    @property
    def listed(self) -> Sequence[str]:
        return self.items[:LISTED]

    @property
    def left_out(self) -> int:
        return max(0, len(self.items) - LISTED)


def tell(
    key: str, kind: str, told: Told, *, to: User, now: datetime, **about: Task | None
) -> Message | None:
    """Post it in the transaction of the step; `key` says once only, `kind` is for the lists of the
    outbox and has its words in mail.kinds, `about` takes the task."""
    return outbox.post(key, "told", to=to, now=now, context={"told": told}, kind=kind, **about)
