"""Clocks, obligations, numbers and evidence."""

from datetime import date

from tests.integration.standing.rows import DAY, NOW, Row

BEFORE = date(2024, 5, 9)
ROWS: dict[str, Row] = {
    "clock_stops": {
        "milestone_id": 1,
        "reason": "report",
        "started_on": DAY,
        "ends_on": DAY,
        "met_on": None,
        "ended_on": None,
        "days": 0,
    },
    "due_moves": {
        "milestone_id": 1,
        "moved_on": DAY,
        "before": BEFORE,
        "after": DAY,
        "subject": "extension:1",
    },
    "obligations": {
        "id": 1,
        "task_id": 1,
        "unit_id": 1,
        "period": "2024-05",
        "opens_on": DAY,
        "due_on": DAY,
        "asked_on": DAY,
    },
    "series": {"region_id": 1, "kind": "notice", "year": 2024, "last_number": 1},
}
SECOND: dict[str, Row] = {
    "clock_stops": {"ended_on": DAY},
    "due_moves": {"milestone_id": 2},
    "obligations": {"id": 2, "period": "2024-06"},
    "series": {"year": 2025},
}
BROKEN: dict[str, Row] = {
    "ck_clock_stops_stopreason": {"reason": "lost"},
    "ck_clock_stops_met_after": {"met_on": BEFORE},
    "ck_clock_stops_order": {"ended_on": BEFORE},
    "ck_clock_stops_days": {"ended_on": DAY, "days": -1},
    "ck_clock_stops_days_of_ended": {"ended_on": None, "days": 1},
    "ck_due_moves_later": {"before": DAY},
    "ck_evidence_evidencekind": {"kind": "lost", "stored_name": None, "size": 0, "sha256": ""},
    "ck_evidence_file": {"kind": "site_note", "note": "三个窗口开着"},
    "ck_evidence_hash": {"sha256": ""},
    "ck_evidence_address": {"address": "https://example.gov.cn"},
    "ck_evidence_note": {"kind": "site_note", "stored_name": None, "size": 0, "sha256": ""},
    "ck_obligations_order": {"due_on": BEFORE},
    "ck_obligations_report": {"report_id": 1},
    "ck_obligations_excused": {"report_id": 1, "answered_on": DAY, "excused_on": DAY},
    "ck_series_from_one": {"last_number": 0},
    "ck_milestones_stopreason": {"stopped_by": "lost"},
    "ck_progress_reports_signer": {
        "state": "accepted",
        "reviewed_by_id": 2,
        "reviewed_at": NOW,
        "signed_by_id": 2,
    },
    "ck_progress_reports_percent": {"percent": 101},
    "ck_progress_reports_grade": {"is_application": True, "grade": "lost"},
    "ck_progress_reports_grade_of_application": {"grade": "good"},
    "ck_tasks_grade": {"grade": "lost"},
    "ck_tasks_ending": {"ending": "lost"},
}
FITTING: dict[str, Row] = {"obligations.report_id": {"answered_on": DAY}}
