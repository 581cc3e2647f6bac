"""Special inspections and accountability.

Revision 0014.
"""

import sqlalchemy as sa
from alembic import op

from tasks_tracker.domain import base

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "accountability_rules",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("region_id", base.BIG, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("counted", sa.String(length=24), nullable=False),
        sa.Column("fact_name", sa.String(length=80), nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_words", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "counted IN ('entered', 'red_slips', 'returned_reports', 'missed_reports', 'untrue_completions', 'overdue_findings')",
            name=op.f("ck_accountability_rules_counted"),
        ),
        sa.CheckConstraint(
            "(counted = 'entered') = (fact_name <> '')",
            name=op.f("ck_accountability_rules_fact_name"),
        ),
        sa.CheckConstraint(
            "(ended_on IS NULL) = (ended_words = '')", name=op.f("ck_accountability_rules_ended")
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_accountability_rules_name")),
        sa.ForeignKeyConstraint(
            ["region_id"], ["regions.id"], name=op.f("fk_accountability_rules_region_id_regions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accountability_rules")),
        sa.UniqueConstraint(
            "region_id", "name", name=op.f("uq_accountability_rules_region_id_name")
        ),
    )
    op.create_table(
        "accountability_facts",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("rule_id", base.BIG, nullable=False),
        sa.Column("unit_id", base.BIG, nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", base.BIG, nullable=False),
        sa.Column("entered_at", base.Moment(), nullable=False),
        sa.Column("withdrawn_at", base.Moment(), nullable=True),
        sa.Column("withdrawn_by_id", base.BIG, nullable=True),
        sa.Column("withdrawn_words", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_words = '')",
            name=op.f("ck_accountability_facts_withdrawn"),
        ),
        sa.CheckConstraint("words <> ''", name=op.f("ck_accountability_facts_words")),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)",
            name=op.f("ck_accountability_facts_withdrawn_by"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["users.id"], name=op.f("fk_accountability_facts_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["rule_id"],
            ["accountability_rules.id"],
            name=op.f("fk_accountability_facts_rule_id_accountability_rules"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_accountability_facts_unit_id_units")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"],
            ["users.id"],
            name=op.f("fk_accountability_facts_withdrawn_by_id_users"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accountability_facts")),
    )
    op.create_index(op.f("ix_accountability_facts_by_id"), "accountability_facts", ["by_id"])
    op.create_index(
        "ix_accountability_facts_rule_unit",
        "accountability_facts",
        ["rule_id", "unit_id", "happened_on"],
    )
    op.create_index(op.f("ix_accountability_facts_unit_id"), "accountability_facts", ["unit_id"])
    op.create_index(
        op.f("ix_accountability_facts_withdrawn_by_id"), "accountability_facts", ["withdrawn_by_id"]
    )
    op.create_table(
        "accountability_versions",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("rule_id", base.BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(length=300), nullable=False),
        sa.Column("period", sa.String(length=24), nullable=False),
        sa.Column("holds_from", sa.Date(), nullable=False),
        sa.Column("set_by_id", base.BIG, nullable=False),
        sa.Column("set_at", base.Moment(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "period IN ('month', 'quarter', 'half_year', 'year', 'campaign')",
            name=op.f("ck_accountability_versions_periodkind"),
        ),
        sa.CheckConstraint(
            "(period = 'campaign') = (from_on IS NOT NULL)",
            name=op.f("ck_accountability_versions_campaign"),
        ),
        sa.CheckConstraint("basis <> ''", name=op.f("ck_accountability_versions_basis")),
        sa.CheckConstraint(
            "(from_on IS NULL) = (to_on IS NULL)", name=op.f("ck_accountability_versions_both_ends")
        ),
        sa.CheckConstraint("to_on >= from_on", name=op.f("ck_accountability_versions_order")),
        sa.CheckConstraint("version > 0", name=op.f("ck_accountability_versions_version")),
        sa.ForeignKeyConstraint(
            ["rule_id"],
            ["accountability_rules.id"],
            name=op.f("fk_accountability_versions_rule_id_accountability_rules"),
        ),
        sa.ForeignKeyConstraint(
            ["set_by_id"], ["users.id"], name=op.f("fk_accountability_versions_set_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accountability_versions")),
        sa.UniqueConstraint(
            "rule_id", "version", name=op.f("uq_accountability_versions_rule_id_version")
        ),
    )
    op.create_index(
        op.f("ix_accountability_versions_set_by_id"), "accountability_versions", ["set_by_id"]
    )
    op.create_table(
        "accountability_actions",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("rule_id", base.BIG, nullable=False),
        sa.Column("version_id", base.BIG, nullable=False),
        sa.Column("unit_id", base.BIG, nullable=False),
        sa.Column("period", sa.String(length=80), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=300), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=False),
        sa.Column("fired_at", base.Moment(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("decided_by_id", base.BIG, nullable=True),
        sa.Column("decided_at", base.Moment(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("paper_no", sa.String(length=80), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'carried_out', 'waived')",
            name=op.f("ck_accountability_actions_actionstate"),
        ),
        sa.CheckConstraint(
            "(state = 'carried_out') = (done_on IS NOT NULL)",
            name=op.f("ck_accountability_actions_done"),
        ),
        sa.CheckConstraint(
            "(state = 'open') = (decided_at IS NULL)",
            name=op.f("ck_accountability_actions_decided"),
        ),
        sa.CheckConstraint(
            "(state = 'open') = (words = '')", name=op.f("ck_accountability_actions_words")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by_id IS NULL)",
            name=op.f("ck_accountability_actions_decided_by"),
        ),
        sa.CheckConstraint("count >= threshold", name=op.f("ck_accountability_actions_count")),
        sa.CheckConstraint("threshold > 0", name=op.f("ck_accountability_actions_threshold")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["users.id"],
            name=op.f("fk_accountability_actions_decided_by_id_users"),
        ),
        sa.ForeignKeyConstraint(
            ["rule_id"],
            ["accountability_rules.id"],
            name=op.f("fk_accountability_actions_rule_id_accountability_rules"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_accountability_actions_unit_id_units")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["accountability_versions.id"],
            name=op.f("fk_accountability_actions_version_id_accountability_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accountability_actions")),
        sa.UniqueConstraint(
            "rule_id",
            "unit_id",
            "period",
            "threshold",
            name=op.f("uq_accountability_actions_rule_id_unit_id_period_threshold"),
        ),
    )
    op.create_index(
        op.f("ix_accountability_actions_decided_by_id"), "accountability_actions", ["decided_by_id"]
    )
    op.create_index(
        "ix_accountability_actions_state", "accountability_actions", ["state", "fired_at"]
    )
    op.create_index(
        op.f("ix_accountability_actions_unit_id"), "accountability_actions", ["unit_id"]
    )
    op.create_index(
        op.f("ix_accountability_actions_version_id"), "accountability_actions", ["version_id"]
    )
    op.create_table(
        "accountability_steps",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("version_id", base.BIG, nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(length=300), nullable=False),
        sa.CheckConstraint("measure <> ''", name=op.f("ck_accountability_steps_measure")),
        sa.CheckConstraint("threshold > 0", name=op.f("ck_accountability_steps_threshold")),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["accountability_versions.id"],
            name=op.f("fk_accountability_steps_version_id_accountability_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accountability_steps")),
        sa.UniqueConstraint(
            "version_id", "threshold", name=op.f("uq_accountability_steps_version_id_threshold")
        ),
    )
    op.create_table(
        "inspections",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("region_id", base.BIG, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("basis", sa.String(length=300), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("planned_by_id", base.BIG, nullable=False),
        sa.Column("planned_at", base.Moment(), nullable=False),
        sa.Column("others", sa.String(length=300), nullable=False),
        sa.Column("plan_id", base.BIG, nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('planned', 'running', 'concluded', 'called_off')",
            name=op.f("ck_inspections_inspectionstate"),
        ),
        sa.CheckConstraint(
            "kind IN ('announced', 'unannounced')", name=op.f("ck_inspections_inspectionkind")
        ),
        sa.CheckConstraint("(ended_on IS NULL) = (words = '')", name=op.f("ck_inspections_words")),
        sa.CheckConstraint(
            "(state IN ('concluded', 'called_off')) = (ended_on IS NOT NULL)",
            name=op.f("ck_inspections_ended"),
        ),
        sa.CheckConstraint(
            "(state IN ('running', 'concluded')) = (started_on IS NOT NULL)",
            name=op.f("ck_inspections_started"),
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_inspections_title")),
        sa.CheckConstraint("number > 0", name=op.f("ck_inspections_number")),
        sa.CheckConstraint("to_on >= from_on", name=op.f("ck_inspections_order")),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plans.id"], name=op.f("fk_inspections_plan_id_plans")
        ),
        sa.ForeignKeyConstraint(
            ["planned_by_id"], ["users.id"], name=op.f("fk_inspections_planned_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["region_id"], ["regions.id"], name=op.f("fk_inspections_region_id_regions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspections")),
        sa.UniqueConstraint(
            "region_id", "year", "number", name=op.f("uq_inspections_region_id_year_number")
        ),
    )
    op.create_index(op.f("ix_inspections_plan_id"), "inspections", ["plan_id"])
    op.create_index(op.f("ix_inspections_planned_by_id"), "inspections", ["planned_by_id"])
    op.create_index("ix_inspections_region_from", "inspections", ["region_id", "from_on"])
    op.create_table(
        "inspection_team",
        sa.Column("inspection_id", base.BIG, nullable=False),
        sa.Column("user_id", base.BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspections.id"],
            name=op.f("fk_inspection_team_inspection_id_inspections"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_inspection_team_user_id_users")
        ),
        sa.PrimaryKeyConstraint("inspection_id", "user_id", name=op.f("pk_inspection_team")),
    )
    op.create_index(op.f("ix_inspection_team_user_id"), "inspection_team", ["user_id"])
    op.create_table(
        "inspection_units",
        sa.Column("inspection_id", base.BIG, nullable=False),
        sa.Column("unit_id", base.BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspections.id"],
            name=op.f("fk_inspection_units_inspection_id_inspections"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_inspection_units_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("inspection_id", "unit_id", name=op.f("pk_inspection_units")),
    )
    op.create_index(op.f("ix_inspection_units_unit_id"), "inspection_units", ["unit_id"])
    op.create_table(
        "findings",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("inspection_id", base.BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("unit_id", base.BIG, nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("demand", sa.Text(), nullable=False),
        sa.Column("original_due_on", sa.Date(), nullable=False),
        sa.Column("task_id", base.BIG, nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("clock_ends_on", sa.Date(), nullable=True),
        sa.Column("paused_days", sa.Integer(), nullable=False),
        sa.Column("handed_over_at", base.Moment(), nullable=True),
        sa.Column("received_at", base.Moment(), nullable=True),
        sa.Column("received_by_id", base.BIG, nullable=True),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("mended_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_words", sa.String(length=300), nullable=False),
        sa.Column("overdue_noted_for", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'open', 'submitted', 'mended', 'withdrawn')",
            name=op.f("ck_findings_findingstate"),
        ),
        sa.CheckConstraint(
            "(state = 'mended') = (mended_on IS NOT NULL)", name=op.f("ck_findings_mended")
        ),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_words <> '')", name=op.f("ck_findings_withdrawn")
        ),
        sa.CheckConstraint("demand <> ''", name=op.f("ck_findings_demand")),
        sa.CheckConstraint("fact <> ''", name=op.f("ck_findings_fact")),
        sa.CheckConstraint(
            "state <> 'draft' OR handed_over_at IS NULL", name=op.f("ck_findings_draft")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'withdrawn') OR handed_over_at IS NOT NULL",
            name=op.f("ck_findings_handed_over"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('submitted', 'mended') OR submitted_on IS NOT NULL",
            name=op.f("ck_findings_submitted"),
        ),
        sa.CheckConstraint(
            "(handed_over_at IS NULL) = (clock_ends_on IS NULL)", name=op.f("ck_findings_clock")
        ),
        sa.CheckConstraint("due_on >= original_due_on", name=op.f("ck_findings_later")),
        sa.CheckConstraint("paused_days >= 0", name=op.f("ck_findings_paused_days")),
        sa.CheckConstraint("position > 0", name=op.f("ck_findings_position")),
        sa.CheckConstraint(
            "received_at IS NULL OR handed_over_at IS NOT NULL", name=op.f("ck_findings_received")
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"],
            ["inspections.id"],
            name=op.f("fk_findings_inspection_id_inspections"),
        ),
        sa.ForeignKeyConstraint(
            ["received_by_id"], ["users.id"], name=op.f("fk_findings_received_by_id_users")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_findings_task_id_tasks")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_findings_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
        sa.UniqueConstraint(
            "inspection_id", "position", name=op.f("uq_findings_inspection_id_position")
        ),
    )
    op.create_index(op.f("ix_findings_received_by_id"), "findings", ["received_by_id"])
    op.create_index("ix_findings_state_clock", "findings", ["state", "clock_ends_on"])
    op.create_index(op.f("ix_findings_task_id"), "findings", ["task_id"])
    op.create_index("ix_findings_unit_state", "findings", ["unit_id", "state", "clock_ends_on"])
    op.create_table(
        "finding_moves",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("finding_id", base.BIG, nullable=False),
        sa.Column("by_id", base.BIG, nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("before", sa.Date(), nullable=False),
        sa.Column("after", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_finding_moves_reason")),
        sa.CheckConstraint("after > before", name=op.f("ck_finding_moves_later")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_finding_moves_by_id_users")),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["findings.id"], name=op.f("fk_finding_moves_finding_id_findings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_moves")),
    )
    op.create_index(op.f("ix_finding_moves_by_id"), "finding_moves", ["by_id"])
    op.create_index(op.f("ix_finding_moves_finding_id"), "finding_moves", ["finding_id"])
    op.create_table(
        "finding_replies",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("finding_id", base.BIG, nullable=False),
        sa.Column("by_id", base.BIG, nullable=False),
        sa.Column("submitted_at", base.Moment(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=False),
        sa.Column("clock_ended_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("no_evidence", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("reviewed_by_id", base.BIG, nullable=True),
        sa.Column("reviewed_at", base.Moment(), nullable=True),
        sa.Column("review_words", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('submitted', 'accepted', 'returned')",
            name=op.f("ck_finding_replies_replystate"),
        ),
        sa.CheckConstraint(
            "(state = 'submitted') = (reviewed_at IS NULL)",
            name=op.f("ck_finding_replies_reviewed"),
        ),
        sa.CheckConstraint(
            "state <> 'returned' OR review_words <> ''",
            name=op.f("ck_finding_replies_reason_of_return"),
        ),
        sa.CheckConstraint("words <> ''", name=op.f("ck_finding_replies_words")),
        sa.CheckConstraint(
            "(reviewed_at IS NULL) = (reviewed_by_id IS NULL)",
            name=op.f("ck_finding_replies_reviewer"),
        ),
        sa.CheckConstraint("days >= 0", name=op.f("ck_finding_replies_days")),
        sa.CheckConstraint(
            "reviewed_by_id IS NULL OR reviewed_by_id <> by_id",
            name=op.f("ck_finding_replies_four_eyes"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["users.id"], name=op.f("fk_finding_replies_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["findings.id"], name=op.f("fk_finding_replies_finding_id_findings")
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by_id"], ["users.id"], name=op.f("fk_finding_replies_reviewed_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_replies")),
    )
    op.create_index(op.f("ix_finding_replies_by_id"), "finding_replies", ["by_id"])
    op.create_index(op.f("ix_finding_replies_finding_id"), "finding_replies", ["finding_id"])
    op.create_index(
        op.f("ix_finding_replies_reviewed_by_id"), "finding_replies", ["reviewed_by_id"]
    )


def downgrade() -> None:

    op.drop_index(op.f("ix_finding_replies_reviewed_by_id"), table_name="finding_replies")
    op.drop_index(op.f("ix_finding_replies_finding_id"), table_name="finding_replies")
    op.drop_index(op.f("ix_finding_replies_by_id"), table_name="finding_replies")
    op.drop_table("finding_replies")
    op.drop_index(op.f("ix_finding_moves_finding_id"), table_name="finding_moves")
    op.drop_index(op.f("ix_finding_moves_by_id"), table_name="finding_moves")
    op.drop_table("finding_moves")
    op.drop_index("ix_findings_unit_state", table_name="findings")
    op.drop_index(op.f("ix_findings_task_id"), table_name="findings")
    op.drop_index("ix_findings_state_clock", table_name="findings")
    op.drop_index(op.f("ix_findings_received_by_id"), table_name="findings")
    op.drop_table("findings")
    op.drop_index(op.f("ix_inspection_units_unit_id"), table_name="inspection_units")
    op.drop_table("inspection_units")
    op.drop_index(op.f("ix_inspection_team_user_id"), table_name="inspection_team")
    op.drop_table("inspection_team")
    op.drop_index("ix_inspections_region_from", table_name="inspections")
    op.drop_index(op.f("ix_inspections_planned_by_id"), table_name="inspections")
    op.drop_index(op.f("ix_inspections_plan_id"), table_name="inspections")
    op.drop_table("inspections")
    op.drop_table("accountability_steps")
    op.drop_index(op.f("ix_accountability_actions_version_id"), table_name="accountability_actions")
    op.drop_index(op.f("ix_accountability_actions_unit_id"), table_name="accountability_actions")
    op.drop_index("ix_accountability_actions_state", table_name="accountability_actions")
    op.drop_index(
        op.f("ix_accountability_actions_decided_by_id"), table_name="accountability_actions"
    )
    op.drop_table("accountability_actions")
    op.drop_index(
        op.f("ix_accountability_versions_set_by_id"), table_name="accountability_versions"
    )
    op.drop_table("accountability_versions")
    op.drop_index(
        op.f("ix_accountability_facts_withdrawn_by_id"), table_name="accountability_facts"
    )
    op.drop_index(op.f("ix_accountability_facts_unit_id"), table_name="accountability_facts")
    op.drop_index("ix_accountability_facts_rule_unit", table_name="accountability_facts")
    op.drop_index(op.f("ix_accountability_facts_by_id"), table_name="accountability_facts")
    op.drop_table("accountability_facts")
    op.drop_table("accountability_rules")
