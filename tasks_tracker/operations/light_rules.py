"""The rule of the lights is changed: a new version with a reason, from a day ahead."""

from datetime import datetime

from tasks_tracker import clock
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.light_rules import BOUNDS, LightRule, check
from tasks_tracker.domain.lights import Rule
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.users import User
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import light_rules
from tasks_tracker.persistence.session import db
from tasks_tracker.wording import full_day, word

STALE = "页面打开以后又定了新的一版，请刷新页面看过再定。"


def set_rule(rule: Rule, *, by: User, now: datetime, reason: str, seen: int) -> LightRule:
    """Let these figures hold for all regions from `rule.holds_from` on; what was shown before
    stays. `seen` is the newest version that the person saw."""
    require(by, Action.SET_LIGHT_RULES)
    newest = light_rules.newest()
    if newest.version != seen:
        raise Refusal(STALE)
    check(rule, newest=newest, today=clock.local(now).date())
    if not reason.strip():
        raise Refusal("请写明为什么改，如会议议定的事项或文号。", field="reason")
    made = LightRule(
        version=newest.version + 1,
        holds_from=rule.holds_from,
        overdue_by=rule.overdue_by,
        reason=reason.strip(),
        set_by=by,
        set_at=now,
        **{name: getattr(rule, name) for name in BOUNDS},
    )
    db.add(made)
    db.flush()
    light_rules.look_again()
    record(
        EventKind.LIGHT_RULE_SET,
        by=by,
        now=now,
        subject=f"light_rule:{made.version}",
        words=f"第 {made.version} 版，{full_day(made.holds_from)}起执行；{made.reason}"[:300],
        before=_as_json(newest),
        after=_as_json(rule),
    )
    return made


def _as_json(rule: Rule) -> dict[str, object]:
    figures: dict[str, object] = {name: getattr(rule, name) for name in BOUNDS}
    return figures | {"overdue_by": word(rule.overdue_by)}
