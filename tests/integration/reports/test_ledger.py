"""The ledger's rows: which, in what order, and what they say."""

from datetime import date

import pytest
from sqlalchemy import true

from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.lights import Light
from tasks_tracker.domain.units import UnitAlias, UnitGroup
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports import ledger
from tasks_tracker.reports.days import Days, Lateness
from tasks_tracker.reports.ledger import by_light, tallies
from tasks_tracker.reports.selection import Order, Selection, Standing
from tests import make

TODAY = make.TODAY


@pytest.fixture
def section(session):
    return make.section(make.plan(make.region()))


def rows(**asked):
    return ledger.rows(true(), TODAY, Selection(**asked))


def titles(**asked) -> list[str]:
    return [row.name for row in rows(**asked)]


def due(section, title, day, **more):
    task = make.task(section, title=title, **more)
    make.milestone(task, due_on=day)
    return task


def test_the_worst_come_first_and_of_one_light_the_longest_overdue(section):
    due(section, "calm", date(2024, 8, 1))
    due(section, "late", date(2024, 5, 8))
    due(section, "later", date(2024, 5, 7))
    due(section, "worst", date(2024, 3, 1))
    due(section, "soon", date(2024, 5, 13))
    assert titles() == ["worst", "later", "late", "soon", "calm"]
    groups = [(light, len(group)) for light, group in by_light(rows())]
    assert groups == [(Light.SEVERE, 1), (Light.OVERDUE, 2), (Light.DUE_SOON, 1), (Light.IDLE, 1)]


def test_of_what_was_submitted_late_the_latest_comes_first(section):
    region = section.plan.region
    owner = make.person(Role.LIAISON, region, make.unit(region))
    for title, missed, following in (
        ("a little", date(2024, 5, 9), date(2024, 6, 3)),
        ("very", date(2024, 4, 1), date(2024, 12, 2)),
    ):
        task = due(section, title, following)
        make.report(task, owner, make.milestone(task, missed))
    assert titles() == ["very", "a little"]


def test_other_orders_go_by_date_number_or_the_units_official_place(section):
    first, second = make.unit(section.plan.region), make.unit(section.plan.region)
    for title, unit, day in (("a", second, date(2024, 8, 1)), ("b", first, date(2024, 6, 1))):
        make.milestone(make.task(section, unit, title=title), due_on=day)
    assert titles(order=Order.NUMBER) == ["a", "b"]
    assert titles(order=Order.DUE) == ["b", "a"]
    assert titles(order=Order.UNIT) == ["b", "a"]


def test_pages_follow_each_other_without_gap_or_repetition(section):
    for number in range(7):
        due(section, f"task {number}", date(2024, 6, 1))
    pages = [ledger.rows(true(), TODAY, limit=3, offset=offset) for offset in (0, 3, 6)]
    assert [len(page) for page in pages] == [3, 3, 1]
    assert [row.name for page in pages for row in page] == [f"task {n}" for n in range(7)]


def test_a_row_shows_the_milestone_that_is_overdue_and_counts_those_met(section):
    task = make.task(section, support=[make.unit(section.plan.region)])
    owner = make.person(Role.LIAISON, section.plan.region, task.lead_unit)
    reviewer = make.person(Role.SUPERVISOR, section.plan.region)
    met, waiting = make.milestone(task, date(2024, 4, 1)), make.milestone(task, date(2024, 5, 11))
    make.milestone(task, date(2024, 5, 6), deliverable="overdue")
    make.report(task, owner, met).accept(by=reviewer, now=make.NOW, today=TODAY)
    make.report(task, owner, waiting)
    (row,) = rows()
    assert (row.leads, row.supports) == (1, 1)
    assert (row.met, row.milestones) == (1, 3)
    assert row.due.deliverable == "overdue"
    assert row.due.days == Days(Lateness.OVER, 4)
    assert row.awaits_office


def test_what_was_submitted_late_is_shown_with_its_delay(section):
    task = make.task(section)
    owner = make.person(Role.LIAISON, section.plan.region, task.lead_unit)
    make.milestone(task, date(2024, 11, 30))
    make.report(task, owner, make.milestone(task, date(2024, 5, 8), deliverable="late"))
    (row,) = rows()
    assert row.light is Light.LAGGING
    assert (row.due.deliverable, row.due.days) == ("late", Days(Lateness.LATE, 2))


def test_a_clock_that_stood_still_is_shown_beside_the_date(section):
    task = make.task(section)
    owner = make.person(Role.LIAISON, section.plan.region, task.lead_unit)
    reviewer = make.person(Role.SUPERVISOR, section.plan.region)
    milestone = make.milestone(task, date(2024, 5, 13))
    back = {"by": reviewer, "now": make.NOW, "today": date(2024, 5, 14), "words": "缺佐证"}
    make.report(task, owner, milestone).send_back(**back, workdays=calendar())
    (row,) = rows()
    assert not row.due.is_moved
    assert row.due.clock_ends_on > row.due.due_on == date(2024, 5, 13)


def test_a_task_without_dates_has_a_row_too(section):
    make.task(section)
    (row,) = rows()
    assert (row.due, row.milestones, row.light) == (None, 0, Light.IDLE)


