"""An amended document beside the ledger, row by row, worst first: what was, what is to be."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from tasks_tracker import wording
from tasks_tracker.domain.amendments import Amendment, Field, Group
from tasks_tracker.domain.milestones import MilestoneState
from tasks_tracker.domain.sources import PlanDraft, SourceDocument
from tasks_tracker.domain.tasks import Task
from tasks_tracker.importer.amendment.values import Changed, Clause, Diff, Goal, Step

MOST_LINES = 8
"""Lines of the source shown with a row."""


@dataclass(frozen=True)
class Piece:
    """Words of one side; marked where the other side does not have them."""

    words: str
    is_marked: bool = False


@dataclass(frozen=True)
class FieldRow:
    """One field, before and after."""

    field: Field
    before: Sequence[Piece]
    after: Sequence[Piece]


@dataclass(frozen=True)
class Row:
    """One task; `name` is what its tick sends."""

    name: str
    group: Group
    task: Task | None
    clause: Clause | None
    fields: Sequence[FieldRow]
    notes: Sequence[str]
    old_lines: Sequence[tuple[int, str]]
    new_lines: Sequence[tuple[int, str]]
    can_be_taken: bool = True

    @property
    def title(self) -> str:
        return self.task.name if self.task else self.clause.title if self.clause else ""


def rows(draft: PlanDraft, diff: Diff, tasks: Mapping[int, Task]) -> list[Row]:
    """All that differs: dropped, dates, leads, added, the rest."""
    found = [
        *(_dropped(tasks[clause.ref]) for clause in diff.dropped),
        *(_changed(draft, one, tasks[one.old.ref]) for one in diff.changed),
        *(_added(draft, clause, diff.dropped_before) for clause in diff.added),
    ]
    order = list(Group)
    return sorted(found, key=lambda row: order.index(row.group))


def counts(found: Collection[Row]) -> Mapping[Group, int]:
    counted = Counter(row.group for row in found)
    return {group: counted[group] for group in Group}


def _dropped(task: Task) -> Row:
    notes = []
    if task.is_completed:
        notes.append("已办结，留在台账，不终止")
    elif task.awaits_office:
        notes.append("有进展反馈待审，先审核才能终止")
    return Row(
        name=f"{Amendment.DROPPED}-{task.number}",
        group=Group.DROPPED,
        task=task,
        clause=None,
        fields=(),
        notes=notes,
        old_lines=_lines(task.document, task.line_start, task.line_end),
        new_lines=(),
        can_be_taken=not task.is_completed,
    )


def _added(draft: PlanDraft, clause: Clause, dropped_before: Collection[int]) -> Row:
    known = clause.ref in dropped_before
    return Row(
        name=f"{Amendment.ADDED}-{clause.ref}",
        group=Group.ADDED,
        task=None,
        clause=clause,
        fields=_fields_of(clause),
        notes=["原文件里就有，立项时没有列入"] if known else [],
        old_lines=(),
        new_lines=_lines(draft.source, clause.line_start, clause.line_end),
    )


def _fields_of(clause: Clause) -> list[FieldRow]:
    said = [
        (Field.LEAD, "、".join(clause.leads)),
        (Field.SUPPORT, "、".join(clause.supports)),
        *((Field.DEADLINES, _step(step)) for step in clause.steps),
        *((Field.TARGETS, _goal(goal)) for goal in clause.goals),
    ]
    return [FieldRow(field, (), [Piece(words)]) for field, words in said if words]


def _changed(draft: PlanDraft, change: Changed, task: Task) -> Row:
    return Row(
        name=f"{Amendment.CHANGED}-{task.number}",
        group=_group(change),
        task=task,
        clause=change.new,
        fields=list(_field_rows(change)),
        notes=_notes(change, task),
        old_lines=_lines(task.document, task.line_start, task.line_end),
        new_lines=_lines(draft.source, change.new.line_start, change.new.line_end),
    )


def _group(change: Changed) -> Group:
    if Field.DEADLINES in change.fields:
        return Group.DATES
    return Group.LEADS if Field.LEAD in change.fields else Group.OTHER


def _notes(change: Changed, task: Task) -> list[str]:
    notes = []
    if change.reopens:
        notes.append("已办结；采用后有新的节点要办，任务重新打开")
    touched = {one.old.position for one in change.steps if one.old and one.moves}
    at_stake = [one for one in task.dated if one.position in touched]
    if any(one.state is MilestoneState.SUBMITTED for one in at_stake):
        notes.append("要改的节点有进展反馈待审，先审核才能采用")
    moved = [one for one in at_stake if one.due_on != one.original_due_on]
    notes += [f"现行期限已延到{wording.day(one.due_on)}，采用后按修订后的日期" for one in moved]
    return notes


def _field_rows(change: Changed) -> Iterator[FieldRow]:
    old, new = change.old, change.new
    for one in change.steps:
        yield _field(Field.DEADLINES, _step(one.old), _step(one.new))
    for field, before, after in (
        (Field.LEAD, "、".join(old.leads), "、".join(new.leads)),
        (Field.SUPPORT, "、".join(old.supports), "、".join(new.supports)),
        (Field.HEADING, _heading(old), _heading(new)),
        (Field.REQUIREMENT, old.requirement, new.requirement),
    ):
        if field in change.fields:
            yield _field(field, before, after)
    for goal in change.goals:
        yield _field(Field.TARGETS, _goal(goal.old), _goal(goal.new))


def _field(field: Field, before: str, after: str) -> FieldRow:
    """Both sides, with what is on one of them alone marked."""
    ours, theirs = [], []
    for code in Indel.opcodes(before, after):
        same = code.tag == "equal"
        ours.append(Piece(before[code.src_start : code.src_end], not same))
        theirs.append(Piece(after[code.dest_start : code.dest_end], not same))
    return FieldRow(field, [one for one in ours if one.words], [one for one in theirs if one.words])


def _heading(clause: Clause) -> str:
    name = f"{clause.title}：{clause.part_title}" if clause.part_title else clause.title
    return " › ".join([*clause.path[:-1], name])


def _step(step: Step | None) -> str:
    if step is None:
        return ""
    day = wording.full_day(step.due) if step.due else wording.word(step.kind)
    return f"{day} {step.deliverable}（{step.phrase}）"


def _goal(goal: Goal | None) -> str:
    if goal is None:
        return ""
    return f"{goal.phrase}（{wording.target(goal.op, goal.value, goal.unit)}）"


def _lines(source: SourceDocument | None, first: int, last: int) -> list[tuple[int, str]]:
    return source.lines(first, last)[:MOST_LINES] if source else []
