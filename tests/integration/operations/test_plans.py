import pytest

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.sources import DraftState, SourceDocument
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import UnitGroup
from tasks_tracker.domain.users import Role
from tasks_tracker.operations import drafts, plans
from tasks_tracker.operations.contents import count_doubts, short_title, unit_names
from tasks_tracker.persistence.tasks import of_plan
from tests import make
from tests.integration.operations import outbox_recipients

DOCUMENT = """平川市人民政府文件

平政发〔2024〕3号

平川市人民政府
关于印发平川市便民服务提升方案的通知

各县（市、区）人民政府，市政府各部门：

现将《平川市便民服务提升方案》印发给你们，请认真组织实施。

平川市人民政府
2024年1月5日

平川市便民服务提升方案

一、工作目标

到8月底前基本完成，11月底前全面见效。

二、重点任务

（一）推行一窗受理。整合办事窗口，6月底前综合窗口覆盖率达到95%以上。（牵头单位：市审批局；责任单位：市公安局、市税务局）

（二）开展上门服务。为行动不便的群众提供预约上门。（牵头单位：市民政局）
"""


@pytest.fixture
def city(session):
    return make.region("平川市", "平")


@pytest.fixture
def clerk(city):
    return make.person(Role.SUPERVISOR, city)


def hand_in(city, clerk, text=DOCUMENT):
    return plans.hand_in_document(
        city, by=clerk, now=make.NOW, file_name="方案.txt", raw=text.encode()
    )


def adopt(draft, clerk, **more):
    names = unit_names(draft.content)
    return plans.adopt_plan(draft, by=clerk, now=make.NOW, new_units=names, **more)


def tasks_of(session, plan) -> list[Task]:
    return session.query(Task).filter_by(plan_id=plan.id).order_by(Task.number).all()


def test_a_document_becomes_a_draft_with_its_tasks(city, clerk):
    (draft,) = hand_in(city, clerk)
    assert draft.doc_no == "平政发〔2024〕3号"
    assert [task["title"] for task in draft.content["tasks"]] == ["推行一窗受理", "开展上门服务"]
    assert draft.source.lines(1, 1) == [(1, "平川市人民政府文件")]


def test_adoption_makes_plan_sections_tasks_milestones_and_targets(session, city, clerk):
    plan = adopt(*hand_in(city, clerk), clerk)
    first, second = tasks_of(session, plan)
    assert [task.code for task in (first, second)] == ["平001", "平002"]
    assert [unit.name for unit in first.leads] == ["市审批局"]
    assert [unit.name for unit in first.supports] == ["市公安局", "市税务局"]
    assert [str(m.due_on) for m in first.milestones] == ["2024-06-30"]
    assert [(t.op, t.value, t.unit) for t in first.targets] == [(">=", 95, "%")]
    assert plan.sections[0].label == first.path[0]


def test_a_measure_without_a_date_answers_by_the_plans_phases(session, city, clerk):
    plan = adopt(*hand_in(city, clerk), clerk)
    second = tasks_of(session, plan)[1]
    assert [(str(m.due_on), m.is_phase) for m in second.milestones] == [
        ("2024-08-31", True),
        ("2024-11-30", True),
    ]
    assert str(second.clock_ends_on) == "2024-08-31"


def test_words_that_the_clerk_cannot_shorten_never_stand_in_the_way(session, city, clerk):
    (draft,) = hand_in(city, clerk)
    long = {"phrase": "底" * 400, "derivation": "推" * 600}
    goals = [{**goal, **long} for goal in draft.content["goals"]["deadlines"]]
    first = draft.content["tasks"][0]
    tasks = [{**first, "deadlines": [{**one, **long} for one in first["deadlines"]]}]
    draft.content = {**draft.content, "goals": {"targets": [], "deadlines": goals}, "tasks": tasks}
    plan = adopt(draft, clerk)
    assert len(plan.phases[0].phrase) == 80
    assert len(of_plan(plan)[0].milestones[0].derivation) == 500


def test_the_clerk_decides_which_phases_hold(session, city, clerk):
    plan = adopt(*hand_in(city, clerk), clerk, phases=[1])
    assert [str(m.due_on) for m in tasks_of(session, plan)[1].milestones] == ["2024-11-30"]


def test_unknown_units_are_refused_unless_they_are_wanted(session, city, clerk):
    make.unit(city, "市审批局")
    (draft,) = hand_in(city, clerk)
    with pytest.raises(Refusal, match="名册里没有 3 个单位：市公安局"):
        plans.adopt_plan(draft, by=clerk, now=make.NOW)


def test_liaisons_of_lead_units_are_told_how_many_tasks_they_have(session, city, clerk):
    unit = make.unit(city, "市审批局")
    liaison = make.person(Role.LIAISON, city, unit)
    adopt(*hand_in(city, clerk), clerk)
    assert outbox_recipients(session) == [liaison.email]


