"""The office urges a unit, by hand or by rule; what is no longer behind is not urged for."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from tasks_tracker import clock, wording
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.escalation import (
    Missed,
    concerns,
    is_moot,
    missed,
    overdue,
    require_not_waiting,
    require_step,
    require_with_unit,
)
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.ladder import SERIES, Rung, Step
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.remarks import Remark
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.urgings import Urging, UrgingRecipient
from tasks_tracker.domain.users import User
from tasks_tracker.operations import remark_outcomes
from tasks_tracker.operations.recipients import (
    Addressees,
    Recipient,
    names_of,
    number_of,
    send,
    tell_lifted,
)
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import ladder, series, tasks, urgings, workdays
from tasks_tracker.persistence.session import db

KINDS: Mapping[Step, EventKind] = {
    Step.URGING: EventKind.URGED,
    Step.BLUE: EventKind.SLIP_ISSUED,
    Step.YELLOW: EventKind.SLIP_ISSUED,
    Step.RED: EventKind.SLIP_ISSUED,
    Step.INTERVIEW: EventKind.INTERVIEW_CALLED,
}
NO_PART = "{}不承担{}，不能为它催办。"
NOBODY = "{}还没有这一级的收件人，请先在“人员”里任命联络员或单位负责人。"


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
    for task in chosen:
        require(by, action_for(level), task)
    if not chosen:
        raise Refusal("至少选一项任务。", field="tasks")
    if not reason.strip():
        raise Refusal("事由不能空着，写落下什么、要求做到哪一步。", field="reason")
    step = _Taking(unit, level, by=by, now=now)
    step.answer_by(reply_by)
    step.words, step.urgent_reason = reason.strip(), urgent_reason.strip()
    made = [step.take(task) for task in chosen]
    _send(made, now)
    return made


def urge_for_remark(
    remark: Remark, task: Task, *, by: User, now: datetime, unit: Unit, reason: str, reply_by: date
) -> Urging:
    """A leader's remark goes to the unit as an urging, whether or not anything is behind."""
    require(by, Action.URGE, task)
    require_with_unit(task)
    require_not_waiting(task)
    if not concerns(task, unit):
        raise Refusal(NO_PART.format(unit.name, task.code), field="unit")
    step = _Taking(unit, Step.URGING.level, by=by, now=now)
    step.remark, step.words = remark, reason
    step.answer_by(reply_by)
    return step.issue(task, Missed(step.today), None)


def send_together(made: Sequence[Urging], *, now: datetime) -> None:
    """One mail to each person about all of them."""
    _send(made, now)


def urge_by_rule(task: Task, unit: Unit, rung: Rung, *, now: datetime) -> Urging | None:
    """The step that the ladder takes by itself, once for the day that passed; None where nobody
    is there to be told, or somebody was urged already. The mails are written afterwards."""
    today = clock.local(now).date()
    step = _Taking(unit, rung.level, by=None, now=now)
    before = _before(task, unit)
    passed = missed(task, today, reports_due=urgings.reports_due(task, unit, today))
    if before is not None or not step.addressees.of(task):
        return None
    require_step(rung.level, before, today)
    what = f"“{passed.milestone.deliverable}”" if passed.milestone else "应报的进展反馈"
    day = wording.day(passed.on, in_year=today.year)
    step.words = f"{what}{day}到期，还没有报送。请说明原因、做到哪一步、哪天办完，并抓紧报送。"
    step.key = rule_key(task.id, unit.id, passed.on, rung.level)
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


def keep(task: Task) -> None:
    """Bring what the task keeps about urgings up to date."""
    db.flush()
    task.urging_level = max((one.level for one in urgings.in_force(task)), default=0)
    tasks.hold(task)


