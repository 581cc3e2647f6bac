"""Rules of the lights and what was shown."""

from tests.integration.standing.rows import DAY, NOW, Row

ROWS: dict[str, Row] = {
    "light_rules": {
        "version": 1,
        "token": "one",
        "holds_from": DAY,
        "due_soon_within": 7,
        "report_soon_within": 3,
        "behind_points": 10,
        "severe_after": 10,
        "red_slips": 2,
        "overdue_by": "last",
        "reason": "按会议要求",
        "set_at": NOW,
        "set_by_id": 1,
    },
    "shown_lights": {
        "task_id": 1,
        "shown_on": DAY,
        "light": "normal",
        "rule_version": 0,
        "inputs": {},
    },
}
SECOND: dict[str, Row] = {
    "light_rules": {"version": 2, "token": "two"},
    "shown_lights": {"task_id": 2},
}
BROKEN: dict[str, Row] = {
    "ck_light_rules_version": {"version": 0},
    "ck_light_rules_reason": {"reason": ""},
    "ck_light_rules_overdueby": {"overdue_by": "lost"},
    "ck_light_rules_due_soon_within": {"due_soon_within": 0},
    "ck_light_rules_report_soon_within": {"report_soon_within": 31},
    "ck_light_rules_behind_points": {"behind_points": 101},
    "ck_light_rules_severe_after": {"severe_after": 0},
    "ck_light_rules_red_slips": {"red_slips": 0},
    "ck_shown_lights_light": {"light": "lost"},
}
