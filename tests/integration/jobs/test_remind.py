from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.units import UnitGroup
from tasks_tracker.domain.users import Role
from tasks_tracker.jobs import remind
from tasks_tracker.persistence.session import db
from tests import make, people

FRIDAY = date(2024, 5, 31)
SEVEN_BEFORE = date(2024, 5, 22)
THREE_BEFORE = date(2024, 5, 28)


@pytest.fixture
def world(session):
    return people.world()


def run(day):
    return remind.run(day, datetime.combine(day, time(8, 30), ZoneInfo("Asia/Shanghai"))).count


def mails(person):
    query = select(Message).where(Message.to_id == person.id).order_by(Message.id)
    return db.scalars(query).all()


def reminders_of(task):
    query = select(Event).where(Event.kind == EventKind.REMINDED, Event.task_id == task.id)
    return db.scalars(query.order_by(Event.id)).all()


def test_the_liaison_of_the_lead_unit_is_reminded_seven_working_days_before(world):
    assert run(date(2024, 5, 21)) == 0
    assert run(SEVEN_BEFORE) == 2
    (mail,) = mails(world.owner)
    assert mail.subject == "【提醒】5月22日：临期 1 项"
    assert "余 7 个工作日" in mail.body_text
    assert mail.key == f"reminder:{world.owner.id}:2024-05-22"
    assert [len(mails(other)) for other in (world.helping, world.unit_head, world.outsider)] == [
        0,
        0,
        0,
    ]


def test_each_reminder_is_an_event_that_names_who_was_told(world):
    run(SEVEN_BEFORE)
    (event,) = reminders_of(world.task)
    assert (event.by, event.words) == (None, f"窗口全部启用：{world.owner.name}")


def test_the_same_day_again_and_the_days_between_bring_nothing_new(world):
    run(SEVEN_BEFORE)
    db.expire_all()
    assert [run(day) for day in (SEVEN_BEFORE, date(2024, 5, 23), date(2024, 5, 27))] == [0, 0, 0]
    assert len(mails(world.owner)) == 1


def test_each_stage_brings_one_mail(world):
    for day in (SEVEN_BEFORE, THREE_BEFORE, FRIDAY, date(2024, 6, 7), date(2024, 6, 17)):
        assert run(day) == 2
    words = ["余 7 个工作日", "余 3 个工作日", "今天到期", "超 5 个工作日", "超 10 个工作日"]
    assert [
        word in mail.body_text for word, mail in zip(words, mails(world.owner), strict=True)
    ] == [True] * 5


def test_a_day_on_which_nobody_works_brings_none_and_loses_none(world):
    """1 June is a Saturday; from 8 to 10 June 2024 nobody works."""
    make.milestone(world.task, due_on=date(2024, 6, 10), deliverable="总结")
    run(FRIDAY)
    db.expire_all()
    assert run(date(2024, 6, 8)) == 0
    assert run(date(2024, 6, 11)) == 3


def test_reminders_caught_up_in_the_morning_leave_room_for_those_of_that_morning(world):
    """The scheduler stood still on the 22nd; it makes up for it on the 23rd before 08:30."""
    later = make.task(world.task.section, world.lead, title="材料免提交")
    make.milestone(later, due_on=date(2024, 6, 3))
    early = datetime(2024, 5, 23, 7, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    remind.run(SEVEN_BEFORE, early)
    run(date(2024, 5, 23))
    assert [mail.subject for mail in mails(world.owner)] == [
        "【提醒】5月22日：临期 1 项",
        "【提醒】5月23日：临期 1 项",
    ]
    assert len(reminders_of(later)) == 1


def test_nobody_is_noted_as_told_who_got_no_mail(world):
    run(SEVEN_BEFORE)
    other = make.task(world.task.section, world.lead, title="材料免提交")
    make.milestone(other)
    assert run(SEVEN_BEFORE) == 0
    assert reminders_of(other) == []
    assert run(date(2024, 5, 23)) == 1


def test_one_person_gets_one_mail_about_all_that_is_due(world):
    second = make.task(world.task.section, world.lead, title="材料免提交")
    make.milestone(second, deliverable="清单公布")
    make.milestone(second, deliverable="接口开通")
    assert run(SEVEN_BEFORE) == 4
    (mail,) = mails(world.owner)
    assert mail.subject.endswith("临期 3 项")
    assert "清单公布" in mail.body_text
    assert len(reminders_of(second)) == 2


def test_every_liaison_of_every_lead_unit_is_told(world):
    other = make.unit(world.city, "市三局")
    colleague = make.person(Role.LIAISON, world.city, world.lead)
    third = make.person(Role.LIAISON, world.city, other)
    joint = make.task(world.task.section, world.lead, other)
    make.milestone(joint)
    run(SEVEN_BEFORE)
    assert [len(mails(person)) for person in (world.owner, colleague, third)] == [1, 1, 1]
    assert len(reminders_of(joint)[0].words.split("、")) == 3


def test_a_collective_unit_is_reached_through_its_members(world):
    towns = make.unit(world.county, "各镇街", group=UnitGroup.COLLECTIVE)
    town = make.unit(world.county, "甲镇", group=UnitGroup.TOWN)
    towns.take_in(town)
    clerk = make.person(Role.LIAISON, world.county, town)
    make.milestone(make.task(world.county_task.section, towns))
    run(SEVEN_BEFORE)
    assert len(mails(clerk)) == 1


def test_a_unit_without_a_liaison_is_reminded_once_it_has_one(world):
    lonely = make.unit(world.city)
    task = make.task(world.task.section, lonely)
    make.milestone(task)
    run(SEVEN_BEFORE)
    assert reminders_of(task) == []
    clerk = make.person(Role.LIAISON, world.city, lonely)
    assert run(date(2024, 5, 23)) == 1
    assert len(mails(clerk)) == 1


def test_what_waits_for_the_office_brings_no_reminder(world):
    make.report(world.task, world.owner, world.task.milestones[0])
    run(SEVEN_BEFORE)
    assert mails(world.owner) == []


def test_a_mail_that_cannot_be_written_does_not_keep_the_others_from_theirs(world, monkeypatch):
    write = remind.reminder

    def failing(person, items, **more):
        if person is world.owner:
            raise ValueError("kein Wort")
        return write(person, items, **more)

    monkeypatch.setattr(remind, "reminder", failing)
    with pytest.raises(ExceptionGroup, match="1 件没有做成：kein Wort"):
        run(SEVEN_BEFORE)
    assert len(mails(world.county_owner)) == 1
    assert reminders_of(world.task) == []
    monkeypatch.undo()
    assert run(SEVEN_BEFORE) == 1
    assert len(mails(world.owner)) == 1
