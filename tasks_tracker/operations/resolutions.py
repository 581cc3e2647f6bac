"""What is said in a meeting takes effect in it: an urging, a task, or it is put on record.

The words, what they set going, its mails and its event are one transaction: all or nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tasks_tracker import clock, wording
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.meetings import AgendaItem
from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.domain.plans import Plan, Section
from tasks_tracker.domain.remarks import Difficulty, Remark, last_day
from tasks_tracker.domain.resolutions import Effect, Resolution
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import Role, User
from tasks_tracker.operations.new_tasks import add_task, tell_lead
from tasks_tracker.operations.remarks import (
    carry_into_task,
    carry_into_urgings,
    note_remark,
    write_remark,
)
from tasks_tracker.operations.trail import record
from tasks_tracker.operations.urgings import lift, send_together, urge_by_order
from tasks_tracker.persistence import meetings, urgings, workdays
from tasks_tracker.persistence.session import db

ORDER = "会议议定"
LONGEST = 2000


@dataclass(frozen=True)
class NewTask:
    """The task that is to be made."""

    section: Section
    title: str
    requirement: str
    lead: Unit
    due_on: date


@dataclass(frozen=True)
class Saying:
    """What was said, and whose words they are."""

    item: AgendaItem
    by: User
    now: datetime
    words: str
    leader: User | None
    chosen: Sequence[Task]

    @property
    def today(self) -> date:
        return clock.local(self.now).date()

    @property
    def voice(self) -> str:
        """冯立言（副市长）."""
        if self.leader is None:
            return ""
        titles = "、".join(p.title for p in self.leader.posts if p.role is Role.LEADER)
        return f"{self.leader.name}（{titles}）" if titles else self.leader.name


def resolve(
    item: AgendaItem,
    *,
    by: User,
    now: datetime,
    said: str,
    effect: Effect,
    leader: User | None = None,
    chosen: Sequence[Task] = (),
    unit: Unit | None = None,
    reply_by: date | None = None,
    new_task: NewTask | None = None,
) -> Resolution:
    """Enter it on a screen; with a leader it is a remark of his as well."""
    require(by, Action.ENTER_RESOLUTION, item.meeting)
    meetings.hold_open(item.meeting)
    saying = _saying(item, by=by, now=now, said=said, leader=leader, chosen=chosen)
    if effect is Effect.URGED:
        made = _urge(saying, unit, reply_by)
    elif effect is Effect.TASKED:
        made = _add(saying, new_task)
    else:
        made = _note(saying)
    _record(EventKind.RESOLUTION_ENTERED, made, by, now, made.result)
    return made


def withdraw_resolution(resolution: Resolution, *, by: User, now: datetime, reason: str) -> None:
    """Mistyped; the urging is lifted by its own rules, a task is not undone here."""
    require(by, Action.WITHDRAW_RESOLUTION, resolution)
    meetings.hold_open(resolution.meeting)
    made = resolution.made_task
    if made is not None and not made.is_ended:
        raise Refusal(
            f"已经立为{made.code}，撤回以前先请督查室主任在任务页面终止它。", field="reason"
        )
    resolution.withdraw(by=by, now=now, words=reason)
    db.flush()
    sent = [one for one in urgings.of_resolutions([resolution]) if one.is_in_force]
    if not all(can(by, Action.LIFT_URGING, urging) for urging in sent):
        raise Refusal("这一条催办已经升级，由督查室主任在督办单页面解除。", field="reason")
    for urging in sent:
        lift(urging, by=by, now=now, reason=f"会上记错，撤回：{reason.strip()}")
    _record(EventKind.RESOLUTION_WITHDRAWN, resolution, by, now, resolution.withdrawn_words)


def _saying(
    item: AgendaItem,
    *,
    by: User,
    now: datetime,
    said: str,
    leader: User | None,
    chosen: Sequence[Task],
) -> Saying:
    if not said.strip():
        raise Refusal("写领导的话或者议定了什么。", field="said")
    if len(said.strip()) > LONGEST:
        raise Refusal(f"最多 {LONGEST} 字。", field="said")
    if any(task.region is not item.meeting.region for task in chosen):
        raise Refusal("所选任务不在本地区，请重新选。", field="codes")
    if leader is not None and by.holds(Role.LEADER) and leader is not by:
        raise Refusal("领导只能记自己的话；别人的话请督查室代录。", field="leader")
    return Saying(item, by, now, said.strip(), leader, chosen)


def _urge(saying: Saying, unit: Unit | None, reply_by: date | None) -> Resolution:
    if not saying.chosen:
        raise Refusal("选出要催办的任务，或者改选“只记录”。", field="codes")
    day = reply_by or workdays.calendar().add(saying.today, 3)
    remark = _remark(saying, _about(saying.chosen), day)
    units = list(dict.fromkeys(unit or task.lead_unit for task in saying.chosen))
    codes = "、".join(task.code for task in saying.chosen)
    names = "、".join(one.name for one in units)
    result = f"{names}{wording.full_day(day)}前报{codes}的办理结果"
    made = _made(saying, Effect.URGED, result, units, remark=remark)
    if remark is not None:
        carry_into_urgings(
            remark,
            by=saying.by,
            now=saying.now,
            chosen=saying.chosen,
            reason=saying.words,
            reply_by=day,
            unit=unit,
        )
        return made
    sent = [
        urge_by_order(
            task,
            by=saying.by,
            now=saying.now,
            unit=unit or task.lead_unit,
            reason=saying.words,
            reply_by=day,
            resolution=made,
        )
        for task in saying.chosen
    ]
    send_together(sent, now=saying.now)
    return made


def _add(saying: Saying, wanted: NewTask | None) -> Resolution:
    if wanted is None:
        raise Refusal("写明新任务的名称、牵头单位和期限。", field="title")
    region = saying.item.meeting.region
    if wanted.section.plan.region is not region or wanted.lead.region is not region:
        raise Refusal("板块和牵头单位须在本地区，请重新选。", field="section")
    remark = _remark(saying, wanted.section.plan, None)
    given = {"section": wanted.section, "title": wanted.title, "requirement": wanted.requirement}
    dated = {"lead": wanted.lead, "due_on": wanted.due_on, "now": saying.now}
    if remark is not None:
        task = carry_into_task(remark, by=saying.by, **given, **dated)  # type: ignore[arg-type]
    else:
        task = add_task(**given, **dated, order=ORDER)  # type: ignore[arg-type]
        tell_lead(task, now=saying.now, order=ORDER, words=saying.words)
    due = wording.full_day(wanted.due_on)
    result = f"立为任务{task.code}“{task.name}”，{wanted.lead.name}牵头，{due}前办结"
    made = _made(saying, Effect.TASKED, result, [wanted.lead], remark=remark, made_task=task)
    if remark is None:
        _record(EventKind.TASK_ADDED, made, saying.by, saying.now, ORDER, task=task)
    return made


def _note(saying: Saying) -> Resolution:
    """A leader's words on tasks stand with these tasks as well."""
    remark = _remark(saying, _about(saying.chosen), None) if saying.chosen else None
    if remark is not None and can(saying.by, Action.HANDLE_REMARK, remark):
        note_remark(remark, by=saying.by, now=saying.now, handling="会上记录在案，见会议纪要。")
    named = [task.lead_unit for task in saying.chosen]
    own = [saying.item.unit] if saying.item.unit else []
    codes = "、".join(task.code for task in saying.chosen)
    result = f"记录在案，涉及{codes}" if codes else "记录在案"
    return _made(saying, Effect.NOTED, result, list(dict.fromkeys(named or own)), remark=remark)


