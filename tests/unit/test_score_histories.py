"""Whatever units and the office do in whatever order: what a score may never do."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tasks_tracker.domain.score_rules import DEDUCTIONS, DEFAULT, Rate, Rule
from tasks_tracker.domain.scores import LeftOutReason, ScorePart
from tasks_tracker.reports.as_of import TaskThen
from tests.unit.score_world import (
    JUNE,
    OF_OFFICE,
    SPAN,
    STEPS,
    WORKDAY_RULES,
    WORKDAYS,
    Step,
    World,
)

STRICT = Rule(deductions={key: Rate(rate.points) for key, rate in DEDUCTIONS.items()})
"""Everything costs."""
RULES = st.sampled_from([DEFAULT, STRICT, Rule(completion=0, progress=60)])
many = settings(max_examples=120, deadline=None)


def rated(points) -> dict[str, bool]:
    """Of the milestones that fell due, which were met in time."""
    found = [one for one in points if one.part is ScorePart.COMPLETION]
    return {one.subject: one.value > 0 or one.possible == 0 for one in found}


@many
@given(STEPS, WORKDAY_RULES, RULES)
def test_the_sum_of_the_points_is_the_score(steps, workday_rule, rule):
    found = World(workday_rule).play(steps).score(rule)
    assert found.total == min(max(sum(one.value for one in found.points), 0), 110_00)
    assert sum(found.parts.values()) + found.cut == found.total
    assert sum(found.possible.values()) in {0, 100_00}
    assert all(0 <= one.value <= one.possible for one in found.points if one.possible)


@many
@given(STEPS, WORKDAY_RULES, RULES, st.integers(0, 44), st.integers(1, 40))
def test_a_later_decision_of_the_office_never_lowers_a_score(
    steps, workday_rule, rule, place, days
):
    """What waits in the period is decided later, or not in it at all; nothing else happens to that
    task after the decision."""
    decisions = [s for s in steps if s.what in OF_OFFICE and s.day >= JUNE.first]
    assume(decisions)
    chosen = decisions[place % len(decisions)]
    at = steps.index(chosen)
    rest = [s for s in steps[at + 1 :] if s.task != chosen.task]
    later = replace(chosen, day=chosen.day + timedelta(days=days))
    soon = World(workday_rule).play([*steps[:at], chosen, *rest]).score(rule)
    moved = sorted([*steps[:at], *rest, later], key=lambda step: step.day)
    late = World(workday_rule).play(moved).score(rule)
    assert late.sum >= soon.sum
    assert late.total >= soon.total


@pytest.mark.parametrize("day", [3, 17, 28])
def test_what_came_too_late_falls_due_once_however_slow_the_office_is(day):
    """Its clock ran out on the last day of May; the days at the office are no second due day."""
    steps = [
        Step(date(2024, 6, 3), "report", 0, 1),
        Step(date(2024, 6, day), "return", 0),
    ]
    assert "milestone:11" not in rated(World().play(steps).score().points)


def test_what_came_too_late_and_waits_does_not_count_as_behind():
    """Whether it will do is for the office to say; that it was late costs where lateness does."""
    found = World().play([Step(date(2024, 6, 11), "report", 2, 1)]).score()
    (progress,) = [one for one in found.of(ScorePart.PROGRESS) if one.subject == "task:3"]
    assert progress.value == progress.possible > 0
    assert rated(found.points)["milestone:31"] is False


def test_a_later_date_makes_nothing_early():
    """Eleven days before the date that was granted, and three after the original one."""
    steps = [
        Step(date(2024, 5, 20), "ask", 0, 1, 14),
        Step(date(2024, 5, 21), "grant", 0),
        Step(date(2024, 6, 17), "report", 0, 2),
    ]
    found = World().play(steps).score()
    assert rated(found.points)["milestone:12"] is True
    assert found.of(ScorePart.BONUS) == ()


def test_what_is_handed_in_again_after_a_return_is_not_a_first_pass():
    steps = [
        Step(date(2024, 6, 3), "report", 1, 1),
        Step(date(2024, 6, 4), "return", 1),
        Step(date(2024, 6, 5), "report", 1, 1),
        Step(date(2024, 6, 6), "take", 1),
    ]
    world = World()
    world.owed.clear()
    (only,) = world.play(steps).score().of(ScorePart.FIRST_PASS)
    assert (only.subject, only.value) == ("report:1", 0)


@many
@given(STEPS, WORKDAY_RULES)
def test_no_extension_changes_a_score_silently(steps, workday_rule):
    world = World(workday_rule).play(steps)
    then = world.then()
    found, without = world.score(then=then), world.score(then=by_original(then))
    listed = {one.subject for one in found.left_out if one.reason is LeftOutReason.EXTENDED}
    now, before = rated(found.points), rated(without.points)
    changed = {key for key in now.keys() | before.keys() if now.get(key) != before.get(key)}
    asked = {one.subject for one in found.left_out if one.reason is not LeftOutReason.EXTENDED}
    assert changed <= listed | asked
    assert _early(found) <= _early(without)


def _early(found) -> set[str]:
    return {one.subject for one in found.points if "提前" in one.words}


@many
@given(STEPS, WORKDAY_RULES, RULES)
def test_what_waits_for_the_office_costs_nothing_and_what_is_only_asked_for_brings_nothing(
    steps, workday_rule, rule
):
    world = World(workday_rule).play(steps)
    found = world.score(rule)
    counted = {one.subject for one in found.points}
    lost = {one.subject for one in found.points if one.value < one.possible or one.value < 0}
    for then in world.then():
        for milestone in then.milestones:
            if milestone.is_asked_about:
                assert f"milestone:{milestone.milestone.id}" not in counted
        for report in then.reports:
            if report.reviewed_at is None:
                assert f"report:{report.id}" not in lost


@many
@given(STEPS, WORKDAY_RULES, RULES, st.integers(0, 2), st.integers(0, 60))
def test_more_reporting_changes_nothing(steps, workday_rule, rule, task, days):
    """Nobody asked for it, it claims nothing, and so it neither helps nor harms."""
    plain, more = World(workday_rule).play(steps), World(workday_rule).play(steps)
    for _ in range(3):
        more.volunteer(more.tasks[task], JUNE.first + timedelta(days=days % 30))
    assert more.score(rule).points == plain.score(rule).points


@many
@given(STEPS, WORKDAY_RULES, RULES)
def test_a_past_score_stays_what_it_was(steps, workday_rule, rule):
    world = World(workday_rule).play(steps, until=JUNE.last)
    then = world.score(rule)
    world.play([step for step in steps if step.day > JUNE.last])
    assert world.score(rule) == then


@many
@given(STEPS, WORKDAY_RULES, st.randoms(use_true_random=False))
def test_in_which_order_things_are_read_does_not_matter(steps, workday_rule, chance):
    world = World(workday_rule).play(steps)
    then, rows = world.then(), world.rows()
    shuffled = [_shuffled(then, chance), replace(rows, owed=_shuffled(rows.owed, chance))]
    assert world.score(then=shuffled[0], rows=shuffled[1]) == world.score()


def _shuffled(things, chance: random.Random) -> list:
    return chance.sample(list(things), len(things))


@many
@given(STEPS, WORKDAY_RULES)
def test_the_rate_is_that_of_the_circular(steps, workday_rule):
    world = World(workday_rule).play(steps)
    due = [m for then in world.then() for m in then.milestones if SPAN.saw_due(m)]
    points = [p for p in world.score().points if p.subject.startswith("milestone:")]
    points = [p for p in points if p.part is ScorePart.COMPLETION]
    assert len(points) == len(due)
    met = {f"milestone:{m.milestone.id}" for m in due if m.was_on_time}
    assert {key for key, is_met in rated(points).items() if is_met} == met


def by_original(then: list[TaskThen]) -> list[TaskThen]:
    """The same tasks as if no date had ever been moved."""
    return [
        replace(one, milestones=tuple(_unmoved(one, milestone) for milestone in one.milestones))
        for one in then
    ]


def _unmoved(then: TaskThen, milestone):
    original = milestone.milestone.original_due_on
    rule = then.task.plan.workday_rule
    ends = WORKDAYS.add(rule.applied_to(original, WORKDAYS), milestone.paused_days)
    has_moved = any(move.on <= JUNE.last for move in milestone.milestone.moves)
    return replace(milestone, clock_ends_on=ends) if has_moved else milestone
