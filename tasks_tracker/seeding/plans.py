"""The plans as facts, brought into the form in which a draft is adopted."""

from datetime import date, datetime
from typing import Any

from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.users import User
from tasks_tracker.importer.deadlines import phrases_in
from tasks_tracker.importer.folding import fold
from tasks_tracker.importer.meanings import Issue
from tasks_tracker.operations.adoption import Wishes, adopt
from tasks_tracker.operations.contents import Content
from tasks_tracker.persistence import units
from tasks_tracker.seeding.facts import PlanFacts, Table

RESULT = "，完成100%"
"""What lets a bare 今年 or 2021年 be read as a deadline."""


def adopt_plan(facts: PlanFacts, *, by: User, now: datetime, leaders: dict[str, User]) -> Plan:
    """Put a plan that is known as facts, without its document, under supervision."""
    region = units.get_region(facts.head["region"])
    require(by, Action.IMPORT_PLAN, region)
    return adopt(content_of(facts), region, by=by, now=now, wishes=Wishes(leaders=leaders))


def content_of(facts: PlanFacts) -> Content:
    head = facts.head
    issue = Issue(head["issued_on"].year, head["issued_on"])
    return {
        "doc_no": head["doc_no"],
        "title": head["title"],
        "short_title": head["short_title"],
        "issuer": head["issuer"],
        "issued_on": head["issued_on"].isoformat(),
        "based_on": head["based_on"],
        "goals": {
            "deadlines": [_goal(goal) for goal in head.get("goal_deadline", [])],
            "targets": [_target(target) for target in head.get("goal_target", [])],
        },
        "tasks": [_task(task, issue) for task in facts.tasks],
    }


def _goal(goal: Table) -> Content:
    return {"applies": True, **goal, "due": goal["due"].isoformat()}


def _task(task: Table, issue: Issue) -> Content:
    first, last = task["lines"]
    return {
        **task,
        "line_start": first,
        "line_end": last,
        "deadlines": [_deadline(deadline, issue) for deadline in task.get("deadline", [])],
        "targets": [_target(target) for target in task.get("target", [])],
    }


def _deadline(deadline: Table, issue: Issue) -> Content:
    due: date | None = deadline.get("due")
    return {
        **deadline,
        "due": due.isoformat() if due else None,
        "derivation": derivation(deadline, issue),
    }


def derivation(deadline: Table, issue: Issue) -> str:
    """How the date follows from the phrase, in the words of the importer."""
    phrase, due, rule = deadline["phrase"], deadline.get("due"), deadline.get("rule")
    for text in (phrase, phrase + RESULT):
        for found in phrases_in(fold(text), issue):
            reading = found.reading
            if (reading.kind, reading.due, reading.rule) == (deadline["kind"], due, rule):
                return f"{phrase} → {due or rule or '无具体日期'}：{reading.how}"
    raise ValueError(f"“{phrase}” does not mean {deadline['kind']} {due or rule}")


def _target(target: dict[str, Any]) -> Content:
    return {**target, "value": str(target["value"])}
