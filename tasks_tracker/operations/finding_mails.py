"""Mails about findings: to the people of the unit, and to the office."""

from collections.abc import Sequence
from datetime import datetime

from tasks_tracker.domain.finding_replies import FindingReply
from tasks_tracker.domain.findings import Finding
from tasks_tracker.domain.inspections import Inspection
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, User
from tasks_tracker.mail import links
from tasks_tracker.mail.told import Told, tell
from tasks_tracker.persistence import users
from tasks_tracker.wording import day

OF_UNIT = "你是责任单位的联络员或负责人。"
OF_OFFICE = "你在督查室，整改回复等你们审核。"


def tell_handed_over(inspection: Inspection, handed_over: Sequence[Finding], now: datetime) -> None:
    """One mail with all that one unit gets."""
    unit = handed_over[0].unit
    first, count = min(one.due_on for one in handed_over), len(handed_over)
    told = Told(
        subject=f"【督导整改】{inspection.title}：{count} 个问题，最早{day(first)}前改好",
        opening=f"“{inspection.title}”专项督导发现{unit.name}有 {count} 个问题，现交你单位整改。",
        step="签收并看整改要求",
        url=links.findings(),
        why=OF_UNIT,
        items=[f"{one.code}　{one.fact}（{day(one.due_on)}前）" for one in handed_over],
    )
    last = handed_over[-1].id
    for person in _people(handed_over[0]):
        tell(
            f"findings:{unit.id}:{last}:{person.id}",
            "finding_handed_over",
            told,
            to=person,
            now=now,
        )


def tell_answered(finding: Finding, reply: FindingReply, now: datetime) -> None:
    told = Told(
        subject=f"【整改待审】{finding.unit.name}：{finding.inspection.title}{finding.code}",
        opening=f"{finding.unit.name}的{reply.by.name}回复了整改情况。",
        step="审核整改",
        url=links.finding(finding.id),
        why=OF_OFFICE,
        facts=[("问题", finding.fact), ("整改情况", reply.words)],
    )
    for person in users.holders(finding.inspection.region, *OFFICE_ROLES):
        tell(
            f"finding-answered:{reply.id}:{person.id}", "finding_answered", told, to=person, now=now
        )


def tell_accepted(finding: Finding, now: datetime) -> None:
    reply = finding.replies[-1]
    told = Told(
        subject=f"【已整改】{finding.inspection.title}{finding.code}",
        opening="督查室认定这个问题整改到位。",
        step="看这个问题",
        url=links.finding(finding.id),
        why=OF_UNIT,
        facts=[
            ("问题", finding.fact),
            *([("审核意见", reply.review_words)] if reply.review_words else []),
        ],
    )
    for person in _people(finding):
        tell(f"finding-mended:{reply.id}:{person.id}", "finding_mended", told, to=person, now=now)


def tell_returned(finding: Finding, now: datetime) -> None:
    reply = finding.replies[-1]
    told = Told(
        subject=f"【整改退回】{finding.inspection.title}{finding.code}",
        opening="督查室退回了整改回复，时钟从退回起接着走，待审的日子不算。",
        step="看退回理由",
        url=links.finding(finding.id),
        why=OF_UNIT,
        facts=[
            ("问题", finding.fact),
            ("退回理由", reply.review_words),
            ("时钟走到", day(finding.clock_ends_on)),
        ],
    )
    for person in _people(finding):
        tell(
            f"finding-returned:{reply.id}:{person.id}", "finding_returned", told, to=person, now=now
        )


def tell_moved(finding: Finding, now: datetime) -> None:
    move = finding.moves[-1]
    told = Told(
        subject=f"【整改期限】{finding.inspection.title}{finding.code}改到{day(move.after)}",
        opening="督查室主任改了整改期限，原期限照样列出。",
        step="看这个问题",
        url=links.finding(finding.id),
        why=OF_UNIT,
        facts=[("原期限", day(finding.original_due_on)), ("理由", move.reason)],
    )
    for person in _people(finding):
        key = f"finding-moved:{finding.id}:{len(finding.moves)}:{person.id}"
        tell(key, "finding_moved", told, to=person, now=now)


def tell_withdrawn(finding: Finding, now: datetime) -> None:
    told = Told(
        subject=f"【问题撤销】{finding.inspection.title}{finding.code}",
        opening="督查室撤销了这个问题，不用再整改。",
        step="看这个问题",
        url=links.finding(finding.id),
        why=OF_UNIT,
        facts=[("问题", finding.fact), ("理由", finding.withdrawn_words)],
    )
    for person in _people(finding):
        tell(
            f"finding-withdrawn:{finding.id}:{person.id}",
            "finding_withdrawn",
            told,
            to=person,
            now=now,
        )


def _people(finding: Finding) -> Sequence[User]:
    return users.people_of(finding.unit, *UNIT_ROLES)
