from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, select

from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.users import Role
from tasks_tracker.jobs import digest
from tasks_tracker.operations.pending import KINDS
from tasks_tracker.operations.reviews import return_report
from tasks_tracker.persistence.session import db
from tests import make, people

MONDAY = date(2024, 6, 3)
"""The first working day after the deadlines of the world."""


@pytest.fixture
def world(session):
    return people.world()


def moment(day):
    return datetime.combine(day, time(8), ZoneInfo("Asia/Shanghai"))


def run(day=MONDAY):
    return digest.run(day, moment(day)).count


def mail_to(person):
    return db.scalars(select(Message).where(Message.to_id == person.id)).one_or_none()


def test_the_people_of_a_lead_unit_are_told_what_is_overdue(world):
    run()
    for person in (world.owner, world.unit_head):
        mail = mail_to(person)
        assert mail.subject == "【每日摘要】6月3日：逾期 1 项"
        assert "（新逾期）" in mail.body_text
        assert "超 1 个工作日" in mail.body_text


def test_the_office_is_told_of_waiting_reports_and_of_overdue_units(world):
    late = make.task(world.task.section, make.unit(world.city, "市四局"))
    make.milestone(late, due_on=date(2024, 3, 29))
    make.report(world.task, world.owner, world.task.milestones[0])
    run()
    for person in (world.supervisor, world.head):
        mail = mail_to(person)
        assert mail.subject == "【每日摘要】6月3日：待审 1 件，逾期 1 项"
        assert "市四局　逾期 1 项，其中严重逾期 1 项" in mail.body_text
        assert "市一局，5月10日报送" in mail.body_text
    assert "市四局" not in mail_to(world.county_supervisor).body_text


def test_a_leader_is_told_of_the_own_sections_only(world):
    run()
    mail = mail_to(world.leader)
    assert mail.subject == "【每日摘要】6月3日：逾期 1 项"
    assert "一、开办企业　逾期 1 项，滞后 0 项，临期 0 项" in mail.body_text
    assert mail_to(world.other_leader) is None


def test_a_missed_milestone_before_the_last_one_is_told_of_as_lagging(world):
    make.milestone(world.task, due_on=date(2024, 8, 30))
    run()
    assert mail_to(world.owner).subject == "【每日摘要】6月3日：滞后 1 项"
    assert "一、开办企业　逾期 0 项，滞后 1 项，临期 0 项" in mail_to(world.leader).body_text


def test_who_has_nothing_to_be_told_gets_no_mail(world):
    assert run(date(2024, 5, 10)) == 0
    run()
    silent = (world.helping, world.outsider, world.system_admin, world.audit_admin)
    assert [mail_to(person) for person in silent] == [None] * 4


def test_a_returned_report_stays_in_the_digest_until_the_unit_reports_again(world):
    report = make.report(world.task, world.owner)
    return_report(report, by=world.supervisor, now=make.NOW, words="补照片")
    db.flush()
    assert run(date(2024, 5, 13)) == 2
    assert "退回 1 件" in mail_to_on(world.owner, date(2024, 5, 13)).subject
    make.report(world.task, world.owner, now=moment(date(2024, 5, 13)))
    run(date(2024, 5, 14))
    assert mail_to_on(world.owner, date(2024, 5, 14)) is None


def mail_to_on(person, day):
    return db.scalars(
        select(Message).where(Message.key == f"digest:{person.id}:{day}")
    ).one_or_none()


def test_the_worst_stands_first_and_the_rest_is_counted(world):
    for day in range(1, 13):
        make.milestone(make.task(world.task.section, world.lead), due_on=date(2024, 5, day))
    run()
    text = mail_to(world.owner).body_text
    assert text.index("严重逾期") < text.index("5月10日") < text.index("另有 3 项没有列出")
    assert "逾期、滞后和临期的任务 13 项" in text


def test_one_mail_a_day_at_most_and_none_on_days_off(world):
    assert run() == 8
    assert run() == 0
    assert run(date(2024, 6, 8)) == 0


def test_who_holds_two_posts_gets_one_mail_about_both(world):
    post = make.person(Role.LIAISON, world.city, world.lead).posts[0]
    make.saved(world.leader.appoint(post, on=date(2024, 1, 1)))
    db.flush()
    run()
    text = mail_to(world.leader).body_text
    assert "本单位牵头" in text
    assert "分管板块" in text
    assert mail_to(world.leader).subject == "【每日摘要】6月3日：逾期 1 项"


def test_who_left_gets_none(world):
    world.owner.end(make.NOW)
    db.flush()
    run()
    assert mail_to(world.owner) is None


def test_the_number_of_queries_does_not_grow_with_tasks_and_people(world, engine):
    first = queries(engine, run)
    for _ in range(15):
        unit = make.unit(world.city)
        make.person(Role.LIAISON, world.city, unit)
        make.milestone(make.task(world.task.section, unit))
    assert queries(engine, lambda: run(date(2024, 6, 4))) == first == 9 + len(KINDS)


def queries(engine, act):
    db.flush()
    db.expire_all()
    counted = []

    def count(_connection, _cursor, statement, *_):
        if statement.startswith("SELECT"):
            counted.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    act()
    event.remove(engine, "before_cursor_execute", count)
    return len(counted)
