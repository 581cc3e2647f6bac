"""One line of 待办, as whoever knows of such things makes it."""

from collections.abc import Callable
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
