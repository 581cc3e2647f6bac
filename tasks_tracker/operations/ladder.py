"""The head of supervision sets the ladder of urging anew; what held before stays to be read."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from tasks_tracker import clock, wording
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.ladder import Ladder, LadderStep, Rung, check
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import ladder
from tasks_tracker.persistence.session import db

OVERTAKEN = "打开本页之后，阶梯刚刚改过一版。下面留着你填的数，对照新的一版看过再保存。"


def set_ladder(
    region: Region,
    *,
    by: User,
    now: datetime,
    rungs: Sequence[Rung],
    holds_from: date,
    seen: int,
) -> Ladder:
    """`seen` is the version that was on the page."""
    require(by, Action.SET_LADDER, region)
    check(rungs)
    if holds_from < clock.local(now).date():
        raise Refusal("生效日不能早于今天，已经发出的不按新规则重算。", field="holds_from")
    version = ladder.next_version(region)
    if seen != version - 1:
        raise Refusal(OVERTAKEN)
    before = ladder.rungs(region.id, holds_from)
    made = Ladder(region=region, version=version, holds_from=holds_from, set_by=by, set_at=now)
    made.steps = [LadderStep(ladder=made, **asdict(rung)) for rung in rungs]
    db.add(made)
    db.flush()
    record(
        EventKind.LADDER_SET,
        by=by,
        now=now,
        region=region,
        subject=f"ladder:{made.id}",
        words=f"第 {version} 版，{wording.full_day(holds_from)}起执行",
        before=[asdict(rung) for rung in before.values()],
        after=[asdict(rung) for rung in rungs],
    )
    return made
