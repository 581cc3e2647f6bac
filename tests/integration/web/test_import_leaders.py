"""总指挥 of each section, named by the clerk when a plan is adopted."""

from sqlalchemy import select

from tasks_tracker.domain.plans import Plan, Section
from tasks_tracker.domain.users import Role
from tasks_tracker.persistence.session import db
from tests import make
from tests.integration.web.test_imports import adopt, clerk, draft

__all__ = ["clerk", "draft"]


def leaders() -> list[str | None]:
    adopted = select(Section).join(Section.plan).where(Plan.doc_no == "平政发〔2024〕3号")
    sections = db.scalars(adopted.order_by(Section.position))
    return [section.leader.account if section.leader else None for section in sections]


def test_the_clerk_names_the_leader_of_a_section(clerk, draft, world):
    leader = make.person(Role.LEADER, world.city, account="deputy")
    page = clerk.get(draft).text
    assert "总指挥" in page
    assert f'value="{leader.id}"' in page
    adopt(clerk, draft, phases=[0], enter_units="y", **{"leaders-0": leader.id})
    assert leaders()[0] == "deputy"


def test_a_plan_can_be_adopted_with_nobody_named(clerk, draft):
    adopt(clerk, draft, phases=[0], enter_units="y")
    assert set(leaders()) == {None}


def test_only_a_leader_of_the_region_can_be_named(clerk, draft, world):
    stranger = make.person(Role.LEADER, make.region("远山县", "远"), account="far")
    answer = adopt(clerk, draft, phases=[0], enter_units="y", **{"leaders-0": stranger.id})
    assert answer.status_code == 200
    assert leaders() == []
