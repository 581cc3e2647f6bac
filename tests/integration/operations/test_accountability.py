from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from tasks_tracker.domain.accountability import Stage
from tasks_tracker.domain.accountability_cases import AccountabilityAction, ActionState
from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.periods import PeriodKind
from tasks_tracker.jobs import accountability as job
from tasks_tracker.operations.accountability import (
    carry_out_action,
    enter_fact,
    fire_due,
    waive_action,
    withdraw_fact,
)
from tasks_tracker.operations.accountability_rules import Terms, change_rule, end_rule, set_rule
from tasks_tracker.operations.attaching import SiteNote
from tasks_tracker.persistence import accountability, countable, evidence
from tasks_tracker.persistence.session import db
from tests import make, people
from tests.integration.operations import inspected
from tests.integration.operations.inspected import fire_point

NOW = make.NOW
DAY = make.TODAY
STAGES = (Stage(1, "约谈分管负责人"), Stage(2, "约谈主要负责人"), Stage(4, "全市通报"))


@pytest.fixture
def world(session):
    return people.world()


def terms(**more) -> Terms:
    facts = {
        "basis": "冠政办发〔2018〕62号",
        "period": PeriodKind.MONTH,
        "stages": STAGES,
        "holds_from": DAY,
        **more,
    }
    return Terms(**facts)


def fire_points(world, now=NOW - timedelta(days=9), **more):
    facts = {"holds_from": date(2024, 5, 1), **more}
    return inspected.fire_points(world, now=now, **facts)


def counting(world, counted, **more):
    facts = {"holds_from": date(2024, 5, 1), **more}
    now = NOW - timedelta(days=9)
    return set_rule(
        world.city,
        by=world.head,
        now=now,
        name=counted.value,
        counted=counted,
        terms=terms(**facts),
    )


def actions():
    query = select(AccountabilityAction).order_by(AccountabilityAction.id)
    return db.scalars(query).all()


def told(kind):
    query = select(Message).where(Message.kind == kind).order_by(Message.id)
    return [message.to for message in db.scalars(query)]


def test_a_fact_lets_the_step_that_it_reaches_fall_due(world):
    rule = fire_points(world)
    made = fire_point(rule, world, evidence=[SiteNote("无人机航拍")])
    (action,) = actions()
    assert (action.unit, action.period, action.measure) == (world.lead, "2024-05", "约谈分管负责人")
    office = [world.supervisor, world.second_supervisor, world.head]
    assert told("liability_fired") == [*office, world.owner, world.unit_head]
    (note,) = evidence.of(f"liability_fact:{made.id}")
    assert evidence.get(note.id, world.owner) is note
    with pytest.raises(NoResultFound):
        evidence.get(note.id, world.helping)


def test_a_unit_is_told_before_the_next_step(world):
    rule = fire_points(world)
    for _ in range(3):
        fire_point(rule, world)
    assert [action.threshold for action in actions()] == [1, 2]
    assert told("liability_near") == [world.owner, world.unit_head]
    assert told("liability_fact_entered") == [world.owner, world.unit_head]
    for _ in range(2):
        job.run(DAY, NOW)
    assert len(told("liability_near")) == 2


def test_every_step_falls_due_once_whatever_the_order_and_however_often(world):
    rule, random = fire_points(world), Random(7)  # noqa: S311 - an order, no secret
    days = [date(2024, 5, day) for day in (3, 5, 5, 8, 9)]
    random.shuffle(days)
    for day in days:
        fire_point(rule, world, on=day, unit=random.choice([world.lead, world.lead, world.helper]))
        job.run(DAY, NOW)
        fire_due(rule, now=NOW)
    found = [(action.unit_id, action.period, action.threshold) for action in actions()]
    assert len(found) == len(set(found))
    counts = {unit: len(accountability.facts_of(rule, unit)) for unit in (world.lead, world.helper)}
    due = {
        (unit.id, stage.threshold)
        for unit, n in counts.items()
        for stage in STAGES
        if stage.threshold <= n
    }
    assert {(unit_id, threshold) for unit_id, _, threshold in found} == due


