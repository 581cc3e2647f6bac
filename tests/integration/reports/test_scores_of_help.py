"""What scores make of those whom others kept waiting: blockers and shares."""

from datetime import date

from tasks_tracker.domain.score_rules import BONUSES
from tasks_tracker.domain.scores import LeftOutReason, ScorePart
from tasks_tracker.domain.shares import Share, Waiting
from tasks_tracker.domain.tasks import Duty
from tasks_tracker.operations.shares import confirm_share, settle_share
from tests import make
from tests.integration.reports.test_scores import at, blocker, costs, of, other_task, world

__all__ = ["world"]


def test_a_blocker_that_was_solved_counts_for_whoever_raised_it_once_for_a_task(world):
    task = other_task(world)
    for _ in range(2):
        made = blocker(world, task=task)
        made.answer("已共享", by=world.helping, now=make.NOW, today=date(2024, 5, 8))
        made.confirm(by=world.owner, now=make.NOW, today=date(2024, 5, 9))
    make.saved(made)
    assert [p.value for p in of(world).of(ScorePart.BONUS)] == [BONUSES_SOLVED]


BONUSES_SOLVED = next(rate.points for key, rate in BONUSES.items() if key == "blocker_solved")


def test_who_waited_for_an_answer_that_did_not_come_is_spared_the_deduction_and_not_the_rate(world):
    task = other_task(world, due_on=date(2024, 5, 20))
    assert costs(of(world)) == {"milestone": 1}
    blocker(world, task=task)
    found = of(world)
    assert costs(found) == {}
    assert [one.reason for one in found.left_out] == [LeftOutReason.HELD_UP]
    assert [p.value > 0 for p in found.of(ScorePart.COMPLETION)] == [False, True]


def share(world, due_on, *, on=date(2024, 5, 6)) -> Share:
    made = make.saved(
        Share(task=world.task, unit=world.helper, duty=Duty.SUPPORT, made_on=date(2024, 5, 6))
    )
    return confirm_share(made, by=world.helping, now=at(on), what="共享数据", due_on=due_on)


def test_a_share_counts_for_the_supporting_unit_by_the_day_that_it_named(world):
    made = share(world, date(2024, 5, 17))
    found = of(world, world.helper)
    (point,) = found.of(ScorePart.COMPLETION)
    assert (point.weight, point.value, point.subject) == (Duty.SUPPORT, 0, f"share:{made.id}")
    assert [p.value for p in found.of(ScorePart.DEDUCTION)] == [-50]
    settle_share(made, by=world.helping, now=at(date(2024, 5, 17)), told="已共享")
    assert of(world, world.helper).total == 100_00
    assert all(one.subject != f"share:{made.id}" for one in of(world).points)


def test_a_share_named_for_a_later_day_in_time_says_so_and_too_late_is_late(world):
    made = share(world, date(2024, 5, 17))
    confirm_share(
        made, by=world.helping, now=at(date(2024, 5, 16)), what="共享", due_on=date(2024, 5, 24)
    )
    found = of(world, world.helper)
    assert found.points[0].on == date(2024, 5, 24)
    assert [one.reason for one in found.left_out] == [LeftOutReason.EXTENDED]
    confirm_share(
        made, by=world.helping, now=at(date(2024, 5, 27)), what="共享", due_on=date(2024, 5, 31)
    )
    settle_share(made, by=world.helping, now=at(date(2024, 5, 30)), told="已共享")
    found = of(world, world.helper)
    assert (found.points[0].on, found.points[0].value) == (date(2024, 5, 24), 0)


def test_the_lead_that_waits_for_a_late_share_is_late_by_the_clock_alone(world):
    world.task.assign(world.helper, Duty.SUPPORT)
    task = other_task(world, due_on=date(2024, 5, 20))
    made = make.saved(
        Share(task=task, unit=world.helper, duty=Duty.SUPPORT, made_on=date(2024, 5, 6))
    )
    made.confirm(by=world.helping, at=at(date(2024, 5, 6)), what="共享", due_on=date(2024, 5, 10))
    wait = made.wait(
        world.lead,
        by=world.owner,
        at=at(date(2024, 5, 13)),
        on=date(2024, 5, 13),
        of=Waiting(what="数据", since_on=date(2024, 5, 11)),
    )
    make.saved(wait)
    found = of(world)
    assert costs(found) == {}
    (left,) = found.left_out
    assert "等市二局配合" in left.words
