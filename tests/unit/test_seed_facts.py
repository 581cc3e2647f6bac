"""The files under seed/: every key, every name, every date fits the others."""

import re
from datetime import date, datetime

import pytest

from tasks_tracker.domain.milestones import DeadlineKind
from tasks_tracker.domain.units import UnitGroup
from tasks_tracker.domain.users import UNIT_ROLES, Role
from tasks_tracker.importer.meanings import Issue
from tasks_tracker.seeding import facts
from tasks_tracker.seeding.plans import content_of, derivation

PLANS = {
    "liaozhengfa-2021-7": (18, 205),
    "liaozhengzi-2020-15": (3, 71),
    "liaozhengzi-2020-16": (4, 21),
    "liaozhengbanzi-2020-27": (7, 44),
    "liaozhengbanzi-2020-28": (2, 24),
    "zhengfugongzuobaogao-2020": (1, 8),
    "liaozhengbanfa-2021-5": (5, 21),
    "liaozhengbanzi-2021-13": (4, 22),
    "liaozhengbanzi-2021-14": (2, 24),
    "gaozhengfa-2021-6": (18, 186),
    "gaozhengzi-2020-39": (3, 31),
    "gaozhengzi-2020-41": (1, 2),
    "gaozhengbanfa-2020-7": (5, 25),
    "gaozhengbanzi-2020-7": (2, 36),
    "gaozhengbanzi-2020-8": (4, 23),
    "gaozhengbanzi-2020-14": (2, 20),
    "gaozhengbanzi-2020-16": (3, 31),
    "guanzhengfa-2018-64": (2, 18),
    "guanzhengfa-2018-80": (2, 10),
    "guanzhengfa-2018-83": (2, 12),
    "guanzhengbanfa-2018-41": (2, 61),
    "guanzhengbanfa-2018-46": (3, 17),
    "guanzhengbanfa-2018-50": (2, 28),
    "guanzhengbanfa-2018-57": (6, 60),
    "guanzhengbanfa-2018-62": (2, 26),
}
"""Sections and tasks of each plan, counted by hand."""
ENVIRONMENT = ("liaozhengfa-2021-7", "gaozhengfa-2021-6")
"""The plans whose sections name a leader."""
KINDS = {"plan", "rules", "speech"}
HEAD = {
    "doc_no": str,
    "title": str,
    "short_title": str,
    "issuer": str,
    "issued_on": date,
    "region": str,
    "based_on": list,
    "kind": str,
}
GOAL_DEADLINE = {"phrase": str, "due": date, "kind": str, "deliverable": str}
TARGET = {"phrase": str, "op": str, "value": (int, str), "unit": str}
SECTION = {"label": str, "task": list}
TASK = {
    "path": list,
    "part": int,
    "title": str,
    "part_title": str,
    "requirement": str,
    "lead": list,
    "support": list,
    "lines": list,
}
DEADLINE = {"phrase": str, "kind": str, "deliverable": str}


@pytest.fixture(scope="module", params=PLANS)
def plan(request):
    return facts.plan(request.param)


@pytest.fixture(scope="module")
def plans():
    return [facts.plan(folder) for folder in PLANS]


@pytest.fixture(scope="module")
def environment():
    return [facts.plan(folder) for folder in ENVIRONMENT]


def check(table, needed, **optional):
    """All needed keys, none that is unknown, each of its type."""
    kinds = needed | optional
    assert needed.keys() <= table.keys() <= kinds.keys(), table
    for key, value in table.items():
        assert isinstance(value, kinds[key]), (key, value)
        assert value != "" or key == "part_title", table


def test_the_head_of_a_plan_is_complete(plan):
    check(plan.head, HEAD, goal_deadline=list, goal_target=list)
    assert plan.head["kind"] in KINDS
    assert plan.head["region"] in {region.name for region in facts.regions()}
    for goal in plan.head.get("goal_deadline", []):
        check(goal, GOAL_DEADLINE, applies=bool)
        assert DeadlineKind(goal["kind"]) in {DeadlineKind.START, DeadlineKind.BY}
    for goal in plan.head.get("goal_target", []):
        check(goal, TARGET)


def test_every_task_of_a_plan_is_complete(plan):
    for section in plan.sections:
        check(section, SECTION, leader_title=str)
        for task in section["task"]:
            check(task, TASK, only_responsible=bool, deadline=list, target=list)
            assert task["path"][0] == section["label"]
            assert task["lead"]


def test_every_deadline_and_target_is_complete(plan):
    for task in plan.tasks:
        for deadline in task.get("deadline", []):
            check(deadline, DEADLINE, due=date, rule=str)
            kind = DeadlineKind(deadline["kind"])
            assert kind is not DeadlineKind.BY or "due" in deadline
            assert (kind is DeadlineKind.RECURRING) == ("rule" in deadline)
        for target in task.get("target", []):
            check(target, TARGET)
            assert target["op"] in {">=", "<=", "=", "+"}


def test_each_plan_has_all_its_sections_and_tasks(plan):
    labels = {section["label"] for section in plan.sections}
    assert (len(labels), len(plan.tasks)) == PLANS[plan.folder]


def test_every_plan_is_counted():
    assert {place.name for place in (facts.SEED / "plans").iterdir()} == PLANS.keys()


