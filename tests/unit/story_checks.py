"""What a story under seed/story must keep to, so that it can be told through the operations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import PurePath

from tasks_tracker.domain.users import Role
from tasks_tracker.operations.evidence import clean_name
from tasks_tracker.persistence.workdays import bundled
from tasks_tracker.seeding import facts, paper
from tasks_tracker.seeding.facts import ReportFacts, Table

OFFICE_HOURS = (time(8, 0), time(18, 30))
LAST = datetime.fromisoformat("2021-09-13T09:00")
"""The demonstration begins on that morning."""
SLIPS = re.compile("[!！您]|[\u4e00-\u9fff][,;:?]|^\\s|\\s$")

Place = tuple[str, int]
"""A plan by its folder, and a task by its number in it."""


@dataclass
class Item:
    """A task as far as the story touches it; `open` are the positions not yet claimed or met."""

    region: str
    leads: set[str]
    adopted_at: datetime
    open: set[int]
    targets: int
    met: set[int] = field(default_factory=set)
    due: list[date] = field(default_factory=list)

    @property
    def dates(self) -> int:
        return len(self.due)

    @property
    def is_completed(self) -> bool:
        return 0 < self.dates == len(self.met)


def items() -> dict[Place, Item]:
    """Every task of every plan, untouched."""
    return {at: replace(item, open=set(item.open), met=set()) for at, item in _items().items()}


@cache
def _items() -> dict[Place, Item]:
    return {
        (told.plan, number): _item(task, plan, told.at)
        for told in facts.adoptions()
        for plan in [facts.plan(told.plan)]
        for number, task in enumerate(plan.tasks, 1)
    }


def _item(task: Table, plan: facts.PlanFacts, adopted_at: datetime) -> Item:
    goals = [g for g in plan.head.get("goal_deadline", []) if g.get("applies", True)]
    dated = [deadline for deadline in task.get("deadline", []) if deadline["kind"] == "by"]
    due = [one["due"] for one in dated or goals]
    register = _register(plan.head["region"])
    leads = {register[name].name for name in task["lead"]}
    leads |= {member for name in task["lead"] for member in register[name].members}
    return Item(
        region=plan.head["region"],
        leads=leads,
        adopted_at=adopted_at,
        open=set(range(1, len(due) + 1)),
        targets=len(task.get("target", [])),
        due=due,
    )


@cache
def _register(region: str) -> dict[str, facts.UnitFacts]:
    units = next(register.units for register in facts.registers() if register.region == region)
    return {name: unit for unit in units for name in (unit.name, *unit.aliases)}


@cache
def _posts(region: str, role: Role) -> dict[str, str]:
    """Who holds the posts of a role: unit (or account, in the office) → account."""
    people = next(cast.people for cast in facts.casts() if cast.region == region)
    return {
        post.unit or person.account: person.account
        for person in people
        for post in person.posts
        if post.role == role
    }


def problems(reports: list[ReportFacts]) -> list[str]:
    """All that is wrong, in words for the writer, in order of time."""
    known = items()
    found = [
        f"{_name(told)}：没有这项任务" for told in reports if (told.plan, told.task) not in known
    ]
    told_of = [told for told in reports if (told.plan, told.task) in known]
    for told in told_of:
        item = known[told.plan, told.task]
        for check in (_unit, _moment, _texts, _evidence, _values, _review):
            found += [f"{_name(told)}：{words}" for words in check(told, item)]
    return found + _claims(told_of, known)


def _name(told: ReportFacts) -> str:
    return f"{told.plan} {told.task} {told.at:%Y-%m-%d %H:%M}"


def _unit(told: ReportFacts, item: Item) -> Iterator[str]:
    register = _register(item.region)
    if not told.unit:
        return
    if told.unit not in register:
        yield f"没有单位“{told.unit}”"
    elif register[told.unit].name not in item.leads:
        yield f"“{told.unit}”不是牵头单位"
    elif register[told.unit].name not in _posts(item.region, Role.LIAISON):
        yield f"“{told.unit}”没有联络员"


def _moment(told: ReportFacts, item: Item) -> Iterator[str]:
    if told.at <= item.adopted_at:
        yield "反馈早于立项"
    moments = [told.at, *([told.review.at] if told.review else [])]
    for moment in moments:
        if not bundled().is_workday(moment.date()):
            yield f"{moment:%m-%d} 不是工作日"
        if not OFFICE_HOURS[0] <= moment.time() <= OFFICE_HOURS[1] or moment > LAST:
            yield f"{moment:%m-%d %H:%M} 不在办公时间内，或晚于 {LAST:%m-%d %H:%M}"
    if sorted(moments) != moments:
        yield "审核早于反馈"


def _texts(told: ReportFacts, _item: Item) -> Iterator[str]:
    if not told.progress:
        yield "没有写进展"
    words = told.review.words if told.review else ""
    for text in (told.progress, told.problems, told.next_steps, told.coordination, words):
        if SLIPS.search(text):
            yield f"“{text[:20]}…”里有感叹号、敬称、半角标点或首尾空白"


def _evidence(told: ReportFacts, _item: Item) -> Iterator[str]:
    for name in told.evidence:
        if clean_name(name) != name or len(name) > 60:
            yield f"文件名“{name}”不行"
        if PurePath(name).suffix not in paper.KINDS:
            yield f"文件“{name}”须是 {'、'.join(paper.KINDS)}"


def _values(told: ReportFacts, item: Item) -> Iterator[str]:
    for position, value in told.values.items():
        if not position.isdecimal() or not 1 <= int(position) <= item.targets:
            yield f"没有第 {position} 个指标"
        try:
            Decimal(value)
        except (InvalidOperation, TypeError):
            yield f"“{value}”不是数字（要写成带引号的文字）"


def _review(told: ReportFacts, item: Item) -> Iterator[str]:
    if told.review is None:
        return
    if told.review.decision not in {"accepted", "returned"}:
        yield "decision 只能是 accepted 或 returned"
    if told.review.decision == "returned" and not told.review.words:
        yield "退回没有写理由"
    if told.review.by and told.review.by not in _posts(item.region, Role.SUPERVISOR):
        yield f"“{told.review.by}”不是本地区的督查专员"


def _claims(reports: list[ReportFacts], known: dict[str, Item]) -> list[str]:
    """Play all reports and reviews in order of time and say what would be refused."""
    moves = [(told.at, 0, told) for told in reports]
    moves += [(told.review.at, 1, told) for told in reports if told.review]
    found = []
    for _, is_review, told in sorted(moves, key=lambda move: move[:2]):
        item = known[told.plan, told.task]
        found += [] if is_review else [f"{_name(told)}：{words}" for words in _claim(told, item)]
        if is_review:
            _decide(told, item)
    return found


def _claim(told: ReportFacts, item: Item) -> Iterator[str]:
    if item.is_completed:
        yield "任务已办结，不再收反馈"
    for position in told.meets:
        if not 1 <= position <= item.dates:
            yield f"没有第 {position} 个节点"
        elif position not in item.open:
            yield f"第 {position} 个节点已经报送或办结"
    item.open -= set(told.meets)


def _decide(told: ReportFacts, item: Item) -> None:
    if told.review and told.review.decision == "accepted":
        item.met |= set(told.meets)
    else:
        item.open |= set(told.meets)