class _Taking:
    """One step towards one unit, about one task after the other."""

    words = ""
    urgent_reason = ""
    remark: Remark | None = None
    key: str | None = None

    def __init__(self, unit: Unit, level: int, *, by: User | None, now: datetime) -> None:
        self.unit, self.level, self.by, self.now = unit, level, by, now
        self.today = clock.local(now).date()
        rungs = ladder.rungs(unit.region_id, self.today)
        if level not in rungs:
            raise Refusal("没有这一级，请重新选。", field="level")
        self.rung = rungs[level]
        self.addressees = Addressees(unit, self.rung)
        self.reply_by = workdays.calendar().add(self.today, self.rung.reply_days)

    def answer_by(self, day: date | None) -> None:
        if day is not None and day <= self.today:
            raise Refusal("答复期限要晚于今天。", field="reply_by")
        self.reply_by = day or self.reply_by

    def take(self, task: Task) -> Urging:
        if not concerns(task, self.unit):
            raise Refusal(NO_PART.format(self.unit.name, task.code), field="unit")
        before = _before(task, self.unit)
        passed = self._passed(task, before)
        require_step(self.level, before, self.today, urgent_reason=self.urgent_reason)
        return self.issue(task, passed, before)

    def issue(self, task: Task, passed: Missed, before: Urging | None) -> Urging:
        told = self.addressees.of(task, besides=self.by)
        if not told:
            raise Refusal(NOBODY.format(self.unit.name), field="unit")
        if before is not None:
            _let_go(before, self.today)
        urging = self._made(task, passed, before)
        urging.recipients = [_entered(urging, one) for one in told]
        if urging.step is Step.RED:
            task.red_slips += 1
        db.add(urging)
        keep(task)
        self._record(urging, told)
        return urging

    def _passed(self, task: Task, before: Urging | None) -> Missed:
        """What is behind; a leader's remark that was not answered in time is so too."""
        require_with_unit(task)
        if before and before.remark and overdue(task, self.today) is None:
            require_not_waiting(task)
            return Missed(before.reply_by)
        due = urgings.reports_due(task, self.unit, self.today)
        return missed(task, self.today, reports_due=due)

    def _made(self, task: Task, passed: Missed, before: Urging | None) -> Urging:
        year, number = self._number(task)
        remark = self.remark or (before.remark if before else None)
        return Urging(
            task=task,
            unit=self.unit,
            milestone=passed.milestone,
            missed_on=None if remark and passed.milestone is None else passed.on,
            remark=remark,
            follows=before,
            level=self.level,
            year=year,
            number=number,
            reason=self.words,
            urgent_reason=self.urgent_reason,
            reply_by=self.reply_by,
            issued_by=self.by,
            issued_at=self.now,
            issued_on=self.today,
        )

    def _number(self, task: Task) -> tuple[int | None, int | None]:
        kind = SERIES.get(self.rung.step)
        if kind is None:
            return None, None
        return self.today.year, series.take(task.region, kind, self.today.year)

    def _record(self, urging: Urging, told: Sequence[Recipient]) -> None:
        parts = [wording.word(urging.step), number_of(urging), urging.unit.name]
        by = wording.day(urging.reply_by, in_year=self.today.year)
        urgent = f"，紧急：{urging.urgent_reason}" if urging.urgent_reason else ""
        record(
            KINDS[urging.step],
            by=self.by,
            now=self.now,
            task=urging.task,
            subject=f"urging:{urging.id}",
            words=f"{' '.join(filter(None, parts))}，{by}前答复；收件：{names_of(told)}{urgent}",
            key=self.key,
        )


def _before(task: Task, unit: Unit) -> Urging | None:
    """The gravest that is in force towards the unit."""
    return next((one for one in urgings.in_force(task) if one.unit is unit), None)


def _let_go(before: Urging, today: date) -> None:
    if before.is_unanswered(today):
        before.escalate(today)
    else:
        before.give_way()
    # Written before the next one: of one unit and task there is one in force at any moment.
    db.flush()


def _entered(urging: Urging, one: Recipient) -> UrgingRecipient:
    return UrgingRecipient(urging=urging, user=one.user, is_copy=one.is_copy)


def _send(made: Sequence[Urging], now: datetime) -> None:
    send((one for urging in made for one in urging.recipients), key=f"urging:{made[0].id}", now=now)


def _lift(urging: Urging, words: str, by: User | None, now: datetime) -> None:
    urging.lift(clock.local(now).date(), words)
    if urging.remark and urging.task.is_completed:
        remark_outcomes.carry_out(urging.remark, urging.task, now=now)
    record(
        EventKind.URGING_LIFTED,
        by=by,
        now=now,
        task=urging.task,
        subject=f"urging:{urging.id}",
        words=f"{wording.word(urging.step)} {number_of(urging)}：{words}".replace(" ：", "："),
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
