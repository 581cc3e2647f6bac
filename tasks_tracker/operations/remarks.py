"""Leaders' remarks are written down, and carried out: as urgings, as a new task, or noted."""

from collections.abc import Sequence
from datetime import date, datetime

from tasks_tracker import clock, wording
from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.plans import Plan, Section
from tasks_tracker.domain.remarks import Difficulty, Remark, reply_day
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.urgings import Urging
from tasks_tracker.domain.users import OFFICE_ROLES, Role, User
from tasks_tracker.mail import links
from tasks_tracker.mail.told import Told, tell
from tasks_tracker.operations.new_tasks import add_task, tell_lead
from tasks_tracker.operations.trail import record
from tasks_tracker.operations.urgings import send_together, urge_by_order
from tasks_tracker.persistence import users, workdays
from tasks_tracker.persistence.session import db

Subject = Task | Plan | Circular
ORDER = "领导批示"


def write_remark(
    subject: Subject,
    *,
    by: User,
    now: datetime,
    remark: str,
    difficulty: Difficulty = Difficulty.ORDINARY,
    reply_by: date | None = None,
    leader: User | None = None,
    remarked_on: date | None = None,
) -> Remark:
    """A leader writes it, or the office takes it down, naming leader and day."""
    require(by, Action.REMARK, subject)
    today = clock.local(now).date()
    day = remarked_on or today
    if not remark.strip():
        raise Refusal("批示内容不能空着。", field="remark")
    if day > today:
        raise Refusal("批示日期不能晚于今天。", field="remarked_on")
    made = Remark(
        region=subject.region,
        leader=_leader(subject, by, leader),
        recorded_by=by,
        recorded_at=now,
        remarked_on=day,
        words=remark.strip(),
        difficulty=difficulty,
        reply_by=reply_day(reply_by, difficulty, day, workdays.calendar()),
        task=subject if isinstance(subject, Task) else None,
        plan=subject if isinstance(subject, Plan) else None,
        circular=subject if isinstance(subject, Circular) else None,
    )
    db.add(made)
    db.flush()
    _record(EventKind.REMARK_MADE, made, by, now, words=_about(made))
    _tell_written(made, now)
    return made


def turn_into_urgings(
    remark: Remark,
    *,
    by: User,
    now: datetime,
    chosen: Sequence[Task],
    reason: str,
    reply_by: date | None = None,
    unit: Unit | None = None,
) -> list[Urging]:
    """The units in charge are asked for an answer by a day, with the leader's words."""
    require(by, Action.HANDLE_REMARK, remark)
    for task in chosen:
        require(by, Action.URGE, task)
    return carry_into_urgings(
        remark, by=by, now=now, chosen=chosen, reason=reason, reply_by=reply_by, unit=unit
    )


def carry_into_urgings(
    remark: Remark,
    *,
    by: User,
    now: datetime,
    chosen: Sequence[Task],
    reason: str,
    reply_by: date | None = None,
    unit: Unit | None = None,
) -> list[Urging]:
    """The same for whoever was asked for another right before: in a meeting a leader may."""
    if not chosen:
        raise Refusal("写明转给哪项任务的承办单位，填任务编号。", field="codes")
    if not reason.strip():
        raise Refusal("要求不能空着，写请单位做什么、报什么。", field="reason")
    today = clock.local(now).date()
    day = reply_by or max(remark.reply_by, workdays.calendar().add(today, 1))
    remark.urge(by=by, now=now, words=reason)
    db.flush()  # first of all: of two at the same moment one waits here, and not in a circle
    made = [
        urge_by_order(
            task,
            by=by,
            now=now,
            unit=unit or task.lead_unit,
            reason=reason.strip(),
            reply_by=day,
            remark=remark,
        )
        for task in chosen
    ]
    send_together(made, now=now)
    for urging in made:
        words = f"{_whose(remark)}，转{urging.unit.name}"
        _record(EventKind.REMARK_URGED, remark, by, now, task=urging.task, words=words)
    units = "、".join(dict.fromkeys(one.unit.name for one in made))
    _tell_handled(remark, f"已转{units}，{wording.full_day(day)}前报结果", now)
    return made


def turn_into_task(
    remark: Remark,
    *,
    by: User,
    now: datetime,
    section: Section,
    title: str,
    requirement: str,
    lead: Unit,
    due_on: date,
) -> Task:
    """A task of its own in a plan, numbered like the others, in the ledger from this day on."""
    require(by, Action.HANDLE_REMARK, remark)
    return carry_into_task(
        remark,
        by=by,
        now=now,
        section=section,
        title=title,
        requirement=requirement,
        lead=lead,
        due_on=due_on,
    )


