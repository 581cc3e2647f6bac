"""Scores are frozen, looked over by the units, and published; nothing of it by itself."""

from collections.abc import Sequence
from datetime import datetime

from tasks_tracker import clock
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.periods import Period
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.score_rows import ScoreRow
from tasks_tracker.domain.score_sheets import (
    WINDOW_DAYS,
    Freezing,
    ScoreSheet,
    frozen,
    window_end,
)
from tasks_tracker.domain.scores import UnitScore
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User
from tasks_tracker.operations import score_mails as mails
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import score_sheets, units, workdays
from tasks_tracker.persistence.session import db
from tasks_tracker.wording import day, period_words


def freeze_scores(
    region: Region,
    *,
    by: User,
    now: datetime,
    period: Period,
    scores: Sequence[UnitScore],
    rule_version: int,
    days: int = WINDOW_DAYS,
) -> ScoreSheet:
    """Keep the scores of a period that is over as they are today; each unit is told its own, and
    until when it may object. `scores` are those of `period` as of today."""
    require(by, Action.FREEZE_SCORES, region)
    today = clock.local(now).date()
    until = window_end(today, days, workdays.calendar())
    scored = units.of_ids(region, [score.unit_id for score in scores])
    freezing = Freezing(
        by=by,
        at=now,
        on=today,
        until=until,
        rule_version=rule_version,
        units={unit.id: unit for unit in scored},
    )
    sheet = frozen(region, period, scores, freezing)
    db.add(sheet)
    db.flush()
    record(
        EventKind.SCORES_FROZEN,
        by=by,
        now=now,
        region=region,
        subject=sheet.subject,
        words=f"{period_words(period.key)}，{len(sheet.rows)} 家单位，核对到{day(until)}",
    )
    mails.tell_frozen(sheet, now)
    return sheet


def look_over_score(row: ScoreRow, *, by: User, now: datetime) -> None:
    """The unit found nothing wrong with its score; it may still object within the window."""
    require(by, Action.LOOK_OVER_SCORE, row)
    score_sheets.hold(row.sheet)
    row.check(by=by, now=now, today=clock.local(now).date())
    record(
        EventKind.SCORE_LOOKED_OVER,
        by=by,
        now=now,
        region=row.sheet.region,
        subject=row.subject,
        words=f"{period_words(row.sheet.period.key)}，{row.unit.name}核对无误",
    )


def publish_scores(sheet: ScoreSheet, *, by: User, now: datetime) -> None:
    """Ranks in groups, with the movement against the period before; all of the region are told."""
    require(by, Action.PUBLISH_SCORES, sheet)
    score_sheets.hold(sheet)
    sheet = score_sheets.whole(sheet)
    sheet.publish(
        by=by,
        now=now,
        today=clock.local(now).date(),
        before=score_sheets.places_before(sheet),
        undecided=score_sheets.undecided(sheet),
    )
    record(
        EventKind.SCORES_PUBLISHED,
        by=by,
        now=now,
        region=sheet.region,
        subject=sheet.subject,
        words=f"{period_words(sheet.period.key)}，{len(sheet.rows)} 家单位",
        after={row.unit.name: [row.total, row.rank] for row in sheet.rows},
    )
    mails.tell_published(sheet, now)
