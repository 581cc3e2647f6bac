"""What a clerk sets for a whole draft: its head, and the rules by which its dates are read."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.plans import WorkdayRule
from tasks_tracker.importer.conventions import EARLIEST, LATEST, Conventions
from tasks_tracker.importer.draft import DraftPlan
from tasks_tracker.importer.extraction import as_json, extract
from tasks_tracker.importer.meanings import Issue
from tasks_tracker.operations.contents import FIRST_DAY, LAST_DAY, TITLE_LENGTH, Content

HEAD = frozenset({"doc_no", "title", "short_title", "issuer", "issued_on", "based_on"})
USUAL: Mapping[str, Any] = {
    "year": None,
    "beginning": 5,
    "first_third": 10,
    "second_third": 20,
    "month_included": False,
    "workday_rule": WorkdayRule.KEEP.value,
    "reporting_rule": "",
    "wants_sign_off": False,
}
"""`year` None: the year of issue."""
DAYS_OF_MONTHS = ("beginning", "first_third", "second_third")
REPORTING = re.compile(
    r"|monthly:(?:[1-9]|1\d|2\d|3[01])|weekly:[1-7]|quarterly|half-yearly"
    r"|yearly:(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
)
READ = ("due", "kind", "rule", "derivation")
"""What a deadline has from the reading of its phrase."""


def rules_of(content: Content) -> Content:
    """The rules of a draft, with the usual ones where nobody has set any."""
    return {**USUAL, **content.get("rules", {})}


def with_head(content: Content, changes: Mapping[str, Any], text: str) -> Content:
    """The content with another head; another day of issue reads the dates anew."""
    if not changes.keys() <= HEAD:
        raise Refusal("这一栏不能改。")
    changed = {**content, **changes}
    _check_head(changed)
    return _read_anew(content, changed, text)


def _check_head(content: Content) -> None:
    if not content["doc_no"].strip():
        raise Refusal("请填文号；没有文号的，填一个便于称呼的名称。", field="doc_no")
    if len(content["doc_no"]) > TITLE_LENGTH:
        raise Refusal(f"文号最多 {TITLE_LENGTH} 字。", field="doc_no")
    if not content["title"].strip():
        raise Refusal("请填文件标题。", field="title")
    issued_on = content["issued_on"]
    if issued_on and not FIRST_DAY <= issued_on <= LAST_DAY:
        raise Refusal(f"日期 {issued_on} 不像是真的，请核对年份。", field="issued_on")


def with_rules(content: Content, changes: Mapping[str, Any], text: str) -> Content:
    """The content with other rules; dates that nobody corrected by hand are read anew."""
    rules = {**rules_of(content), **changes}
    _check_rules(rules)
    return _read_anew(content, {**content, "rules": rules}, text)


def _check_rules(rules: Content) -> None:
    if rules["year"] is not None and not FIRST_DAY[:4] <= str(rules["year"]) <= LAST_DAY[:4]:
        raise Refusal(f"年份 {rules['year']} 不像是真的，请核对。", field="year")
    for name in DAYS_OF_MONTHS:
        if not EARLIEST <= rules[name] <= LATEST:
            raise Refusal(f"日数要在 {EARLIEST} 到 {LATEST} 之间。", field=name)
    if rules["workday_rule"] not in set(WorkdayRule):
        raise Refusal("请选非工作日怎么办。", field="workday_rule")
    if not REPORTING.fullmatch(rules["reporting_rule"]):
        raise Refusal("请选一种报送周期。", field="reporting_rule")


def issue_of(content: Content) -> Issue:
    """By which year, day and conventions the dates of a draft are read."""
    rules = rules_of(content)
    issued_on = date.fromisoformat(content["issued_on"]) if content["issued_on"] else None
    named = re.search("20[0-9]{2}", f"{content['doc_no']}{content['title']}")
    by_name = int(named[0]) if named else None
    return Issue(
        year=rules["year"] or (issued_on.year if issued_on else by_name),
        on=issued_on,
        conventions=Conventions(
            **{name: rules[name] for name in DAYS_OF_MONTHS},
            month_included=rules["month_included"],
        ),
    )


def _read_anew(before: Content, after: Content, text: str) -> Content:
    """Dates that still say what was read from the document say what is read from it now."""
    was, now = issue_of(before), issue_of(after)
    if was == now:
        return after
    old = _deadlines(_same_plan(extract(text, issue=was), after))
    new = dict(_deadlines(_same_plan(extract(text, issue=now), after)))
    fresh = {place: (one, new.get(place)) for place, one in old}
    return {
        **after,
        "goals": {**after["goals"], "deadlines": _updated(after["goals"]["deadlines"], fresh)},
        "tasks": [
            {**task, "deadlines": _updated(task["deadlines"], fresh)} for task in after["tasks"]
        ],
    }


def _same_plan(plans: list[DraftPlan], content: Content) -> Content | None:
    same = [plan for plan in plans if plan.line_start == content["line_start"]]
    return as_json(same)["plans"][0] if same else None


Place = tuple[str, int, int]


def _deadlines(plan: Content | None) -> Iterator[tuple[Place, Content]]:
    """All deadlines of a plan as read, by phrase, line and how many times it was met before."""
    if plan is None:
        return
    lists = [plan["goals"]["deadlines"], *(task["deadlines"] for task in plan["tasks"])]
    yield from _placed(one for deadlines in lists for one in deadlines)


def _placed(deadlines: Iterable[Content]) -> Iterator[tuple[Place, Content]]:
    met: dict[tuple[str, int], int] = {}
    for one in deadlines:
        key = (one["phrase"], one["line_start"])
        met[key] = met.get(key, 0) + 1
        yield (*key, met[key]), one


def _updated(
    deadlines: list[Content], fresh: Mapping[Place, tuple[Content, Content | None]]
) -> list[Content]:
    by_reading: dict[tuple[Any, ...], Content | None] = {
        (place[0], place[1], *(old[name] for name in READ)): new
        for place, (old, new) in fresh.items()
    }
    return [_one_updated(one, by_reading) for one in deadlines]


def _one_updated(one: Content, by_reading: Mapping[tuple[Any, ...], Content | None]) -> Content:
    reading = (one["phrase"], one.get("line_start"), *(one.get(name) for name in READ))
    new = by_reading.get(reading)
    return one if new is None else {**one, **{name: new[name] for name in READ}}


def with_phases(content: Content, phases: Iterable[Content], leaders: Mapping[str, int]) -> Content:
    """The content with the plan's own dates, and with the leader of each section."""
    dated = [_phase(phase) for phase in phases]
    undated = [goal for goal in content["goals"]["deadlines"] if not goal["due"]]
    goals = {**content["goals"], "deadlines": [*dated, *undated]}
    return {**content, "goals": goals, "leaders": dict(leaders)}


def _phase(phase: Content) -> Content:
    if not phase["due"] or not FIRST_DAY <= phase["due"] <= LAST_DAY:
        raise Refusal("每个总节点都要有日期，请补上或删去这一行。")
    if not phase["deliverable"].strip():
        raise Refusal("请写明总节点到时要达到什么。")
    by_hand = {"kind": "by", "rule": None, "phrase": "", "derivation": "核对时写明"}
    return {**by_hand, **phase}
