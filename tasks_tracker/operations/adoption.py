"""From the content of a draft to plan, sections, tasks, milestones and targets in the ledger."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.milestones import DeadlineKind, Milestone
from tasks_tracker.domain.plans import Phase, Plan, Section, WorkdayRule
from tasks_tracker.domain.sources import SourceDocument
from tasks_tracker.domain.tasks import Duty, Target, Task
from tasks_tracker.domain.units import Region, Unit, UnitGroup
from tasks_tracker.domain.users import Role, User
from tasks_tracker.operations.announcements import tell_lead_units
from tasks_tracker.operations.contents import Content, lacks_day, unit_names
from tasks_tracker.operations.plan_settings import rules_of
from tasks_tracker.operations.same_matters import link_marked
from tasks_tracker.operations.trail import record
from tasks_tracker.operations.units import enter_members, enter_unit
from tasks_tracker.persistence import plans, tasks, units, users, workdays
from tasks_tracker.persistence.many import insert_tasks
from tasks_tracker.persistence.session import db

WHOLE = "全文"
"""The label of the one section of a plan that has none."""
LONGEST_LINE, LONGEST_PHRASE, LONGEST_DERIVATION = 300, 80, 500
"""What the clerk cannot shorten is cut, so that it never stands in the way."""


@dataclass(frozen=True)
class Wishes:
    """What the clerk decides at adoption."""

    new_units: frozenset[str] = frozenset()
    phases: frozenset[int] | None = None
    leaders: Mapping[str, User] = field(default_factory=dict)


def adopt(
    content: Content,
    region: Region,
    *,
    by: User,
    now: datetime,
    wishes: Wishes,
    source: SourceDocument | None = None,
) -> Plan:
    """Make the plan with all its tasks; refuses unknown units, missing leads, a known document."""
    workdays.hold()
    _check(content, region, wishes)
    register = register_for(content, region, by=by, now=now, new_units=wishes.new_units)
    with db.no_autoflush:  # the parts of a plan go in together, once they hang together
        plan = _plan(content, region, now, source)
        _phases(plan, content, wishes)
        made = _tasks(plan, content, register, wishes)
        db.add(plan)
    db.flush()
    insert_tasks(plan, made)
    record(
        EventKind.PLAN_ADOPTED,
        by=by,
        now=now,
        region=region,
        subject=f"plan:{plan.id}",
        words=f"{plan.doc_no}，{len(made)} 项任务",
    )
    if any(item.get("same_as") for item in content["tasks"]):
        link_marked(content, tasks.of_plan(plan), by=by, now=now)
    tell_lead_units(plan, made, now=now)
    return plan


def _check(content: Content, region: Region, wishes: Wishes) -> None:
    if plans.find(region, content["doc_no"]):
        raise Refusal(f"{content['doc_no']}已经立项，不能重复立项。")
    if not content["tasks"]:
        raise Refusal("一项任务也没有，不能立项。")
    if not content["issued_on"]:
        raise Refusal("没有读到印发日期，日期无从推算，请在“全文设定”里填上。")
    named = set(wishes.leaders.values())
    if named and not named <= set(users.holders(region, Role.LEADER)):
        raise Refusal("总指挥须是本地区的领导，请重新选。")
    require_leads_and_days(content["tasks"])


def require_leads_and_days(items: Iterable[Content]) -> None:
    """Every task has a lead unit, and a day wherever it has a date."""
    found = list(items)
    without = [task["title"] for task in found if not task["lead"]]
    if without:
        raise Refusal(f"还有 {len(without)} 项没有牵头单位，先补上：{'；'.join(without[:3])}。")
    undated = [task["title"] for task in found if any(map(lacks_day, task["deadlines"]))]
    if undated:
        raise Refusal(f"还有 {len(undated)} 项的期限没有日期，先填上：{'；'.join(undated[:3])}。")


def register_for(
    content: Content, region: Region, *, by: User, now: datetime, new_units: Collection[str]
) -> Mapping[str, Unit]:
    """The unit of every name in a draft; those that are wanted new are entered, others refused."""
    known = units.by_name(region)
    unknown = [name for name in unit_names(content) if name not in known]
    announced = {one["name"]: one for one in content.get("new_units", [])}
    refused = [name for name in unknown if name not in {*new_units, *announced}]
    if refused:
        names = "、".join(refused[:8])
        raise Refusal(f"名册里没有 {len(refused)} 个单位：{names}。改正名称，或勾选新建。")
    for name in unknown:
        one = announced.get(name) or {"group": _group_of(name), "members": []}
        group = UnitGroup(one["group"])
        known[name] = enter_unit(region, by=by, now=now, name=name, group=group)
        if one["members"]:
            members = units.of_ids(region, one["members"])
            enter_members(known[name], by=by, now=now, members=members)
    return known


def _group_of(name: str) -> UnitGroup:
    return UnitGroup.COLLECTIVE if name.startswith("各") else UnitGroup.DEPARTMENT


def _plan(content: Content, region: Region, now: datetime, source: SourceDocument | None) -> Plan:
    rules = rules_of(content)
    return Plan(
        region=region,
        doc_no=content["doc_no"],
        title=content["title"][:LONGEST_LINE],
        short_title=content["short_title"][:LONGEST_LINE],
        issuer=content["issuer"] or region.name,
        issued_on=date.fromisoformat(content["issued_on"]),
        adopted_at=now,
        based_on=list(content["based_on"]),
        goals=content["goals"]["targets"],
        source=source,
        workday_rule=WorkdayRule(rules["workday_rule"]),
        reporting_rule=rules["reporting_rule"],
        wants_sign_off=rules["wants_sign_off"],
    )


def _phases(plan: Plan, content: Content, wishes: Wishes) -> None:
    dated = [goal for goal in content["goals"]["deadlines"] if goal["due"]]
    for position, goal in enumerate(dated):
        marked = goal.get("applies", True)
        Phase(
            plan=plan,
            position=position + 1,
            phrase=goal["phrase"][:LONGEST_PHRASE],
            due_on=date.fromisoformat(goal["due"]),
            deliverable=goal["deliverable"],
            applies=marked if wishes.phases is None else position in wishes.phases,
        )


def _tasks(
    plan: Plan, content: Content, register: Mapping[str, Unit], wishes: Wishes
) -> list[Task]:
    counter = tasks.counter(plan.region)
    sections: dict[str, Section] = {}
    made = []
    for item in content["tasks"]:
        label = item["path"][0][:LONGEST_LINE] if len(item["path"]) > 1 else WHOLE
        section = sections.get(label) or Section(
            plan=plan,
            position=len(sections) + 1,
            label=label,
            leader=wishes.leaders.get(label),
        )
        sections[label] = section
        made.append(made_task(section, item, register, counter.take()))
    return made


def made_task(section: Section, item: Content, register: Mapping[str, Unit], number: int) -> Task:
    """A task with its seats, milestones and targets, as a draft has it."""
    task = Task(
        region=section.plan.region,
        plan=section.plan,
        section=section,
        lead_unit=register[item["lead"][0]],
        number=number,
        path=item["path"],
        part=item["part"],
        title=item["title"],
        part_title=item.get("part_title", ""),
        requirement=item["requirement"],
        only_responsible=item.get("only_responsible", False),
        line_start=item["line_start"],
        line_end=item["line_end"],
    )
    for name in item["lead"]:
        task.assign(register[name], Duty.LEAD)
    for name in item["support"]:
        task.assign(register[name], Duty.SUPPORT)
    _milestones(task, item)
    known = workdays.calendar()
    for milestone in task.milestones:
        milestone.wind(known)
    _targets(task, item)
    task.settle(section.plan.adopted_at.date())
    return task


def _milestones(task: Task, item: Content) -> None:
    for deadline in item["deadlines"]:
        Milestone(
            task=task,
            position=len(task.milestones) + 1,
            kind=DeadlineKind(deadline["kind"]),
            deliverable=deadline["deliverable"] or task.title,
            phrase=deadline["phrase"][:LONGEST_LINE],
            derivation=deadline["derivation"][:LONGEST_DERIVATION],
            rule=deadline.get("rule"),
            original_due_on=date.fromisoformat(deadline["due"]) if deadline.get("due") else None,
        )
    if not task.dated:
        _answer_by_phases(task)


def _answer_by_phases(task: Task) -> None:
    """A measure without a date of its own answers by the plan's dates (PRODUCT, section 3)."""
    for phase in task.plan.answering_phases:
        Milestone(
            task=task,
            position=len(task.milestones) + 1,
            kind=DeadlineKind.BY,
            deliverable=phase.deliverable,
            phrase=phase.phrase,
            derivation=f"本项没有写期限，按方案总节点“{phase.phrase}{phase.deliverable}”",
            is_phase=True,
            original_due_on=phase.due_on,
        )


def _targets(task: Task, item: Content) -> None:
    for position, target in enumerate(item["targets"], 1):
        Target(
            task=task,
            position=position,
            phrase=target["phrase"],
            op=target["op"],
            value=Decimal(str(target["value"])),
            unit=target["unit"],
        )
