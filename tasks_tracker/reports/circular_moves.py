"""What came into the ledger in the period of a circular, was completed or closed, or left it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tasks_tracker import clock
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.standing import Ending
from tasks_tracker.domain.tasks import Task
from tasks_tracker.reports.circular_counted import Move
from tasks_tracker.reports.circular_ground import Ground
from tasks_tracker.reports.circular_lines import Line

MOVES: Mapping[str, str] = {
    "adopted": "立项",
    "added": "新增",
    "finished": "办结",
    "closed": "销号",
    Ending.TERMINATED: "终止",
    Ending.MERGED: "合并",
    Ending.STANDING: "转常态",
    Ending.AMENDED: "修订终止",
}
"""In the order in which they stand."""
FIGURES: Mapping[str, Sequence[str]] = {
    "added": ("adopted", "added"),
    "finished": ("finished",),
    "closed": ("closed",),
    "ended": (Ending.TERMINATED, Ending.MERGED, Ending.STANDING, Ending.AMENDED),
}
"""Of which moves the figures are made."""


@dataclass(frozen=True)
class Moved:
    """A move with the codes of the tasks that it tells of."""

    row: Move
    codes: tuple[str, ...]


def moves(ground: Ground, lines: Sequence[Line]) -> list[Moved]:
    """By kind, and within a kind in the order of the ledger."""
    found = [
        *_came(ground, lines),
        *_finished(ground, lines),
        *_closed(ground, lines),
        *_ended(ground),
    ]
    return sorted(found, key=lambda one: list(MOVES).index(one.row.kind))


def rows_behind(found: Iterable[Moved]) -> dict[str, tuple[str, ...]]:
    codes: dict[str, list[str]] = defaultdict(list)
    for one in found:
        codes[one.row.kind] += one.codes
    return {
        name: tuple(code for kind in kinds for code in codes[kind])
        for name, kinds in FIGURES.items()
    }


def _came(ground: Ground, lines: Sequence[Line]) -> Iterator[Moved]:
    """A plan that was adopted is one row; what was added to a plan later is told one by one."""
    adopted: dict[Plan, list[str]] = defaultdict(list)
    for line in lines:
        plan, added_on = line.task.plan, line.task.added_on
        if added_on is not None and ground.saw(added_on):
            yield _move("added", line, added_on)
        elif added_on is None and ground.saw(_adopted_on(plan)):
            adopted[plan].append(line.code)
    for plan, codes in adopted.items():
        on = _adopted_on(plan).isoformat()
        row = Move("adopted", "—", plan.short_title, "—", on, plan.doc_no, count=len(codes))
        yield Moved(row, tuple(codes))


def _adopted_on(plan: Plan) -> date:
    return clock.local(plan.adopted_at).date()


def _finished(ground: Ground, lines: Iterable[Line]) -> Iterator[Moved]:
    for line in lines:
        on = line.then.completed_on
        if on is not None and ground.saw(on):
            yield _move("finished", line, on, _how(line))


def _how(line: Line) -> str:
    milestones = line.then.milestones
    if not milestones:
        return ""
    return "按期办结" if all(one.was_on_time for one in milestones) else "逾期办结"


def _closed(ground: Ground, lines: Iterable[Line]) -> Iterator[Moved]:
    by_id = {line.task.id: line for line in lines}
    for task_id, on in ground.happened.closed:
        if task_id in by_id:
            yield _move("closed", by_id[task_id], on)


def _ended(ground: Ground) -> Iterator[Moved]:
    for task in ground.ended:
        if task.ended_on is not None and task.ending is not None:
            yield Moved(_ending(task, task.ended_on, task.ending), (task.code,))


def _ending(task: Task, on: date, ending: Ending) -> Move:
    words = task.ended_words or ""
    return Move(ending, task.code, task.name, task.lead_unit.name, on.isoformat(), words)


def _move(kind: str, line: Line, on: date, words: str = "") -> Moved:
    then = line.then.words
    row = Move(kind, line.code, then.name, then.lead_unit.name, on.isoformat(), words)
    return Moved(row, (line.code,))
