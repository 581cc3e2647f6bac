"""核查: opened, found, reassigned, drawn."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tasks_tracker.domain.checks import CheckReason, Finding
from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.lights import Light, Lines
from tasks_tracker.domain.messages import Message
from tasks_tracker.operations.attaching import SiteNote
from tasks_tracker.operations.checks import (
    draw_sample,
    open_check,
    preview,
    reassign_check,
    record_finding,
)
from tasks_tracker.operations.closing import close_tasks
from tasks_tracker.operations.reviews import accept_report
from tasks_tracker.persistence import checks as kept
from tasks_tracker.persistence import closing, evidence
from tasks_tracker.persistence.checks import Frame
from tasks_tracker.persistence.events import of_task
from tasks_tracker.persistence.workdays import calendar
from tests import make, people

LATER = make.NOW + timedelta(days=6)
ALL = {"count": None, "per_cent": 100}


@pytest.fixture
def world(session):
    return people.world()


@pytest.fixture
def done(world):
    """Applied for by the owner, taken by the supervisor."""
    completed(world, world.task)
    return world


def completed(world, task):
    claims = [one.id for one in task.dated]
    report = make.handed_in(task, world.owner, milestones=claims, is_application=True)
    accept_report(report, by=world.supervisor, now=make.NOW)
    return report


def opened(world, person=None, **more):
    return open_check(
        world.task,
        by=world.supervisor,
        now=LATER,
        reason=CheckReason.COMPLAINT,
        occasion="群众反映窗口没有人",
        people=[(person or world.second_supervisor).id],
        **more,
    )


def found(check, by, finding, **more):
    record_finding(check, by=by, now=LATER, finding=finding, found_words="到窗口看过", **more)


def mails(session, kind):
    return session.scalars(select(Message).where(Message.kind == kind).order_by(Message.id)).all()


def test_a_check_is_numbered_and_told_to_those_who_look(done, session):
    check = opened(done)
    assert (check.year, check.number, done.task.check_opened_on) == (2024, 1, LATER.date())
    (mail,) = mails(session, "check_opened")
    assert mail.to is done.second_supervisor
    assert "核查〔2024〕1号" in mail.subject


def test_nobody_looks_again_at_what_the_same_person_took(done):
    with pytest.raises(Refusal, match="办结由郑安审核，请换一位核查人"):
        opened(done, done.supervisor)
    check = opened(done)
    with pytest.raises(Refusal, match="请换一位核查人"):
        reassign_check(check, by=done.head, now=LATER, people=[done.supervisor.id])


def test_only_people_of_the_office_look(done):
    with pytest.raises(Refusal, match="在岗人员"):
        opened(done, done.outsider)


@pytest.mark.parametrize("who", ["owner", "leader", "county_supervisor"])
def test_only_the_office_opens_a_check(done, who):
    with pytest.raises(NotAllowed):
        open_check(
            done.task,
            by=done.people[who],
            now=LATER,
            reason=CheckReason.ROUTINE,
            occasion="看",
            people=[done.head.id],
        )


def test_what_is_not_completed_is_not_checked(done):
    done.task.reopen()
    with pytest.raises(Refusal, match="没有办结，不作核查"):
        opened(done)


def test_one_check_at_a_time(done):
    opened(done)
    with pytest.raises(Refusal, match="正在核查"):
        opened(done)


def test_only_who_was_named_says_what_was_found(done):
    check = opened(done)
    with pytest.raises(NotAllowed):
        found(check, done.head, Finding.TRUE)
    reassign_check(check, by=done.supervisor, now=LATER, people=[done.head.id])
    found(check, done.head, Finding.TRUE)
    assert check.found_by is done.head
    with pytest.raises(Refusal, match="已经有结论"):
        found(check, done.head, Finding.UNTRUE)


def test_what_is_true_stays_completed(done, session):
    check = opened(done)
    found(check, done.second_supervisor, Finding.TRUE, evidence=[SiteNote("窗口都开着")])
    assert done.task.is_completed
    assert done.task.check_opened_on is None
    assert [one.note for one in evidence.of(f"check:{check.id}")] == ["窗口都开着"]
    assert [one.to for one in mails(session, "check_found")] == [done.owner]


def test_what_is_untrue_lies_with_the_unit_again_and_the_light_follows(done, session):
    (milestone,) = done.task.milestones
    ends_on = milestone.clock_ends_on
    close_tasks([done.task], by=done.head, now=make.NOW)
    check = opened(done)
    found(check, done.second_supervisor, Finding.UNTRUE)
    task = done.task
    assert (task.is_completed, task.closed_on, task.grade) == (False, None, None)
    assert milestone.is_open
    assert milestone.due_on == milestone.original_due_on
    office = calendar().between(make.TODAY, LATER.date())
    assert calendar().between(ends_on, milestone.clock_ends_on) == office
    assert check.report.overturned_on == LATER.date()
    assert closing.standing(task) is None
    assert task.light(Lines.on(LATER.date(), calendar())) is not Light.DONE
    query = select(Event.before).where(Event.kind == EventKind.TASK_REOPENED)
    assert session.scalars(query).one() == {
        "completed_on": "2024-05-10",
        "closed_on": "2024-05-10",
        "grade": "sufficient",
    }
    assert kept.untrue_by_unit(task.region, make.TODAY, LATER.date()) == {done.lead.id: 1}


def test_what_is_partly_untrue_opens_what_is_named(world, session):
    second = make.task(world.task.section, world.lead)
    first, last = (make.milestone(second, deliverable=words) for words in ("建成", "总结"))
    completed(world, second)
    check = open_check(
        second,
        by=world.supervisor,
        now=LATER,
        reason=CheckReason.ROUTINE,
        occasion="回头看",
        people=[world.head.id],
    )
    with pytest.raises(Refusal, match="勾选要重新打开的节点"), session.begin_nested():
        found(check, world.head, Finding.PARTLY)
    found(check, world.head, Finding.PARTLY, milestones=[last.id])
    assert (first.is_open, last.is_open, second.is_completed) == (False, True, False)


def test_it_is_applied_for_and_completed_again(done):
    found(opened(done), done.second_supervisor, Finding.UNTRUE)
    claims = [one.id for one in done.task.dated]
    report = make.handed_in(done.task, done.owner, now=LATER, milestones=claims)
    accept_report(report, by=done.supervisor, now=LATER)
    assert done.task.is_completed
    check = opened(done)
    assert (check.report, check.number) == (report, 2)


class TestSamples:
    @pytest.fixture
    def many(self, done):
        for _ in range(11):
            task = make.task(done.task.section, done.lead)
            make.milestone(task)
            completed(done, task)
        return done

    def frame(self, **more) -> Frame:
        return Frame(date(2024, 5, 1), date(2024, 5, 31), **more)

    def test_the_same_seed_draws_the_same(self, many):
        size = (None, 25)
        seed, population, drawn = preview(many.city, make.TODAY, self.frame(), size)
        assert (seed, len(population), len(drawn)) == ("20240510-1", 12, 3)
        assert preview(many.city, make.TODAY, self.frame(), size)[2] == drawn

    def test_each_drawn_task_gets_a_check_by_somebody_without_a_part_in_it(self, many):
        drawn = preview(many.city, make.TODAY, self.frame(), (4, None))[2]
        draw = self.draw(many, seen=drawn, count=4)
        found = kept.of_draw(draw)
        assert [one.task.number for one in found] == drawn == draw.drawn
        assert {tuple(one.people) for one in found} == {(many.head,)}
        left = kept.population(many.city, self.frame())
        assert sorted([*left, *drawn]) == draw.population

    def test_what_was_not_seen_is_not_drawn(self, many):
        with pytest.raises(Refusal, match="请再看一遍"):
            self.draw(many, seen=[1, 2, 3], count=4)

    def test_somebody_must_be_free_to_look(self, many):
        drawn = preview(many.city, make.TODAY, self.frame(), (1, None))[2]
        with pytest.raises(Refusal, match="请再选一位核查人"):
            self.draw(many, seen=drawn, count=1, people=[many.supervisor.id])

    def test_units_and_plans_narrow_it(self, many):
        other = make.unit(many.city)
        assert kept.population(many.city, self.frame(unit=other)) == []
        assert len(kept.population(many.city, self.frame(unit=many.lead))) == 12
        assert kept.population(many.city, self.frame(plan=many.county_task.plan)) == []

    def draw(self, world, **more):
        given = {"people": [world.supervisor.id, world.head.id], "per_cent": None, **more}
        return draw_sample(
            world.city,
            by=world.supervisor,
            now=make.NOW,
            frame=self.frame(),
            occasion="",
            **given,
        )


def test_on_whose_complaint_it_is_looked_at_again_is_not_told_to_units(done):
    opened(done)
    for reader in (done.owner, done.unit_head, done.helping):
        assert EventKind.CHECK_OPENED not in {one.kind for one in of_task(done.task, reader)}
    assert of_task(done.task, done.supervisor) == of_task(done.task)
