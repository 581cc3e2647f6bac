"""What stands between a task and its completion: the list that a unit reads before it applies, and
the office before it decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks_tracker import wording
from tasks_tracker.domain.milestones import Milestone, MilestoneState
from tasks_tracker.domain.shares import Share, ShareState
from tasks_tracker.domain.stops import StopReason
from tasks_tracker.domain.tasks import Target, Task
from tasks_tracker.persistence import blockers, shares, urgings

NAMED = 3
"""Units named before the rest is counted."""


@dataclass(frozen=True)
class Item:
    """One line of the list."""

    words: str
    note: str
    is_met: bool
    is_needed: bool = True
    """Without it no application is taken; else it is only pointed out."""
    is_share: bool = False


def checklist(task: Task, shares_words: str = "") -> list[Item]:
    """Milestones, figures, shares, blockers and urgings (3 statements)."""
    items = [
        *(_milestone(one) for one in task.dated),
        *(_target(one) for one in task.current_targets),
        *_shares(shares.of_task(task), shares_words),
    ]
    open_blockers = [one for one in blockers.of_task(task) if not one.is_settled]
    if open_blockers:
        items.append(_pointed_out("需协调事项", f"{len(open_blockers)} 件没有了结"))
    urged = urgings.in_force(task)
    if urged:
        items.append(_pointed_out("催办督办", f"{len(urged)} 件没有答复或者没有解除"))
    return items


def _milestone(milestone: Milestone) -> Item:
    words = f"节点：{milestone.deliverable}"
    if milestone.state is MilestoneState.MET:
        return Item(words, f"{wording.day(milestone.met_on)}办结", is_met=True)
    if milestone.stopped_by is StopReason.REPORT:
        return Item(words, f"{wording.day(milestone.submitted_on)}报送，待审", is_met=True)
    if milestone.stopped_by:
        return Item(words, wording.word(milestone.stopped_by), is_met=False)
    return Item(words, f"{wording.day(milestone.due_on)}前，随本次申请一并报送", is_met=True)


def _target(target: Target) -> Item:
    goal = wording.target(target.op, target.value, target.unit)
    said = "还没有报过数"
    if target.reported_on:
        reached = f"{wording.figure(target.reported_value)}{target.unit}"
        said = f"{wording.day(target.reported_on)}报 {reached}"
    return Item(f"指标：{target.phrase}", f"目标 {goal}，{said}", target.reported_on is not None)


def _shares(standing: Sequence[Share], explained: str) -> Iterator[Item]:
    """One line for all: some tasks have dozens."""
    own = [share for share in standing if share.state is not ShareState.LAPSED]
    if not own:
        return
    left = [share.unit.name for share in own if share.is_open]
    words = f"配合单位分工：{len(own) - len(left)}/{len(own)} 家办结"
    names = "、".join(left[:NAMED]) + (f"等 {len(left)} 家" if len(left) > NAMED else "")
    note = f"{names}没有办结" if left else "都已办结"
    if left and explained:
        note += "，申请里已说明"
    yield Item(words, note, is_met=not left or bool(explained), is_share=True)


def _pointed_out(words: str, note: str) -> Item:
    return Item(words, note, is_met=False, is_needed=False)
