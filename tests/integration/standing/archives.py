"""Archives, posts and handovers."""

from tests.integration.standing.rows import NOW, Row

ROWS: dict[str, Row] = {
    "archives": {
        "id": 1,
        "region_id": 1,
        "task_id": 1,
        "edition": 1,
        "by_id": 1,
        "at": NOW,
        "stored_name": "a",
        "sha256": "a",
        "size": 1,
        "members": 1,
    },
    "handovers": {
        "id": 1,
        "region_id": 1,
        "year": 2024,
        "number": 1,
        "leaver_id": 1,
        "reason": "调任",
        "is_absent": False,
        "opened_by_id": 2,
        "opened_at": NOW,
        "state": "opened",
        "confirmed_by_id": None,
        "confirmed_at": None,
        "handed_by_id": None,
        "handed_at": None,
        "ended_at": None,
        "ended_words": "",
        "version": 1,
    },
    "handover_posts": {
        "id": 1,
        "handover_id": 1,
        "post_id": 1,
        "successor_id": 2,
        "handed": [],
        "taken": [],
    },
}
NEIGHBOURS: dict[str, Row] = {"handovers": {"id": 2, "number": 2, "leaver_id": 2}}
SECOND: dict[str, Row] = {
    "archives": {"id": 2, "edition": 2},
    "handovers": {"id": 3, "number": 3, "state": "taken", "ended_at": NOW},
    "handover_posts": {"id": 2, "handover_id": 2},
}
BROKEN: dict[str, Row] = {
    "ck_archives_edition": {"edition": 0},
    "ck_archives_size": {"size": 0},
    "ck_archives_hash": {"sha256": ""},
    "ck_handovers_number": {"number": 0},
    "ck_handovers_reason": {"reason": ""},
    "ck_handovers_handoverstate": {"state": "lost", "ended_at": None},
    "ck_handovers_confirmed": {"confirmed_at": NOW},
    "ck_handovers_handed": {"handed_by_id": 1},
    "ck_handovers_order": {"handed_at": NOW, "handed_by_id": 1},
    "ck_handovers_ended": {"ended_at": None},
    "ck_handovers_cancelled": {"ended_words": "不调了"},
}
OPEN: dict[str, Row] = {"uq_handovers_current": {"state": "opened", "ended_at": None}}
"""With what a row is one of those that must not be there twice."""
FITTING: dict[str, Row] = {
    "handovers.confirmed_by_id": {"confirmed_at": NOW},
    "handovers.handed_by_id": {"confirmed_at": NOW, "confirmed_by_id": 1, "handed_at": NOW},
}
