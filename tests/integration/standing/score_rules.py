"""Rules of scores."""

from tests.integration.standing.rows import DAY, NOW, Row

ROWS: dict[str, Row] = {
    "score_rules": {
        "region_id": 1,
        "version": 1,
        "holds_from": DAY,
        "completion": 50,
        "reporting": 20,
        "first_pass": 20,
        "progress": 10,
        "support": 50,
        "cap": 110,
        "least_due": 3,
        "early_days": 10,
        "deductions": {},
        "bonuses": {},
        "joined": [],
        "reason": "按会议要求",
        "set_at": NOW,
        "set_by_id": 1,
    },
}
SECOND: dict[str, Row] = {"score_rules": {"version": 2}}
BROKEN: dict[str, Row] = {
    "ck_score_rules_version": {"version": 0},
    "ck_score_rules_reason": {"reason": ""},
    "ck_score_rules_weights": {"completion": 49},
    "ck_score_rules_completion": {"completion": -10, "reporting": 80},
    "ck_score_rules_reporting": {"reporting": -10, "completion": 80},
    "ck_score_rules_first_pass": {"first_pass": -10, "completion": 80},
    "ck_score_rules_progress": {"progress": -10, "completion": 70},
    "ck_score_rules_support": {"support": 101},
    "ck_score_rules_cap": {"cap": 99},
    "ck_score_rules_least_due": {"least_due": 0},
    "ck_score_rules_early_days": {"early_days": 0},
}
