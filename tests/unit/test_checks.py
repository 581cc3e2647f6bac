"""Samples are drawn the same again, and a check never costs a unit more than it is due."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks_tracker.domain.checks import Check, CheckReason, Finding, sample, sample_size
from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.endings import BY_DECISION, TaskEnding
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.milestones import MilestoneState
from tasks_tracker.domain.standing import Ending, Grade
from tasks_tracker.domain.users import Role
from tests.unit import loose
from tests.unit.loose import NOW, TODAY

WORKDAYS = Workdays()
POPULATIONS = st.lists(st.integers(1, 10**6), unique=True, max_size=60)


@given(POPULATIONS, st.integers(0, 80), st.text(max_size=20), st.randoms())
def test_the_same_is_drawn_whatever_the_order_in_which_it_was_read(population, count, seed, chance):
    size = sample_size(len(population), count=count, per_cent=None)
    drawn = sample(population, size, seed)
    shuffled = list(population)
    chance.shuffle(shuffled)
    assert sample(shuffled, size, seed) == drawn
    assert len(drawn) == len(set(drawn)) == min(count, len(population))
    assert set(drawn) <= set(population)


@given(st.integers(0, 5000), st.integers(1, 100))
def test_a_share_is_rounded_up_and_never_more_than_all(population, per_cent):
    size = sample_size(population, count=None, per_cent=per_cent)
    assert 0 <= size <= population
    assert size * 100 >= population * per_cent
    assert (size - 1) * 100 < population * per_cent


def test_a_known_seed_draws_what_it_drew():
    assert sample(range(1, 25), 4, "20210809-1") == sample(range(24, 0, -1), 4, "20210809-1")


def completed():
    """A completed task of two milestones, with its application."""
    task = loose.task()
    milestones = [loose.milestone(task, due_on=TODAY + timedelta(days=9)) for _ in range(2)]
    report = loose.report(task, loose.user(), *milestones)
    report.is_application = report.claims_the_rest
    reviewer = loose.person(Role.SUPERVISOR, task.region, account="reviewer")
    report.accept(by=reviewer, now=NOW, today=TODAY, grade=Grade.GOOD)
    return report


@pytest.fixture
def done():
    return completed()


def check(report, on=TODAY) -> Check:
    looker = loose.person(Role.SUPERVISOR, report.task.region, account="looker")
    return Check(
        region=report.task.region,
        year=2024,
        number=1,
        task=report.task,
        report=report,
        reason=CheckReason.ROUTINE,
        occasion="回头看",
        opened_by=looker,
        opened_at=NOW,
        opened_on=on,
        people=[looker],
    )


@settings(deadline=None)
@given(st.sets(st.integers(0, 1), min_size=1), st.integers(0, 40))
def test_dates_stay_and_the_days_with_the_office_are_not_the_units(places, days):
    report, today = completed(), TODAY + timedelta(days=days)
    task = report.task
    before = [(one.due_on, one.clock_ends_on) for one in task.milestones]
    made = check(report, today)
    made.find(Finding.PARTLY, words="看过", by=made.people[0], now=NOW, today=today)
    again = [task.milestones[place] for place in sorted(places)]
    made.undo(again, today=today, workdays=WORKDAYS)
    assert (task.is_completed, task.grade, task.closed_on) == (False, None, None)
    office = WORKDAYS.between(TODAY, today)
    for milestone, (due_on, ends_on) in zip(task.milestones, before, strict=True):
        assert milestone.due_on == due_on
        if milestone in again:
            assert WORKDAYS.between(ends_on, milestone.clock_ends_on) == office
        else:
            assert milestone.state is MilestoneState.MET


def test_what_is_untrue_is_named_and_undone_once(done):
    made = check(done)
    made.find(Finding.UNTRUE, words="看过", by=made.people[0], now=NOW, today=TODAY)
    with pytest.raises(Refusal, match="勾选要重新打开的节点"):
        made.undo([], today=TODAY, workdays=WORKDAYS)
    assert done.task.is_completed
    made.undo(made.claimed, today=TODAY, workdays=WORKDAYS)
    with pytest.raises(Refusal, match="重新打开过"):
        done.overturn(done.milestones, today=TODAY, workdays=WORKDAYS)


def test_who_took_it_does_not_look_again(done):
    made = check(done)
    made.find(Finding.TRUE, words="一致", by=made.people[0], now=NOW, today=TODAY)
    with pytest.raises(Refusal, match="请换一位核查人"):
        Check(
            region=done.task.region,
            year=2024,
            number=2,
            task=done.task,
            report=done,
            reason=CheckReason.ROUTINE,
            occasion="回头看",
            opened_by=done.reviewed_by,
            opened_at=NOW,
            opened_on=TODAY,
            people=[done.reviewed_by],
        )


DECISIONS = st.fixed_dictionaries(
    {
        "ending": st.sampled_from(list(Ending)),
        "standing_rule": st.sampled_from(["", "每季度一次"]),
        "reason": st.sampled_from(["", "停止执行"]),
        "doc_no": st.sampled_from(["", "纪要1号"]),
        "decided_on": st.dates(TODAY - timedelta(days=2), TODAY + timedelta(days=2)),
    }
)


def is_whole(said, *, merges: bool) -> bool:
    ending = said["ending"]
    return (
        ending in BY_DECISION
        and merges is (ending is Ending.MERGED)
        and bool(said["standing_rule"]) is (ending is Ending.STANDING)
        and bool(said["reason"] and said["doc_no"])
        and said["decided_on"] <= TODAY
    )


@settings(deadline=None)
@given(DECISIONS, st.booleans())
def test_a_decision_ends_a_task_exactly_when_it_is_whole(said, merges):
    task = loose.task()
    loose.milestone(task)
    other = loose.task(task.lead_unit) if merges else None
    by = loose.user("head")
    made = TaskEnding(task=task, by=by, at=NOW, ended_on=TODAY, merged_into=other, **said)
    try:
        made.take_effect()
    except Refusal:
        assert not is_whole(said, merges=merges)
        assert (task.ended_on, task.ending) == (None, None)
        assert task.milestones[0].is_open
        return
    assert is_whole(said, merges=merges)
    assert (task.ended_on, task.clock_ends_on) == (TODAY, None)
    assert task.milestones[0].original_due_on == date(2024, 5, 31)
