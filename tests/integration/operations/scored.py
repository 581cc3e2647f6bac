"""Score sheets in the world of the tests: April 2024, frozen on Monday, 6 May."""

from datetime import date, timedelta

from tasks_tracker.domain.periods import PeriodKind, period_of
from tasks_tracker.domain.score_objections import ScoreObjection
from tasks_tracker.domain.score_sheets import ScoreSheet
from tasks_tracker.domain.scores import UnitScore
from tasks_tracker.operations.score_objections import object_to_score
from tasks_tracker.operations.score_sheets import freeze_scores, publish_scores
from tests import make
from tests.unit.score_samples import point, points

APRIL = period_of(PeriodKind.MONTH, date(2024, 4, 1))
DAY = timedelta(days=1)
FREEZING = make.NOW - 4 * DAY
WITHIN = make.NOW - DAY
"""The last day of the window."""
AFTER = make.NOW
PROOF = {"no_evidence": "台账里查得到"}


def score_of(unit, made=None, **more) -> UnitScore:
    facts = {"group": unit.group.value, "due": 5, "is_ranked": True, "left_out": (), **more}
    chosen = points() if made is None else tuple(made)
    return UnitScore(unit_id=unit.id, unit=unit.name, points=chosen, **facts)


def freeze(world, *scores, by=None, period=APRIL, now=FREEZING, **more) -> ScoreSheet:
    scores = scores or (score_of(world.lead), score_of(world.helper, [point(value=5000)]))
    return freeze_scores(
        world.city,
        by=by or world.supervisor,
        now=now,
        period=period,
        scores=scores,
        rule_version=0,
        **more,
    )


def row_of(sheet, unit):
    return next(row for row in sheet.rows if row.unit is unit)


def object_to(row, by, place=1, now=WITHIN, **more) -> ScoreObjection:
    facts = {"reason": "当天就报了", "agreed_by": "郑安", **PROOF, **more}
    return object_to_score(row, by=by, now=now, place=place, **facts)


def publish(sheet, by, now=AFTER) -> None:
    publish_scores(sheet, by=by, now=now)


def things(world) -> dict[str, int]:
    """A sheet in its window, with an objection that waits."""
    sheet = freeze(world, now=make.NOW)
    row = row_of(sheet, world.lead)
    objection = object_to(row, world.owner, now=make.NOW)
    return {"sheet_id": sheet.id, "row_id": row.id, "score_objection_id": objection.id}
