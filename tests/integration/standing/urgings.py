"""Ladders, urgings with their answers, and remarks."""

from datetime import date

from tests.integration.standing.rows import DAY, NOW, Row

BEFORE = date(2024, 5, 9)
ROWS: dict[str, Row] = {
    "ladders": {
        "id": 1,
        "region_id": 1,
        "version": 1,
        "holds_from": DAY,
        "set_by_id": 1,
        "set_at": NOW,
    },
    "ladder_steps": {
        "id": 1,
        "ladder_id": 1,
        "level": 1,
        "days": 1,
        "reply_days": 3,
        "to_liaison": True,
        "to_head": False,
        "copy_leader": False,
        "copy_office": False,
        "is_automatic": True,
    },
    "remarks": {
        "id": 1,
        "region_id": 1,
        "leader_id": 1,
        "recorded_by_id": 1,
        "recorded_at": NOW,
        "remarked_on": DAY,
        "words": "请牵头单位抓紧，一周内报结果。",
        "difficulty": "ordinary",
        "reply_by": DAY,
        "task_id": 1,
        "state": "open",
        "handled_words": "",
        "version": 1,
    },
    "urgings": {
        "id": 1,
        "task_id": 1,
        "unit_id": 1,
        "level": 2,
        "reason": "窗口还没有启用，请说明原因。",
        "reply_by": DAY,
        "issued_by_id": 1,
        "issued_at": NOW,
        "issued_on": DAY,
        "follows_id": 1,
        "year": 2024,
        "number": 1,
        "urgent_reason": "",
        "state": "open",
        "lifted_words": "",
        "version": 1,
    },
    "urging_replies": {
        "id": 1,
        "urging_id": 1,
        "words": "设备月底到货，到货后三天启用。",
        "by_id": 1,
        "at": NOW,
        "replied_on": DAY,
        "reply_by": DAY,
        "judged_words": "",
    },
    "urging_recipients": {"id": 1, "urging_id": 1, "user_id": 1, "is_copy": False},
}
JUDGED = {"verdict": "sufficient", "judged_by_id": 2, "judged_at": NOW}
HANDLED = {"state": "urged", "handled_by_id": 1, "handled_at": NOW}
SECOND: dict[str, Row] = {
    "ladders": {"id": 2, "version": 2},
    "ladder_steps": {"id": 2, "level": 2, "is_automatic": False},
    "remarks": {"id": 2},
    "urgings": {"id": 2, "follows_id": None, "unit_id": 2},
    "urging_replies": {"id": 2},
    "urging_recipients": {"id": 2, "user_id": 2},
}
BROKEN: dict[str, Row] = {
    "ck_ladders_from_one": {"version": 0},
    "ck_ladder_steps_level": {"level": 6},
    "ck_ladder_steps_days": {"days": 0},
    "ck_ladder_steps_reply_days": {"reply_days": 31},
    "ck_ladder_steps_to_somebody": {"to_liaison": False},
    "ck_ladder_steps_signed_by_hand": {"is_automatic": True},
    "ck_remarks_words": {"words": ""},
    "ck_remarks_subject": {"plan_id": 1},
    "ck_remarks_reply_by": {"reply_by": BEFORE},
    "ck_remarks_difficulty": {"difficulty": "lost"},
    "ck_remarks_remarkstate": {**HANDLED, "state": "lost"},
    "ck_remarks_handled": {"state": "urged"},
    "ck_remarks_handler": {**HANDLED, "handled_by_id": None},
    "ck_remarks_made_task": {**HANDLED, "state": "tasked"},
    "ck_remarks_noted_words": {**HANDLED, "state": "noted"},
    "ck_remarks_carried_out": {"carried_out_on": DAY},
    "ck_urgings_level": {"level": 6},
    "ck_urgings_number": {"level": 1},
    "ck_urgings_year": {"year": None},
    "ck_urgings_signature": {"issued_by_id": None},
    "ck_urgings_reason": {"reason": ""},
    "ck_urgings_reply_by": {"reply_by": BEFORE},
    "ck_urgings_receipt": {"signed_at": NOW},
    "ck_urgings_urgingstate": {"state": "lost"},
    "ck_urgings_lifted": {"state": "lifted"},
    "ck_urgings_lifted_words": {"lifted_words": "报来了"},
    "ck_urging_replies_words": {"words": ""},
    "ck_urging_replies_judged": {"verdict": "sufficient"},
    "ck_urging_replies_judge": {**JUDGED, "judged_by_id": None},
    "ck_urging_replies_four_eyes": {**JUDGED, "judged_by_id": 1},
    "ck_urging_replies_why": {**JUDGED, "verdict": "unsatisfactory"},
    "ck_urging_replies_verdict": {**JUDGED, "verdict": "lost"},
}
OPEN: dict[str, Row] = {
    "uq_urgings_in_force": {"state": "open", "remark_id": None, "resolution_id": None}
}
FITTING: dict[str, Row] = {
    "remarks.handled_by_id": HANDLED,
    "remarks.made_task_id": {**HANDLED, "state": "tasked"},
    "remarks.plan_id": {"task_id": None},
    "remarks.circular_id": {"task_id": None},
    "urgings.signed_by_id": {"signed_at": NOW},
    "urging_replies.judged_by_id": JUDGED,
}
