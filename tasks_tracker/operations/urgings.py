"""The office urges a unit, by hand or by rule; what is no longer behind is not urged for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tasks_tracker import clock, wording
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.escalation import (
    Missed,
    is_moot,
    missed,
    overdue,
    require_not_waiting,
    require_step,
    require_with_unit,
)
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.ladder import Step
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.remarks import Remark
from tasks_tracker.domain.resolutions import Resolution
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.urgings import Urging
from tasks_tracker.domain.users import User
from tasks_tracker.operations import remark_outcomes
from tasks_tracker.operations.recipients import Addressees, Recipient, called, send, tell_lifted
from tasks_tracker.operations.trail import record
from tasks_tracker.operations.urging_steps import Taking, before_it, keep, require_part, towards
from tasks_tracker.persistence import urgings


@dataclass(frozen=True)
class Previewed:
    """What is about to be sent about one task, and to whom."""

    task: Task
    recipients: Sequence[Recipient]
    before: Urging | None
    reply_by: date


def preview(
    chosen: Sequence[Task],
    *,
    by: User,
    now: datetime,
    unit: Unit,
    level: int,
    reason: str,
    reply_by: date | None = None,
    urgent_reason: str = "",
) -> list[Previewed]:
    """The same checks as `urge`, and nothing is written."""
    step = _checked(chosen, towards(unit, level, by=by, now=now), reason, urgent_reason)
    step.answer_by(reply_by)
    return [Previewed(task, step.told(task), step.check(task)[1], step.reply_by) for task in chosen]


def urge(
    chosen: Sequence[Task],
    *,
    by: User,
    now: datetime,
    unit: Unit,
    level: int,
    reason: str,
    reply_by: date | None = None,
    urgent_reason: str = "",
) -> list[Urging]:
    """Take a step towards one unit about some tasks, all or none; one mail tells of all."""
    step = _checked(chosen, towards(unit, level, by=by, now=now), reason, urgent_reason)
    step.answer_by(reply_by)
    made = [step.take(task) for task in chosen]
    _send(made, now)
    return made


def _checked(chosen: Sequence[Task], step: Taking, reason: str, urgent_reason: str) -> Taking:
    """Whether this person may take the step about all of them, and has said why."""
    for task in chosen:
        if step.by is not None:
            require(step.by, action_for(step.level), task)
    if not chosen:
        raise Refusal("至少选一项任务。", field="tasks")
    if not reason.strip():
        raise Refusal("事由不能空着，写落下什么、要求做到哪一步。", field="reason")
    step.words, step.urgent_reason = reason.strip(), urgent_reason.strip()
    return step


def urge_by_order(
    task: Task,
    *,
    by: User,
    now: datetime,
    unit: Unit,
    reason: str,
    reply_by: date | None,
    remark: Remark | None = None,
    resolution: Resolution | None = None,
) -> Urging:
    """What a leader or a meeting orders goes to the unit as an urging, whether or not anything is
    behind. Whoever calls it has asked for the right to give the order."""
    require_with_unit(task)
    require_not_waiting(task)
    require_part(task, unit)
    step = towards(unit, Step.URGING.level, by=by, now=now)
    step.remark, step.resolution, step.words = remark, resolution, reason
    step.answer_by(reply_by)
    return step.issue(task, Missed(step.today), None)


def send_together(made: Sequence[Urging], *, now: datetime) -> None:
    """One mail to each person about all of them."""
    _send(made, now)


def urge_by_rule(task: Task, addressees: Addressees, *, now: datetime) -> Urging | None:
    """The step that the ladder takes by itself, once for the day that passed; None where nobody
    is there to be told, or somebody was urged already. The mails are written afterwards."""
    step = Taking(addressees, by=None, now=now)
    today, unit = step.today, step.unit
    before = before_it(task, unit)
    passed = overdue(task, today)
    if passed is None:
        passed = missed(task, today, reports_due=urgings.reports_due(task, unit, today))
    require_with_unit(task)
    if before is not None or not addressees.of(task):
        return None
    require_step(step.level, before, today)
    what = f"“{passed.milestone.deliverable}”" if passed.milestone else "应报的进展反馈"
    day = wording.day(passed.on, in_year=today.year)
    step.words = f"{what}{day}到期，还没有报送。请说明原因、做到哪一步、哪天办完，并抓紧报送。"
    step.key = rule_key(task.id, unit.id, passed.on, step.level)
    return step.issue(task, passed, None)


def rule_key(task_id: int, unit_id: int, missed_on: date, level: int) -> str:
    """By rule a unit is urged once for a task, the day that passed and a step."""
    return f"urged:{task_id}:{unit_id}:{missed_on}:{level}"


def lift_settled(task: Task, *, by: User | None, now: datetime) -> int:
    """After a task has changed: lift what nothing is left to be urged for; how many were.

    Costs nothing where the task itself says that nobody is urged.
    """
    remark_outcomes.note_completed(task, now=now)
    if not task.urging_level:
        return 0
    lifted = [one for one in urgings.in_force(task) if is_moot(one, still_owes=_owes(one))]
    for urging in lifted:
        _lift(urging, _why(urging), by, now)
    if lifted:
        keep(task)
    return len(lifted)


def lift(urging: Urging, *, by: User, now: datetime, reason: str) -> None:
    """Take an urging back by hand, with the reason."""
    require(by, Action.LIFT_URGING, urging)
    _lift(urging, reason, by, now)
    keep(urging.task)
    tell_lifted(urging, now=now)


def action_for(level: int) -> Action:
    return Action.ISSUE_SLIP if level > Step.URGING.level else Action.URGE


def _send(made: Sequence[Urging], now: datetime) -> None:
    send((one for urging in made for one in urging.recipients), key=f"urging:{made[0].id}", now=now)


def _lift(urging: Urging, words: str, by: User | None, now: datetime) -> None:
    urging.lift(clock.local(now).date(), words)
    if urging.task.is_completed:
        remark_outcomes.note_settled(urging, now=now)
    record(
        EventKind.URGING_LIFTED,
        by=by,
        now=now,
        task=urging.task,
        subject=f"urging:{urging.id}",
        words="：".join(filter(None, (called(urging), words))),
    )


def _owes(urging: Urging) -> bool:
    is_report = urging.milestone is None and urging.missed_on is not None
    return is_report and urgings.owes(urging)


def _why(urging: Urging) -> str:
    task, milestone = urging.task, urging.milestone
    if task.is_completed or task.is_ended:
        return f"任务已经{'办结' if task.is_completed else '终止'}"
    if milestone is None:
        return "所缺的反馈已经报来"
    return "期限有改，现在没有过期" if milestone.is_open else "所催的节点已经报送，时钟停住"
