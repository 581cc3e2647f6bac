"""The chapters of the story that tell of the cycle: each reads its own file and makes its steps."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tasks_tracker.seeding.story import Step, Story

Chapter = Callable[["Story"], Iterator["Step"]]
CHAPTERS: Sequence[Chapter] = ()
"""Of the same moment, the steps of an earlier chapter come first."""


def steps(story: "Story") -> Iterator["Step"]:
    for chapter in CHAPTERS:
        yield from chapter(story)
