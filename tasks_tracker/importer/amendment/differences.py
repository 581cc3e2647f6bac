"""What differs between a task in the ledger and the same task of the draft."""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from rapidfuzz import fuzz

from tasks_tracker.domain.amendments import Field
from tasks_tracker.importer.amendment.matching import plain_heading, plain_path, words_of
from tasks_tracker.importer.amendment.values import (
    Changed,
    Clause,
    Goal,
    GoalChange,
    Step,
    StepChange,
)
from tasks_tracker.importer.comparison.pairing import paired

ALIKE = 80
"""Likeness in per cent from which a milestone that is met is the one that the draft means."""
T = TypeVar("T", Step, Goal)


def compared(
    old: Clause, new: Clause, phases: Sequence[Step] = (), base: Clause | None = None
) -> Changed:
    """`phases` are the plan's own dates, by which a task without one answers; `base` is the task
    as the document in force reads: what the draft still says so leaves a correction in the ledger
    as it is."""
    if base is not None:
        new = _as_corrected(old, new, base)
    new = _with_dates(old, new, phases)
    steps, goals = _step_changes(old, new), _goal_changes(old, new)
    fields = {field for field, value_of in WORDS.items() if value_of(old) != value_of(new)}
    fields |= {Field.DEADLINES} if steps else set()
    fields |= {Field.TARGETS} if goals else set()
    return Changed(old=old, new=new, fields=frozenset(fields), steps=steps, goals=goals)


def _with_dates(old: Clause, new: Clause, phases: Sequence[Step]) -> Clause:
    if any(step.has_clock for step in new.steps):
        return new
    if not old.answers_to_superior:
        return replace(new, steps=(*new.steps, *phases))
    given = (step for step in old.steps if step.is_superior)
    return replace(new, steps=(*new.steps, *given))


def _heading(clause: Clause) -> Hashable:
    return plain_path(clause.path), plain_heading(clause.title), clause.part_title


WORDS: Mapping[Field, Callable[[Clause], Hashable]] = {
    Field.HEADING: _heading,
    Field.REQUIREMENT: lambda clause: words_of(clause.requirement),
    Field.LEAD: lambda clause: clause.leads,
    Field.SUPPORT: lambda clause: frozenset(clause.supports),
}
"""By field what is compared; for the first lead unit its place counts."""
PARTS = (
    (WORDS[Field.REQUIREMENT], ("requirement",)),
    (WORDS[Field.LEAD], ("leads",)),
    (WORDS[Field.SUPPORT], ("supports",)),
    (lambda clause: [_goal_key(goal) for goal in clause.goals], ("goals",)),
)


def _as_corrected(old: Clause, new: Clause, base: Clause) -> Clause:
    """The draft, with the ledger's own words in all parts that the document left as they were."""
    kept: dict[str, Any] = {
        name: getattr(old, name)
        for value_of, names in PARTS
        if value_of(new) == value_of(base)
        for name in names
    }
    if _own_dates(new) == _own_dates(base):
        kept["steps"] = tuple(one for one in old.steps if not (one.is_phase or one.is_superior))
    if plain_heading(new.title) == plain_heading(base.title):
        kept["title"] = old.title
    if plain_path(new.path) == plain_path(base.path) != plain_path(old.path):
        kept["path"] = old.path
    if new.part_title == base.part_title:
        kept["part_title"] = old.part_title
    return replace(new, **kept)


def _own_dates(clause: Clause) -> list[Hashable]:
    return [_step_key({clause.title}, step) for step in clause.steps]


def _step_changes(old: Clause, new: Clause) -> tuple[StepChange, ...]:
    titles = {old.title, new.title}
    olds, news = _unlike(old.steps, new.steps, lambda step: _step_key(titles, step))
    found = paired(olds, news, lambda one, other: _step_worth(old, one, other))
    changes = [StepChange(old=one, new=other) for one, other in found.pairs if not one.is_met]
    dropped = [StepChange(old=one, new=None) for one in found.high if not one.is_met]
    added = [StepChange(old=None, new=other) for other in found.low]
    return (*changes, *dropped, *added)


def _goal_changes(old: Clause, new: Clause) -> tuple[GoalChange, ...]:
    olds, news = _unlike(old.goals, new.goals, _goal_key)
    found = paired(olds, news, _goal_worth)
    return (
        *(GoalChange(old=one, new=other) for one, other in found.pairs),
        *(GoalChange(old=one, new=None) for one in found.high),
        *(GoalChange(old=None, new=other) for other in found.low),
    )


def _unlike(
    olds: Sequence[T], news: Sequence[T], key_of: Callable[[T], Hashable]
) -> tuple[list[T], list[T]]:
    """What of both lists is left when each is taken out with its like."""
    left, rest = list(olds), []
    for new in news:
        same = next((old for old in left if key_of(old) == key_of(new)), None)
        if same is None:
            rest.append(new)
        else:
            left.remove(same)
    return left, rest


def _step_key(titles: Collection[str], step: Step) -> Hashable:
    """A deadline for which nothing special is to be there is about the task itself."""
    deliverable = "" if step.deliverable in titles else plain_heading(step.deliverable)
    return step.kind, step.due, step.rule, deliverable, plain_heading(step.phrase)


def _goal_key(goal: Goal) -> Hashable:
    return plain_heading(goal.phrase), goal.op, goal.value, goal.unit


def _step_worth(clause: Clause, old: Step, new: Step) -> float:
    """What was met is met for what it was: something else beside it is something new."""
    if old.kind is not new.kind:
        return 0.0
    likeness = fuzz.ratio(old.deliverable, new.deliverable or clause.title)
    if old.is_met and likeness < ALIKE and old.due != new.due:
        return 0.0
    same = (old.phrase == new.phrase) + (old.due == new.due)
    return 1 + likeness + 50 * same


def _goal_worth(old: Goal, new: Goal) -> float:
    if old.unit != new.unit:
        return 0.0
    return 1 + float(fuzz.ratio(old.phrase, new.phrase)) + 50 * (old.value == new.value)
