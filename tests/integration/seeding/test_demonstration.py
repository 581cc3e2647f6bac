from collections import Counter
from datetime import date, datetime, time

import pytest
from sqlalchemy import func, select

from tasks_tracker import clock
from tasks_tracker.domain.circulars import Circular, CircularState
from tasks_tracker.domain.demonstration import START
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.evidence import Evidence
from tasks_tracker.domain.handovers import Handover
from tasks_tracker.domain.lights import LATE, Light, Lines
from tasks_tracker.domain.messages import Message, MessageState
from tasks_tracker.domain.milestones import DeadlineKind, Milestone, MilestoneState
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import UnitGroup
from tasks_tracker.domain.users import Role, User
from tasks_tracker.operations.evidence import path_of
from tasks_tracker.persistence import demonstration, plans, tasks, units, users
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.seeding import facts, past

YEAR = date(2021, 1, 1)
"""What was issued before belongs to the earlier plans."""
OF_A_DOCUMENT = Task.line_end > 0
"""Not made of a leader's remark in the course of the story."""


def count(told, entity, *conditions):
    return told.scalar(select(func.count()).select_from(entity).where(*conditions))


def plan_of(region, doc_no):
    return plans.find(units.get_region(region), doc_no)


def test_units_stand_in_the_order_of_the_file(told):
    for register in facts.registers():
        region = units.get_region(register.region)
        assert [unit.name for unit in units.in_official_order(region)] == [
            unit.name for unit in register.units
        ]


def test_the_county_lies_below_the_city(told):
    assert units.get_region("高唐县").parent is units.get_region("聊城市")


def test_units_answer_to_their_aliases_and_collectives_have_their_members(told):
    city = units.get_region("聊城市")
    assert units.find(city, "市交通局").name == "市交通运输局"
    assert units.find(city, "聊城市行政审批服务局").name == "市行政审批局"
    counties = units.find(city, "各县（市、区）人民政府")
    assert counties.group is UnitGroup.COLLECTIVE
    assert len(counties.members) == 8


def test_everybody_holds_a_post_and_nobody_has_a_password(told):
    people = told.scalars(select(User)).all()
    cast = {person.account for cast in facts.casts() for person in cast.people}
    assert {person.account for person in people} > cast  # some came in the course of the story
    sheets = told.scalars(select(Handover)).all()
    changing = {person for sheet in sheets for person in (sheet.leaver, *sheet.successors)}
    assert all(person.posts for person in people if person not in changing)
    assert all(person.password_hash is None for person in people)


def test_one_person_may_be_liaison_of_two_units(told):
    held = {unit.name for unit in users.find_by_account("hulina").units}
    assert held == {"县财政局", "县政府采购中心"}


def test_the_administrators_of_a_region_enter_everybody_else(told):
    added = told.scalars(select(Event).where(Event.kind == EventKind.USER_ADDED)).all()
    admins = {users.holders(region, Role.SYSTEM_ADMIN)[0].account for region in units.regions()}
    assert {event.by.account for event in added if event.by} == admins
    assert sum(event.by is None for event in added) == 3 * len(units.regions())


def test_every_plan_is_under_supervision_with_all_its_tasks(told):
    numbers = told.execute(
        select(Plan.doc_no, func.count())
        .join(Task, Task.plan_id == Plan.id)
        .where(OF_A_DOCUMENT)
        .group_by(Plan.doc_no)
    )
    plans = [facts.plan(place.name) for place in (facts.SEED / "plans").iterdir()]
    assert dict(numbers.all()) == {plan.head["doc_no"]: len(plan.tasks) for plan in plans}


@pytest.mark.parametrize(
    ("region", "number_of_plans", "number_of_tasks"),
    [("聊城市", 9, 440), ("高唐县", 8, 354), ("冠县", 8, 232)],
)
def test_each_region_has_its_plans(told, region, number_of_plans, number_of_tasks):
    here = units.get_region(region).id
    assert count(told, Plan, Plan.region_id == here) == number_of_plans
    assert count(told, Task, Task.region_id == here, OF_A_DOCUMENT) == number_of_tasks


def test_plans_came_under_supervision_within_days_of_their_issue(told):
    for plan in told.scalars(select(Plan)):
        days = calendar().between(plan.issued_on, clock.local(plan.adopted_at).date())
        assert 1 <= days <= 4, plan.doc_no


def test_tasks_are_numbered_in_the_order_of_adoption(told):
    for region in units.regions():
        query = select(Plan.adopted_at).join(Task, Task.plan_id == Plan.id)
        here = query.where(Task.region_id == region.id, OF_A_DOCUMENT)
        adopted = told.scalars(here.order_by(Task.number))
        moments = adopted.all()
        assert moments == sorted(moments)


def test_of_the_earlier_plans_little_is_overdue_and_nothing_for_years(told):
    lines = Lines.on(START, calendar())
    earlier = [
        task
        for task in told.scalars(select(Task).join(Task.plan).where(Plan.issued_on < YEAR))
        if task.light(lines) in LATE
    ]
    assert len(earlier) == 3
    assert {task.region.name for task in earlier} == {region.name for region in units.regions()}
    assert all(task.clock_ends_on >= date(2020, 12, 31) for task in earlier)


