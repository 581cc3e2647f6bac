"""No extension raises a rate without one seeing it: beside the rate stand how many milestones were
extended, and the rate as it would be if the extension had been refused."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks_tracker.domain.plans import WorkdayRule
from tasks_tracker.domain.users import Role
from tasks_tracker.reports.circular_figures import figures as count
from tasks_tracker.reports.circular_snapshot import Counts
from tests.unit import loose
from tests.unit.circular_samples import LAST, WORKDAYS, Story
from tests.unit.loose import NOW
from tests.unit.test_extensions import ask

DAY = timedelta(days=1)
FIRST = date(2024, 4, 24)


@st.composite
def histories(draw):
    """A date, a request before it, its decision, and what was handed in when, if anything was."""
    due_on = FIRST + draw(st.integers(0, 45)) * DAY
    asked_on = due_on - draw(st.integers(3, 12)) * DAY
    decided_on = min(asked_on + draw(st.integers(0, 12)) * DAY, LAST)
    handed_in = draw(st.lists(st.integers(0, 20), max_size=3))
    return {
        "due_on": due_on,
        "asked_on": min(asked_on, LAST),
        "new_due_on": due_on + draw(st.integers(1, 60)) * DAY,
        "decided_on": decided_on,
        "handed_in": handed_in,
        "rule": draw(st.sampled_from(WorkdayRule)),
    }


def lived(told, *, grants: bool) -> Counts:
    """The unit's row: this milestone, and two more of which one was in time."""
    story = Story()
    head = loose.person(Role.SUPERVISION_HEAD, story.region, account="head")
    story.met(story.task(date(2024, 5, 6)), date(2024, 5, 6))
    story.task(date(2024, 5, 7))
    task = story.task(told["due_on"])
    task.plan.workday_rule = told["rule"]
    milestone = task.milestones[0]
    milestone.wind(WORKDAYS)
    request = ask(milestone, on=told["asked_on"], new_due_on=told["new_due_on"])
    request.hand_over(told["asked_on"])
    decided = {"by": head, "now": NOW, "today": told["decided_on"], "workdays": WORKDAYS}
    if grants:
        request.grant(**decided)
    else:
        request.refuse(**decided, words="不同意")
    hand_in(story, task, milestone, told)
    (row,) = count(story.basis()).units
    return row.counts


def hand_in(story, task, milestone, told) -> None:
    """Again and again; all but the last come back after two days."""
    on = told["decided_on"]
    for wait in told["handed_in"]:
        on += wait * DAY
        if milestone.is_open is False:
            milestone.hand_back(on, WORKDAYS)
        on += DAY
        story.report(task, milestone, on=on)
        on += 2 * DAY


@settings(max_examples=200, deadline=None)
@given(histories())
def test_beside_the_rate_stands_what_it_would_be_without_the_extension(told):
    with_more_time, without = lived(told, grants=True), lived(told, grants=False)
    assert with_more_time.original_due == without.due
    assert with_more_time.original_on_time == without.on_time
    assert with_more_time.rate_by_original == without.on_time_rate
    assert (without.extended, without.left) == (0, 0)
    if (with_more_time.due, with_more_time.on_time) != (without.due, without.on_time):
        assert with_more_time.extended > 0


def test_a_late_milestone_leaves_the_month_by_an_extension_and_is_shown_so():
    told = {
        "due_on": date(2024, 5, 20),
        "asked_on": date(2024, 5, 17),
        "new_due_on": date(2024, 6, 20),
        "decided_on": date(2024, 5, 20),
        "handed_in": [],
        "rule": WorkdayRule.KEEP,
    }
    counts = lived(told, grants=True)
    assert (counts.due, counts.on_time, counts.on_time_rate) == (2, 1, 500)
    assert (counts.original_due, counts.original_on_time, counts.rate_by_original) == (3, 1, 333)
    assert (counts.extended, counts.left) == (1, 1)


def test_made_in_time_by_its_new_date_it_is_shown_as_extended():
    told = {
        "due_on": date(2024, 5, 13),
        "asked_on": date(2024, 5, 10),
        "new_due_on": date(2024, 5, 24),
        "decided_on": date(2024, 5, 10),
        "handed_in": [9],
        "rule": WorkdayRule.KEEP,
    }
    counts = lived(told, grants=True)
    assert (counts.on_time, counts.original_on_time) == (2, 1)
    assert (counts.extended, counts.left) == (1, 0)
