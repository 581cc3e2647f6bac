"""Scores and sheets that no database has seen."""

from datetime import date, timedelta

from tasks_tracker.domain.periods import PeriodKind, period_of
from tasks_tracker.domain.score_objections import ScoreObjection
from tasks_tracker.domain.score_sheets import Freezing, ScoreSheet, frozen
from tasks_tracker.domain.scores import Point, ScorePart, UnitScore
from tasks_tracker.domain.tasks import Duty
from tests.unit import loose

NOW = loose.NOW
APRIL = period_of(PeriodKind.MONTH, date(2024, 4, 1))
FROZEN_ON = date(2024, 5, 6)
UNTIL = date(2024, 5, 9)
AFTER = UNTIL + timedelta(days=1)


def point(
    part=ScorePart.COMPLETION, value=2000, possible=5000, words="窗口全部启用", **more
) -> Point:
    facts = {
        "subject": "milestone:12",
        "code": "聊008",
        "on": date(2024, 4, 30),
        "weight": Duty.LEAD,
        **more,
    }
    return Point(part=part, value=value, possible=possible, words=words, **facts)


def points() -> tuple[Point, ...]:
    return (
        point(value=0, possible=2500),
        point(value=2500, possible=2500, subject="milestone:13", words="系统上线"),
        point(ScorePart.REPORTING, 2000, 2000, "4月的反馈", subject="obligation:3"),
        point(ScorePart.FIRST_PASS, 2000, 2000, "一次通过", subject="report:9"),
        point(ScorePart.PROGRESS, 1000, 1000, "进度正常", subject="task:7"),
        point(ScorePart.DEDUCTION, -200, 0, "黄色督办单", subject="urging:4"),
        point(ScorePart.BONUS, 100, 0, "协调事项解决", subject="blocker:2"),
    )


def score(unit_id=1, made=None, *, group="department", is_ranked=True, **more) -> UnitScore:
    return UnitScore(
        unit_id=unit_id,
        unit=f"第{unit_id}局",
        group=group,
        due=5,
        points=points() if made is None else tuple(made),
        left_out=(),
        is_ranked=is_ranked,
        **more,
    )


def sheet(*scores: UnitScore, by=None, period=APRIL, on=FROZEN_ON, until=UNTIL) -> ScoreSheet:
    region = loose.region()
    scores = scores or (score(),)
    units = {}
    for number, one in enumerate(scores, 1):
        units[one.unit_id] = loose.unit(region, one.unit)
        units[one.unit_id].id = one.unit_id
        units[one.unit_id].position = number
    freezing = Freezing(
        by=by or loose.user("clerk"), at=NOW, on=on, until=until, rule_version=0, units=units
    )
    return frozen(region, period, scores, freezing)


def objected(row, place=1, on=UNTIL, **more):
    facts = {"reason": "当天就报了", "agreed_by": "郑安", "by": loose.user(), **more}
    return ScoreObjection(row=row, place=place, raised_at=NOW, raised_on=on, **facts)


def adjust(row, changes):
    row.adjust(changes, by=loose.user("head"), now=NOW, reason="核对过收件时间", objection_id=1)
