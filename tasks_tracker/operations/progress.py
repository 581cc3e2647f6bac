"""A unit reports progress on a task."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from tasks_tracker import clock
from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import Role, User
from tasks_tracker.operations import completion, obligations
from tasks_tracker.operations.attaching import Piece, attach
from tasks_tracker.operations.extensions import give_way_to_report
from tasks_tracker.operations.receipts import answer_notice
from tasks_tracker.operations.trail import record
from tasks_tracker.operations.urgings import lift_settled
from tasks_tracker.persistence import tasks, users
from tasks_tracker.persistence.session import db

UNSIGNED = "这个方案的反馈要单位负责人签发后才报出，请从填报页面送签。"


def report_progress(
    task: Task,
    *,
    by: User,
    now: datetime,
    progress: str,
    problems: str = "",
    next_steps: str = "",
    coordination: str = "",
    unit: Unit | None = None,
    milestones: Sequence[int] = (),
    values: Mapping[int, Decimal] | None = None,
    evidence: Sequence[Piece] = (),
    no_evidence: str = "",
    is_application: bool = False,
    shares_words: str = "",
    percent: int | None = None,
    signed_by: User | None = None,
) -> ProgressReport:
    """Hand in what was done; the clocks of the milestones said to be met stop on this day.

    `milestones` are ids of milestones of the task, `values` figures by the id of their target.
    `signed_by` is the head of the unit who lets it go out, where the plan wants that; a report
    that still has to be signed is written by `operations.unsigned.hand_in`.
    """
    require(signed_by or by, Action.REPORT_PROGRESS, task)
    check_text(task, progress)
    seat = seat_of(signed_by or by, task, unit)
    if signed_by is None and signers(task, seat, by):
        raise Refusal(UNSIGNED)
    report = ProgressReport(
        task=task,
        unit=seat,
        by=by,
        submitted_at=now,
        submitted_on=clock.local(now).date(),
        progress=progress.strip(),
        problems=problems.strip(),
        next_steps=next_steps.strip(),
        coordination=coordination.strip(),
        no_evidence=no_evidence.strip(),
        is_application=is_application,
        shares_words=shares_words.strip(),
        percent=percent,
        signed_by=signed_by,
        signed_at=now if signed_by else None,
    )
    _fill(report, milestones, values or {})
    attach(evidence, task=task, report=report, by=by, now=now)
    completion.check(report)
    _hand_over(report)
    return report


def reporting_units(user: User, task: Task) -> list[Unit]:
    """The units for which this person can report on a task: those that lead it."""
    leads = {unit.id for unit in task.leads}
    leads |= {member.id for unit in task.leads if unit.is_collective for member in unit.members}
    return [unit for unit in user.units if unit.id in leads]


def seat_of(by: User, task: Task, wanted: Unit | None) -> Unit:
    """The unit for which this person speaks; nobody speaks for another one."""
    own = reporting_units(by, task)
    if wanted is not None and wanted not in own:
        raise NotAllowed(f"report for unit {wanted.id} by {by.account}")
    return wanted or own[0]


def signers(task: Task, unit: Unit, by: User) -> Sequence[User]:
    """Who has to sign what this person reports, where the plan wants that; nobody for the head's
    own reports, nor where the unit's head has no account: a unit is not to be late for that."""
    if not task.plan.wants_sign_off or by.heads(unit):
        return ()
    return users.people_of(unit, Role.UNIT_HEAD)


def check_text(task: Task, progress: str) -> None:
    """What can be said before anything else is looked at."""
    if not progress.strip():
        raise Refusal("进展情况不能空着，写做成了什么、到什么程度。", field="progress")
    if task.objected_on is not None:
        raise Refusal("这项任务的异议正在处理，时钟停着，答复之后再报。")


def _fill(
    report: ProgressReport,
    milestones: Sequence[int],
    values: Mapping[int, Decimal],
) -> None:
    own_milestones = {milestone.id: milestone for milestone in report.task.milestones}
    own_targets = {target.id: target for target in report.task.targets}
    if not own_milestones.keys() >= set(milestones) or not own_targets.keys() >= values.keys():
        raise Refusal("所选节点或指标不属于这项任务，请刷新页面后再报。")
    claimed = [own_milestones[milestone_id] for milestone_id in milestones]
    give_way_to_report(claimed, by=report.by, now=report.submitted_at)
    with db.no_autoflush:  # what a milestone has behind it is read, the report not yet written
        for milestone in claimed:
            report.claim(milestone)
        for target_id, value in values.items():
            report.give(own_targets[target_id], value)


def _hand_over(report: ProgressReport) -> None:
    task = report.task
    answer_notice(report)
    task.note_report(report.submitted_on)
    task.awaits_office = True
    tasks.hold(task)
    if report.percent is not None and report.unit.id == task.lead_unit.id:
        task.percent = report.percent
    task.settle(report.submitted_on)
    db.add(report)
    db.flush()
    obligations.answer(report)
    record(
        EventKind.PROGRESS_REPORTED,
        by=report.by,
        now=report.submitted_at,
        task=task,
        subject=f"report:{report.id}",
        words="、".join(milestone.deliverable for milestone in report.milestones),
    )
    lift_settled(task, by=report.by, now=report.submitted_at)
