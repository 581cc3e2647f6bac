"""负担: what was asked of units, each figure with its rows; a unit sees its own."""

from datetime import date, timedelta

import pytest

from tasks_tracker.domain.obligations import Obligation
from tasks_tracker.domain.periods import PeriodKind, month_of, period_of
from tasks_tracker.domain.same_matters import same_matter
from tasks_tracker.operations.progress import report_progress
from tasks_tracker.reports import burden
from tests import make
from tests.integration.web.test_budgets import statements

__all__ = ["statements"]

MAY = month_of(make.TODAY)
DUE = date(2024, 5, 25)


def owe(task, due_on=DUE, **more) -> Obligation:
    key = f"{due_on.year}-{due_on.month:02d}"
    given = {"task": task, "unit": task.lead_unit, "period": key}
    opens_on = due_on - timedelta(days=29)
    return make.saved(
        Obligation(**given, opens_on=opens_on, asked_on=opens_on, due_on=due_on, **more)
    )


@pytest.fixture
def other(world):
    return make.task(world.task.section, world.lead, title="同一件事")


def of(world, period=MAY):
    (unit,) = burden.of_period(world.city, period)
    return unit


def test_nothing_asked_is_no_row(world):
    assert burden.of_period(world.city, MAY) == []


def test_what_is_due_is_asked_and_what_is_excused_is_not(world, other):
    owe(world.task)
    owe(other, excused_on=date(2024, 5, 20))
    owe(world.task, date(2024, 4, 25))
    unit = of(world)
    assert ([one.task_id for one in unit.asked], len(unit.excused)) == ([world.task.id], 1)
    quarter = period_of(PeriodKind.QUARTER, make.TODAY)
    assert len(of(world, quarter).asked) == 2


def test_the_same_matter_asked_for_twice_counts_once_as_a_repetition(world, other):
    make.saved(same_matter(world.task, other, by=world.supervisor, at=make.NOW))
    for task in (world.task, other):
        owe(task)
    (again,) = of(world).twice
    assert (again.task_id, again.again) == (other.id, world.task.code)


def test_a_link_that_was_ended_before_repeats_nothing(world, other):
    link = make.saved(same_matter(world.task, other, by=world.supervisor, at=make.NOW))
    for task in (world.task, other):
        owe(task)
    link.end(by=world.supervisor, at=make.NOW.replace(month=6), words="两件事")
    assert len(of(world).twice) == 1
    link.ended_at = make.NOW.replace(month=4)
    assert of(world).twice == []


def test_one_text_for_two_items_is_one_text_that_served_two(world, other):
    owe(world.task)
    world.task.report_due_on = DUE
    given = {"by": world.owner, "now": make.NOW, "progress": "启用 12 个窗口。"}
    for task in (world.task, other):
        report_progress(task, **given, no_evidence="系统内可查")
    unit = of(world)
    assert (len(unit.texts), unit.served) == (1, 2)
    assert unit.texts[0].codes == (world.task.code, other.code)
    assert unit.unasked == []


def test_what_nobody_asked_for_is_said_to_be_so(world, other):
    given = {"by": world.owner, "now": make.NOW, "progress": "启用 12 个窗口。"}
    report_progress(other, **given, no_evidence="系统内可查")
    assert [one.codes for one in of(world).unasked] == [(other.code,)]


def test_the_months_are_the_sum_of_the_units(world, other):
    owe(world.task)
    owe(other)
    owe(other, date(2024, 3, 25), excused_on=date(2024, 3, 20))
    found = burden.months(world.city, MAY)
    assert [(one.period.key, one.asked) for one in found][-2:] == [("2024-04", 0), ("2024-05", 2)]
    assert found[-1].asked == sum(len(one.asked) for one in burden.of_period(world.city, MAY))
    assert [one.asked for one in found][-3] == 0


def test_a_unit_is_led_to_its_own_page_and_sees_no_other(client, world):
    owe(world.task)
    client.sign_in(world.owner)
    answer = client.get("/burden?month=2024-05-01")
    assert answer.status_code == 302
    assert f"/burden/{world.lead.id}" in answer.location
    assert world.task.title in client.get(answer.location).text
    assert client.get(f"/burden/{world.helper.id}").status_code == 403


def test_the_office_sees_each_figure_lead_to_its_rows(client, world):
    owe(world.task)
    page = client.sign_in(world.supervisor).get("/burden").text
    assert f"/burden/{world.lead.id}?month=2024-05-01#asked" in page
    assert "没有向单位要过什么" in client.get("/burden?month=2024-01-01").text


def test_as_many_statements_for_many_units_as_for_one(world, statements):
    burden.of_period(world.city, MAY)
    counts = []
    for _ in range(2):
        for _ in range(4):
            owe(make.task(world.task.section, make.unit(world.city)))
        statements.clear()
        assert burden.of_period(world.city, MAY)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 5