def test_filters_by_plan_section_and_region(section):
    other = make.section(make.plan(make.region("高唐县", "唐")), label="二、纳税")
    here, there = due(section, "here", TODAY), due(other, "there", TODAY)
    assert titles(plan=here.plan_id) == ["here"]
    assert titles(section=other.id) == ["there"]
    assert titles(region=there.region_id) == ["there"]
    assert titles(region=there.region_id, section=section.id) == []


def test_filters_by_unit_and_the_capacity_in_which_it_stands(section):
    region = section.plan.region
    bureau, other = make.unit(region, "市财政局"), make.unit(region, "市审计局")
    make.task(section, bureau, title="first")
    make.task(section, other, bureau, title="second lead")
    make.task(section, other, support=[bureau], title="supports")
    assert set(titles(unit="市财政局")) == {"first", "second lead", "supports"}
    assert titles(unit="市财政局", role=Standing.FIRST) == ["first"]
    assert set(titles(unit="市财政局", role=Standing.LEAD)) == {"first", "second lead"}
    assert titles(unit="市财政局", role=Standing.SUPPORT) == ["supports"]


def test_a_unit_is_found_by_alias_by_part_of_its_name_and_in_its_collective(session, section):
    region = section.plan.region
    bureau = make.unit(region, "市工业和信息化局")
    make.saved(UnitAlias(unit=bureau, name="市工信局"))
    everyone = make.unit(region, "市直各部门", group=UnitGroup.COLLECTIVE)
    everyone.take_in(bureau)
    make.task(section, bureau, title="own")
    make.task(section, everyone, title="together")
    assert set(titles(unit="市工信局")) == {"own", "together"}
    assert set(titles(unit="信息化")) == {"own", "together"}
    assert titles(unit="市工信局", role=Standing.FIRST) == ["own"]
    assert titles(unit="没有的局") == []


def test_the_very_name_goes_before_names_that_contain_it(section):
    region = section.plan.region
    make.task(section, make.unit(region, "县医院"), title="that one")
    make.task(section, make.unit(region, "县医院管理局"), title="another")
    assert titles(unit="县医院") == ["that one"]
    assert set(titles(unit="医院")) == {"that one", "another"}


def test_filters_by_the_dates_of_what_is_not_met_and_shows_that(section):
    task = make.task(section, title="two")
    make.milestone(task, date(2024, 5, 8), deliverable="overdue")
    make.milestone(task, date(2024, 11, 30), deliverable="winter")
    asked = {"due_from": date(2024, 11, 1), "due_to": date(2024, 11, 30)}
    assert [row.due.deliverable for row in rows(**asked)] == ["winter"]
    assert rows()[0].due.deliverable == "overdue"
    assert titles(due_from=date(2024, 12, 1)) == []


def test_filters_by_what_happened_since_a_day(session, section):
    for title in ("returned", "reminded"):
        task = make.task(section, title=title)
        record(
            EventKind("report_returned" if title == "returned" else title),
            by=None,
            now=make.NOW,
            task=task,
        )
    session.flush()
    asked = {"event": EventKind.REPORT_RETURNED, "event_from": TODAY}
    assert titles(**asked) == ["returned"]
    assert titles(**{**asked, "event_from": date(2024, 5, 11)}) == []
    assert Selection(**asked).as_args() == {"event": "report_returned", "event_from": "2024-05-10"}


@pytest.mark.parametrize("words", ["一窗", "分办", "子项", "财政", "聊{n:03d}", "{n}"])
def test_words_are_sought_in_the_texts_the_lead_and_the_code(section, words):
    bureau = make.unit(section.plan.region, "市财政局")
    task = make.task(section, bureau, title="推进一窗受理", part_title="子项")
    make.task(section, title="其他").requirement = "无关"
    assert titles(words=words.format(n=task.number)) == [task.name]


@pytest.mark.parametrize("words", ["%", "_", "'", "唐001", "没有这样的词"])
def test_signs_of_the_query_language_are_plain_words(section, words):
    make.task(section)
    assert titles(words=words) == []


def test_counts_by_light_ignore_the_lights_asked_for_and_the_list_does_not(section):
    due(section, "late", date(2024, 5, 8))
    due(section, "calm", date(2024, 8, 1), awaits_office=True)
    found = tallies(true(), Selection(lights=(Light.OVERDUE,)), TODAY)
    assert found.by_light.shown == [(Light.OVERDUE, 1), (Light.IDLE, 1)]
    assert found.shown.total == 1 == len(rows(lights=(Light.OVERDUE,)))
    assert found.waiting == 0
    waiting = tallies(true(), Selection(waiting=True), TODAY)
    assert waiting.shown.total == 1 == len(rows(waiting=True))


def test_a_selection_comes_back_from_its_own_address():
    asked = Selection(plan=3, unit="市一局", lights=(Light.OVERDUE,), due_to=date(2024, 5, 31))
    assert asked.as_args() == {
        "plan": 3,
        "unit": "市一局",
        "light": ["overdue"],
        "due_to": "2024-05-31",
    }
    assert asked.as_args(plan=None, page=2)["page"] == 2
    assert Selection().is_empty
    assert not asked.is_empty
