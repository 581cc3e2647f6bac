"""A unit signs for what it is urged with and answers; the office judges the answer."""

from collections.abc import Sequence
from datetime import datetime

from tasks_tracker import clock, wording
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.urgings import Urging, UrgingReply
from tasks_tracker.domain.users import User
from tasks_tracker.mail import links
from tasks_tracker.mail.told import Told, tell
from tasks_tracker.operations import remark_outcomes
from tasks_tracker.operations.attaching import Piece, attach
from tasks_tracker.operations.recipients import called, title
from tasks_tracker.operations.trail import record
from tasks_tracker.operations.urging_steps import keep
from tasks_tracker.persistence import posts, workdays
from tasks_tracker.persistence.session import db


def sign_for(urging: Urging, *, by: User, now: datetime) -> None:
    """The unit has received it."""
    require(by, Action.ANSWER_URGING, urging)
    urging.sign(by=by, now=now)
    _record(EventKind.URGING_SIGNED, urging, by, now, _unit(urging, by).name)


def answer(
    urging: Urging, *, by: User, now: datetime, reply: str, evidence: Sequence[Piece] = ()
) -> UrgingReply:
    """Say why it is late and by when it will be done; late answers are taken, as late ones."""
    require(by, Action.ANSWER_URGING, urging)
    made = urging.answer(reply, by=by, now=now, today=clock.local(now).date())
    db.add(made)
    db.flush()
    subject = f"urging_reply:{made.id}"
    attach(evidence, by=by, now=now, task=urging.task, subject=subject, unit=_unit(urging, by))
    late = "，已过答复期" if made.is_late else ""
    _record(EventKind.URGING_ANSWERED, urging, by, now, f"{_unit(urging, by).name}{late}")
    _tell_issuer(made, now)
    return made


def take_answer(urging: Urging, *, by: User, now: datetime, opinion: str = "") -> None:
    """The answer will do: nothing more is asked, unless the item falls behind anew."""
    require(by, Action.JUDGE_ANSWER, urging)
    urging.take(by=by, now=now, words=opinion)
    keep(urging.task)
    _record(EventKind.ANSWER_TAKEN, urging, by, now, opinion)
    remark_outcomes.note_settled(urging, now=now)
    _tell_unit(urging, now)


def turn_down_answer(urging: Urging, *, by: User, now: datetime, opinion: str) -> None:
    """It will not do, and counts as none."""
    require(by, Action.JUDGE_ANSWER, urging)
    today, known = clock.local(now).date(), workdays.calendar()
    urging.hand_back(by=by, now=now, today=today, words=opinion, workdays=known)
    keep(urging.task)
    _record(EventKind.ANSWER_NOT_TAKEN, urging, by, now, opinion)
    _tell_unit(urging, now)


def _record(kind: EventKind, urging: Urging, by: User, now: datetime, words: str) -> None:
    said = "：".join(filter(None, (called(urging), words)))
    subject = f"urging:{urging.id}"
    record(kind, by=by, now=now, task=urging.task, subject=subject, words=said)


def _unit(urging: Urging, by: User) -> Unit:
    """For which unit this person answers: of a collective, the own one."""
    own = [unit for unit in by.units if unit in (urging.unit, *urging.unit.members)]
    return own[0]


def _tell_issuer(reply: UrgingReply, now: datetime) -> None:
    """Whoever sent it; what went out by rule stands among what is pending."""
    urging = reply.urging
    if urging.issued_by is None:
        return
    told = Told(
        subject=f"【答复】{urging.unit.name}：{title(urging)}",
        opening=f"{_unit(urging, reply.by).name}答复了{wording.word(urging.step)}，等督查室审看。",
        step="看答复",
        url=links.urging(urging.id),
        why="收件人是发出这一件的人。",
        facts=[("答复", reply.words)],
    )
    key = f"urging-answered:{reply.id}"
    tell(key, "urging_answered", told, to=urging.issued_by, now=now, task=urging.task)


def _tell_unit(urging: Urging, now: datetime) -> None:
    reply = urging.replies[-1]
    is_taken = not urging.is_in_force
    result = "认可" if is_taken else "不认可"
    told = Told(
        subject=f"【答复{result}】{title(urging)}",
        opening=f"督查室{result}这次答复。",
        step="看督查室的意见" if is_taken else "重新答复",
        url=links.urging(urging.id),
        why="收件人是写答复的人。",
        facts=[
            *([("意见", reply.judged_words)] if reply.judged_words else []),
            *([] if is_taken else [("答复期限", wording.full_day(urging.reply_by))]),
        ],
    )
    key = f"urging-judged:{reply.id}"
    to = posts.still(reply.by, urging.task, urging.unit)
    tell(key, "urging_judged", told, to=to, now=now, task=urging.task)
