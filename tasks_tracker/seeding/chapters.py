"""The chapters of the story that tell of the cycle: each reads its own file and makes its steps."""

from collections.abc import Callable, Iterator, Sequence

from tasks_tracker.seeding import (
    barriers,
    circulating,
    conclusions,
    counting,
    handing_out,
    inspecting,
    lights,
    meeting,
    records,
    reporting,
    score_ruling,
    scoring,
    urging,
    worksheets,
)
from tasks_tracker.seeding.story import Step, Story

Chapter = Callable[[Story], Iterator[Step]]
CHAPTERS: Sequence[Chapter] = (
    handing_out.steps,
    conclusions.steps,
    inspecting.steps,
    counting.steps,
    barriers.steps,
    records.steps,
    circulating.steps,
    urging.steps,
    meeting.steps,
    lights.steps,
    reporting.steps,
    score_ruling.steps,
    scoring.steps,
    worksheets.steps,
)
"""Of the same moment, the steps of an earlier chapter come first."""


def steps(story: Story) -> list[Step]:
    """All steps in order of time, those of the story itself before those of the chapters."""
    return sorted([*story.steps(), *(step for chapter in CHAPTERS for step in chapter(story))])
