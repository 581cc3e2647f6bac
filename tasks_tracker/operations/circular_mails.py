"""Mails around a circular: before it, about corrections, to the head, and when it is out."""

from collections.abc import Sequence
from datetime import datetime

from tasks_tracker import wording
from tasks_tracker.domain.circular_notices import CircularCorrection, CircularNotice
from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, Role, User
from tasks_tracker.mail import links, outbox
from tasks_tracker.mail.told import Told, tell
from tasks_tracker.persistence import circular_notices, users

IN_TABLE = "分单位总表里本单位的数"


def title(circular: Circular) -> str:
    """2021年8月调度通报, 2021年三季度调度通报（更正）."""
    correction = "（更正）" if circular.corrects_id or circular.corrects else ""
    return f"{wording.period_words(circular.period.key)}调度通报{correction}"


def tell_named(notices: Sequence[CircularNotice], *, now: datetime) -> None:
    """Liaisons and heads of each unit, each about the own unit alone."""
    for notice in notices:
        told = _notice_words(notice)
        for person in _people_of(notice):
            tell(
                f"circular-notice:{notice.id}:{person.id}",
                "circular_notice",
                told,
                to=person,
                now=now,
            )


def _notice_words(notice: CircularNotice) -> Told:
    circular, unit = notice.circular, notice.unit.name
    until = wording.day(notice.until)
    return Told(
        subject=f"【印发前核实】{title(circular)}：{unit} {len(notice.passages)} 处，{until}前核对",
        opening=f"{circular.region.office}准备印发{title(circular)}，下面是其中写到{unit}的内容。"
        f"有出入的，请在{until}下班前提出更正；没有出入的，请报核对无误。",
        step="核对并答复",
        url=links.circular_notice(notice.id),
        why=f"收件人是{unit}的联络员或负责人。核实期间各项任务的时钟照常走。",
        facts=[(IN_TABLE, notice.figures)] if notice.figures else (),
        items=[one.words for one in notice.passages],
    )


def tell_office(correction: CircularCorrection, *, now: datetime) -> None:
    notice = correction.notice
    told = Told(
        subject=f"【更正申请】{title(notice.circular)}：{notice.unit.name}",
        opening=f"{notice.unit.name}对{title(notice.circular)}里的一项提出更正。",
        step="答复这件申请",
        url=links.correction(correction.id),
        why="你在督查室，答复以前通报不能报批，所以收到这封邮件。",
        facts=[("所指内容", correction.said), ("理由", correction.reason)],
    )
    for person in users.holders(notice.circular.region, *OFFICE_ROLES):
        tell(
            f"correction:{correction.id}:{person.id}", "correction_asked", told, to=person, now=now
        )


def tell_asker(correction: CircularCorrection, *, now: datetime) -> None:
    notice = correction.notice
    word = wording.word(correction.state)
    told = Told(
        subject=f"【更正答复】{title(notice.circular)}：{word}",
        opening=f"{notice.circular.region.office}答复了{notice.unit.name}的更正申请：{word}。",
        step="看答复",
        url=links.correction(correction.id),
        why=f"申请由{notice.unit.name}提出，所以收到这封邮件。",
        facts=[
            ("所指内容", correction.said),
            ("申请的理由", correction.reason),
            ("答复的理由", correction.opinion),
        ],
    )
    for person in _people_of(notice):
        key = f"correction-decided:{correction.id}:{person.id}"
        tell(key, "correction_decided", told, to=person, now=now)


def tell_heads(circular: Circular, *, by: User, now: datetime) -> None:
    told = Told(
        subject=f"【待批准】{title(circular)}",
        opening=f"{by.name}把{title(circular)}报请批准，核对已全部通过。",
        step="看过以后批准或退回",
        url=links.circular(circular.id),
        why="你是督查室主任，通报由你批准，所以收到这封邮件。",
        facts=[("数据截至", wording.full_day(circular.as_of))],
    )
    for person in users.holders(circular.region, Role.SUPERVISION_HEAD):
        if person is not by:
            key = f"circular-proposed:{circular.id}:{circular.version}:{person.id}"
            tell(key, "circular_proposed", told, to=person, now=now)


def tell_proposer(circular: Circular, proposer: User, reason: str, *, now: datetime) -> None:
    told = Told(
        subject=f"【退回】{title(circular)}",
        opening=f"{title(circular)}没有批准，退回成草稿。",
        step="改好以后再报批",
        url=links.circular(circular.id),
        why="这期通报由你报批，所以收到这封邮件。",
        facts=[("理由", reason)],
    )
    key = f"circular-sent-back:{circular.id}:{circular.version}"
    tell(key, "circular_sent_back", told, to=proposer, now=now)


def tell_readers(circular: Circular, *, now: datetime) -> None:
    """Everybody in the business of the region; who is named is told of what, in the same mail."""
    named = _named_people(circular)
    written = [
        outbox.write(
            f"circular:{circular.id}:{reader.id}",
            "circular_published",
            to=reader,
            now=now,
            context={"circular": circular, "named": named.get(reader.id, [])},
        )
        for reader in users.readers_of_circulars(circular.region)
    ]
    outbox.put(outbox.unsaid(written))


def _named_people(circular: Circular) -> dict[int, list[str]]:
    """What was said of the units of each person in the notices, but for what is not named."""
    found: dict[int, list[str]] = {}
    for notice in circular_notices.of_circular(circular):
        items = [one.words for one in notice.items if one.code not in circular.unnamed]
        for person in _people_of(notice) if items else ():
            found.setdefault(person.id, []).extend(items)
    return found


def _people_of(notice: CircularNotice) -> Sequence[User]:
    unit = notice.unit
    members = [member.id for member in unit.members] if unit.is_collective else []
    return users.people_of_units({unit.id, *members}, *UNIT_ROLES)
