"""What the cycle has put into a person's hands is listed, keeps the account, and passes."""

from datetime import date

import pytest

from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.blockers import raise_blocker
from tasks_tracker.operations.extensions import request_extension
from tasks_tracker.operations.open_items import in_hand, require_nothing_in_hand
from tests import make, people
from tests.integration.operations.handed_out import handed_out
from tests.integration.operations.test_handovers import handed, take

WANTED = {"cause": Cause.DATA, "request": "请提供数据接口。"}


@pytest.fixture
def world(session):
    return people.world()


def listed(person) -> dict[str, list[str]]:
    return dict(in_hand(person, person.posts[0]))


def test_what_waits_for_a_unit_is_listed_for_its_people(world):
    handed_out(world, world.task)
    request_extension(
        world.task.milestones[0],
        by=world.owner,
        now=make.NOW,
        new_due_on=date(2024, 6, 14),
        reason="设备没有到货。",
        no_evidence="合同在办",
    )
    raise_blocker(world.task, by=world.owner, now=make.NOW, to=world.helper, **WANTED)
    found = listed(world.helping)
    assert found["没有答复的需协调事项"][0].startswith(f"{world.task.code} 请提供数据接口。")
    assert "没有签收的通知" in found
    assert "没有确认的分工" in found
    assert "没有表示意见的延期" in found
    assert "没有签收的通知" in listed(world.unit_head)


def test_it_keeps_the_last_of_a_unit_and_nobody_else(world):
    world.task.end(make.TODAY, "上级取消")
    other = make.task(world.task.section, make.unit(world.city))
    raise_blocker(other, by=_liaison(world, other), now=make.NOW, to=world.lead, **WANTED)
    require_nothing_in_hand(world.owner)
    require_nothing_in_hand(world.unit_head)
    world.unit_head.appointments[0].end(make.TODAY)
    with pytest.raises(Refusal, match="没有答复的需协调事项 1 件"):
        require_nothing_in_hand(world.owner)


def _liaison(world, task):
    return make.person(Role.LIAISON, world.city, task.lead_unit)


def test_what_a_leader_is_asked_goes_on_with_the_successor(session, world):
    blocker = raise_blocker(world.task, by=world.owner, now=make.NOW, to=world.leader, **WANTED)
    assert "请本人协调的事项" in listed(world.leader)
    take(handed(world, world.leader, world.other_leader), world.other_leader)
    assert blocker.to_person is world.other_leader


def test_checks_go_on_with_the_successor_who_looks_once(session, world):
    task, second = (make.task(world.task.section, world.lead) for _ in range(2))
    alone = make.check(task, world.supervisor, by=world.head)
    both = make.check(second, world.supervisor, world.second_supervisor, by=world.head)
    assert len(listed(world.supervisor)["没有核查的任务"]) == 2
    take(handed(world, world.supervisor, world.second_supervisor), world.second_supervisor)
    assert alone.people == both.people == [world.second_supervisor]
