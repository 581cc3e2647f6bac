"""Completion, checks, closing and endings."""

from datetime import timedelta

from tests.integration.standing.rows import DAY, NOW, Row

BEFORE = DAY - timedelta(days=1)
FOUND: Row = {
    "finding": "true",
    "found_words": "与所报一致",
    "found_on": DAY,
    "found_at": NOW,
    "found_by_id": 1,
}
ROWS: dict[str, Row] = {
    "check_draws": {
        "id": 1,
        "region_id": 1,
        "seed": "20240510-1",
        "since": BEFORE,
        "until": DAY,
        "per_cent": 10,
        "population": [1],
        "drawn": [1],
        "by_id": 1,
        "at": NOW,
    },
    "checks": {
        "id": 1,
        "region_id": 1,
        "year": 2024,
        "number": 1,
        "task_id": 1,
        "reason": "sample",
        "occasion": "抽查",
        "opened_by_id": 1,
        "opened_at": NOW,
        "opened_on": DAY,
        "found_words": "",
        "version": 1,
    },
    "check_people": {"check_id": 1, "user_id": 1},
    "closings": {"task_id": 1, "by_id": 1, "at": NOW, "closed_on": DAY, "words": ""},
    "task_endings": {
        "task_id": 1,
        "ending": "terminated",
        "reason": "政策停止执行",
        "doc_no": "测政字〔2024〕9号",
        "decided_on": DAY,
        "standing_rule": "",
        "by_id": 1,
        "at": NOW,
        "ended_on": DAY,
    },
}
NEIGHBOURS: dict[str, Row] = {"checks": {"id": 2, "number": 2, "task_id": 2}}
SECOND: dict[str, Row] = {
    "check_draws": {"id": 2},
    "checks": {"id": 3, "number": 3, **FOUND},
    "check_people": {"user_id": 2},
    "closings": {"undone_on": DAY},
    "task_endings": {"task_id": 2},
}
BROKEN: dict[str, Row] = {
    "ck_progress_reports_overturned": {"overturned_on": DAY},
    "ck_check_draws_period": {"until": BEFORE - timedelta(days=1)},
    "ck_check_draws_per_cent": {"per_cent": 101},
    "ck_checks_checkreason": {**FOUND, "reason": "lost"},
    "ck_checks_finding": {**FOUND, "finding": "lost"},
    "ck_checks_number_from_one": {**FOUND, "number": 0},
    "ck_checks_occasion": {**FOUND, "occasion": ""},
    "ck_checks_finding_of_found": {**FOUND, "finding": None},
    "ck_checks_moment_of_found": {**FOUND, "found_at": None},
    "ck_checks_finder": {**FOUND, "found_by_id": None},
    "ck_checks_words_of_found": {**FOUND, "found_words": ""},
    "ck_checks_order": {**FOUND, "found_on": BEFORE},
    "ck_closings_order": {"undone_on": BEFORE},
    "ck_task_endings_decided": {"ending": "amended"},
    "ck_task_endings_ending": {"ending": "lost"},
    "ck_task_endings_reason": {"reason": ""},
    "ck_task_endings_doc_no": {"doc_no": ""},
    "ck_task_endings_merged": {"ending": "merged"},
    "ck_task_endings_standing": {"ending": "standing"},
    "ck_task_endings_another": {"ending": "merged", "merged_into_id": 2, "task_id": 2},
    "ck_task_endings_order": {"ended_on": BEFORE},
}
OPEN: dict[str, Row] = {
    "uq_checks_open_task_id": {**dict.fromkeys(FOUND), "found_words": ""},
    "uq_closings_standing_task_id": {"undone_on": None},
}
FITTING: dict[str, Row] = {
    "checks.draw_id": FOUND,
    "checks.report_id": FOUND,
    "checks.found_by_id": FOUND,
    "task_endings.merged_into_id": {"ending": "merged"},
}
