"""A circular, and what breaks its rules."""

from datetime import date

from tests.integration.standing.rows import DAY, NOW, Row

DRAFT = {
    "state": "draft",
    "number": None,
    **dict.fromkeys(
        f"{step}_{by}" for step in ("proposed", "approved", "published") for by in ("at", "by_id")
    ),
}
ROWS: dict[str, Row] = {
    "circulars": {
        "id": 1,
        "region_id": 1,
        "first_on": date(2024, 4, 1),
        "kind": "month",
        "form": "red_head",
        "revision": 0,
        "slot": "2024-04/all/0",
        "edits": {},
        "proposed_at": NOW,
        "proposed_by_id": 1,
        "approved_at": NOW,
        "approved_by_id": 2,
        "signed_alone": False,
        "correction_reason": "",
        "as_of": date(2024, 4, 30),
        "snapshot": {"total": 1},
        "drafted_at": NOW,
        "state": "published",
        "year": 2024,
        "number": 1,
        "published_at": NOW,
        "published_by_id": 1,
        "version": 1,
    },
}
NEIGHBOURS: dict[str, Row] = {
    "circulars": {"id": 3, "first_on": date(2024, 3, 1), "slot": "2024-03/all/0", "number": 3}
}
SECOND: dict[str, Row] = {
    "circulars": {
        "id": 2,
        "first_on": date(2024, 5, 1),
        "slot": "2024-05/all/0",
        "number": 2,
    },
}
BROKEN: dict[str, Row] = {
    "ck_circulars_approved": {"approved_at": None, "approved_by_id": None},
    "ck_circulars_approver": {"approved_by_id": None},
    "ck_circulars_circularform": {"form": "lost"},
    "ck_circulars_circularstate": {**DRAFT, "state": "lost"},
    "ck_circulars_correction": {"revision": 1},
    "ck_circulars_four_eyes": {"approved_by_id": 1},
    "ck_circulars_reason": {"correction_reason": "附件1 有一行错了。"},
    "ck_regions_correction_days": {"correction_days": 0},
    "ck_circulars_number": {"number": None},
    "ck_circulars_number_from_one": {"number": 0},
    "ck_circulars_period": {"kind": "campaign"},
    "ck_circulars_periodkind": {"kind": "lost"},
    "ck_circulars_proposed": {"proposed_at": None, "proposed_by_id": None},
    "ck_circulars_proposer": {"proposed_by_id": None},
    "ck_circulars_published": {"published_at": None},
    "ck_circulars_publisher": {"published_by_id": None},
    "ck_circulars_window": {"notice_on": DAY},
}
FITTING: dict[str, Row] = {
    "circulars.corrects_id": {"revision": 1, "correction_reason": "附件1 有一行错了。"}
}
