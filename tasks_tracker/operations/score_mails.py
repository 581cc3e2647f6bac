"""Mails about scores: each unit hears its own before anybody else, then all hear the ranks."""

from datetime import datetime

from tasks_tracker.domain.score_objections import ScoreObjection
from tasks_tracker.domain.score_rows import ScoreRow
from tasks_tracker.domain.score_sheets import ScoreSheet
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES
from tasks_tracker.mail import links
from tasks_tracker.mail.told import Told, tell
from tasks_tracker.persistence import users
from tasks_tracker.wording import day, period_words, word
from tasks_tracker.wording.scores import points

OF_UNIT = "你是这个单位的负责人或联络员。"


def tell_frozen(sheet: ScoreSheet, now: datetime) -> None:
    """The people of each unit, about the own score alone."""
    told = {row.unit_id: _frozen(sheet, row) for row in sheet.rows}
    for person in users.people_of_units(list(told), *UNIT_ROLES):
        for unit in person.units:
            if unit.id in told:
                key = f"scores-frozen:{sheet.id}:{unit.id}:{person.id}"
                tell(key, "scores_frozen", told[unit.id], to=person, now=now)


def tell_objected(objection: ScoreObjection, now: datetime) -> None:
    """Those of the office who may decide it."""
    row = objection.row
    told = Told(
        subject=f"【得分申诉】{row.unit.name}：{_period(row.sheet)}",
        opening=f"{row.unit.name}对{_period(row.sheet)}得分中的一处提出申诉，等复核。",
        step="复核这件申诉",
        url=links.score_objection(objection.id),
        why="你在督查室，得分不是由你冻结的，申诉由你或者另一位同事复核。",
        facts=[("所指", objection.words), ("理由", objection.reason)],
    )
    for person in users.holders(row.sheet.region, *OFFICE_ROLES):
        if person is not row.sheet.frozen_by:
            key = f"score-objected:{objection.id}:{person.id}"
            tell(key, "score_objected", told, to=person, now=now)


def tell_decided(objection: ScoreObjection, now: datetime) -> None:
    row, outcome = objection.row, word(objection.state)
    after = objection.total_before if objection.total_after is None else objection.total_after
    told = Told(
        subject=f"【得分申诉复核】{outcome}：{row.unit.name}{_period(row.sheet)}",
        opening=f"{row.sheet.region.office}复核了{row.unit.name}的申诉：{outcome}。",
        step="看复核结果和现在的得分",
        url=links.score_objection(objection.id),
        why=OF_UNIT,
        facts=[
            ("所指", objection.words),
            ("复核意见", objection.opinion),
            ("得分", f"{points(objection.total_before)} → {points(after)}"),
        ],
    )
    for person in users.people_of(row.unit, *UNIT_ROLES):
        key = f"score-objection-decided:{objection.id}:{person.id}"
        tell(key, "score_objection_decided", told, to=person, now=now)


def tell_published(sheet: ScoreSheet, now: datetime) -> None:
    told = Told(
        subject=f"【得分公布】{_period(sheet)}督查得分和名次",
        opening=f"{sheet.region.office}公布了{_period(sheet)}的督查得分，分组排名次。",
        step="看得分和名次",
        url=links.score_sheet(sheet.id),
        why=f"你在{sheet.region.name}承担督查工作，公布的得分大家都能看到。",
    )
    for person in users.readers_of_circulars(sheet.region):
        key = f"scores-published:{sheet.id}:{person.id}"
        tell(key, "scores_published", told, to=person, now=now)


def _frozen(sheet: ScoreSheet, row: ScoreRow) -> Told:
    until, got = day(sheet.objections_until), points(row.total)
    return Told(
        subject=f"【得分核对】{row.unit.name}{_period(sheet)}得 {got} 分，{until}前核对",
        opening=f"{sheet.region.office}冻结了{_period(sheet)}的得分，公布以前只给本单位看。"
        f"有出入的，请在{until}下班前逐分申诉；没有出入的，请报核对无误。",
        step="看每一分的由来",
        url=links.score_row(row.id),
        why=OF_UNIT,
        facts=[("得分", got), ("应计事项", f"{row.due} 项")],
    )


def _period(sheet: ScoreSheet) -> str:
    return period_words(sheet.period.key)