def test_withdrawing_a_fact_unfires_nothing_and_lets_it_not_fire_again(world):
    rule = fire_points(world)
    made = fire_point(rule, world)
    withdraw_fact(made, by=world.head, now=NOW, reason="复核是焊接火花")
    (action,) = actions()
    assert action.state is ActionState.OPEN
    span = countable.Span(date(2024, 5, 1), DAY, DAY)
    assert countable.facts(rule, span) == {}
    assert accountability.facts_of(rule, world.lead) == [made]
    assert told("liability_fact_withdrawn") == [world.owner, world.unit_head]
    fire_point(rule, world)
    assert actions() == [action]
    with pytest.raises(Refusal, match="已经撤销"):
        withdraw_fact(made, by=world.head, now=NOW, reason="再撤")


def test_a_step_is_carried_out_or_waived_by_the_head(world):
    rule = fire_points(world)
    fire_point(rule, world)
    fire_point(rule, world)
    first, second = actions()
    done = {"now": NOW, "paper_no": "约谈〔2024〕3号", "outcome": "已约谈，限三天清运。"}
    with pytest.raises(Refusal, match="今天以后"):
        carry_out_action(first, by=world.supervisor, done_on=date(2024, 5, 11), **done)
    carry_out_action(first, by=world.supervisor, done_on=DAY, **done)
    assert (first.state, first.paper_no) == (ActionState.CARRIED_OUT, "约谈〔2024〕3号")
    with pytest.raises(NotAllowed):
        waive_action(second, by=world.supervisor, now=NOW, outcome="同一地块")
    waive_action(second, by=world.head, now=NOW, outcome="同一地块复燃，不重复问责。")
    assert told("liability_decided") == [world.owner, world.unit_head] * 2
    with pytest.raises(Refusal, match="已经办过"):
        waive_action(first, by=world.head, now=NOW, outcome="算了")


def test_others_have_no_part_in_it(world):
    rule = fire_points(world)
    made = fire_point(rule, world)
    (action,) = actions()
    for who in (world.owner, world.leader, world.county_supervisor):
        with pytest.raises(NotAllowed):
            enter_fact(
                rule, by=who, now=NOW, unit=world.lead, happened_on=DAY, place="", account="火"
            )
        with pytest.raises(NotAllowed):
            withdraw_fact(made, by=who, now=NOW, reason="不是")
        with pytest.raises(NotAllowed):
            waive_action(action, by=who, now=NOW, outcome="算了")
    for who in (world.supervisor, world.owner):
        with pytest.raises(NotAllowed):
            change_rule(rule, by=who, now=NOW, terms=terms(), seen=1)
    assert accountability.actions(world.owner) == [action]
    assert accountability.actions(world.helping) == []


def test_a_rule_holds_forward_and_each_version_for_its_time(world):
    with pytest.raises(Refusal, match="不溯及既往"):
        fire_points(world, now=NOW)
    rule = fire_points(world)
    changed = terms(stages=[Stage(3, "通报")], reason="改为三次")
    for seen, more, words in (
        (0, {}, "新的版本"),
        (1, {"holds_from": date(2024, 5, 1)}, "须晚于"),
        (1, {"reason": ""}, "理由"),
    ):
        facts = {"stages": [Stage(3, "通报")], "reason": "改为三次", **more}
        with pytest.raises(Refusal, match=words):
            change_rule(rule, by=world.head, now=NOW, terms=terms(**facts), seen=seen)
    change_rule(rule, by=world.head, now=NOW, terms=changed, seen=1)
    fire_point(rule, world, on=date(2024, 5, 9))
    fire_point(rule, world, on=DAY)
    assert [(one.threshold, one.rule_version.version) for one in actions()] == [(1, 1)]
    end_rule(rule, by=world.head, now=NOW, reason="专项行动结束")
    with pytest.raises(Refusal, match="还没有施行"):
        fire_point(rule, world)
    with pytest.raises(Refusal, match="停用"):
        change_rule(rule, by=world.head, now=NOW, terms=terms(), seen=2)


def test_a_fact_of_tomorrow_is_refused(world):
    with pytest.raises(Refusal) as refusal:
        fire_point(fire_points(world), world, on=date(2024, 5, 11))
    assert refusal.value.field == "happened_on"
