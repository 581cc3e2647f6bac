"""What a kind of open items is: how they are listed, and how they pass on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tasks_tracker.domain.users import Post, User

Lines = Callable[[User, Post], Sequence[str]]
"""What a person has in hand by a post; asks nothing where the post's role tells."""


@dataclass(frozen=True)
class Source:
    """Things of one kind."""

    words: str
    """牵头的任务."""
    lines: Lines
    pass_on: Callable[[User, Post, User], None] | None = None
    """Of what hangs on the person and not on the post: give it to the successor."""
    left: Lines | None = None
    """Of the lines those that nobody else answers for, where that is not all of them."""
