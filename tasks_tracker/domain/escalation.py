"""Whether a unit may be urged about a task, and which step may be taken (pure).

What lies with the office is nobody's delay; a step follows the one before it, and only where that
was not answered in time; whoever skips one says why it is urgent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.ladder import HIGHEST, LOWEST, NAMES, STEPS
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.urgings import Urging, UrgingState


@dataclass(frozen=True)
class Missed:
    """The day that passed: of a milestone, or of a report where there is none."""

    on: date
    milestone: Milestone | None = None


def require_with_unit(task: Task) -> None:
    """Refuse what is over, and what waits for the office's own decision."""
    if task.is_completed or task.is_ended:
        over = "办结" if task.is_completed else "终止"
        raise Refusal(f"{task.code}已经{over}，不用催办。")
    if task.objected_on is not None:
        raise Refusal(f"{task.code}的异议正在处理，定了由谁承办再催。")
    if task.extension_asked_on is not None:
        raise Refusal(f"{task.code}的延期申请还没有批复，先批复再催。")


def require_not_waiting(task: Task) -> None:
    """Refuse what was handed in: no clock runs, and the office has yet to look at it."""
    if task.awaits_office and task.clock_ends_on is None:
        raise Refusal(f"{task.code}已经报送，在等督查室审核，时钟停着，不能催单位。")


def overdue(task: Task, today: date) -> Missed | None:
    """The milestone whose clock ran out first, among those that lie with the unit."""
    late = [
        (milestone.clock_ends_on, milestone.position, milestone)
        for milestone in task.dated
        if milestone.is_open and milestone.clock_ends_on and milestone.clock_ends_on < today
    ]
    return Missed(min(late)[0], min(late)[2]) if late else None


def missed(task: Task, today: date, *, reports_due: Sequence[date] = ()) -> Missed:
    """What the unit is behind with; `reports_due` are the days of reports that it still owes."""
    require_with_unit(task)
    if found := overdue(task, today):
        return found
    passed = sorted(day for day in reports_due if day < today)
    if passed:
        return Missed(passed[0])
    require_not_waiting(task)
    raise Refusal(f"{task.code}没有过期的节点，这个单位也没有漏报的反馈，还不到催办的时候。")


def concerns(task: Task, unit: Unit) -> bool:
    """Whether the unit stands at the task, itself or in a collective that does."""
    seats = [seat.unit for seat in task.units]
    return unit in seats or any(unit in seat.members for seat in seats if seat.is_collective)


def require_step(
    level: int, before: Urging | None, today: date, *, urgent_reason: str = ""
) -> None:
    """`before` is what is in force towards this unit about this task; None where nothing is."""
    if not LOWEST <= level <= HIGHEST:
        raise Refusal("没有这一级，请重新选。", field="level")
    if before is not None:
        _require_above(level, before, today)
    reached = before.level if before else LOWEST - 1
    if level > reached + 1 and not urgent_reason.strip():
        lower = NAMES[STEPS[reached + 1]]
        raise Refusal(
            f"要先发{lower}，不能跳级；确实紧急的，勾选紧急并写明理由。", field="urgent_reason"
        )
    if before and not (before.is_unanswered(today) or urgent_reason.strip()):
        by = f"{before.reply_by.month}月{before.reply_by.day}日"
        raise Refusal(
            f"{NAMES[before.step]}的答复期到{by}，过了期没有答复才能升级；"
            "确实紧急的，勾选紧急并写明理由。",
            field="urgent_reason",
        )


def _require_above(level: int, before: Urging, today: date) -> None:
    name = NAMES[before.step]
    if before.state is UrgingState.ANSWERED:
        raise Refusal(f"单位对{name}的答复在等督查室看，先看答复，再定是否升级。")
    if before.level == HIGHEST:
        raise Refusal("已经约谈，没有更高的一级了。", field="level")
    if level <= before.level:
        ended = "没有按期答复，只能升级" if before.is_unanswered(today) else "还在等答复"
        raise Refusal(f"已有一件{name}，{ended}，不再发同级或更低的。", field="level")


def is_moot(urging: Urging, *, still_owes: bool) -> bool:
    """Nothing is left to be urged for; `still_owes` tells of the report that was missing."""
    task, milestone = urging.task, urging.milestone
    if task.is_completed or task.is_ended:
        return True
    if urging.is_ordered or urging.missed_on is None:
        return False
    if milestone is None:
        return not still_owes
    ends = milestone.clock_ends_on
    return not milestone.is_open or ends is None or ends > urging.issued_on
