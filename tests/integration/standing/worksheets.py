"""Filled in 反馈表 that were uploaded."""

from tests.integration.standing.rows import NOW, Row

ROWS: dict[str, Row] = {
    "worksheets": {
        "id": 1,
        "by_id": 1,
        "uploaded_at": NOW,
        "file_name": "反馈表.xlsx",
        "content": {"rows": [], "remarks": []},
        "state": "open",
        "ended_at": None,
        "version": 1,
    },
}
SECOND: dict[str, Row] = {"worksheets": {"id": 2}}
BROKEN: dict[str, Row] = {
    "ck_worksheets_ended": {"ended_at": NOW},
    "ck_worksheets_worksheetstate": {"state": "lost", "ended_at": NOW},
}
