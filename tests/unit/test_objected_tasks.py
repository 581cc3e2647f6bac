"""While the lead objects, nothing that the office gives back runs: a unit is never late because
the office is."""

from datetime import timedelta

import pytest

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.milestones import MilestoneState
from tasks_tracker.domain.objections import Objection, Ruling
from tasks_tracker.domain.stops import StopReason
from tasks_tracker.domain.tasks import Duty
from tests.unit import loose
from tests.unit.loose import NOW, TODAY
from tests.unit.test_extensions import ask

WORKDAYS = Workdays()


def later(days: int) -> dict:
    """An officer, so many days after."""
    on = TODAY + timedelta(days=days)
    return {"by": loose.user("clerk"), "now": NOW, "today": on, "workdays": WORKDAYS}


@pytest.fixture
def task():
    task = loose.task()
    loose.milestone(task, due_on=TODAY + timedelta(days=21)).wind(WORKDAYS)
    return task


@pytest.fixture
def report(task):
    """Handed in on the day itself."""
    return loose.report(task, loose.user(), *task.milestones)


@pytest.fixture
def extension(task):
    made = ask(task.milestones[0], on=TODAY)
    made.hand_over(TODAY)
    return made


def objection(task) -> Objection:
    made = Objection(
        task=task,
        unit=task.lead_unit,
        duty=Duty.LEAD,
        proposed=loose.unit(task.region, "市二局"),
        by=loose.user("liaison"),
        raised_at=NOW,
        raised_on=TODAY,
        reason="职能已划转。",
        agreed_by="郑安",
    )
    made.stop()
    return made


def waits_and_runs_on(task, raised) -> None:
    """It waits for the answer, and then has all the time that was left."""
    [milestone] = task.milestones
    assert milestone.stopped_by is StopReason.OBJECTION
    assert task.clock_ends_on is None
    ruling = Ruling(
        by=loose.user("clerk"), at=NOW, on=TODAY + timedelta(days=28), opinion="仍由你们办。"
    )
    raised.uphold(ruling, WORKDAYS)
    assert milestone.state is MilestoneState.OPEN
    left = WORKDAYS.between(TODAY, milestone.due_on)
    assert WORKDAYS.between(ruling.on, milestone.clock_ends_on) == left


def test_a_report_that_is_returned_waits_for_the_answer(task, report):
    raised = objection(task)
    report.send_back(**later(7), words="补数据")
    waits_and_runs_on(task, raised)


def test_a_date_that_is_refused_waits_for_the_answer(task, extension):
    raised = objection(task)
    extension.refuse(**later(7), words="抓紧办")
    waits_and_runs_on(task, raised)


def test_a_date_that_is_taken_back_waits_for_the_answer(task, extension):
    raised = objection(task)
    extension.withdraw(**{**later(0), "by": extension.by})
    waits_and_runs_on(task, raised)


def test_a_date_that_is_granted_waits_for_the_answer(task, extension):
    raised = objection(task)
    extension.grant(**later(7))
    assert task.milestones[0].stopped_by is StopReason.OBJECTION
    assert raised.is_open
