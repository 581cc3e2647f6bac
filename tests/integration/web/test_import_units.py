"""单位核对: unknown names are settled on one page, without a script."""

import io
import re

import pytest
from sqlalchemy import select

from tasks_tracker.domain.sources import PlanDraft
from tasks_tracker.domain.units import Unit, UnitGroup
from tasks_tracker.persistence import units
from tasks_tracker.persistence.session import db
from tests import make
from tests.integration.operations.test_plans import DOCUMENT

WITH_MANY = DOCUMENT.replace("（牵头单位：市民政局）", "（牵头单位：各镇政府（街道办事处））")


@pytest.fixture
def clerk(client, world):
    """The register knows one of the four units, and one by a longer name."""
    make.unit(world.city, "市公安局")
    make.unit(world.city, "市行政审批服务局")
    make.unit(world.city, "城关街道办事处", UnitGroup.TOWN)
    make.unit(world.city, "柳林镇人民政府", UnitGroup.TOWN)
    return client.sign_in(world.supervisor)


def hand_in(clerk, text=DOCUMENT) -> str:
    return clerk.post("/imports", {"file": (io.BytesIO(text.encode()), "方案.txt")}).location


@pytest.fixture
def address(clerk) -> str:
    return f"{hand_in(clerk)}/units"


def draft() -> PlanDraft:
    return db.scalars(select(PlanDraft).order_by(PlanDraft.id)).first()


def row(page: str, name: str) -> str:
    found = page.split(f'aria-label="{name}">')[1]
    return found.split("</section>")[0]


def test_each_unknown_name_shows_its_tasks_and_the_nearest_units(clerk, address):
    page = clerk.get(address).text
    assert "3 个待定" in page
    one = row(page, "市审批局")
    assert "1 项任务" in one
    assert 'value="市行政审批服务局"' in one
    assert "同一职能的不同写法" in one
    assert "没有名称相近的单位" in row(page, "市民政局")
    assert 'aria-label="市公安局"' not in page


def test_one_button_puts_the_unit_in_place_and_the_name_is_remembered(clerk, world, address):
    answer = clerk.post(
        address, {"printed": "市审批局", "unit": "市行政审批服务局", "typed": "", "remember": "y"}
    )
    assert answer.location == address
    assert draft().content["tasks"][0]["lead"] == ["市行政审批服务局"]
    assert units.find(world.city, "市审批局").name == "市行政审批服务局"
    page = clerk.get(address).text
    assert "已改为名册里的名称，1 项任务随之改正" in page
    assert "2 个待定" in page


def test_a_slip_is_not_offered_to_be_remembered(clerk, world):
    page = clerk.get(f"{hand_in(clerk, DOCUMENT.replace('市公安局', '市公按局'))}/units").text
    slip, short = row(page, "市公按局"), row(page, "市审批局")
    assert "同音字“按”→“安”" in slip
    assert 'value="y" checked' not in " ".join(slip.split())
    assert 'value="y" checked' in " ".join(short.split())


