"""Who is told of a step of the ladder, as it is set; the same list that is shown beforehand."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tasks_tracker import clock, wording
from tasks_tracker.domain.ladder import Rung, Step
from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.urgings import Urging, UrgingRecipient
from tasks_tracker.domain.users import Role, User
from tasks_tracker.mail import links
from tasks_tracker.mail.told import Told, tell
from tasks_tracker.persistence import users
from tasks_tracker.wording.numbers import number_of


@dataclass(frozen=True)
class Recipient:
    """A person, and why."""

    user: User
    capacity: str
    is_copy: bool = False


class Addressees:
    """Those who are told of a step towards one unit (2 statements)."""

    def __init__(self, unit: Unit, rung: Rung) -> None:
        self.unit, self.rung = unit, rung
        members = [member.id for member in unit.members] if unit.is_collective else []
        found = users.people_of_units({unit.id, *members}, *_roles(rung))
        self._own = [Recipient(one, self._capacity(one)) for one in found]
        heads = users.holders(unit.region, Role.SUPERVISION_HEAD) if rung.copy_office else ()
        self._heads = [Recipient(one, "督查室主任", is_copy=True) for one in heads]

    def of(self, task: Task, *, besides: User | None = None) -> list[Recipient]:
        """Each once, without the one who sends it; empty where nobody of the unit is there."""
        leader = task.section.leader if self.rung.copy_leader else None
        copies = [Recipient(leader, "总指挥", is_copy=True)] if leader else []
        listed = [*self._own, *copies, *self._heads] if self._own else []
        once = {one.user: one for one in reversed(listed) if one.user is not besides}
        return list(once.values())[::-1]

    def _capacity(self, user: User) -> str:
        roles = _roles(self.rung)
        post = next(post for post in user.posts if post.role in roles and post.unit)
        unit = post.unit.name if post.unit else self.unit.name
        return f"{unit}{wording.word(post.role)}"


def _roles(rung: Rung) -> list[Role]:
    wanted = {Role.LIAISON: rung.to_liaison, Role.UNIT_HEAD: rung.to_head}
    return [role for role, is_wanted in wanted.items() if is_wanted]


def send(recipients: Iterable[UrgingRecipient], *, key: str, now: datetime) -> Sequence[Message]:
    """One mail to each person about all that is sent at once; `key` names the occasion."""
    of_user: dict[User, list[UrgingRecipient]] = {}
    for one in recipients:
        of_user.setdefault(one.user, []).append(one)
    return [
        message
        for user, own in of_user.items()
        if (message := _send(own, to=user, key=f"{key}:{user.id}", now=now))
    ]


def _send(own: Sequence[UrgingRecipient], *, to: User, key: str, now: datetime) -> Message | None:
    urgings = [one.urging for one in own]
    told = _told(urgings, own, clock.local(now).year)
    task = urgings[0].task if len(urgings) == 1 else None
    message = tell(key, "urged", told, to=to, now=now, task=task)
    for one in own:
        one.message = message
    return message


def _told(urgings: Sequence[Urging], own: Sequence[UrgingRecipient], year: int) -> Told:
    first = min(urgings, key=lambda one: one.reply_by)
    name = wording.word(max(urgings, key=lambda one: one.level).step)
    by = wording.day(first.reply_by, in_year=year)
    is_copy = all(one.is_copy for one in own)
    action = "知悉" if is_copy else f"请于{by}前答复"
    if len(urgings) == 1:
        subject = f"【{name}】{title(first)}，{action}"
        facts = [(label, words) for label, words in _facts(first).items() if words]
        items: list[str] = []
    else:
        subject = f"【{name}】{len(urgings)} 项任务，{action}"
        facts = []
        items = [_line(one, year) for one in urgings]
    return Told(
        subject=subject,
        opening=f"{_opening(first, len(urgings))}{action}。",
        step="看这一件" if is_copy else "签收并答复",
        url=links.urging(first.id) if len(urgings) == 1 else links.urgings(),
        why="这是抄送件，不用答复。" if is_copy else f"收件人是{first.unit.name}的联络员或负责人。",
        facts=facts,
        items=items,
    )


def _opening(urging: Urging, count: int) -> str:
    office, unit = urging.unit.region.office, urging.unit.name
    if urging.issued_by is None:
        return f"按催办阶梯，{unit}有 {count} 项任务过了期限还没有报送，"
    what = "约谈" if urging.step is Step.INTERVIEW else "催办"
    return f"{office}就 {count} 项任务{what}{unit}，"


def title(urging: Urging) -> str:
    """督单〔2021〕12号 聊008 推进一窗受理."""
    number = f"{number_of(urging)} " if urging.number else ""
    return f"{number}{urging.task.code} {urging.task.name}"


def tell_lifted(urging: Urging, *, now: datetime) -> None:
    """Those who were asked to answer are told that nothing is asked any more."""
    told = Told(
        subject=f"【解除{wording.word(urging.step)}】{title(urging)}",
        opening=f"{urging.unit.region.office}解除了这一件，不用再答复。",
        step="看这一件",
        url=links.urging(urging.id),
        why=f"收件人是{urging.unit.name}的联络员或负责人。",
        facts=[("理由", urging.lifted_words)],
    )
    for one in urging.recipients:
        if not one.is_copy:
            key = f"urging-lifted:{urging.id}:{one.user_id}"
            tell(key, "urging_lifted", told, to=one.user, now=now, task=urging.task)


def called(urging: Urging) -> str:
    """红色督办单 督单〔2021〕4号, as a history names it; empty for what has no number."""
    number = number_of(urging)
    is_slip = bool(number) and urging.step is not Step.INTERVIEW
    return f"{wording.word(urging.step)} {number}" if is_slip else number


def _facts(urging: Urging) -> Mapping[str, str]:
    return {
        "编号": number_of(urging),
        "催办事由": urging.reason,
        "领导批示": urging.remark.words if urging.remark else "",
        "会议议定": urging.resolution.words if urging.resolution else "",
        "紧急理由": urging.urgent_reason,
        "答复期限": wording.full_day(urging.reply_by),
    }


def _line(urging: Urging, year: int) -> str:
    return f"{title(urging)}（{wording.day(urging.reply_by, in_year=year)}前答复）"


def names_of(recipients: Collection[Recipient]) -> str:
    """郑安、李敏，抄送王强."""
    to = "、".join(one.user.name for one in recipients if not one.is_copy)
    copies = "、".join(one.user.name for one in recipients if one.is_copy)
    return f"{to}，抄送{copies}" if copies else to