def test_of_what_fell_due_in_the_earlier_plans_nearly_all_is_met(told):
    query = select(Milestone).join(Milestone.task).join(Task.plan)
    fell_due = Plan.issued_on < YEAR, Milestone.due_on < YEAR
    due = told.scalars(query.where(*fell_due, Milestone.kind == DeadlineKind.BY)).all()
    met = [milestone for milestone in due if milestone.state is MilestoneState.MET]
    assert len(due) - len(met) == 6
    late = [milestone for milestone in met if not milestone.was_on_time]
    assert 0 < len(late) < len(met) / 5


def test_a_measure_without_a_date_answers_by_the_phases_that_apply(told):
    city = tasks.of_plan(plan_of("聊城市", "聊政发〔2021〕7号"))
    phases = {milestone.due_on for task in city for milestone in task.dated if milestone.is_phase}
    assert phases == {date(2021, 8, 31), date(2021, 11, 30)}


def test_every_section_has_its_leader(told):
    plans = [plan_of("聊城市", "聊政发〔2021〕7号"), plan_of("高唐县", "高政发〔2021〕6号")]
    sections = [section for plan in plans for section in plan.sections]
    assert len(sections) == 36
    assert all(section.leader is not None for section in sections)


def test_every_report_of_the_story_was_told_and_decided_as_it_says(told):
    found = {
        (clock.local(one.submitted_at).replace(tzinfo=None), one.progress): one.state
        for one in told.scalars(select(ProgressReport))
    }
    by_hand = [*facts.reports(), *past.reports()]
    decided = {
        (report.at, report.progress): report.review.decision if report.review else "submitted"
        for report in by_hand
    }
    assert {key: found.get(key) for key in decided} == decided
    assert len(found) > len(decided)  # the chapters of the cycle tell of more


def test_every_piece_of_evidence_lies_in_the_folder(told, settings):
    pieces = told.scalars(select(Evidence)).all()
    named = Counter(name for report in facts.reports() for name in report.evidence)
    assert named <= Counter(piece.file_name for piece in pieces)
    for piece in pieces:
        if piece.stored_name is not None:
            path = path_of(piece.stored_name, folder=settings.upload_dir)
            assert path.stat().st_size == piece.size


def test_completed_tasks_have_an_event_each(told):
    """Of those that a check reopened one is left over."""
    completed = count(told, Task, Task.is_completed)
    reopened = count(told, ProgressReport, ProgressReport.overturned_on.is_not(None))
    assert completed > 0
    assert reopened > 0
    assert count(told, Event, Event.kind == EventKind.TASK_COMPLETED) == completed + reopened


def test_every_light_shines_on_the_day_of_the_demonstration(told):
    lines = Lines.on(START, calendar())
    shining = {task.light(lines) for task in told.scalars(select(Task))}
    assert shining == set(Light)


def test_what_is_overdue_was_noted_on_its_day(told):
    lines = Lines.on(START, calendar())
    for task in told.scalars(select(Task)):
        if task.light(lines) in {Light.SEVERE, Light.OVERDUE}:
            assert any(m.overdue_noted_for == task.clock_ends_on for m in task.milestones)


def test_mails_of_the_past_were_delivered(told):
    kinds = set(told.scalars(select(Message.kind)))
    assert {"plan_adopted", "report_accepted", "report_returned", "reminder", "digest"} <= kinds
    assert count(told, Message, Message.state != MessageState.SENT) == 0
    assert count(told, Message, Message.sent_at < Message.created_at) == 0


def test_before_the_jobs_ran_nobody_was_reminded(told):
    early = Message.created_at < datetime.combine(facts.jobs_from(), time(), clock.zone())
    kinds = set(told.scalars(select(Message.kind).where(early)))
    by_people = {"inspection_announced", "liability_fired", "liability_decided"}
    assert kinds == {"plan_adopted", "report_accepted", "report_returned"} | by_people


@pytest.mark.parametrize(
    ("region", "month", "state"),
    [
        ("聊城市", date(2021, 7, 1), CircularState.PUBLISHED),
        ("高唐县", date(2021, 7, 1), CircularState.PUBLISHED),
        ("聊城市", date(2021, 8, 1), CircularState.PUBLISHED),
        ("冠县", date(2021, 8, 1), CircularState.PUBLISHED),
        ("高唐县", date(2021, 8, 1), CircularState.DRAFT),
    ],
)
def test_circulars_are_published_but_for_the_last_of_the_county(told, region, month, state):
    query = select(Circular).where(Circular.slot == f"{month:%Y-%m}/all/0")
    found = [one for one in told.scalars(query) if one.region.name == region]
    assert [one.state for one in found] == [state]


def test_the_demonstration_stands_on_its_first_day(told):
    assert demonstration.day() == START


def test_nothing_happened_after_the_morning_of_that_day(told):
    assert told.scalar(select(func.max(Event.at))).date() <= START
