"""Extensions, explanations, blockers.

Revision 0010.
"""

import sqlalchemy as sa
from alembic import op

from tasks_tracker.domain import base

revision = "0010"
down_revision = "0009"

TABLES = ("extensions", "extension_consents", "explanations", "blockers", "blocker_rounds")
OPEN = sa.text("state IN ('asked', 'with_office')")


def upgrade() -> None:
    _extensions()
    _extension_consents()
    _explanations()
    _blockers()
    _blocker_rounds()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _extensions() -> None:
    op.create_table(
        "extensions",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("task_id", base.BIG, nullable=False),
        sa.Column("milestone_id", base.BIG, nullable=False),
        sa.Column("unit_id", base.BIG, nullable=False),
        sa.Column("by_id", base.BIG, nullable=False),
        sa.Column("asked_at", base.Moment(timezone=True), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("due_before", sa.Date(), nullable=False),
        sa.Column("new_due_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.CheckConstraint("days > 0", name=op.f("ck_extensions_days")),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("beyond_phase", sa.String(length=300), nullable=False),
        sa.Column("no_evidence", sa.String(length=300), nullable=False),
        sa.Column("decider", sa.String(length=24), nullable=False),
        sa.Column("consent_due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("office_on", sa.Date(), nullable=True),
        sa.Column("answered_by_id", base.BIG, nullable=True),
        sa.Column("answered_at", base.Moment(timezone=True), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('asked', 'with_office')) = (answered_at IS NULL)",
            name=op.f("ck_extensions_answered"),
        ),
        sa.CheckConstraint(
            "decider IN ('supervision_head', 'leader')", name=op.f("ck_extensions_decided_above")
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_extensions_reason")),
        sa.CheckConstraint(
            "state <> 'asked' OR office_on IS NULL", name=op.f("ck_extensions_not_there_yet")
        ),
        sa.CheckConstraint(
            "state <> 'refused' OR words <> ''", name=op.f("ck_extensions_reason_of_refusal")
        ),
        sa.CheckConstraint(
            "state NOT IN ('granted', 'refused') OR answered_by_id <> by_id",
            name=op.f("ck_extensions_four_eyes"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('granted', 'refused', 'withdrawn') OR answered_by_id IS NOT NULL",
            name=op.f("ck_extensions_who_answered"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('with_office', 'granted', 'refused') OR office_on IS NOT NULL",
            name=op.f("ck_extensions_lay_there"),
        ),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_on IS NULL)",
            name=op.f("ck_extensions_day_of_answer"),
        ),
        sa.CheckConstraint("new_due_on > due_before", name=op.f("ck_extensions_later")),
        sa.CheckConstraint(
            "state IN ('asked', 'with_office', 'granted', 'refused', 'withdrawn', 'lapsed')",
            name=op.f("ck_extensions_extensionstate"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["users.id"], name=op.f("fk_extensions_answered_by_id_users")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_extensions_by_id_users")),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestones.id"], name=op.f("fk_extensions_milestone_id_milestones")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_extensions_task_id_tasks")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_extensions_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extensions")),
    )
    op.create_index(op.f("ix_extensions_answered_by_id"), "extensions", ["answered_by_id"])
    op.create_index(op.f("ix_extensions_by_id"), "extensions", ["by_id"])
    op.create_index(op.f("ix_extensions_milestone_id"), "extensions", ["milestone_id"])
    op.create_index("ix_extensions_state", "extensions", ["state", "asked_on"])
    op.create_index(op.f("ix_extensions_task_id"), "extensions", ["task_id"])
    op.create_index(op.f("ix_extensions_unit_id"), "extensions", ["unit_id"])
    op.create_index(
        "uq_extensions_open",
        "extensions",
        ["milestone_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def _extension_consents() -> None:
    op.create_table(
        "extension_consents",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("extension_id", base.BIG, nullable=False),
        sa.Column("unit_id", base.BIG, nullable=False),
        sa.Column("wants_head", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.String(length=24), nullable=True),
        sa.Column("by_id", base.BIG, nullable=True),
        sa.Column("answered_at", base.Moment(timezone=True), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "answer <> 'declined' OR words <> ''", name=op.f("ck_extension_consents_reason")
        ),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_extension_consents_answered")
        ),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (by_id IS NULL)", name=op.f("ck_extension_consents_who")
        ),
        sa.CheckConstraint(
            "answer IN ('agreed', 'declined')", name=op.f("ck_extension_consents_consent")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["users.id"], name=op.f("fk_extension_consents_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["extension_id"],
            ["extensions.id"],
            name=op.f("fk_extension_consents_extension_id_extensions"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_extension_consents_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_extension_consents")),
        sa.UniqueConstraint(
            "extension_id", "unit_id", name=op.f("uq_extension_consents_extension_id_unit_id")
        ),
    )
    op.create_index(op.f("ix_extension_consents_by_id"), "extension_consents", ["by_id"])
    op.create_index(op.f("ix_extension_consents_unit_id"), "extension_consents", ["unit_id"])


def _explanations() -> None:
    op.create_table(
        "explanations",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("task_id", base.BIG, nullable=False),
        sa.Column("milestone_id", base.BIG, nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("unit_id", base.BIG, nullable=False),
        sa.Column("by_id", base.BIG, nullable=False),
        sa.Column("made_at", base.Moment(timezone=True), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("cause", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=False),
        sa.Column("no_evidence", sa.String(length=300), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_explanations_reason")),
        sa.CheckConstraint("ended_on < made_on", name=op.f("ck_explanations_afterwards")),
        sa.CheckConstraint("number > 0", name=op.f("ck_explanations_number")),
        sa.CheckConstraint("promised_on >= made_on", name=op.f("ck_explanations_promise")),
        sa.CheckConstraint(
            "cause IN ('funds', 'land', 'staff', 'policy', 'data', 'cooperation', 'approval', 'superior', 'other')",
            name=op.f("ck_explanations_cause"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_explanations_by_id_users")),
        sa.ForeignKeyConstraint(
            ["milestone_id"],
            ["milestones.id"],
            name=op.f("fk_explanations_milestone_id_milestones"),
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_explanations_task_id_tasks")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_explanations_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_explanations")),
        sa.UniqueConstraint(
            "milestone_id",
            "ended_on",
            "number",
            name=op.f("uq_explanations_milestone_id_ended_on_number"),
        ),
    )
    op.create_index(op.f("ix_explanations_by_id"), "explanations", ["by_id"])
    op.create_index(op.f("ix_explanations_task_id"), "explanations", ["task_id"])
    op.create_index(op.f("ix_explanations_unit_id"), "explanations", ["unit_id"])


def _blockers() -> None:
    op.create_table(
        "blockers",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("region_id", base.BIG, nullable=False),
        sa.Column("task_id", base.BIG, nullable=False),
        sa.Column("unit_id", base.BIG, nullable=False),
        sa.Column("by_id", base.BIG, nullable=False),
        sa.Column("raised_at", base.Moment(timezone=True), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("report_id", base.BIG, nullable=True),
        sa.Column("cause", sa.String(length=24), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("to_unit_id", base.BIG, nullable=True),
        sa.Column("to_person_id", base.BIG, nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("late_answers", sa.Integer(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state IN ('solved', 'withdrawn')) = (closed_on IS NOT NULL)",
            name=op.f("ck_blockers_closed"),
        ),
        sa.CheckConstraint("request <> ''", name=op.f("ck_blockers_request")),
        sa.CheckConstraint(
            "late_answers BETWEEN 0 AND round", name=op.f("ck_blockers_late_answers")
        ),
        sa.CheckConstraint("to_unit_id <> unit_id", name=op.f("ck_blockers_another")),
        sa.CheckConstraint(
            "to_unit_id IS NULL OR to_person_id IS NULL", name=op.f("ck_blockers_one_addressee")
        ),
        sa.CheckConstraint(
            "cause IN ('funds', 'land', 'staff', 'policy', 'data', 'cooperation', 'approval', 'superior', 'other')",
            name=op.f("ck_blockers_cause"),
        ),
        sa.CheckConstraint(
            "state IN ('open', 'answered', 'solved', 'withdrawn')",
            name=op.f("ck_blockers_blockerstate"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_blockers_by_id_users")),
        sa.ForeignKeyConstraint(
            ["region_id"], ["regions.id"], name=op.f("fk_blockers_region_id_regions")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["progress_reports.id"],
            name=op.f("fk_blockers_report_id_progress_reports"),
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_blockers_task_id_tasks")),
        sa.ForeignKeyConstraint(
            ["to_person_id"], ["users.id"], name=op.f("fk_blockers_to_person_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["to_unit_id"], ["units.id"], name=op.f("fk_blockers_to_unit_id_units")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_blockers_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blockers")),
    )
    op.create_index(op.f("ix_blockers_by_id"), "blockers", ["by_id"])
    op.create_index("ix_blockers_person_state", "blockers", ["to_person_id", "state"])
    op.create_index("ix_blockers_region_state", "blockers", ["region_id", "state", "due_on"])
    op.create_index(op.f("ix_blockers_report_id"), "blockers", ["report_id"])
    op.create_index(op.f("ix_blockers_task_id"), "blockers", ["task_id"])
    op.create_index(op.f("ix_blockers_unit_id"), "blockers", ["unit_id"])
    op.create_index("ix_blockers_unit_state", "blockers", ["to_unit_id", "state"])


def _blocker_rounds() -> None:
    op.create_table(
        "blocker_rounds",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("blocker_id", base.BIG, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by_id", base.BIG, nullable=True),
        sa.Column("answered_at", base.Moment(timezone=True), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("is_solved", sa.Boolean(), nullable=True),
        sa.Column("judged_by_id", base.BIG, nullable=True),
        sa.Column("judged_at", base.Moment(timezone=True), nullable=True),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answer = '')", name=op.f("ck_blocker_rounds_answer")
        ),
        sa.CheckConstraint(
            "is_solved IS NULL OR is_solved OR words <> ''",
            name=op.f("ck_blocker_rounds_what_is_missing"),
        ),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_by_id IS NULL)",
            name=op.f("ck_blocker_rounds_who_answered"),
        ),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_on IS NULL)",
            name=op.f("ck_blocker_rounds_day_of_answer"),
        ),
        sa.CheckConstraint(
            "(judged_at IS NULL) = (judged_by_id IS NULL)",
            name=op.f("ck_blocker_rounds_who_judged"),
        ),
        sa.CheckConstraint("due_on > opened_on", name=op.f("ck_blocker_rounds_order")),
        sa.CheckConstraint(
            "is_solved IS NULL OR answered_at IS NOT NULL",
            name=op.f("ck_blocker_rounds_judged_after"),
        ),
        sa.CheckConstraint(
            "is_solved IS NULL OR judged_at IS NOT NULL", name=op.f("ck_blocker_rounds_judged")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_blocker_rounds_number")),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["users.id"], name=op.f("fk_blocker_rounds_answered_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["blocker_id"], ["blockers.id"], name=op.f("fk_blocker_rounds_blocker_id_blockers")
        ),
        sa.ForeignKeyConstraint(
            ["judged_by_id"], ["users.id"], name=op.f("fk_blocker_rounds_judged_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blocker_rounds")),
        sa.UniqueConstraint(
            "blocker_id", "number", name=op.f("uq_blocker_rounds_blocker_id_number")
        ),
    )
    op.create_index(op.f("ix_blocker_rounds_answered_by_id"), "blocker_rounds", ["answered_by_id"])
    op.create_index(op.f("ix_blocker_rounds_judged_by_id"), "blocker_rounds", ["judged_by_id"])