def test_no_two_tasks_of_a_plan_are_the_same_part_of_one_measure(plan):
    # 聊政字〔2020〕16号 has two articles 十二: the title tells them apart
    keys = [(*task["path"], task["part"], task["title"]) for task in plan.tasks]
    assert len(keys) == len(set(keys))


def test_the_tasks_of_a_plan_follow_the_lines_of_the_document(plan):
    first_lines = [task["lines"][0] for task in plan.tasks]
    assert first_lines == sorted(first_lines)
    assert all(task["lines"][0] <= task["lines"][1] for task in plan.tasks)


def test_each_date_follows_from_its_phrase(plan):
    issued_on = plan.head["issued_on"]
    for task in plan.tasks:
        for deadline in task.get("deadline", []):
            words = derivation(deadline, Issue(issued_on.year, issued_on))
            assert words.startswith(f"{deadline['phrase']} → ")


def test_a_date_that_does_not_follow_from_its_phrase_is_refused():
    wrong = {"phrase": "8月底前", "kind": "by", "due": date(2021, 9, 30)}
    with pytest.raises(ValueError, match="8月底前"):
        derivation(wrong, Issue(2021, date(2021, 6, 18)))


def test_the_content_of_a_plan_keeps_figures_exact(environment):
    city, _ = environment
    targets = [target for task in content_of(city)["tasks"] for target in task["targets"]]
    assert {"99", "1"} <= {target["value"] for target in targets}
    assert all(isinstance(target["value"], str) for target in targets)


def test_only_the_city_plan_has_a_phase_that_does_not_apply(environment):
    marked = [
        [goal["applies"] for goal in content_of(plan)["goals"]["deadlines"]] for plan in environment
    ]
    assert marked == [[False, True, True], [True, True]]


def names_of(register):
    return [name for unit in register.units for name in (unit.name, *unit.aliases)]


@pytest.mark.parametrize("register", facts.registers(), ids=lambda register: register.region)
class TestRegister:
    def test_no_two_units_share_a_name(self, register):
        names = names_of(register)
        assert len(names) == len(set(names))

    def test_members_are_units_and_only_collectives_have_them(self, register):
        single = {unit.name for unit in register.units if unit.group != UnitGroup.COLLECTIVE}
        for unit in register.units:
            assert set(unit.members) <= single
            assert not unit.members or unit.group == UnitGroup.COLLECTIVE

    def test_groups_stand_together_in_the_official_order(self, register):
        groups = [UnitGroup(unit.group) for unit in register.units]
        borders = [group for place, group in enumerate(groups) if groups[place - 1] != group]
        assert len(borders) == len(set(borders))

    def test_every_unit_named_in_a_plan_is_known(self, register, plans):
        for plan in plans:
            if plan.head["region"] == register.region:
                named = {name for task in plan.tasks for name in (*task["lead"], *task["support"])}
                assert named - set(names_of(register)) == set(), plan.folder


@pytest.mark.parametrize("cast", facts.casts(), ids=lambda cast: cast.region)
class TestCast:
    def test_posts_have_a_unit_of_the_region_exactly_where_the_role_asks_for_one(self, cast):
        units = next(
            {unit.name for unit in register.units}
            for register in facts.registers()
            if register.region == cast.region
        )
        for person in cast.people:
            for post in person.posts:
                assert (Role(post.role) in UNIT_ROLES) == bool(post.unit)
                assert not post.unit or post.unit in units

    def test_every_role_is_played(self, cast):
        assert {post.role for person in cast.people for post in person.posts} == set(Role)

    def test_every_section_has_one_leader_of_the_right_title(self, cast, environment):
        leaders = {
            position: person.posts[0].title
            for person in cast.people
            for position in person.sections
        }
        asked = {
            place: section["leader_title"]
            for plan in environment
            if plan.head["region"] == cast.region
            for place, section in enumerate(plan.sections, 1)
        }
        assert leaders == asked

    def test_every_first_lead_unit_has_a_liaison(self, cast, environment, plans):
        here = [
            [plan for plan in some if plan.head["region"] == cast.region]
            for some in (environment, plans)
        ]
        register = next(one for one in facts.registers() if one.region == cast.region)
        known = {name: unit for unit in register.units for name in (unit.name, *unit.aliases)}
        leads = [known[task["lead"][0]] for plan in here[0] or here[1] for task in plan.tasks]
        seated = {
            post.unit for person in cast.people for post in person.posts if post.role == "liaison"
        }
        single = {unit.name for unit in leads if unit.group != UnitGroup.COLLECTIVE}
        assert single - seated == set()


def test_accounts_are_short_and_unique_over_all_regions():
    accounts = [person.account for cast in facts.casts() for person in cast.people]
    assert len(accounts) == len(set(accounts))
    assert all(re.fullmatch("[a-z]{4,16}", account) for account in accounts)


def test_mail_goes_to_example_addresses_only():
    assert all(cast.mail.endswith(".example") for cast in facts.casts())


def test_a_plan_is_adopted_by_a_supervisor_of_its_region_after_its_issue(plans):
    adoptions = {told.plan: told for told in facts.adoptions()}
    assert adoptions.keys() == PLANS.keys()
    for plan in plans:
        told = adoptions[plan.folder]
        assert isinstance(told.at, datetime)
        assert told.at.date() > plan.head["issued_on"]
        cast = next(cast for cast in facts.casts() if cast.region == plan.head["region"])
        person = next(person for person in cast.people if person.account == told.by)
        assert person.posts[0].role == Role.SUPERVISOR
