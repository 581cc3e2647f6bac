"""One sheet, two signatures: what a person had in hand passes with the post."""

import pytest

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.handovers import Handover, HandoverState
from tasks_tracker.domain.unsent import UnsentForm
from tasks_tracker.domain.users import Appointment, Role
from tasks_tracker.operations import handovers, users
from tasks_tracker.operations.open_items import in_hand
from tasks_tracker.operations.unsent import keep
from tasks_tracker.persistence import unsent
from tests import make, people
from tests.integration.operations import event_kinds, outbox_recipients


@pytest.fixture
def world(session):
    return people.world()


@pytest.fixture
def newcomer(world):
    return make.user("newcomer", name="钱进")


def post_of(person):
    return person.posts[0]


def opened(world, leaver, successor, **more) -> Handover:
    return handovers.open_handover(
        leaver,
        by=world.system_admin,
        now=make.NOW,
        **{"reason": "调任", "successors": {post_of(leaver): successor}, **more},
    )


def confirmed(world, *pair, **more) -> Handover:
    sheet = opened(world, *pair, **more)
    handovers.confirm_handover(sheet, by=world.security_admin, now=make.NOW)
    return sheet


def seen(sheet) -> str:
    return handovers.mark_of(handovers.all_in_hand(sheet))


def handed(world, leaver, *more_of_pair) -> Handover:
    sheet = confirmed(world, leaver, *more_of_pair)
    handovers.sign_handover(sheet, by=leaver, now=make.NOW, seen=seen(sheet))
    return sheet


def take(sheet, by, *, mark=None):
    (line,) = sheet.posts
    mark = seen(sheet) if mark is None else mark
    handovers.take_post(line, by=by, now=make.NOW, seen=mark)


def test_the_post_passes_with_the_second_signature(session, world, newcomer):
    post = post_of(world.owner)
    sheet = handed(world, world.owner, newcomer)
    assert post_of(world.owner) is post
    take(sheet, newcomer)
    assert (world.owner.posts, newcomer.posts) == ([], [post])
    assert sheet.state is HandoverState.TAKEN
    assert event_kinds(session) == [
        EventKind.HANDOVER_OPENED,
        EventKind.HANDOVER_CONFIRMED,
        EventKind.HANDOVER_SIGNED,
        EventKind.APPOINTMENT_ENDED,
        EventKind.USER_APPOINTED,
        EventKind.HANDOVER_TAKEN,
    ]


def test_each_is_told_when_it_is_their_turn(session, world, newcomer):
    take(handed(world, world.owner, newcomer), newcomer)
    names = [address.partition("@")[0] for address in outbox_recipients(session)]
    assert names[:3] == ["secadmin", "owner", "newcomer"]
    assert sorted(names[3:]) == ["newcomer", "owner", "sysadmin"]


def test_the_sheet_lists_what_is_open_at_each_signature(world, newcomer):
    sheet = handed(world, world.owner, newcomer)
    (line,) = sheet.posts
    ((words, lines),) = line.handed
    assert words == "牵头的任务"
    assert lines == [f"{world.task.code} {world.task.name}，2024年5月31日到期"]
    make.task(world.task.section, world.lead, title="新来的任务")
    take(sheet, newcomer)
    assert len(line.taken[0][1]) == 2


def test_who_signs_has_seen_the_list(world, newcomer):
    sheet = confirmed(world, world.owner, newcomer)
    before = seen(sheet)
    make.task(world.task.section, world.lead, title="新来的任务")
    with pytest.raises(Refusal, match="变化"):
        handovers.sign_handover(sheet, by=world.owner, now=make.NOW, seen=before)


def test_nobody_follows_who_has_not_seen_the_list(world, newcomer):
    sheet = handed(world, world.owner, newcomer)
    with pytest.raises(Refusal, match="变化"):
        take(sheet, newcomer, mark="another")


