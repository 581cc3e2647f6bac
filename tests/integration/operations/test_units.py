import pytest
from sqlalchemy import func, select

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.units import Region, Unit, UnitAlias, UnitGroup
from tasks_tracker.operations.units import (
    NewUnit,
    add_region,
    add_unit,
    enter_register,
    set_aliases,
    set_members,
)
from tests import make, people
from tests.integration.operations import event_kinds


@pytest.fixture
def world(session):
    return people.world()


@pytest.fixture
def admin(world):
    return world.system_admin


def add(region, by, name="市财政局", group=UnitGroup.DEPARTMENT):
    return add_unit(region, by=by, now=make.NOW, name=name, group=group)


def last_event(session) -> Event:
    return session.scalars(select(Event).order_by(Event.id.desc())).first()


def test_a_unit_comes_last_in_the_official_order(world, admin, session):
    last = session.scalar(select(func.max(Unit.position)).where(Unit.region == world.city))
    made = add(world.city, admin, name=" 市财政局 ")
    assert (made.name, made.position) == ("市财政局", last + 1)
    assert event_kinds(session) == [EventKind.UNIT_ADDED]


def test_every_region_counts_for_itself(world, admin, session):
    town = add_region(now=make.NOW, name="冠县", mark="冠", parent=world.city, by=admin)
    assert add(town, admin, name="市一局").position == 1


@pytest.mark.parametrize("who", ["supervisor", "head", "owner", "security_admin", "audit_admin"])
def test_only_the_system_administrator_keeps_the_register(world, session, who):
    by = getattr(world, who)
    with pytest.raises(NotAllowed):
        add(world.city, by)
    with pytest.raises(NotAllowed):
        set_aliases(world.lead, by=by, now=make.NOW, aliases=["一局"])
    with pytest.raises(NotAllowed):
        set_members(world.lead, by=by, now=make.NOW, members=[])
    with pytest.raises(NotAllowed):
        add_region(now=make.NOW, name="冠县", mark="冠", by=by)
    assert event_kinds(session) == []


@pytest.mark.parametrize("name", ["", "　", "市一局", "一局"])
def test_a_name_that_is_empty_or_taken_is_refused(world, admin, session, name):
    set_aliases(world.lead, by=admin, now=make.NOW, aliases=["一局"])
    before = session.scalar(select(func.count()).select_from(Unit))
    with pytest.raises(Refusal) as refused:
        add(world.city, admin, name=name)
    assert refused.value.field == "name"
    assert session.scalar(select(func.count()).select_from(Unit)) == before


@pytest.mark.parametrize(("name", "mark"), [("聊城市", "城"), ("冠县", "聊"), ("冠县", "")])
def test_a_region_needs_a_name_and_a_mark_of_its_own(world, admin, session, name, mark):
    with pytest.raises(Refusal):
        add_region(now=make.NOW, name=name, mark=mark, by=admin)
    assert session.scalar(select(func.count()).select_from(Region)) == 2


def test_aliases_are_set_as_a_whole_and_what_they_were_is_kept(world, admin, session):
    set_aliases(world.lead, by=admin, now=make.NOW, aliases=["一局", " 市第一局 ", "一局", ""])
    assert {alias.name for alias in world.lead.aliases} == {"一局", "市第一局"}
    set_aliases(world.lead, by=admin, now=make.NOW, aliases=["一局", "老一局"])
    session.flush()
    kept = session.scalars(select(UnitAlias.name).order_by(UnitAlias.name)).all()
    assert sorted(kept) == sorted(["一局", "老一局"])
    event = last_event(session)
    assert event.kind is EventKind.UNIT_CHANGED
    assert (event.before, event.after) == (
        sorted(["一局", "市第一局"]),
        sorted(["一局", "老一局"]),
    )


def test_a_name_of_another_unit_cannot_become_an_alias(world, admin):
    with pytest.raises(Refusal, match="市二局"):
        set_aliases(world.lead, by=admin, now=make.NOW, aliases=["市二局"])
    assert world.lead.aliases == []


def test_the_same_alias_may_stand_in_another_region(world, admin):
    set_aliases(world.lead, by=admin, now=make.NOW, aliases=["一局"])
    county_unit = world.county_task.lead_unit
    set_aliases(county_unit, by=admin, now=make.NOW, aliases=["一局"])
    assert [alias.name for alias in county_unit.aliases] == ["一局"]


def test_members_are_set_as_a_whole(world, admin, session):
    towns = add(world.city, admin, "各街道", UnitGroup.COLLECTIVE)
    set_members(towns, by=admin, now=make.NOW, members=[world.lead, world.helper, world.lead])
    set_members(towns, by=admin, now=make.NOW, members=[world.helper])
    session.flush()
    session.expire(towns)
    assert towns.members == [world.helper]
    assert (last_event(session).before, last_event(session).after) == (
        ["市一局", "市二局"],
        ["市二局"],
    )


def test_only_a_collective_unit_has_members_and_none_is_a_collective(world, admin):
    with pytest.raises(Refusal, match="不是集合单位"):
        set_members(world.lead, by=admin, now=make.NOW, members=[world.helper])
    towns, villages = (add(world.city, admin, name, UnitGroup.COLLECTIVE) for name in ("甲", "乙"))
    for member in (villages, towns):
        with pytest.raises(Refusal, match="本身是集合单位"):
            set_members(towns, by=admin, now=make.NOW, members=[member])


def test_members_come_from_the_same_region(world, admin):
    towns = add(world.city, admin, "各街道", UnitGroup.COLLECTIVE)
    with pytest.raises(Refusal, match="同一地区"):
        set_members(towns, by=admin, now=make.NOW, members=[world.county_task.lead_unit])


def enter(region, by, *entries):
    return enter_register(region, by=by, now=make.NOW, entries=entries)


def test_a_register_is_entered_in_its_order_behind_what_is_there(world, admin, session):
    last = session.scalar(select(func.max(Unit.position)).where(Unit.region == world.city))
    first = NewUnit("市财政局", UnitGroup.DEPARTMENT, ["财政局"])
    made = enter(world.city, admin, first, NewUnit("各镇", UnitGroup.COLLECTIVE))
    assert [unit.position for unit in made.values()] == [last + 1, last + 2]
    assert [alias.name for alias in made["市财政局"].aliases] == ["财政局"]
    added, changed = EventKind.UNIT_ADDED, EventKind.UNIT_CHANGED
    assert event_kinds(session) == [added, changed, added]


@pytest.mark.parametrize("name", ["", " 市财政局", "市一局", "财政局", "局" * 81])
def test_a_register_with_a_name_that_will_not_do_is_refused_whole(world, admin, session, name):
    before = session.scalar(select(func.count()).select_from(Unit))
    first = NewUnit("市财政局", UnitGroup.DEPARTMENT, ["财政局"])
    with pytest.raises(Refusal):
        enter(world.city, admin, first, NewUnit(name, UnitGroup.DEPARTMENT))
    assert session.scalar(select(func.count()).select_from(Unit)) == before


def test_only_the_system_administrator_enters_a_register(world):
    with pytest.raises(NotAllowed):
        enter(world.city, world.supervisor, NewUnit("市财政局", UnitGroup.DEPARTMENT))
