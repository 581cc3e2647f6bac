"""The tasks under seed/plans: what a reader of the ledger relies on."""

import re

import pytest

from tasks_tracker.seeding import facts

FOLDERS = sorted(place.name for place in (facts.SEED / "plans").iterdir())
REQUIREMENT = range(25, 121)
LONGEST_DELIVERABLE = 24
QUOTED = re.compile("“[^”]*”")
"""Names may have marks of their own: “聊·胜一筹！”."""
SLIPS = re.compile("[!！您]|[\u4e00-\u9fff][,;:?]|^\\s|\\s$")


@pytest.fixture(scope="module", params=FOLDERS)
def plan(request):
    return facts.plan(request.param)


def test_where_only_one_rank_is_named_nobody_is_in_support(plan):
    assert all(not task["support"] for task in plan.tasks if task.get("only_responsible"))


def test_a_requirement_is_one_short_paragraph_that_ends(plan):
    for task in plan.tasks:
        words = task["requirement"]
        assert len(words) in REQUIREMENT, (len(words), words)
        assert words.endswith("。"), words
        assert not SLIPS.search(QUOTED.sub("", words)), words


def test_a_deliverable_fits_into_a_cell(plan):
    for task in plan.tasks:
        for deadline in task.get("deadline", []):
            assert len(deadline["deliverable"]) <= LONGEST_DELIVERABLE, deadline
