import pytest
from sqlalchemy import func, select

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.units import UnitGroup
from tasks_tracker.domain.users import Role, User
from tasks_tracker.persistence import units, users
from tasks_tracker.persistence.session import metadata
from tasks_tracker.seeding import facts, load


@pytest.fixture
def city(session):
    load.units_and_people()
    return units.get_region("聊城市")


def test_units_stand_in_the_order_of_the_file(city):
    register = next(one for one in facts.registers() if one.region == city.name)
    assert [unit.name for unit in units.in_official_order(city)] == [
        unit.name for unit in register.units
    ]


def test_the_county_lies_below_the_city(city):
    assert units.get_region("高唐县").parent is city


def test_units_answer_to_their_aliases(city):
    assert units.find(city, "市交通局").name == "市交通运输局"
    assert units.find(city, "聊城市行政审批服务局").name == "市行政审批局"


def test_a_collective_stands_for_its_members(city):
    counties = units.find(city, "各县（市、区）人民政府")
    assert counties.group is UnitGroup.COLLECTIVE
    assert len(counties.members) == 8


def test_everybody_holds_a_post_and_nobody_has_a_password(city, session):
    people = session.scalars(select(User)).all()
    assert len(people) == sum(len(cast.people) for cast in facts.casts())
    assert all(person.posts for person in people)
    assert all(person.password_hash is None for person in people)


def test_one_person_may_be_liaison_of_two_units(city):
    assert [unit.name for unit in users.find_by_account("hulina").units] == [
        "县财政局",
        "县政府采购中心",
    ]


def test_the_administrators_of_a_region_enter_everybody_else(city, session):
    added = session.scalars(select(Event).where(Event.kind == EventKind.USER_ADDED)).all()
    clerks = {event.by.account for event in added if event.by}
    assert clerks == {
        users.holders(region, Role.SYSTEM_ADMIN)[0].account for region in units.regions()
    }
    assert sum(event.by is None for event in added) == 6


def test_a_database_in_use_is_refused(city):
    with pytest.raises(Refusal, match="空库"):
        load.units_and_people()


def test_clearing_leaves_nothing_behind(city, session):
    assert load.clear() == []
    for table in metadata.sorted_tables:
        assert session.scalar(select(func.count()).select_from(table)) == 0
    load.units_and_people()
    assert users.any_exists()