def test_members_of_a_collective_that_leads_are_told_as_well(session, city, clerk):
    member, everyone = make.unit(city), make.unit(city, "市民政局", UnitGroup.COLLECTIVE)
    everyone.take_in(member)
    liaison = make.person(Role.LIAISON, city, member)
    adopt(*hand_in(city, clerk), clerk)
    assert outbox_recipients(session) == [liaison.email]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("方案.txt", "机密★1年\n" + DOCUMENT),
        ("方案.txt", DOCUMENT + "\n密级：秘密\n"),
        ("（机密）方案.txt", DOCUMENT),
    ],
)
def test_a_document_that_bears_a_mark_of_secrecy_is_refused(session, city, clerk, name, text):
    with pytest.raises(Refusal, match="涉密文件不得进入") as refused:
        plans.hand_in_document(city, by=clerk, now=make.NOW, file_name=name, raw=text.encode())
    assert refused.value.field == "file"
    assert session.query(SourceDocument).count() == 0


def test_a_cycle_that_nobody_read_cannot_be_chosen(city, clerk):
    """The ledger keeps no recurring milestone without its rule."""
    (draft,) = hand_in(city, clerk)
    monthly = {**draft.content["tasks"][0]["deadlines"][0], "kind": "recurring", "rule": None}
    with pytest.raises(Refusal, match="请改选"):
        drafts.correct_task(draft, 1, by=clerk, now=make.NOW, changes={"deadlines": [monthly]})


def test_a_day_that_no_calendar_has_must_be_settled_before_adoption(city, clerk):
    (draft,) = hand_in(city, clerk, DOCUMENT.replace("6月底前", "2月30日前"))
    with pytest.raises(Refusal, match="还有 1 项的期限没有日期，先填上：推行一窗受理"):
        adopt(draft, clerk)


def test_two_plans_of_one_number_in_a_file_are_refused(session, city, clerk):
    with pytest.raises(Refusal, match="文件里不止一份平政发〔2024〕3号"):
        hand_in(city, clerk, f"{DOCUMENT}\n{DOCUMENT}")
    assert session.query(SourceDocument).count() == 0


def test_the_same_document_twice_is_refused_and_says_where_it_is(city, clerk):
    (draft,) = hand_in(city, clerk)
    with pytest.raises(Refusal, match="正等待核对"):
        hand_in(city, clerk)
    adopt(draft, clerk)
    with pytest.raises(Refusal, match="已经立项"):
        hand_in(city, clerk)


def test_a_discarded_document_may_come_again(city, clerk):
    (draft,) = hand_in(city, clerk)
    drafts.discard_draft(draft, by=clerk, now=make.NOW)
    assert draft.state is DraftState.DISCARDED
    assert hand_in(city, clerk)


def test_a_draft_is_adopted_once(city, clerk):
    (draft,) = hand_in(city, clerk)
    adopt(draft, clerk)
    with pytest.raises(Refusal, match="已经立项"):
        adopt(draft, clerk)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "空的"),
        (b"%PDF-1.7 \x00\x01", "这份 PDF 打不开"),
        ("本市上半年经济运行平稳，各项指标好于预期。".encode(), "没有布置任务"),
    ],
)
def test_what_assigns_nothing_is_refused_and_nothing_changes(session, city, clerk, raw, words):
    with pytest.raises(Refusal, match=words):
        plans.hand_in_document(city, by=clerk, now=make.NOW, file_name="f", raw=raw)
    assert session.query(Plan).count() == 0


def test_a_correction_changes_the_task_and_settles_its_doubts(city, clerk):
    (draft,) = hand_in(city, clerk)
    changes = {"lead": ["市审批局", "市财政局"]}
    drafts.correct_task(draft, 1, by=clerk, now=make.NOW, changes=changes)
    assert draft.content["tasks"][0]["lead"] == ["市审批局", "市财政局"]
    assert count_doubts(draft.content)[1] == sum(
        len(task["doubts"]) for task in draft.content["tasks"][1:]
    )


def test_a_year_that_cannot_be_meant_is_refused(city, clerk):
    (draft,) = hand_in(city, clerk)
    early = {**draft.content["tasks"][0]["deadlines"][0], "due": "0024-06-30"}
    with pytest.raises(Refusal, match="请核对年份"):
        drafts.correct_task(draft, 1, by=clerk, now=make.NOW, changes={"deadlines": [early]})


@pytest.mark.parametrize("changes", [{"lead": []}, {"title": " "}, {"path": ["另一处"]}])
def test_a_correction_that_breaks_a_rule_is_refused(city, clerk, changes):
    (draft,) = hand_in(city, clerk)
    with pytest.raises(Refusal):
        drafts.correct_task(draft, 1, by=clerk, now=make.NOW, changes=changes)


def test_another_regions_office_may_not_touch_it(session, city, clerk):
    (draft,) = hand_in(city, clerk)
    stranger = make.person(Role.SUPERVISOR, make.region("远山县", "远"))
    with pytest.raises(NotAllowed):
        adopt(draft, stranger)
    with pytest.raises(NotAllowed):
        hand_in(city, stranger)


def test_numbers_run_on_from_plan_to_plan(session, city, clerk):
    adopt(*hand_in(city, clerk), clerk)
    other = DOCUMENT.replace("〔2024〕3号", "〔2024〕4号")
    plan = adopt(*hand_in(city, clerk, other), clerk)
    assert [task.code for task in tasks_of(session, plan)] == ["平003", "平004"]


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("甲市人民政府关于印发《甲市方案》的通知", "甲市方案"),
        ("甲市人民政府关于印发甲市行动方案的通知", "甲市行动方案"),
        ("政府工作报告", "政府工作报告"),
    ],
)
def test_the_plans_own_name_is_taken_out_of_the_notice(title, short):
    assert short_title(title) == short
