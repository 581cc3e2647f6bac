"""The two sides of a comparison: tasks of the ledger, and tasks of a draft plan."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tasks_tracker.domain.milestones import DeadlineKind, Milestone, MilestoneState
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.tasks import Task
from tasks_tracker.importer.amendment.matching import plain_path, words_of
from tasks_tracker.importer.amendment.values import Clause, Goal, Step

Item = Mapping[str, Any]
Lines = tuple[int, int]


def ledger_clause(task: Task) -> Clause:
    """A task with what is in force of it."""
    return Clause(
        ref=task.number,
        path=tuple(task.path),
        part=task.part,
        title=task.title,
        part_title=task.part_title,
        requirement=task.requirement,
        leads=tuple(unit.name for unit in task.leads),
        supports=tuple(unit.name for unit in task.supports),
        steps=tuple(_milestone(one) for one in task.milestones if one.replaced_on is None),
        goals=tuple(
            Goal(
                phrase=one.phrase, op=one.op, value=one.value, unit=one.unit, position=one.position
            )
            for one in task.current_targets
        ),
        line_start=task.line_start,
        line_end=task.line_end,
        is_completed=task.is_completed,
    )


def _milestone(milestone: Milestone) -> Step:
    return Step(
        kind=milestone.kind,
        deliverable=milestone.deliverable,
        phrase=milestone.phrase,
        due=milestone.original_due_on,
        rule=milestone.rule,
        derivation=milestone.derivation,
        position=milestone.position,
        is_phase=milestone.is_phase,
        is_superior=milestone.superior_code is not None,
        is_met=milestone.state is MilestoneState.MET,
    )


def draft_clause(item: Item, official: Mapping[str, str]) -> Clause:
    """A task of a draft; `official` has the unit's own name for every name it goes by."""
    return Clause(
        ref=item.get("key", 0),
        path=tuple(item["path"]),
        part=item["part"],
        title=item["title"],
        part_title=item.get("part_title", ""),
        requirement=item["requirement"],
        leads=_named(item["lead"], official),
        supports=_named(item["support"], official),
        steps=tuple(_deadline(one, item["title"]) for one in item["deadlines"]),
        goals=tuple(
            Goal(
                phrase=one["phrase"],
                op=one["op"],
                value=Decimal(str(one["value"])),
                unit=one["unit"],
            )
            for one in item["targets"]
        ),
        line_start=item["line_start"],
        line_end=item["line_end"],
    )


def _named(names: Iterable[str], official: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(official.get(name, name) for name in names))


def _deadline(one: Item, title: str) -> Step:
    return Step(
        kind=DeadlineKind(one["kind"]),
        deliverable=one["deliverable"] or title,
        phrase=one["phrase"],
        due=_day(one.get("due")),
        rule=one.get("rule"),
        derivation=one["derivation"],
    )


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def phases_of(content: Item, plan: Plan, held: Item | None) -> tuple[Step, ...]:
    """The dates that the draft sets for the whole; those of the plan where the draft is a mere
    supplement that sets none, or sets those of the document in force (`held`)."""
    dated = _dated_goals(content)
    is_silent = not dated and content["doc_no"] != plan.doc_no
    if is_silent or (held and _days(dated) == _days(_dated_goals(held))):
        return tuple(
            _phase(one.phrase, one.deliverable, one.due_on) for one in plan.answering_phases
        )
    return tuple(
        _phase(goal["phrase"], goal["deliverable"], date.fromisoformat(goal["due"]))
        for goal in dated
        if goal.get("applies", True)
    )


def _dated_goals(content: Item) -> list[Item]:
    return [goal for goal in content["goals"]["deadlines"] if goal["due"]]


def _days(goals: Iterable[Item]) -> list[tuple[str, str]]:
    return [(goal["due"], goal["deliverable"]) for goal in goals]


def _phase(phrase: str, deliverable: str, due: date) -> Step:
    return Step(
        kind=DeadlineKind.BY,
        deliverable=deliverable,
        phrase=phrase,
        due=due,
        derivation=f"本项没有写期限，按方案总节点“{phrase}{deliverable}”",
        is_phase=True,
    )


def as_read(
    tasks: Sequence[Task], read: Sequence[Clause]
) -> tuple[dict[int, Clause], list[Clause]]:
    """By number the task as the document in force reads, found by its lines; and what of the
    document nothing in the ledger stands for."""
    by_lines: dict[Lines, list[Clause]] = {}
    for clause in read:
        by_lines.setdefault((clause.line_start, clause.line_end), []).append(clause)
    standing: dict[Lines, list[Task]] = {}
    for task in tasks:
        standing.setdefault((task.line_start, task.line_end), []).append(task)
    base = {
        task.number: clause
        for lines, there in standing.items()
        for task, clause in zip(there, by_lines.get(lines, []), strict=False)
        if len(there) == len(by_lines.get(lines, []))
    }
    words = {(plain_path(tuple(task.path)), words_of(task.requirement)) for task in tasks}
    set_aside = [
        clause
        for clause in read
        if (clause.line_start, clause.line_end) not in standing
        and (plain_path(clause.path), words_of(clause.requirement)) not in words
    ]
    return base, set_aside
