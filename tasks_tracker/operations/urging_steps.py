"""One step of the ladder towards one unit: checked, then taken about one task after the other."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from tasks_tracker import clock, wording
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.escalation import (
    Missed,
    concerns,
    missed,
    overdue,
    require_not_waiting,
    require_step,
    require_with_unit,
)
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.ladder import SERIES, Step
from tasks_tracker.domain.remarks import Remark
from tasks_tracker.domain.resolutions import Resolution
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.urgings import Urging, UrgingRecipient
from tasks_tracker.domain.users import User
from tasks_tracker.operations.recipients import Addressees, Recipient, called, names_of
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
LONGEST = timedelta(days=366)
NOBODY = "{}还没有这一级的收件人，请先在“人员”里任命联络员或单位负责人。"


def keep(task: Task) -> None:
    """Bring what the task keeps about urgings up to date."""
    db.flush()
    task.urging_level = max((one.level for one in urgings.in_force(task)), default=0)
    tasks.hold(task)


def require_part(task: Task, unit: Unit) -> None:
    if not concerns(task, unit):
        raise Refusal(NO_PART.format(unit.name, task.code), field="unit")


class Taking:
    """One step towards one unit, about one task after the other."""

    words = ""
    """Of the urging."""
    urgent_reason = ""
    remark: Remark | None = None
    resolution: Resolution | None = None
    key: str | None = None

    def __init__(self, addressees: Addressees, *, by: User | None, now: datetime) -> None:
        self.addressees, self.by, self.now = addressees, by, now
        self.unit, self.rung = addressees.unit, addressees.rung
        self.level = self.rung.level
        self.today = clock.local(now).date()
        self.reply_by = workdays.calendar().add(self.today, self.rung.reply_days)

    def answer_by(self, day: date | None) -> None:
        if day is not None and day <= self.today:
            raise Refusal("答复期限要晚于今天。", field="reply_by")
        if day is not None and day - self.today > LONGEST:
            raise Refusal("答复期限太远，最多一年。", field="reply_by")
        self.reply_by = day or self.reply_by

    def take(self, task: Task) -> Urging:
        return self.issue(task, *self.check(task))

    def check(self, task: Task) -> tuple[Missed, Urging | None]:
        """Refuse what may not be; else what is behind, and the step in force before."""
        require_part(task, self.unit)
        before = before_it(task, self.unit)
        passed = self._passed(task, before)
        require_step(self.level, before, self.today, urgent_reason=self.urgent_reason)
        return passed, before

    def told(self, task: Task) -> list[Recipient]:
        """Who will get it; refused where nobody would."""
        told = self.addressees.of(task, besides=self.by)
        if not told:
            raise Refusal(NOBODY.format(self.unit.name), field="unit")
        return told

    def issue(self, task: Task, passed: Missed, before: Urging | None) -> Urging:
        told = self.told(task)
        if before is not None:
            _let_go(before, self.today)
        urging = self._made(task, passed, before)
        urging.recipients = [_entered(urging, one) for one in told]
        if urging.step is Step.RED:
            task.red_slips += 1
        db.add(urging)
        db.flush()
        task.urging_level = max(task.urging_level, urging.level)
        tasks.hold(task)
        self._record(urging, told)
        return urging

    def _passed(self, task: Task, before: Urging | None) -> Missed:
        """What is behind; a leader's or a meeting's order not answered in time is so too."""
        require_with_unit(task)
        if before and before.is_ordered and overdue(task, self.today) is None:
            require_not_waiting(task)
            return Missed(before.reply_by)
        due = urgings.reports_due(task, self.unit, self.today)
        return missed(task, self.today, reports_due=due)

    def _made(self, task: Task, passed: Missed, before: Urging | None) -> Urging:
        year, number = self._number(task)
        remark = self.remark or (before.remark if before else None)
        resolution = self.resolution or (before.resolution if before else None)
        is_ordered = remark is not None or resolution is not None
        return Urging(
            task=task,
            unit=self.unit,
            milestone=passed.milestone,
            missed_on=None if is_ordered and passed.milestone is None else passed.on,
            remark=remark,
            resolution=resolution,
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
        parts = [called(urging), urging.unit.name]
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


def towards(unit: Unit, level: int, *, by: User | None, now: datetime) -> Taking:
    """A step as the ladder of the unit's region has it on that day."""
    rungs = ladder.rungs(unit.region_id, clock.local(now).date())
    if level not in rungs:
        raise Refusal("没有这一级，请重新选。", field="level")
    return Taking(Addressees(unit, rungs[level]), by=by, now=now)


def before_it(task: Task, unit: Unit) -> Urging | None:
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