@pytest.mark.parametrize("who", ["system_admin", "security_admin", "unit_head", "head"])
def test_nobody_signs_for_somebody_who_is_there(world, newcomer, who):
    sheet = confirmed(world, world.owner, newcomer)
    with pytest.raises(NotAllowed):
        handovers.sign_handover(sheet, by=world.people[who], now=make.NOW, seen=seen(sheet))


@pytest.mark.parametrize("who", ["unit_head", "head"])
def test_for_somebody_who_is_gone_a_head_signs(world, newcomer, who):
    sheet = confirmed(world, world.owner, newcomer, is_absent=True)
    handovers.sign_handover(sheet, by=world.people[who], now=make.NOW, seen=seen(sheet))
    take(sheet, newcomer)
    assert newcomer.units == [world.lead]


def test_for_the_head_of_supervision_a_leader_signs(world):
    sheet = confirmed(world, world.head, world.supervisor, is_absent=True)
    with pytest.raises(NotAllowed):
        handovers.sign_handover(sheet, by=world.unit_head, now=make.NOW, seen=seen(sheet))
    handovers.sign_handover(sheet, by=world.leader, now=make.NOW, seen=seen(sheet))


def test_whoever_follows_does_not_sign_for_who_is_gone(world):
    sheet = confirmed(world, world.owner, world.unit_head, is_absent=True)
    with pytest.raises(Refusal, match="两个人"):
        handovers.sign_handover(sheet, by=world.unit_head, now=make.NOW, seen=seen(sheet))


def test_the_steps_follow_each_other(world, newcomer):
    sheet = opened(world, world.owner, newcomer)
    with pytest.raises(Refusal, match="核准"):
        handovers.sign_handover(sheet, by=world.owner, now=make.NOW, seen=seen(sheet))
    with pytest.raises(Refusal, match="核准"):
        take(sheet, newcomer)
    handovers.confirm_handover(sheet, by=world.security_admin, now=make.NOW)
    with pytest.raises(Refusal, match="没有签字"):
        take(sheet, newcomer)
    with pytest.raises(Refusal):
        handovers.confirm_handover(sheet, by=world.security_admin, now=make.NOW)


def test_a_cancelled_sheet_does_nothing_more(world, newcomer):
    sheet = handed(world, world.owner, newcomer)
    handovers.cancel_handover(sheet, by=newcomer, now=make.NOW, reason="不去了")
    with pytest.raises(Refusal, match="撤销"):
        take(sheet, newcomer)
    assert world.owner.posts
    again = opened(world, world.owner, newcomer)
    assert again.number == sheet.number + 1


@pytest.mark.parametrize("words", ["", "  "])
def test_a_sheet_is_cancelled_with_a_reason(world, newcomer, words):
    sheet = opened(world, world.owner, newcomer)
    with pytest.raises(Refusal, match="原因"):
        handovers.cancel_handover(sheet, by=world.system_admin, now=make.NOW, reason=words)


@pytest.mark.parametrize("who", ["supervisor", "outsider", "head"])
def test_others_do_not_cancel(world, newcomer, who):
    sheet = opened(world, world.owner, newcomer)
    with pytest.raises(NotAllowed):
        handovers.cancel_handover(sheet, by=world.people[who], now=make.NOW, reason="不办")


def test_one_person_has_one_sheet_at_a_time(world, newcomer):
    opened(world, world.owner, newcomer)
    with pytest.raises(Refusal, match="没有办完的交接单"):
        opened(world, world.owner, newcomer)


@pytest.mark.parametrize(
    ("leaver", "successor", "words"),
    [
        ("audit_admin", "owner", "管理员岗位"),
        ("owner", "audit_admin", "不得兼任"),
        ("owner", "county_owner", "同一地区"),
        ("owner", "owner", "不能是移交人本人"),
    ],
)
def test_not_everybody_can_follow(world, leaver, successor, words):
    with pytest.raises(Refusal, match=words):
        opened(world, world.people[leaver], world.people[successor])


