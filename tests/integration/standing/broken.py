"""What breaks each check of the tables of the ledger, the importer and the accounts."""

from datetime import timedelta

from tests.integration.standing.rows import DAY, NOW, Row

REVIEWED = {"state": "accepted", "reviewed_by_id": 2, "reviewed_at": NOW}
BROKEN: dict[str, Row] = {
    "ck_appointments_order": {"ended_on": DAY - timedelta(days=1)},
    "ck_calendar_days_daykind": {"kind": "lost"},
    "ck_calendar_years_edition": {"edition": 0},
    "ck_calendar_years_source": {"source": ""},
    "ck_comparisons_levels": {"subordinate_id": 1},
    "ck_comparison_links_both_numbers": {"subordinate_last": None},
    "ck_comparison_links_carried": {"relation": "dropped"},
    "ck_comparison_links_datechange": {"date_change": "lost"},
    "ck_comparison_links_decided": {"state": "confirmed"},
    "ck_comparison_links_decided_by": {"decided_by_id": 1},
    "ck_comparison_links_linkstate": {"state": "lost"},
    "ck_comparison_links_relation": {"relation": "lost"},
    "ck_comparison_links_subordinate": {"subordinate_number": 2},
    "ck_comparison_links_superior": {"superior_number": 5},
    "ck_demonstration_day_single": {"id": 2, "today": DAY},
    "ck_evidence_size": {"size": 0},
    "ck_job_runs_ended": {"ended_at": NOW},
    "ck_job_runs_runstate": {"state": "lost", "ended_at": NOW},
    "ck_messages_attempts": {"attempts": -1},
    "ck_messages_messagestate": {"state": "lost"},
    "ck_messages_sent": {"state": "sent"},
    "ck_milestones_clock": {"clock_ends_on": None},
    "ck_milestones_current_date": {"due_on": None},
    "ck_milestones_dated": {"original_due_on": None, "due_on": None},
    "ck_milestones_deadlinekind": {"kind": "lost", "clock_ends_on": None},
    "ck_milestones_had_clock": {"had_clock": True},
    "ck_milestones_met": {"state": "met"},
    "ck_milestones_milestonestate": {"state": "lost"},
    "ck_milestones_paused_days": {"paused_days": -1},
    "ck_milestones_replaced": {"replaced_on": DAY},
    "ck_milestones_rule": {"kind": "recurring", "clock_ends_on": None},
    "ck_milestones_submitted": {"submitted_on": None},
    "ck_plan_drafts_draftstate": {"state": "lost", "ended_at": NOW},
    "ck_plan_drafts_ended": {"state": "adopted"},
    "ck_plans_doc_no": {"doc_no": ""},
    "ck_plans_workdayrule": {"workday_rule": "lost"},
    "ck_posts_role": {"role": "lost", "unit_id": None},
    "ck_posts_unit_of_role": {"unit_id": None},
    "ck_progress_reports_four_eyes": {**REVIEWED, "reviewed_by_id": 1},
    "ck_progress_reports_progress": {"progress": ""},
    "ck_progress_reports_reason_of_return": {**REVIEWED, "state": "returned"},
    "ck_progress_reports_reportstate": {**REVIEWED, "state": "lost"},
    "ck_progress_reports_reviewed": {"state": "accepted"},
    "ck_progress_reports_reviewer": {**REVIEWED, "reviewed_by_id": None},
    "ck_regions_parent": {"parent_id": 3},
    "ck_same_matters_ended_by": {"ended_by_id": None},
    "ck_same_matters_order": {"task_id": 2, "other_id": 1},
    "ck_same_matters_reason": {"ended_words": None},
    "ck_targets_op": {"op": "<>"},
    "ck_targets_reported": {"reported_value": 1},
    "ck_targets_verified": {"verified_on": DAY},
    "ck_task_units_duty": {"duty": "lost"},
    "ck_tasks_clock_of_completed": {
        "is_completed": True,
        "completed_on": DAY,
        "clock_ends_on": DAY,
    },
    "ck_tasks_clock_of_ended": {"ended_on": DAY, "ended_words": "不再列入", "clock_ends_on": DAY},
    "ck_tasks_completed": {"is_completed": True},
    "ck_tasks_ended": {"ended_on": DAY},
    "ck_tasks_lines": {"line_end": 2},
    "ck_tasks_number": {"number": 0},
    "ck_unit_members_other": {"member_id": 2},
    "ck_units_position": {"position": 0},
    "ck_units_unitgroup": {"group": "lost"},
    "ck_users_failures": {"failures": -1},
}
"""For every check what breaks it and nothing else."""
OPEN: dict[str, Row] = {
    "uq_same_matters_open": {"ended_by_id": None, "ended_at": None, "ended_words": None}
}
"""With what a row is one of those that must not be there twice."""
FITTING: dict[str, Row] = {
    "comparison_links.decided_by_id": {"state": "confirmed", "decided_at": NOW},
    "progress_reports.reviewed_by_id": REVIEWED,
    "same_matters.task_id": {"other_id": 10**9 + 1},
}
"""What a reference to nothing needs beside it, for no check to speak first."""
