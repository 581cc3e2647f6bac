"""Names that the register does not know get their unit, or become new units at adoption."""

import pytest
from sqlalchemy import func, select

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.sources import PlanDraft
from tasks_tracker.domain.units import Unit, UnitAlias, UnitGroup
from tasks_tracker.operations import plans
from tasks_tracker.operations.drafts import discard_draft
from tasks_tracker.operations.naming import announce_unit, name_unit, retract_unit
from tasks_tracker.persistence import units
from tests import make, people
from tests.integration.operations import event_kinds
from tests.integration.operations.test_plans import DOCUMENT

TWICE = DOCUMENT.replace(
    "（牵头单位：市民政局）", "（牵头单位：市审批局、市民政局；责任单位：市二局、市行政审批服务局）"
).replace("市审批局；责任单位：市公安局", "市审批局、市行政审批服务局；责任单位：市公安局、市二局")


@pytest.fixture
def world(session):
    return people.world()


@pytest.fixture
def draft(world) -> PlanDraft:
    return hand_in(world, TWICE)


def hand_in(world, text=DOCUMENT) -> PlanDraft:
    (draft,) = plans.hand_in_document(
        world.city, by=world.supervisor, now=make.NOW, file_name="方案.txt", raw=text.encode()
    )
    return draft


def name(draft, world, printed="市审批局", *, unit=None, by=None, remember=False):
    by, unit = by or world.supervisor, unit or world.lead
    return name_unit(draft, printed, unit, by=by, now=make.NOW, remember=remember)


def announce(draft, world, printed="市公安局", *, group=UnitGroup.DEPARTMENT, members=(), by=None):
    by = by or world.supervisor
    announce_unit(draft, printed, by=by, now=make.NOW, group=group, members=members)


def seats(draft, duty):
    return [task[duty] for task in draft.content["tasks"]]


def adopt(draft, world, new_units=()):
    return plans.adopt_plan(draft, by=world.supervisor, now=make.NOW, new_units=new_units)


def test_the_official_name_stands_in_every_task(draft, world, session):
    assert name(draft, world) == 2
    assert seats(draft, "lead") == [["市一局", "市行政审批服务局"], ["市一局", "市民政局"]]
    session.flush()
    session.expire(draft)
    assert "市审批局" not in str(draft.content["tasks"][0]["lead"])


def test_a_unit_has_one_seat_at_a_task(draft, world):
    name(draft, world)
    name(draft, world, "市行政审批服务局")
    assert seats(draft, "lead") == [["市一局"], ["市一局", "市民政局"]]
    assert seats(draft, "support") == [["市公安局", "市二局", "市税务局"], ["市二局"]]


def test_a_task_that_does_not_name_it_stays_as_it_is(draft, world):
    before = draft.content["tasks"]
    name(draft, world, "市公安局")
    assert draft.content["tasks"][1] is before[1]
    assert draft.content["tasks"][0] is not before[0]


def test_a_remembered_name_is_known_to_the_next_document(draft, world):
    name(draft, world, remember=True)
    other = hand_in(world, DOCUMENT.replace("3号", "4号"))
    known = units.official_names(world.city)
    assert {known.get(name) for name in seats(other, "lead")[0]} == {"市一局"}
    names = ["市公安局", "市税务局", "市民政局", "市行政审批服务局"]
    assert adopt(other, world, names).doc_no == "平政发〔2024〕4号"


def test_a_name_that_is_not_remembered_is_no_alias(draft, world, session):
    name(draft, world)
    assert session.scalar(select(func.count(UnitAlias.id))) == 0


def test_register_and_draft_both_have_their_event(draft, world, session):
    name(draft, world, remember=True)
    assert event_kinds(session)[-2:] == [EventKind.UNIT_CHANGED, EventKind.DRAFT_CORRECTED]
    told = session.scalars(select(Event).order_by(Event.id.desc())).first()
    assert told.words.endswith("2 项任务里的“市审批局”改为“市一局”")
    assert (told.before, told.after) == ("市审批局", "市一局")


