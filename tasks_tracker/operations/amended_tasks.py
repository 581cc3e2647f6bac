"""One task amended: its words, its seats, its deadlines and its figures, with before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tasks_tracker.domain.amendments import Field
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.seating import parts_of
from tasks_tracker.domain.sources import SourceDocument
from tasks_tracker.domain.tasks import Duty, Target, Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User
from tasks_tracker.importer.amendment.values import (
    Changed,
    Clause,
    Goal,
    GoalChange,
    Step,
    StepChange,
)
from tasks_tracker.operations import closing
from tasks_tracker.operations.amended_sections import Sections
from tasks_tracker.operations.following import follow_seats
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import tasks
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.workdays import calendar

LONGEST_DERIVATION = 500


@dataclass(frozen=True)
class Amending:
    """By what document, by whom and when a plan is amended."""

    by: User
    now: datetime
    on: date
    doc_no: str
    register: Mapping[str, Unit]
    sections: Sections
    source: SourceDocument | None
    """What the lines of amended tasks are lines of, where the plan's own document stays."""
    is_whole: bool


def amend_task(task: Task, change: Changed, amending: Amending) -> None:
    """Make the task what the document says, and record what it was."""
    before, was_completed = facts_of(task), task.is_completed
    had = [part.unit for part in parts_of(task)]
    stand_in(task, change.new, amending)
    task.title, task.part_title = change.new.title, change.new.part_title
    task.requirement = change.new.requirement
    if change.fields & {Field.LEAD, Field.SUPPORT}:
        _seat(task, change.new, amending.register)
    _amend_milestones(task, change, amending)
    _amend_targets(task, change.goals, amending.on)
    task.settle(amending.on)
    tasks.hold(task)
    db.flush()
    follow_seats(task, had, now=amending.now, why=f"按修订后的{amending.doc_no}")
    record(
        EventKind.TASK_AMENDED,
        by=amending.by,
        now=amending.now,
        task=task,
        words=told(change, amending.doc_no),
        before=before,
        after=facts_of(task),
    )
    if task.is_completed and not was_completed:
        record(EventKind.TASK_COMPLETED, by=amending.by, now=amending.now, task=task)


def stand_in(task: Task, clause: Clause, amending: Amending) -> None:
    """Its lines, and its place under the headings, are those of the document."""
    task.source = amending.source
    task.line_start, task.line_end = clause.line_start, clause.line_end
    if amending.is_whole:
        task.path, task.part = list(clause.path), clause.part
        task.section = amending.sections.of(clause.path)


def facts_of(task: Task) -> dict[str, Any]:
    """What the ledger of a past day is worked out from (reports.amended_facts), and the dates and
    figures in force."""
    return {
        "title": task.title,
        "part_title": task.part_title,
        "requirement": task.requirement,
        "section_id": task.section_id,
        "lead_ids": [unit.id for unit in task.leads],
        "support_ids": [unit.id for unit in task.supports],
        "milestones": [
            [one.phrase, one.deliverable, str(one.original_due_on or "")]
            for one in task.milestones
            if one.replaced_on is None
        ],
        "targets": [[one.phrase, one.op, str(one.value), one.unit] for one in task.current_targets],
    }


def _seat(task: Task, clause: Clause, register: Mapping[str, Unit]) -> None:
    """Who has a seat no longer is kept in the event; what a unit reported stays its own."""
    for seat in list(task.units):
        db.delete(seat)
    task.units.clear()
    db.flush()
    task.lead_unit = register[clause.leads[0]]
    for names, duty in ((clause.leads, Duty.LEAD), (clause.supports, Duty.SUPPORT)):
        for name in names:
            task.assign(register[name], duty)
    db.add_all(task.units)


def _amend_milestones(task: Task, change: Changed, amending: Amending) -> None:
    at = {milestone.position: milestone for milestone in task.milestones}
    for one in change.steps:
        if one.old is not None:
            _leave(at[one.old.position], one, amending)
    if change.reopens:
        task.reopen()
        closing.undo(task, on=amending.on)
    for one in change.steps:
        if one.new is not None and one.moves:
            _add_milestone(task, one.new, amending)


def _leave(milestone: Milestone, change: StepChange, amending: Amending) -> None:
    """It gives way, or keeps its date under other words."""
    if change.moves or change.new is None:
        milestone.lapse(amending.on)
    else:
        _word_anew(milestone, change.new, amending)


def _word_anew(milestone: Milestone, step: Step, amending: Amending) -> None:
    milestone.phrase, milestone.deliverable = step.phrase, step.deliverable
    milestone.derivation = _derivation(step, amending)


def _add_milestone(task: Task, step: Step, amending: Amending) -> None:
    milestone = Milestone(
        task=task,
        position=len(task.milestones) + 1,
        kind=step.kind,
        deliverable=step.deliverable,
        phrase=step.phrase,
        derivation=_derivation(step, amending),
        is_phase=step.is_phase,
        rule=step.rule,
        added_on=amending.on,
        original_due_on=step.due,
    )
    milestone.wind(calendar())
    db.add(milestone)


def _derivation(step: Step, amending: Amending) -> str:
    return f"按修订后的{amending.doc_no}：{step.derivation}"[:LONGEST_DERIVATION]


def _amend_targets(task: Task, changes: Sequence[GoalChange], on: date) -> None:
    at = {target.position: target for target in task.targets}
    for one in changes:
        if one.old is not None and one.moves:
            at[one.old.position].replaced_on = on
        elif one.old is not None and one.new is not None:
            at[one.old.position].phrase = one.new.phrase
    for one in changes:
        if one.new is not None and one.moves:
            db.add(_target(task, one.new))


def _target(task: Task, goal: Goal) -> Target:
    return Target(
        task=task,
        position=len(task.targets) + 1,
        phrase=goal.phrase,
        op=goal.op,
        value=goal.value,
        unit=goal.unit,
    )


def told(change: Changed, doc_no: str) -> str:
    """What the history of the task shows: dates and leads from what to what, the rest by name."""
    words = [*_dates_told(change), *_leads_told(change), *_others_told(change)]
    return f"按修订后的{doc_no}：{'；'.join(words)}"[:300]


def _dates_told(change: Changed) -> list[str]:
    return [f"期限 {_day(one.old)} → {_day(one.new)}" for one in change.steps if one.moves]


def _day(step: Step | None) -> str:
    return "无" if step is None else step.due.isoformat() if step.due else step.phrase


def _leads_told(change: Changed) -> list[str]:
    if Field.LEAD not in change.fields:
        return []
    return [f"牵头 {'、'.join(change.old.leads)} → {'、'.join(change.new.leads)}"]


OTHERS = {
    Field.SUPPORT: "责任单位",
    Field.HEADING: "标题",
    Field.REQUIREMENT: "办理要求",
    Field.TARGETS: "指标",
}


def _others_told(change: Changed) -> list[str]:
    named = [words for field, words in OTHERS.items() if field in change.fields]
    return [f"{'、'.join(named)}有改动"] if named else []
