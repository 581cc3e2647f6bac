"""Reporting by period."""

from tests.integration.standing.rows import NOW, Row

WAITING: Row = {"state": "waiting", "decided_by_id": None, "decided_at": None}
ROWS: dict[str, Row] = {
    "unsigned_reports": {
        "id": 1,
        "task_id": 1,
        "unit_id": 1,
        "by_id": 1,
        "written_at": NOW,
        "content": {"progress": "12 个窗口已启用"},
        **WAITING,
        "words": "",
        "version": 1,
    },
}
SECOND: dict[str, Row] = {
    "unsigned_reports": {
        "id": 2,
        "state": "given_back",
        "decided_by_id": 2,
        "decided_at": NOW,
        "words": "补上件数",
    }
}
BROKEN: dict[str, Row] = {
    "ck_unsigned_reports_signstate": {"state": "lost"},
    "ck_unsigned_reports_decided": {"state": "waiting"},
    "ck_unsigned_reports_decided_by": {"decided_by_id": None},
    "ck_unsigned_reports_reason": {"words": ""},
    "ck_unsigned_reports_report": {"report_id": 1},
    "ck_unsigned_reports_four_eyes": {"state": "signed", "report_id": 1, "decided_by_id": 1},
}
OPEN: dict[str, Row] = {"uq_unsigned_reports_waiting": WAITING}
FITTING: dict[str, Row] = {"unsigned_reports.report_id": {"state": "signed"}}