@pytest.mark.parametrize(
    ("printed", "words"),
    [("市粮食局", "已经没有“市粮食局”"), ("市二局", "已是“市二局”的名称")],
)
def test_a_name_that_is_not_open_is_refused(draft, world, printed, words):
    with pytest.raises(Refusal, match=words):
        name(draft, world, printed)


def test_a_unit_of_another_region_is_refused(draft, world):
    with pytest.raises(Refusal, match="不在聊城市的名册里"):
        name(draft, world, unit=make.unit(world.county))


def test_a_draft_that_is_closed_takes_no_names(draft, world):
    discard_draft(draft, by=world.supervisor, now=make.NOW)
    for act in (name, announce):
        with pytest.raises(Refusal, match="已放弃"):
            act(draft, world)


@pytest.mark.parametrize("who", ["owner", "leader", "county_supervisor", "system_admin"])
def test_only_the_own_office_names_units(draft, world, who):
    by = world.people[who]
    for act in (name, announce):
        with pytest.raises(NotAllowed):
            act(draft, world, by=by)
    with pytest.raises(NotAllowed):
        retract_unit(draft, "市公安局", by=by, now=make.NOW)


def test_a_new_unit_comes_in_with_its_group_at_adoption(world):
    draft = hand_in(world)
    announce(draft, world, group=UnitGroup.VERTICAL)
    before = units.find(world.city, "市公安局")
    adopt(draft, world, ["市审批局", "市税务局", "市民政局"])
    made = units.find(world.city, "市公安局")
    assert before is None
    assert (made.group, made.members) == (UnitGroup.VERTICAL, [])


def test_a_new_collective_comes_in_with_its_members(world):
    draft = hand_in(world)
    announce(draft, world, group=UnitGroup.COLLECTIVE, members=[world.lead, world.helper])
    adopt(draft, world, ["市审批局", "市税务局", "市民政局"])
    made = units.find(world.city, "市公安局")
    assert [member.name for member in made.members] == ["市一局", "市二局"]


def test_a_name_announced_again_is_announced_once(world):
    draft = hand_in(world)
    announce(draft, world)
    announce(draft, world, group=UnitGroup.TOWN)
    assert draft.content["new_units"] == [{"name": "市公安局", "group": "town", "members": []}]


def test_a_name_that_gets_a_unit_is_no_longer_new(world):
    draft = hand_in(world)
    announce(draft, world)
    name(draft, world, "市公安局")
    assert draft.content["new_units"] == []


def test_a_decision_is_taken_back(world):
    draft = hand_in(world)
    announce(draft, world)
    retract_unit(draft, "市公安局", by=world.supervisor, now=make.NOW)
    assert draft.content["new_units"] == []
    with pytest.raises(Refusal, match="没有定为新单位"):
        retract_unit(draft, "市公安局", by=world.supervisor, now=make.NOW)
    with pytest.raises(Refusal, match="名册里没有 1 个单位：市公安局"):
        adopt(draft, world, ["市审批局", "市税务局", "市民政局"])


def test_members_that_cannot_be_are_refused(draft, world):
    everyone = make.unit(world.city, "各单位", UnitGroup.COLLECTIVE)
    for group, members, words in (
        (UnitGroup.DEPARTMENT, [world.lead], "只有集合单位有成员"),
        (UnitGroup.COLLECTIVE, [make.unit(world.county)], "不在聊城市的名册里"),
        (UnitGroup.COLLECTIVE, [everyone], "不能作为成员"),
    ):
        with pytest.raises(Refusal, match=words):
            announce(draft, world, group=group, members=members)
    assert "new_units" not in draft.content


def test_a_name_too_long_for_the_register_is_refused(world, session):
    long = "市" + "长" * 79 + "局"
    draft = hand_in(world)
    first = {**draft.content["tasks"][0], "lead": [long]}
    draft.content = {**draft.content, "tasks": [first]}
    with pytest.raises(Refusal, match="最多 80 字"):
        announce(draft, world, long)
    with pytest.raises(Refusal, match="最多 80 字"):
        name(draft, world, long, remember=True)
    assert session.scalar(select(func.count()).select_from(Unit).where(Unit.name == long)) == 0
