"""The rule of scores is changed: a new version with a reason, from the first of a month ahead."""

from datetime import datetime
from typing import Any

from tasks_tracker import clock
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.score_rules import BOUNDS, Rule, ScoreRule, as_kept, check
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import score_rules
from tasks_tracker.persistence.session import db
from tasks_tracker.wording import full_day

STALE = "页面打开以后又定了新的一版，请刷新页面看过再定。"


def set_score_rule(
    region: Region, rule: Rule, *, by: User, now: datetime, reason: str, seen: int
) -> ScoreRule:
    """Let the periods that begin from `rule.holds_from` on be scored by it; what was scored before
    stays. `seen` is the newest version that the person saw."""
    require(by, Action.SET_SCORE_RULES, region)
    newest = score_rules.newest(region)
    if newest.version != seen:
        raise Refusal(STALE)
    check(rule, newest=newest, today=clock.local(now).date())
    if not reason.strip():
        raise Refusal("请写明为什么改，如会议议定的事项或文号。", field="reason")
    made = ScoreRule(
        region=region,
        version=newest.version + 1,
        holds_from=rule.holds_from,
        reason=reason.strip(),
        set_at=now,
        set_by=by,
        **_content(rule),
    )
    db.add(made)
    db.flush()
    record(
        EventKind.SCORE_RULE_SET,
        by=by,
        now=now,
        region=region,
        subject=f"score_rule:{made.version}",
        words=f"第 {made.version} 版，{full_day(made.holds_from)}起执行；{made.reason}",
        before=_content(newest),
        after=_content(rule),
    )
    return made


def _content(rule: Rule) -> dict[str, Any]:
    return {
        **{name: getattr(rule, name) for name in BOUNDS},
        "deductions": as_kept(rule.deductions),
        "bonuses": as_kept(rule.bonuses),
        "joined": [group.value for group in rule.joined],
    }