def test_a_unit_is_typed_and_not_remembered_without_the_tick(clerk, world, address):
    clerk.post(address, {"printed": "市审批局", "unit": "", "typed": " 市一局 "})
    assert draft().content["tasks"][0]["lead"] == ["市一局"]
    assert units.find(world.city, "市审批局") is None


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"printed": "市审批局"}, "请为“市审批局”选一个名册里的单位"),
        ({"printed": "市审批局", "typed": "市粮食局"}, "名册里没有“市粮食局”"),
        ({"printed": "市粮食局", "typed": "市一局"}, "已经没有“市粮食局”"),
        ({"typed": "市一局"}, "请从一行里选单位"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_in_words(clerk, address, sent, words):
    before = draft().content
    answer = clerk.post(address, sent)
    assert answer.status_code == 200
    assert words in answer.text
    assert draft().content == before


def test_what_was_typed_is_still_there_after_a_refusal(clerk, address):
    page = clerk.post(address, {"printed": "市审批局", "typed": "市粮食局"}).text
    assert 'value="市粮食局"' in row(page, "市审批局")
    assert 'value="市粮食局"' not in row(page, "市民政局")
    assert "checked" not in row(page, "市审批局")


def test_a_name_for_many_proposes_its_members_and_takes_corrections(clerk, world):
    address = f"{hand_in(clerk, WITH_MANY)}/units"
    one = row(clerk.get(address).text, "各镇政府（街道办事处）")
    assert re.search(r">\s*城关街道办事处、柳林镇人民政府</textarea>", one)
    assert '<option value="collective" selected>' in one
    sent = {"printed": "各镇政府（街道办事处）", "group": "collective", "members": "柳林镇人民政府"}
    assert clerk.post(f"{address}/new", sent).location == address
    page = clerk.get(address).text
    assert "成员 1 家：柳林镇人民政府" in row(page, "各镇政府（街道办事处）")
    clerk.post(address, {"printed": "市审批局", "unit": "市行政审批服务局"})
    clerk.post(f"{address}/new", {"printed": "市税务局", "group": "vertical", "members": ""})
    adopted = clerk.post(f"{address.removesuffix('/units')}/adoption", {"confirm_doubts": "y"})
    assert adopted.location.startswith("/ledger")
    made = units.find(world.city, "各镇政府（街道办事处）")
    assert [member.name for member in made.members] == ["柳林镇人民政府"]
    assert units.find(world.city, "市税务局").group is UnitGroup.VERTICAL


def test_a_decision_is_taken_back(clerk, address):
    clerk.post(f"{address}/new", {"printed": "市税务局", "group": "vertical", "members": ""})
    assert "新单位" in row(clerk.get(address).text, "市税务局")
    assert clerk.post(f"{address}/retract", {"printed": "市税务局"}).location == address
    assert "重新核对" not in row(clerk.get(address).text, "市税务局")
    assert "没有定为新单位" in clerk.post(f"{address}/retract", {"printed": "市税务局"}).text


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"group": "department", "members": "市一局"}, "只有集合单位有成员"),
        ({"group": "collective", "members": "市粮食局"}, "名册里没有“市粮食局”"),
        ({"group": "lost", "members": ""}, "类别"),
        ({"group": "collective", "members": "长" * 81}, "最多 80 字"),
    ],
)
def test_a_new_unit_that_cannot_be_is_refused(clerk, address, sent, words):
    answer = clerk.post(f"{address}/new", {"printed": "市税务局", **sent})
    assert answer.status_code == 200
    assert words in answer.text
    assert draft().content.get("new_units", []) == []


def test_nothing_unknown_says_so(clerk, world, address):
    for name in ("市审批局", "市税务局", "市民政局"):
        make.unit(world.city, name)
    assert "单位都在名册里" in clerk.get(address).text


def test_a_draft_that_is_closed_only_shows(clerk, address):
    clerk.post(f"{address.removesuffix('/units')}/discard")
    page = clerk.get(address).text
    assert "只供查看" in page
    assert 'name="printed"' not in page
    assert "已放弃" in clerk.post(address, {"printed": "市审批局", "unit": "市一局"}).text


def test_forty_unknown_names_keep_to_the_budget_of_a_page(clerk, world, address, engine):
    found = draft()
    first = {**found.content["tasks"][0], "support": [f"第{n}监测站" for n in range(40)]}
    found.content = {**found.content, "tasks": [first]}
    db.flush()
    asked = []
    from sqlalchemy import event

    def note(_connection, _cursor, statement, *_more):
        if "SAVEPOINT" not in statement:
            asked.append(statement)

    clerk.get("/account")
    event.listen(engine, "before_cursor_execute", note)
    page = clerk.get(address).text
    event.remove(engine, "before_cursor_execute", note)
    assert "41 个待定" in page
    assert len(asked) <= 8, "\n\n".join(asked)


@pytest.mark.parametrize(
    ("person", "status"), [("leader", 403), ("owner", 403), ("county_supervisor", 404)]
)
def test_others_do_not_get_there(clerk, world, address, person, status):
    clerk.sign_in(world.people[person])
    assert clerk.get(address).status_code == status
    sent = {"printed": "市审批局", "unit": "市一局", "group": "department", "members": ""}
    for end in ("", "/new", "/retract"):
        assert clerk.post(address + end, sent).status_code == status
    assert db.scalars(select(Unit).where(Unit.name == "市审批局")).all() == []
