"""A notice before a circular, a correction, and what breaks their rules."""

from datetime import date

from tests.integration.standing.rows import DAY, NOW, Row

ROWS: dict[str, Row] = {
    "circular_notices": {
        "id": 1,
        "circular_id": 3,
        "unit_id": 1,
        "turn": 1,
        "sent_on": DAY,
        "until": DAY,
        "said": [],
        "version": 1,
    },
    "circular_corrections": {
        "id": 1,
        "notice_id": 1,
        "about": "item:聊001",
        "said": "聊001 推进一窗受理，逾期 3 个工作日",
        "reason": "窗口4月已经启用。",
        "by_id": 1,
        "asked_at": NOW,
        "asked_on": DAY,
        "state": "open",
        "opinion": "",
        "version": 1,
    },
}
SECOND: dict[str, Row] = {
    "circular_notices": {"id": 2, "turn": 2},
    "circular_corrections": {"id": 2, "about": "figure:overdue"},
}
DECIDED = {"decided_at": NOW, "decided_by_id": 2, "opinion": "证据不足。"}
BROKEN: dict[str, Row] = {
    "ck_circular_notices_checker": {"checked_at": NOW},
    "ck_circular_notices_turn": {"turn": 0},
    "ck_circular_notices_window": {"until": date(2024, 5, 9)},
    "ck_circular_corrections_correctionstate": {**DECIDED, "state": "lost"},
    "ck_circular_corrections_decided": {"state": "rejected", "opinion": "证据不足。"},
    "ck_circular_corrections_decider": {
        "state": "rejected",
        "opinion": "证据不足。",
        "decided_at": NOW,
    },
    "ck_circular_corrections_four_eyes": {**DECIDED, "state": "rejected", "decided_by_id": 1},
    "ck_circular_corrections_opinion": {**DECIDED, "state": "rejected", "opinion": ""},
    "ck_circular_corrections_reason": {"reason": ""},
    "ck_circular_corrections_unnamed": {**DECIDED, "state": "unnamed"},
}
OPEN: dict[str, Row] = {"uq_circular_corrections_open": {"state": "open"}}
FITTING: dict[str, Row] = {
    "circular_notices.checked_by_id": {"checked_at": NOW},
    "circular_corrections.decided_by_id": {
        "state": "rejected",
        "opinion": "证据不足。",
        "decided_at": NOW,
    },
}
