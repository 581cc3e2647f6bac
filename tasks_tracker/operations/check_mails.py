"""Whom a check concerns is told of it: those who are to look, and the units whose task it is."""

from collections.abc import Sequence
from datetime import datetime

from tasks_tracker import wording
from tasks_tracker.domain.checks import Check, Finding
from tasks_tracker.domain.series import SeriesKind
from tasks_tracker.domain.users import User
from tasks_tracker.mail import links
from tasks_tracker.mail.told import Told, tell
from tasks_tracker.persistence import users


def opened(check: Check, *, now: datetime, to: Sequence[User] | None = None) -> None:
    """Those who are to look, or of them those who were named later."""
    number = number_of(check)
    told = Told(
        subject=f"【核查】{number}：{check.task.code} {check.task.name}",
        opening=f"{check.opened_by.name}请你核查这项已办结的任务（{wording.word(check.reason)}）。",
        step="打开核查单，填写结论",
        url=links.check(check.id),
        why="你被指定为这次核查的核查人。",
        facts=[
            ("任务", f"{check.task.code} {check.task.name}"),
            ("牵头单位", "、".join(unit.name for unit in check.task.leads)),
            ("核查内容", check.occasion),
        ],
    )
    for person in check.people if to is None else to:
        tell(
            f"check_opened:{check.id}:{person.id}",
            "check_opened",
            told,
            to=person,
            now=now,
            task=check.task,
        )


def found(check: Check, *, now: datetime) -> None:
    """The units that lead it; with what was untrue there is something to be done again."""
    if check.finding is None:
        raise ValueError("nothing was found yet")
    is_true = check.finding is Finding.TRUE
    told = Told(
        subject=f"【核查】{check.task.code} {wording.word(check.finding)}：{check.task.name}",
        opening="督查室核查了这项任务，结论与所报一致。"
        if is_true
        else "督查室核查了这项任务，与所报不一致，任务重新打开，原期限不变，时钟接着走。",
        step="看核查情况" if is_true else "看核查情况，补齐后重新申请办结",
        url=links.task(check.task.id),
        why="你是这项任务牵头单位的联络员，或者填报了办结申请。",
        facts=[
            ("核查", number_of(check)),
            ("结论", wording.word(check.finding)),
            ("情况", check.found_words),
        ],
    )
    for person in _units(check):
        tell(
            f"check_found:{check.id}:{person.id}",
            "check_found",
            told,
            to=person,
            now=now,
            task=check.task,
        )


def number_of(check: Check) -> str:
    """核查〔2021〕3号."""
    return wording.doc_no(SeriesKind.CHECK, check.year, check.number)


def _units(check: Check) -> list[User]:
    leads = {unit.id for unit in check.task.leads}
    told = {person.id: person for person in users.liaisons_of(leads)}
    if check.report:
        told[check.report.by.id] = check.report.by
    return list(told.values())