def test_a_sheet_needs_a_reason_and_a_post(world, newcomer):
    with pytest.raises(Refusal, match="为什么"):
        opened(world, world.owner, newcomer, reason=" ")
    with pytest.raises(Refusal, match="至少"):
        opened(world, world.owner, newcomer, successors={})


def test_the_administrator_hands_nothing_of_the_own_over(world, newcomer):
    with pytest.raises(Refusal, match="另一位"):
        opened(world, world.system_admin, newcomer)


def test_a_post_that_somebody_else_holds_too_needs_no_new_appointment(world):
    colleague = make.user("colleague")
    post = post_of(world.owner)
    make.saved(Appointment(user=colleague, post=post, started_on=make.TODAY))
    take(handed(world, world.owner, colleague), colleague)
    assert colleague.posts == [post]
    assert len(colleague.appointments) == 1


def test_two_posts_pass_each_with_its_own_signature(world, newcomer):
    second = make.person(Role.LIAISON, world.city, world.helper)
    post = post_of(second)
    make.saved(Appointment(user=world.owner, post=post, started_on=make.TODAY))
    both = dict(zip(world.owner.posts, (newcomer, world.helping), strict=True))
    sheet = confirmed(world, world.owner, newcomer, successors=both)
    handovers.sign_handover(sheet, by=world.owner, now=make.NOW, seen=seen(sheet))
    first, last = sheet.posts
    take_line(first, newcomer)
    assert sheet.state is HandoverState.HANDED
    assert world.owner.posts == [post]
    take_line(last, world.helping)
    assert sheet.state is HandoverState.TAKEN


def take_line(line, by):
    mark = handovers.mark_of(in_hand(line.handover.leaver, line.post))
    handovers.take_post(line, by=by, now=make.NOW, seen=mark)


def test_typed_text_goes_on_with_the_successor(session, world):
    keep("draft:1:1", [("title", "写了一半")], by=world.supervisor, now=make.NOW)
    keep("draft:1:2", [("title", "旧的")], by=world.supervisor, now=make.NOW)
    keep("draft:1:2", [("title", "自己的")], by=world.head, now=make.NOW)
    take(handed(world, world.supervisor, world.head), world.head)
    session.flush()
    assert unsent.find(world.head, "draft:1:1").fields == [["title", "写了一半"]]
    assert unsent.find(world.head, "draft:1:2").fields == [["title", "自己的"]]
    assert session.query(UnsentForm).count() == 3


def test_the_sections_of_a_leader_go_on_with_the_successor(session, world):
    take(handed(world, world.leader, world.other_leader), world.other_leader)
    session.refresh(world.task.section)
    assert world.task.section.leader is world.other_leader


def test_what_was_returned_to_who_left_is_in_hand_of_who_followed(session, world, newcomer):
    report = make.report(world.task, world.owner, *world.task.milestones)
    report.send_back(
        by=world.supervisor, now=make.NOW, today=make.TODAY, words="补表", workdays=Workdays()
    )
    take(handed(world, world.owner, newcomer), newcomer)
    session.flush()
    assert "退回后没有再报的反馈" in dict(in_hand(newcomer, post_of(newcomer)))


def test_an_account_with_open_items_is_not_ended(world):
    with pytest.raises(Refusal, match=r"牵头的任务 1 件.*交接"):
        users.end_user(world.owner, by=world.system_admin, now=make.NOW)
    held = world.owner.appointments[0]
    with pytest.raises(Refusal, match="交接"):
        users.end_appointment(held, by=world.security_admin, now=make.NOW, today=make.TODAY)


def test_after_the_handover_it_is(session, world, newcomer):
    take(handed(world, world.owner, newcomer), newcomer)
    users.end_user(world.owner, by=world.system_admin, now=make.NOW)
    assert world.owner.is_ended


def test_an_account_with_nothing_open_is_ended(world):
    users.end_user(world.outsider, by=world.system_admin, now=make.NOW)
    assert world.outsider.is_ended
