"""待办: what waits for a person, one line for each kind, with the page on which it is done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tasks_tracker.domain.users import User


@dataclass(frozen=True)
class Todo:
    """Things of one kind that wait for a person."""

    words: str
    """待签收."""
    count: int
    endpoint: str
    values: dict[str, Any] = field(default_factory=dict)
    due_on: date | None = None
    """The earliest day by which one of them is wanted."""
    first: str = ""
    """The most urgent one, in words."""


Provider = Callable[[User, date], Todo | None]
PROVIDERS: Sequence[Provider] = ()
"""One for each kind, each of at most one statement, and none where the person's roles tell."""


def of(user: User, today: date) -> list[Todo]:
    """What waits for this person, the most urgent first."""
    found = [provider(user, today) for provider in PROVIDERS]
    waiting = [todo for todo in found if todo is not None and todo.count]
    return sorted(waiting, key=lambda todo: todo.due_on or date.max)
