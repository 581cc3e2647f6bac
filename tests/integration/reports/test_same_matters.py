"""What of the ledger looks like a draft or a task."""

import pytest

from tasks_tracker.domain.units import UnitAlias
from tasks_tracker.operations import plans
from tasks_tracker.persistence import units
from tasks_tracker.reports import same_matters
from tests import make, people
from tests.integration.operations.test_plans import DOCUMENT

WORDS = "整合办事窗口，6月底前综合窗口覆盖率达到95%以上，材料只交一次。"


@pytest.fixture
def world(session):
    found = people.world()
    for task in (found.task, found.county_task):
        task.title, task.requirement = "普查古树名木", "登记造册，挂牌保护。"
    return found


@pytest.fixture
def twin(world):
    """A task of the ledger about the one window."""
    plan = make.plan(world.city, "测政发〔2023〕9号")
    task = make.task(make.section(plan), world.helper, title="推行“一窗受理”")
    task.requirement = WORDS
    return task


@pytest.fixture
def draft(world):
    (draft,) = plans.hand_in_document(
        world.city, by=world.supervisor, now=make.NOW, file_name="方案.txt", raw=DOCUMENT.encode()
    )
    return draft


def of_draft(draft):
    return same_matters.of_draft(draft, units.official_names(draft.region))


def test_only_tasks_with_look_alikes_are_suspects(draft, twin):
    (suspect,) = of_draft(draft)
    (alike,) = suspect.alikes
    assert (suspect.key, suspect.title, list(suspect.chosen)) == (1, "推行一窗受理", [])
    assert (alike.task_id, alike.number, alike.code) == (twin.id, twin.number, twin.code)
    assert alike.plan == "测政发〔2023〕9号《测试方案》"
    assert alike.leads == ["市二局"]
    assert not alike.is_completed


def test_leads_are_compared_by_their_official_names(world, draft, twin, session):
    before = of_draft(draft)[0].alikes[0].score
    make.saved(UnitAlias(unit=world.helper, name="市审批局"))
    after = of_draft(draft)[0].alikes[0]
    assert after.score == before + 6
    assert "同由市二局牵头" in after.why


def test_a_choice_is_shown_even_where_nothing_is_alike(world, draft):
    assert of_draft(draft) == []
    tasks = draft.content["tasks"]
    first = {**tasks[0], "same_as": [world.task.number]}
    draft.content = {**draft.content, "tasks": [first, *tasks[1:]]}
    (suspect,) = of_draft(draft)
    assert suspect.chosen == [world.task.number]
    assert [(one.number, one.why) for one in suspect.alikes] == [(world.task.number, "已勾选")]


def test_other_regions_and_the_own_document_are_left_out(world, draft, twin, session):
    twin.plan.doc_no = draft.doc_no
    county = make.task(make.section(make.plan(world.county)), title="推行“一窗受理”")
    county.requirement = WORDS
    session.flush()
    assert of_draft(draft) == []


def test_a_task_that_an_amendment_ended_is_no_look_alike(draft, twin, session):
    twin.end(make.TODAY, "方案修改，不再要求")
    session.flush()
    assert of_draft(draft) == []


def test_a_task_finds_those_of_other_plans_alone(world, twin, session):
    beside = make.task(twin.section, world.lead, title="推行“一窗受理”")
    beside.requirement = WORDS
    again = make.task(make.section(make.plan(world.city)), world.lead, title="推行一窗受理")
    again.requirement = WORDS
    session.flush()
    assert {one.task_id for one in same_matters.of_task(again)} == {twin.id, beside.id}
    assert [one.task_id for one in same_matters.of_task(twin)] == [again.id]