def _made(
    saying: Saying,
    effect: Effect,
    result: str,
    units: Sequence[Unit],
    *,
    remark: Remark | None = None,
    made_task: Task | None = None,
) -> Resolution:
    _refuse_twice(saying, effect, result, made_task)
    made = Resolution(
        meeting=saying.item.meeting,
        item=saying.item,
        words=saying.words,
        effect=effect,
        entered_by=saying.by,
        entered_at=saying.now,
        result=result,
        voice=saying.voice,
        leader=saying.leader,
        remark=remark,
        made_task=made_task,
        units=list(units),
    )
    db.add(made)
    db.flush()
    return made


def _refuse_twice(saying: Saying, effect: Effect, result: str, task: Task | None) -> None:
    """Whoever presses twice, or goes back and sends once more, is told; nothing is done again."""
    came = task.title if task else result
    for one in meetings.said_before(saying.item, saying.words, effect):
        came_before = one.made_task.title if one.made_task else one.result
        if one.leader is saying.leader and came_before == came:
            raise Refusal("这一条已经记过、办过了，没有再办一次。要另记一条，请写出不同。")


def _remark(saying: Saying, subject: Task | Plan, reply_by: date | None) -> Remark | None:
    """A leader's words become a remark; the meeting's own do not."""
    if saying.leader is None:
        return None
    if not can(saying.by, Action.REMARK, subject):
        raise Refusal(
            "这不在你分管的板块，不能作为你的批示；改记为“会议议定”，或者请分管领导说。",
            field="leader",
        )
    return write_remark(
        subject,
        by=saying.by,
        now=saying.now,
        remark=saying.words,
        difficulty=_difficulty(reply_by, saying.today),
        reply_by=reply_by,
        leader=saying.leader,
    )


def _difficulty(reply_by: date | None, today: date) -> Difficulty:
    """The kind into which the day fits; where none is named, an ordinary one."""
    if reply_by is None:
        return Difficulty.ORDINARY
    calendar = workdays.calendar()
    fitting = (kind for kind in Difficulty if reply_by <= last_day(kind, today, calendar))
    return next(fitting, Difficulty.DIFFICULT)


def _about(chosen: Sequence[Task]) -> Task | Plan:
    """One task, or the plan in which all of them stand; of several plans the first task's."""
    return chosen[0] if len(chosen) == 1 else chosen[0].plan


def _record(
    kind: EventKind,
    resolution: Resolution,
    by: User,
    now: datetime,
    words: str,
    *,
    task: Task | None = None,
) -> None:
    meeting = resolution.meeting
    record(
        kind,
        by=by,
        now=now,
        task=task,
        region=meeting.region,
        subject=f"resolution:{resolution.id}",
        words=f"{wording.full_day(meeting.held_on)}{meeting.title}：{words}",
    )
