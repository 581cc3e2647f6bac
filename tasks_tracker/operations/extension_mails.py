"""Who is told of a request for a later date, and in which words."""

from collections.abc import Iterable
from datetime import datetime

from tasks_tracker.domain.extensions import Extension, ExtensionState
from tasks_tracker.domain.permissions import Action, can
from tasks_tracker.domain.users import UNIT_ROLES, Role, User
from tasks_tracker.mail import links
from tasks_tracker.mail.told import Told, tell
from tasks_tracker.persistence import users
from tasks_tracker.wording import full_day, word


def ask_consents(extension: Extension, *, now: datetime) -> None:
    """To the heads of the units concerned, or their liaisons where no head has an account."""
    waiting = extension.pending
    told = Told(
        subject=f"【征求意见】{extension.task.code}申请延期至{full_day(extension.new_due_on)}",
        opening=f"{extension.unit.name}申请把下面这个节点延期，同这项任务的各单位先表示意见。",
        facts=_facts(extension),
        step=f"看申请并答复，{full_day(extension.consent_due_on)}前",
        url=links.extension(extension.id),
        why="你们单位在这项任务里有分工，所以收到这封邮件。",
    )
    for person in users.people_of_units([one.unit_id for one in waiting], *UNIT_ROLES):
        if any(can(person, Action.CONSENT_TO_EXTENSION, consent) for consent in waiting):
            _tell(extension, "extension_asked", told, person, now)


def tell_deciders(extension: Extension, *, now: datetime) -> None:
    """To whoever may decide it."""
    region = extension.task.region
    told = Told(
        subject=f"【延期待批】{extension.task.code}申请延至{full_day(extension.new_due_on)}",
        opening=f"{extension.unit.name}的延期申请已经送到，节点的时钟从今天起停住，等审批。",
        facts=[*_facts(extension), ("各单位意见", opinions(extension) or "没有其他单位")],
        step="看申请并审批",
        url=links.extension(extension.id),
        why=_why_decider(extension),
    )
    for person in users.holders(region, extension.decider):
        if can(person, Action.DECIDE_EXTENSION, extension):
            _tell(extension, "extension_with_office", told, person, now)


def tell_decision(extension: Extension, *, now: datetime) -> None:
    """To all units at the task that had a say."""
    is_granted = extension.state is ExtensionState.GRANTED
    ends_on = extension.milestone.clock_ends_on
    result = "已批准" if is_granted else "未批准"
    told = Told(
        subject=f"【延期{result}】{extension.task.code}：{extension.milestone.deliverable}",
        opening=f"{_answerer(extension)}答复了{extension.unit.name}的延期申请：{result}。",
        facts=[
            *_dates(extension),
            ("现在的期限", full_day(extension.milestone.due_on)),
            ("时钟走到", full_day(ends_on)),
            ("意见", extension.words or "没有附言"),
        ],
        step="看这份申请",
        url=links.extension(extension.id),
        why="你们单位申请了这次延期，或者表示过意见，所以收到这封邮件。",
    )
    for person in _had_a_say(extension):
        _tell(extension, "extension_decided", told, person, now)


def tell_end(extension: Extension, *, now: datetime) -> None:
    """To the units that had a say, and to those who were to decide."""
    told = Told(
        subject=f"【延期申请{word(extension.state)}】{extension.task.code}",
        opening=f"{extension.unit.name}的延期申请{word(extension.state)}，期限不变，不用再办。",
        facts=[*_dates(extension), ("说明", extension.words or _why_ended(extension))],
        step="看这份申请",
        url=links.extension(extension.id),
        why="这份申请征求过你们单位的意见，或者等你审批，所以收到这封邮件。",
    )
    people = dict.fromkeys(_had_a_say(extension))
    if extension.office_on is not None:
        deciders = users.holders(extension.task.region, extension.decider)
        able = (one for one in deciders if can(one, Action.DECIDE_EXTENSION, extension))
        people.update(dict.fromkeys(able))
    for person in people:
        _tell(extension, "extension_ended", told, person, now)


def opinions(extension: Extension) -> str:
    """市一局同意；市二局不同意（窗口没有腾出来）."""
    said = (
        f"{one.unit.name}{word(one.answer) if one.answer else '没有答复'}"
        f"{f'（{one.words}）' if one.words else ''}"
        for one in extension.consents
    )
    return "；".join(said)


def _had_a_say(extension: Extension) -> Iterable[User]:
    unit_ids = [extension.unit_id, *(consent.unit_id for consent in extension.consents)]
    return users.people_of_units(unit_ids, *UNIT_ROLES)


def _tell(extension: Extension, kind: str, told: Told, to: User, now: datetime) -> None:
    key = f"{kind.replace('_', '-')}:{extension.id}:{to.id}"
    tell(key, kind, told, to=to, now=now, task=extension.task)


def _facts(extension: Extension) -> list[tuple[str, str]]:
    return [*_dates(extension), ("延期理由", extension.reason)]


def _dates(extension: Extension) -> list[tuple[str, str]]:
    task, milestone = extension.task, extension.milestone
    return [
        ("任务", f"{task.code} {task.name}"),
        ("节点", milestone.deliverable),
        ("原定期限", full_day(milestone.original_due_on)),
        ("申请前期限", full_day(extension.due_before)),
        ("申请延至", f"{full_day(extension.new_due_on)}（累计延 {extension.days_in_all} 天）"),
    ]


def _why_decider(extension: Extension) -> str:
    if extension.decider is Role.SUPERVISION_HEAD:
        return "你是督查室主任，首次延期、累计不超过 30 天的由你审批。"
    return "再次延期或者累计超过 30 天的由领导审批，所以收到这封邮件。"


def _why_ended(extension: Extension) -> str:
    lapsed = extension.state is ExtensionState.LAPSED
    return "期限已过，其他单位还没有答复完。" if lapsed else "没有附言"


def _answerer(extension: Extension) -> str:
    return extension.answered_by.name if extension.answered_by else ""
