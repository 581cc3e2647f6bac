"""The register of units as people see and keep it."""

import pytest

from tasks_tracker.domain.units import UnitGroup
from tasks_tracker.persistence import units
from tests import make


@pytest.fixture
def system(client, world):
    return client.sign_in(world.system_admin)


def test_units_stand_in_official_order_by_group(system, world):
    make.unit(world.city, "某集团", UnitGroup.ENTERPRISE)
    page = system.get("/units").text
    places = [
        page.index(words) for words in ("部门单位", "市一局", "市二局", "企事业单位", "某集团")
    ]
    assert places == sorted(places)
    assert "共 4 个" in page


def test_an_empty_register_says_what_it_is_for(client, session):
    region = make.region()
    client.sign_in(make.person("system_admin", region))
    assert "名册还是空的" in client.get("/units").text


def test_the_superior_office_also_sees_the_units_below(client, world):
    client.sign_in(world.supervisor)
    assert "县一局" in client.get(f"/units?region={world.county.id}").text


def test_a_county_does_not_see_the_units_above(client, world):
    client.sign_in(world.county_supervisor)
    assert client.get(f"/units?region={world.city.id}").status_code == 404
    assert client.get(f"/units/{world.lead.id}").status_code == 404


def test_a_unit_is_added_at_the_end(system, world):
    response = system.post("/units/new", {"name": " 市三局 ", "group": "vertical"})
    added = units.find(world.city, "市三局")
    assert added is not None
    assert response.location == f"/units/{added.id}"
    assert units.in_official_order(world.city)[-1] is added


def test_a_name_already_known_is_refused_and_stays_in_the_form(system, world):
    page = system.post("/units/new", {"name": "市一局", "group": "department"}).text
    assert "在名册里已是" in page
    assert 'value="市一局"' in page


def test_aliases_are_kept_one_a_line(system, world):
    system.post(f"/units/{world.lead.id}/aliases", {"aliases": "一局\n\n市第一局\n"})
    assert system.get("/units").text.count("一局、市第一局") == 1
    system.post(f"/units/{world.lead.id}/aliases", {"aliases": "市第一局"})
    assert units.find(world.city, "一局") is None


def test_an_alias_of_another_unit_is_refused(system, world):
    page = system.post(f"/units/{world.lead.id}/aliases", {"aliases": "市二局"}).text
    assert "在名册里已是" in page


def test_members_of_a_collective_are_chosen_among_the_units(system, world):
    collective = make.unit(world.city, "有关部门", UnitGroup.COLLECTIVE)
    address = f"/units/{collective.id}"
    assert system.post(f"{address}/members", {"members": [world.lead.id]}).location == address
    assert [member.name for member in units.get(collective.id, world.system_admin).members] == [
        "市一局"
    ]
    assert "1 个，各对自己的一份负责" in system.get(address).text


def test_an_ordinary_unit_has_no_members(system, world):
    page = system.post(f"/units/{world.lead.id}/members", {"members": [world.helper.id]})
    assert "不是集合单位" in page.text


@pytest.mark.parametrize("who", ["supervisor", "head"])
def test_the_office_reads_the_register_but_does_not_keep_it(client, world, who):
    client.sign_in(getattr(world, who))
    assert "保存别名" not in client.get(f"/units/{world.lead.id}").text
    assert client.post("/units/new", {"name": "x", "group": "town"}).status_code == 403
    assert client.post(f"/units/{world.lead.id}/aliases", {"aliases": "x"}).status_code == 403


@pytest.mark.parametrize("who", ["owner", "leader", "audit_admin"])
def test_others_have_no_business_there(client, world, who):
    client.sign_in(getattr(world, who))
    assert client.get("/units").status_code == 403
