"""Dispatch meetings and what they resolve."""

from tests.integration.standing.rows import DAY, NOW, Row

CLOSED = {
    "state": "closed",
    "started_at": NOW,
    "closed_at": NOW,
    "closed_by_id": 1,
    "year": 2024,
    "number": 1,
}
ROWS: dict[str, Row] = {
    "meetings": {
        "id": 1,
        "region_id": 1,
        "title": "五月调度会",
        "held_on": DAY,
        "place": "第二会议室",
        "chair": "副市长",
        "attendees": "各牵头单位负责人",
        "cut": "unit",
        "prepared_by_id": 1,
        "prepared_at": NOW,
        **CLOSED,
        "called_off_words": "",
        "version": 1,
    },
    "meeting_plans": {"meeting_id": 1, "plan_id": 1},
    "agenda_items": {"id": 1, "meeting_id": 1, "position": 1, "unit_id": 1, "key": "unit:1"},
    "resolutions": {
        "id": 1,
        "meeting_id": 1,
        "item_id": 1,
        "words": "月底前启用窗口。",
        "effect": "noted",
        "entered_by_id": 1,
        "entered_at": NOW,
        "result": "记录在案",
        "voice": "",
        "leader_id": None,
        "remark_id": None,
        "made_task_id": None,
        "withdrawn_by_id": None,
        "withdrawn_at": None,
        "withdrawn_words": "",
        "version": 1,
    },
    "resolution_units": {"resolution_id": 1, "unit_id": 1},
    "looks": {"user_id": 1, "looked_at": NOW},
}
OPENED = {"started_at": NOW, "closed_at": None, "closed_by_id": None}
ENDED = {"closed_at": NOW, "closed_by_id": 1}
WAITING = dict.fromkeys(("started_at", "closed_at", "closed_by_id", "year", "number")) | {
    "state": "prepared"
}
SECOND: dict[str, Row] = {
    "meetings": {"id": 2, "number": 2},
    "meeting_plans": {"meeting_id": 2},
    "agenda_items": {"id": 2, "unit_id": 2, "key": "unit:2"},
    "resolutions": {"id": 2},
    "resolution_units": {"unit_id": 2},
    "looks": {"user_id": 2},
}
BROKEN: dict[str, Row] = {
    "ck_meetings_meetingcut": {"cut": "lost"},
    "ck_meetings_meetingstate": WAITING | {"state": "lost"},
    "ck_meetings_title": {"title": ""},
    "ck_meetings_number": {"number": 0},
    "ck_meetings_year": {"year": None},
    "ck_meetings_numbered": OPENED | {"state": "running"},
    "ck_meetings_closed": OPENED | {"state": "running", "number": None, "year": None} | ENDED,
    "ck_meetings_closer": {"closed_by_id": None},
    "ck_meetings_running": WAITING | {"state": "running"},
    "ck_meetings_closed_after": {"started_at": None},
    "ck_meetings_started": WAITING | {"started_at": NOW},
    "ck_meetings_called_off": {"called_off_words": "改期"},
    "ck_agenda_items_subject": {"section_id": 1},
    "ck_agenda_items_position": {"position": 0},
    "ck_resolutions_effect": {"effect": "lost"},
    "ck_resolutions_words": {"words": ""},
    "ck_resolutions_result": {"result": ""},
    "ck_resolutions_voice": {"voice": "王市长"},
    "ck_resolutions_remark": {"remark_id": 1},
    "ck_resolutions_made_task": {"made_task_id": 1},
    "ck_resolutions_withdrawn_by": {"withdrawn_by_id": 1},
    "ck_resolutions_withdrawn": {"withdrawn_words": "记错了"},
}
FITTING: dict[str, Row] = {
    "meeting_plans.plan_id": {"meeting_id": 1},
    "agenda_items.section_id": {"unit_id": None},
    "resolutions.leader_id": {"voice": "王市长"},
    "resolutions.remark_id": {"leader_id": 1, "voice": "王市长"},
    "resolutions.made_task_id": {"effect": "tasked"},
    "resolutions.withdrawn_by_id": {"withdrawn_at": NOW, "withdrawn_words": "记错了"},
}