def carry_into_task(
    remark: Remark,
    *,
    by: User,
    now: datetime,
    section: Section,
    title: str,
    requirement: str,
    lead: Unit,
    due_on: date,
) -> Task:
    """The same for whoever was asked for another right before."""
    _check(remark, section, lead)
    task = add_task(
        section,
        now=now,
        title=title,
        requirement=requirement,
        lead=lead,
        due_on=due_on,
        order=ORDER,
    )
    remark.make(task, by=by, now=now, words=requirement)
    db.flush()
    words = f"{_whose(remark)}，立为{task.code}"
    _record(EventKind.TASK_ADDED, remark, by, now, task=task, words=_whose(remark))
    _record(EventKind.REMARK_TASKED, remark, by, now, words=words)
    tell_lead(task, now=now, order=ORDER, words=remark.words)
    _tell_handled(remark, f"已立为任务{task.code}，{wording.full_day(due_on)}前办结", now)
    return task


def note_remark(remark: Remark, *, by: User, now: datetime, handling: str) -> None:
    """Read, and nothing to follow up; the leader is told what was made of it."""
    require(by, Action.HANDLE_REMARK, remark)
    remark.note(handling, by=by, now=now, today=clock.local(now).date())
    db.flush()
    _record(EventKind.REMARK_NOTED, remark, by, now, words=_about(remark))
    _tell_handled(remark, handling.strip(), now)


def _leader(subject: Subject, by: User, named: User | None) -> User:
    if by.holds(Role.LEADER):
        return by
    if named is None or not named.holds(Role.LEADER) or named.region is not subject.region:
        raise Refusal("代录要选是哪位领导的批示。", field="leader")
    return named


def _check(remark: Remark, section: Section, lead: Unit) -> None:
    if section.plan.region is not remark.region or lead.region is not remark.region:
        raise Refusal("板块和牵头单位须在本地区，请重新选。")
    if remark.about is not None and section.plan is not remark.about:
        raise Refusal("新任务要立在批示所说的方案里，请重新选板块。", field="section")


def _record(
    kind: EventKind,
    remark: Remark,
    by: User,
    now: datetime,
    *,
    words: str,
    task: Task | None = None,
) -> None:
    """Only what became of a remark is told on the page of a task: units read that page."""
    subject = f"remark:{remark.id}"
    record(kind, by=by, now=now, task=task, region=remark.region, subject=subject, words=words)


def _whose(remark: Remark) -> str:
    return f"{remark.leader.name}{wording.full_day(remark.remarked_on)}批示"


def _about(remark: Remark) -> str:
    if remark.task:
        return f"{_whose(remark)}：{remark.task.code}"
    if remark.plan:
        return f"{_whose(remark)}：{remark.plan.doc_no}"
    month = wording.period_words(remark.circular.period.key) if remark.circular else ""
    return f"{_whose(remark)}：{month}通报"


def _tell_written(remark: Remark, now: datetime) -> None:
    """The office of what a leader wrote; the leader of what was taken down."""
    told = Told(
        subject=f"【批示】{_about(remark)}",
        opening=f"{remark.recorded_by.name}代录了一件批示。"
        if remark.is_taken_down
        else f"{remark.leader.name}作了一件批示，请办理。",
        step="看这件批示",
        url=links.remark(remark.id),
        why="收件人是作出批示的领导。" if remark.is_taken_down else "收件人是督查室的人员。",
        facts=[("批示", remark.words), ("报告时限", wording.full_day(remark.reply_by))],
    )
    office = users.holders(remark.region, *OFFICE_ROLES)
    for person in [remark.leader] if remark.is_taken_down else office:
        tell(f"remark:{remark.id}:{person.id}", "remark_made", told, to=person, now=now)


def _tell_handled(remark: Remark, result: str, now: datetime) -> None:
    told = Told(
        subject=f"【批示办理】{_about(remark)}",
        opening="督查室办理了这件批示。",
        step="看办理情况",
        url=links.remark(remark.id),
        why="收件人是作出批示的领导。",
        facts=[("批示", remark.words), ("办理", result)],
    )
    tell(f"remark-handled:{remark.id}", "remark_handled", told, to=remark.leader, now=now)
