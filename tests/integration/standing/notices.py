"""Notices, receipts, objections and shares."""

from datetime import date

from tests.integration.standing.rows import DAY, NOW, Row

BEFORE = date(2024, 5, 9)
ROWS: dict[str, Row] = {
    "notices": {
        "id": 1,
        "region_id": 1,
        "plan_id": 1,
        "year": 2024,
        "number": 1,
        "doc_no": "督办〔2024〕1号",
        "by_id": 1,
        "issued_at": NOW,
        "issued_on": DAY,
        "reply_by": DAY,
        "requirements": "",
    },
    "notice_items": {
        "id": 1,
        "notice_id": 1,
        "task_id": 1,
        "position": 1,
        "title": "任务",
        "said": {},
    },
    "receipts": {
        "id": 1,
        "notice_id": 1,
        "unit_id": 1,
        "task_id": 1,
        "added_on": DAY,
        "due_on": DAY,
        "object_by": DAY,
        "by_report": False,
        "version": 1,
    },
    "objections": {
        "id": 1,
        "task_id": 1,
        "unit_id": 1,
        "duty": "lead",
        "proposed_id": 2,
        "by_id": 1,
        "raised_at": NOW,
        "raised_on": DAY,
        "reason": "职能已划转",
        "agreed_by": "郑安",
        "state": "open",
        "opinion": "",
        "version": 1,
    },
    "shares": {
        "id": 1,
        "task_id": 1,
        "unit_id": 1,
        "duty": "support",
        "made_on": DAY,
        "state": "unconfirmed",
        "what": "",
        "why_later": "",
        "told": "",
        "version": 1,
    },
    "waits": {
        "id": 1,
        "share_id": 1,
        "unit_id": 2,
        "by_id": 1,
        "raised_at": NOW,
        "since_on": DAY,
        "what": "等数据",
    },
}
NEIGHBOURS: dict[str, Row] = {"receipts": {"id": 3, "task_id": None}}
DECIDED: Row = {"state": "upheld", "decided_at": NOW, "decided_by_id": 2, "opinion": "维持"}
SECOND: dict[str, Row] = {
    "notices": {"id": 2, "number": 2},
    "notice_items": {"id": 2, "task_id": 2},
    "receipts": {"id": 2, "unit_id": 2},
    "objections": {"id": 2, **DECIDED},
    "shares": {"id": 2, "unit_id": 2},
    "waits": {"id": 2, "ended_at": NOW},
}
BROKEN: dict[str, Row] = {
    "ck_notices_number": {"number": 0},
    "ck_notices_reply_by": {"reply_by": BEFORE},
    "ck_receipts_signed": {"signed_at": NOW, "signed_by_id": 1},
    "ck_receipts_signer": {"signed_at": NOW, "signed_on": DAY},
    "ck_receipts_by_report": {"by_report": True},
    "ck_receipts_order": {"due_on": BEFORE},
    "ck_objections_duty": {"duty": "lost"},
    "ck_objections_objectionstate": {"state": "lost"},
    "ck_objections_reason": {"reason": ""},
    "ck_objections_agreed_by": {"agreed_by": ""},
    "ck_objections_proposed": {"proposed_id": 1},
    "ck_objections_decided": {"decided_at": None, "decided_by_id": None},
    "ck_objections_decider": {"decided_by_id": None},
    "ck_objections_four_eyes": {"decided_by_id": 1},
    "ck_objections_new_unit": {"new_unit_id": 2},
    "ck_objections_opinion": {"opinion": ""},
    "ck_shares_duty": {"duty": "lost"},
    "ck_shares_sharestate": {"state": "lost"},
    "ck_shares_what": {"state": "confirmed"},
    "ck_shares_confirmed": {"confirmed_at": NOW, "due_on": DAY},
    "ck_shares_due_on": {"due_on": DAY},
    "ck_shares_settled": {"state": "settled", "told": "已完成"},
    "ck_shares_told": {"state": "settled", "settled_on": DAY},
    "ck_shares_lapsed": {"lapsed_on": DAY},
    "ck_waits_what": {"what": ""},
    "ck_waits_ended": {"ended_at": None, "ended_by_id": 1},
}
OPEN: dict[str, Row] = {
    "uq_receipts_of_notice": {"task_id": None},
    "uq_objections_open": {
        "state": "open",
        "decided_at": None,
        "decided_by_id": None,
        "opinion": "",
    },
    "uq_waits_open": {"ended_at": None},
}
FITTING: dict[str, Row] = {
    "receipts.signed_by_id": {"signed_at": NOW, "signed_on": DAY},
    "objections.new_unit_id": {"state": "reassigned"},
    "waits.ended_by_id": {"ended_at": NOW},
}
