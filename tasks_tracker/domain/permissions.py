"""The only place where roles decide: actions, the table of rules, can() and require()."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from tasks_tracker.domain import (
    rights,
    rights_barriers,
    rights_circulars,
    rights_handovers,
    rights_inspections,
    rights_meetings,
    rights_reporting,
    rights_scores,
    rights_urgings,
    rights_worksheets,
)
from tasks_tracker.domain.errors import NotAllowed
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, Role, User


class Action(StrEnum):
    """What can be asked for."""

    SEE_OVERVIEW = "see_overview"
    SEE_OWN_SECTIONS = "see_own_sections"
    SEE_LEDGER = "see_ledger"
    SEE_OWN_TASKS = "see_own_tasks"
    SEE_NOTICES = "see_notices"
    HAND_OUT = "hand_out"
    SIGN_RECEIPT = "sign_receipt"
    RAISE_OBJECTION = "raise_objection"
    DECIDE_OBJECTION = "decide_objection"
    CONFIRM_SHARE = "confirm_share"
    WAIT_FOR_SHARE = "wait_for_share"
    REPORT_PROGRESS = "report_progress"
    FILL_WORKSHEET = "fill_worksheet"
    SIGN_REPORT = "sign_report"
    WITHDRAW_REPORT = "withdraw_report"
    SEE_OBLIGATIONS = "see_obligations"
    SET_REPORTING = "set_reporting"
    SEE_BURDEN = "see_burden"
    SEE_REVIEWS = "see_reviews"
    REVIEW_REPORT = "review_report"
    SEE_CHECKS = "see_checks"
    OPEN_CHECK = "open_check"
    RECORD_FINDING = "record_finding"
    SEE_CLOSINGS = "see_closings"
    CLOSE_TASK = "close_task"
    END_TASK = "end_task"
    IMPORT_PLAN = "import_plan"
    ADOPT_PLAN = "adopt_plan"
    LINK_TASKS = "link_tasks"
    SEE_COMPARISONS = "see_comparisons"
    COMPARE_PLANS = "compare_plans"
    DECIDE_LINKS = "decide_links"
    SEE_COUNTIES = "see_counties"
    SEE_BY_COUNTY = "see_by_county"
    SEE_CIRCULARS = "see_circulars"
    DRAFT_CIRCULAR = "draft_circular"
    APPROVE_CIRCULAR = "approve_circular"
    PUBLISH_CIRCULAR = "publish_circular"
    SEE_SCORES = "see_scores"
    FREEZE_SCORES = "freeze_scores"
    LOOK_OVER_SCORE = "look_over_score"
    RECHECK_SCORE = "recheck_score"
    PUBLISH_SCORES = "publish_scores"
    SEE_SCORE_RULES = "see_score_rules"
    SET_SCORE_RULES = "set_score_rules"
    SEE_CIRCULAR_NOTICE = "see_circular_notice"
    ASK_CORRECTION = "ask_correction"
    DECIDE_CORRECTION = "decide_correction"
    SET_CORRECTION_DAYS = "set_correction_days"
    SEE_UNITS = "see_units"
    MANAGE_UNITS = "manage_units"
    SEE_CALENDAR = "see_calendar"
    SET_CALENDAR = "set_calendar"
    SEE_LIGHT_RULES = "see_light_rules"
    SET_LIGHT_RULES = "set_light_rules"
    SEE_PEOPLE = "see_people"
    MANAGE_PEOPLE = "manage_people"
    APPOINT = "appoint"
    SEE_JOBS = "see_jobs"
    SEE_OUTBOX = "see_outbox"
    READ_MESSAGES = "read_messages"
    RETRY_MESSAGE = "retry_message"
    READ_AUDIT = "read_audit"
    SEE_EXTENSIONS = "see_extensions"
    ASK_EXTENSION = "ask_extension"
    CONSENT_TO_EXTENSION = "consent_to_extension"
    DECIDE_EXTENSION = "decide_extension"
    WITHDRAW_EXTENSION = "withdraw_extension"
    EXPLAIN_LATENESS = "explain_lateness"
    SEE_BLOCKERS = "see_blockers"
    RAISE_BLOCKER = "raise_blocker"
    ANSWER_BLOCKER = "answer_blocker"
    SETTLE_BLOCKER = "settle_blocker"
    SEE_ARCHIVES = "see_archives"
    ARCHIVE_TASK = "archive_task"
    SHARE_OUT = "share_out"
    SEE_HANDOVERS = "see_handovers"
    OPEN_HANDOVER = "open_handover"
    CONFIRM_HANDOVER = "confirm_handover"
    SIGN_HANDOVER = "sign_handover"
    TAKE_POST = "take_post"
    CANCEL_HANDOVER = "cancel_handover"
    READ_HANDOVER = "read_handover"
    SEE_URGINGS = "see_urgings"
    URGE = "urge"
    ISSUE_SLIP = "issue_slip"
    ANSWER_URGING = "answer_urging"
    JUDGE_ANSWER = "judge_answer"
    LIFT_URGING = "lift_urging"
    SEE_LADDER = "see_ladder"
    SET_LADDER = "set_ladder"
    SEE_REMARKS = "see_remarks"
    REMARK = "remark"
    HANDLE_REMARK = "handle_remark"
    SEE_MEETINGS = "see_meetings"
    HOLD_MEETING = "hold_meeting"
    ENTER_RESOLUTION = "enter_resolution"
    WITHDRAW_RESOLUTION = "withdraw_resolution"
    SEE_INSPECTIONS = "see_inspections"
    RUN_INSPECTION = "run_inspection"
    MEND_FINDING = "mend_finding"
    REVIEW_MENDING = "review_mending"
    MOVE_FINDING = "move_finding"
    WITHDRAW_FINDING = "withdraw_finding"
    SEE_ACCOUNTABILITY = "see_accountability"
    SET_ACCOUNTABILITY = "set_accountability"
    ENTER_FACT = "enter_fact"
    WITHDRAW_FACT = "withdraw_fact"
    CARRY_OUT_ACTION = "carry_out_action"
    WAIVE_ACTION = "waive_action"


_BUSINESS = rights.has(*OFFICE_ROLES, Role.LEADER)

RULES: Mapping[Action, rights.Rule] = {
    Action.SEE_OVERVIEW: _BUSINESS,
    Action.SEE_OWN_SECTIONS: rights.has(Role.LEADER),
    Action.SEE_LEDGER: rights.has(*OFFICE_ROLES, *UNIT_ROLES, Role.LEADER),
    Action.SEE_OWN_TASKS: rights.has(*UNIT_ROLES),
    Action.SEE_NOTICES: rights.has(*OFFICE_ROLES, *UNIT_ROLES),
    Action.HAND_OUT: rights.of_office,
    Action.SIGN_RECEIPT: rights.acts_for_its_unit,
    Action.RAISE_OBJECTION: rights.is_seated,
    Action.DECIDE_OBJECTION: rights.decides_objections,
    Action.CONFIRM_SHARE: rights.acts_for_its_unit,
    Action.WAIT_FOR_SHARE: rights.leads_task_of,
    Action.REPORT_PROGRESS: rights.leads,
    Action.FILL_WORKSHEET: rights_worksheets.fills,
    Action.SIGN_REPORT: rights_reporting.signs,
    Action.WITHDRAW_REPORT: rights_reporting.takes_back,
    Action.SEE_OBLIGATIONS: rights.has(*OFFICE_ROLES, *UNIT_ROLES),
    Action.SET_REPORTING: rights_reporting.sets_reporting,
    Action.SEE_BURDEN: rights.has(*OFFICE_ROLES, *UNIT_ROLES, Role.LEADER),
    Action.SEE_REVIEWS: rights.has(*OFFICE_ROLES),
    Action.REVIEW_REPORT: rights.reviews,
    Action.SEE_CHECKS: rights.has(*OFFICE_ROLES),
    Action.OPEN_CHECK: rights.of_office,
    Action.RECORD_FINDING: rights.looks_again,
    Action.SEE_CLOSINGS: rights.has(*OFFICE_ROLES),
    Action.CLOSE_TASK: rights.heads,
    Action.END_TASK: rights.heads_office_of,
    Action.IMPORT_PLAN: rights.of_office,
    Action.ADOPT_PLAN: rights.adopts,
    Action.LINK_TASKS: rights.links,
    Action.SEE_COMPARISONS: rights.has(*OFFICE_ROLES),
    Action.COMPARE_PLANS: rights.of_office,
    Action.DECIDE_LINKS: rights.decides_links,
    Action.SEE_COUNTIES: rights.watches,
    Action.SEE_BY_COUNTY: rights.watches_counties,
    Action.SEE_CIRCULARS: rights.has(*OFFICE_ROLES, *UNIT_ROLES, Role.LEADER),
    Action.DRAFT_CIRCULAR: rights.of_office,
    Action.APPROVE_CIRCULAR: rights.heads_office,
    Action.PUBLISH_CIRCULAR: rights_circulars.issues,
    Action.SEE_CIRCULAR_NOTICE: rights_circulars.reads_notice,
    Action.ASK_CORRECTION: rights_circulars.is_told,
    Action.DECIDE_CORRECTION: rights_circulars.decides_correction,
    Action.SET_CORRECTION_DAYS: rights.heads,
    Action.SEE_SCORES: rights.has(*OFFICE_ROLES, *UNIT_ROLES, Role.LEADER),
    Action.FREEZE_SCORES: rights.of_office,
    Action.LOOK_OVER_SCORE: rights_scores.is_scored,
    Action.RECHECK_SCORE: rights_scores.rechecks,
    Action.PUBLISH_SCORES: rights_scores.publishes,
    Action.SEE_SCORE_RULES: rights.has(*OFFICE_ROLES, *UNIT_ROLES, Role.LEADER),
    Action.SET_SCORE_RULES: rights.heads,
    Action.SEE_UNITS: rights.has(*OFFICE_ROLES, Role.SYSTEM_ADMIN),
    Action.MANAGE_UNITS: rights.has(Role.SYSTEM_ADMIN),
    Action.SEE_CALENDAR: rights.has(*OFFICE_ROLES, Role.SYSTEM_ADMIN),
    Action.SET_CALENDAR: rights.sets_calendar,
    Action.SEE_LIGHT_RULES: rights.has(*OFFICE_ROLES, *UNIT_ROLES, Role.LEADER),
    Action.SET_LIGHT_RULES: rights.sets_rules,
    Action.SEE_PEOPLE: rights.has(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN),
    Action.MANAGE_PEOPLE: rights.has(Role.SYSTEM_ADMIN),
    Action.APPOINT: rights.has(Role.SECURITY_ADMIN),
    Action.SEE_JOBS: rights.has(Role.SYSTEM_ADMIN, *OFFICE_ROLES),
    Action.SEE_OUTBOX: rights.has(Role.SYSTEM_ADMIN, *OFFICE_ROLES),
    Action.READ_MESSAGES: rights.has(*OFFICE_ROLES),
    Action.RETRY_MESSAGE: rights.retries,
    Action.READ_AUDIT: rights.has(Role.AUDIT_ADMIN),
    Action.SEE_EXTENSIONS: rights.has(*OFFICE_ROLES, *UNIT_ROLES, Role.LEADER),
    Action.ASK_EXTENSION: rights.leads,
    Action.CONSENT_TO_EXTENSION: rights_barriers.consents,
    Action.DECIDE_EXTENSION: rights_barriers.decides,
    Action.WITHDRAW_EXTENSION: rights_barriers.withdraws,
    Action.EXPLAIN_LATENESS: rights.leads,
    Action.SEE_BLOCKERS: rights.has(*OFFICE_ROLES, *UNIT_ROLES, Role.LEADER),
    Action.RAISE_BLOCKER: rights_barriers.has_seat,
    Action.ANSWER_BLOCKER: rights_barriers.answers,
    Action.SETTLE_BLOCKER: rights_barriers.raised,
    Action.SEE_ARCHIVES: rights.has(*OFFICE_ROLES),
    Action.ARCHIVE_TASK: rights.files_away,
    Action.SHARE_OUT: rights_handovers.shares_out,
    Action.SEE_HANDOVERS: rights.has(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.SUPERVISION_HEAD),
    Action.OPEN_HANDOVER: rights.has(Role.SYSTEM_ADMIN),
    Action.CONFIRM_HANDOVER: rights_handovers.confirms,
    Action.SIGN_HANDOVER: rights_handovers.signs_over,
    Action.TAKE_POST: rights_handovers.takes,
    Action.CANCEL_HANDOVER: rights_handovers.cancels,
    Action.READ_HANDOVER: rights_handovers.reads,
    Action.SEE_URGINGS: rights.has(*OFFICE_ROLES, *UNIT_ROLES, Role.LEADER),
    Action.URGE: rights_urgings.urges,
    Action.ISSUE_SLIP: rights_urgings.signs_slips,
    Action.ANSWER_URGING: rights_urgings.is_urged,
    Action.JUDGE_ANSWER: rights_urgings.judges_answers,
    Action.LIFT_URGING: rights_urgings.lifts,
    Action.SEE_LADDER: rights.has(*OFFICE_ROLES),
    Action.SET_LADDER: rights_urgings.sets_ladder,
    Action.SEE_REMARKS: _BUSINESS,
    Action.REMARK: rights_urgings.remarks,
    Action.HANDLE_REMARK: rights_urgings.handles_remarks,
    Action.SEE_MEETINGS: rights.has(*OFFICE_ROLES, *UNIT_ROLES, Role.LEADER),
    Action.HOLD_MEETING: rights.of_office,
    Action.ENTER_RESOLUTION: rights_meetings.enters_resolutions,
    Action.WITHDRAW_RESOLUTION: rights_meetings.withdraws_resolutions,
    Action.SEE_INSPECTIONS: rights.has(*OFFICE_ROLES, *UNIT_ROLES, Role.LEADER),
    Action.RUN_INSPECTION: rights.of_office,
    Action.MEND_FINDING: rights_inspections.mends,
    Action.REVIEW_MENDING: rights_inspections.reviews_mending,
    Action.MOVE_FINDING: rights_inspections.moves_finding,
    Action.WITHDRAW_FINDING: rights_inspections.withdraws_finding,
    Action.SEE_ACCOUNTABILITY: rights.has(*OFFICE_ROLES, *UNIT_ROLES, Role.LEADER),
    Action.SET_ACCOUNTABILITY: rights_inspections.heads,
    Action.ENTER_FACT: rights.of_office,
    Action.WITHDRAW_FACT: rights_inspections.withdraws_fact,
    Action.CARRY_OUT_ACTION: rights_inspections.carries_out,
    Action.WAIVE_ACTION: rights_inspections.waives,
}


def can(user: User, action: Action, subject: Any = None) -> bool:
    """Whether the rules let this person do this to this thing; templates ask it too."""
    return not user.is_ended and RULES[action](user, subject)


def require(user: User, action: Action, subject: Any = None) -> None:
    """Raise NotAllowed unless the rules allow it: the first line of every operation."""
    if not can(user, action, subject):
        raise NotAllowed(f"{action} by {user.account}", action=action)
