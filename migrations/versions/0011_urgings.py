"""Urgings, slips, remarks.

Revision 0011.
"""

import sqlalchemy as sa
from alembic import op

from tasks_tracker.domain import base

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    _ladders()
    _ladder_steps()
    _remarks()
    _urgings()
    _urging_replies()
    _urging_recipients()


def downgrade() -> None:
    op.drop_table("urging_recipients")
    op.drop_table("urging_replies")
    op.drop_table("urgings")
    op.drop_table("remarks")
    op.drop_table("ladder_steps")
    op.drop_table("ladders")


def _ladders() -> None:
    op.create_table(
        "ladders",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("region_id", base.BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("holds_from", sa.Date(), nullable=False),
        sa.Column("set_by_id", base.BIG, nullable=False),
        sa.Column("set_at", base.Moment(timezone=True), nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_ladders_from_one")),
        sa.ForeignKeyConstraint(
            ["region_id"], ["regions.id"], name=op.f("fk_ladders_region_id_regions")
        ),
        sa.ForeignKeyConstraint(
            ["set_by_id"], ["users.id"], name=op.f("fk_ladders_set_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ladders")),
        sa.UniqueConstraint("region_id", "version", name=op.f("uq_ladders_region_id_version")),
    )
    op.create_index(op.f("ix_ladders_set_by_id"), "ladders", ["set_by_id"], unique=False)


def _ladder_steps() -> None:
    op.create_table(
        "ladder_steps",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("ladder_id", base.BIG, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("reply_days", sa.Integer(), nullable=False),
        sa.Column("to_liaison", sa.Boolean(), nullable=False),
        sa.Column("to_head", sa.Boolean(), nullable=False),
        sa.Column("copy_leader", sa.Boolean(), nullable=False),
        sa.Column("copy_office", sa.Boolean(), nullable=False),
        sa.Column("is_automatic", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "NOT is_automatic OR level = 1", name=op.f("ck_ladder_steps_signed_by_hand")
        ),
        sa.CheckConstraint("days BETWEEN 1 AND 250", name=op.f("ck_ladder_steps_days")),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_ladder_steps_level")),
        sa.CheckConstraint("reply_days BETWEEN 1 AND 30", name=op.f("ck_ladder_steps_reply_days")),
        sa.CheckConstraint("to_liaison OR to_head", name=op.f("ck_ladder_steps_to_somebody")),
        sa.ForeignKeyConstraint(
            ["ladder_id"], ["ladders.id"], name=op.f("fk_ladder_steps_ladder_id_ladders")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ladder_steps")),
        sa.UniqueConstraint("ladder_id", "level", name=op.f("uq_ladder_steps_ladder_id_level")),
    )


def _remarks() -> None:
    op.create_table(
        "remarks",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("region_id", base.BIG, nullable=False),
        sa.Column("leader_id", base.BIG, nullable=False),
        sa.Column("recorded_by_id", base.BIG, nullable=False),
        sa.Column("recorded_at", base.Moment(timezone=True), nullable=False),
        sa.Column("remarked_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("difficulty", sa.String(length=24), nullable=False),
        sa.Column("reply_by", sa.Date(), nullable=False),
        sa.Column("task_id", base.BIG, nullable=True),
        sa.Column("plan_id", base.BIG, nullable=True),
        sa.Column("circular_id", base.BIG, nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("handled_by_id", base.BIG, nullable=True),
        sa.Column("handled_at", base.Moment(timezone=True), nullable=True),
        sa.Column("handled_words", sa.Text(), nullable=False),
        sa.Column("made_task_id", base.BIG, nullable=True),
        sa.Column("carried_out_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'open') = (handled_at IS NULL)", name=op.f("ck_remarks_handled")
        ),
        sa.CheckConstraint(
            "(state = 'tasked') = (made_task_id IS NOT NULL)", name=op.f("ck_remarks_made_task")
        ),
        sa.CheckConstraint(
            "carried_out_on IS NULL OR state <> 'open'", name=op.f("ck_remarks_carried_out")
        ),
        sa.CheckConstraint(
            "state <> 'noted' OR handled_words <> ''", name=op.f("ck_remarks_noted_words")
        ),
        sa.CheckConstraint(
            "difficulty IN ('urgent', 'ordinary', 'difficult')", name=op.f("ck_remarks_difficulty")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'urged', 'tasked', 'noted')", name=op.f("ck_remarks_remarkstate")
        ),
        sa.CheckConstraint("words <> ''", name=op.f("ck_remarks_words")),
        sa.CheckConstraint(
            "(handled_at IS NULL) = (handled_by_id IS NULL)", name=op.f("ck_remarks_handler")
        ),
        sa.CheckConstraint(
            "(task_id IS NOT NULL AND plan_id IS NULL AND circular_id IS NULL) OR (task_id IS NULL AND plan_id IS NOT NULL AND circular_id IS NULL) OR (task_id IS NULL AND plan_id IS NULL AND circular_id IS NOT NULL)",
            name=op.f("ck_remarks_subject"),
        ),
        sa.CheckConstraint("reply_by >= remarked_on", name=op.f("ck_remarks_reply_by")),
        sa.ForeignKeyConstraint(
            ["circular_id"], ["circulars.id"], name=op.f("fk_remarks_circular_id_circulars")
        ),
        sa.ForeignKeyConstraint(
            ["handled_by_id"], ["users.id"], name=op.f("fk_remarks_handled_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["users.id"], name=op.f("fk_remarks_leader_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["made_task_id"], ["tasks.id"], name=op.f("fk_remarks_made_task_id_tasks")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_remarks_plan_id_plans")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["users.id"], name=op.f("fk_remarks_recorded_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["region_id"], ["regions.id"], name=op.f("fk_remarks_region_id_regions")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_remarks_task_id_tasks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remarks")),
    )
    op.create_index(op.f("ix_remarks_circular_id"), "remarks", ["circular_id"], unique=False)
    op.create_index(op.f("ix_remarks_handled_by_id"), "remarks", ["handled_by_id"], unique=False)
    op.create_index(op.f("ix_remarks_leader_id"), "remarks", ["leader_id"], unique=False)
    op.create_index(op.f("ix_remarks_made_task_id"), "remarks", ["made_task_id"], unique=False)
    op.create_index(op.f("ix_remarks_plan_id"), "remarks", ["plan_id"], unique=False)
    op.create_index(op.f("ix_remarks_recorded_by_id"), "remarks", ["recorded_by_id"], unique=False)
    op.create_index(
        "ix_remarks_region_state", "remarks", ["region_id", "state", "reply_by"], unique=False
    )
    op.create_index(op.f("ix_remarks_task_id"), "remarks", ["task_id"], unique=False)


def _urgings() -> None:
    op.create_table(
        "urgings",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("task_id", base.BIG, nullable=False),
        sa.Column("unit_id", base.BIG, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reply_by", sa.Date(), nullable=False),
        sa.Column("issued_at", base.Moment(timezone=True), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("milestone_id", base.BIG, nullable=True),
        sa.Column("missed_on", sa.Date(), nullable=True),
        sa.Column("remark_id", base.BIG, nullable=True),
        sa.Column("follows_id", base.BIG, nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("urgent_reason", sa.String(length=300), nullable=False),
        sa.Column("issued_by_id", base.BIG, nullable=True),
        sa.Column("signed_by_id", base.BIG, nullable=True),
        sa.Column("signed_at", base.Moment(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("lifted_on", sa.Date(), nullable=True),
        sa.Column("lifted_words", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(lifted_on IS NULL) = (lifted_words = '')", name=op.f("ck_urgings_lifted_words")
        ),
        sa.CheckConstraint(
            "(state = 'lifted') = (lifted_on IS NOT NULL)", name=op.f("ck_urgings_lifted")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'answered', 'accepted', 'escalated', 'lifted')",
            name=op.f("ck_urgings_urgingstate"),
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_urgings_reason")),
        sa.CheckConstraint("(level > 1) = (number IS NOT NULL)", name=op.f("ck_urgings_number")),
        sa.CheckConstraint("(number IS NULL) = (year IS NULL)", name=op.f("ck_urgings_year")),
        sa.CheckConstraint(
            "(signed_at IS NULL) = (signed_by_id IS NULL)", name=op.f("ck_urgings_receipt")
        ),
        sa.CheckConstraint(
            "level = 1 OR issued_by_id IS NOT NULL", name=op.f("ck_urgings_signature")
        ),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_urgings_level")),
        sa.CheckConstraint("reply_by >= issued_on", name=op.f("ck_urgings_reply_by")),
        sa.ForeignKeyConstraint(
            ["follows_id"], ["urgings.id"], name=op.f("fk_urgings_follows_id_urgings")
        ),
        sa.ForeignKeyConstraint(
            ["issued_by_id"], ["users.id"], name=op.f("fk_urgings_issued_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestones.id"], name=op.f("fk_urgings_milestone_id_milestones")
        ),
        sa.ForeignKeyConstraint(
            ["remark_id"], ["remarks.id"], name=op.f("fk_urgings_remark_id_remarks")
        ),
        sa.ForeignKeyConstraint(
            ["signed_by_id"], ["users.id"], name=op.f("fk_urgings_signed_by_id_users")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_urgings_task_id_tasks")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_urgings_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urgings")),
        sa.UniqueConstraint("follows_id", name=op.f("uq_urgings_follows_id")),
    )
    op.create_index(op.f("ix_urgings_issued_by_id"), "urgings", ["issued_by_id"], unique=False)
    op.create_index(op.f("ix_urgings_milestone_id"), "urgings", ["milestone_id"], unique=False)
    op.create_index(op.f("ix_urgings_remark_id"), "urgings", ["remark_id"], unique=False)
    op.create_index(op.f("ix_urgings_signed_by_id"), "urgings", ["signed_by_id"], unique=False)
    op.create_index("ix_urgings_state_reply_by", "urgings", ["state", "reply_by"], unique=False)
    op.create_index(op.f("ix_urgings_task_id"), "urgings", ["task_id"], unique=False)
    op.create_index(
        "ix_urgings_unit_state", "urgings", ["unit_id", "state", "reply_by"], unique=False
    )
    op.create_index(
        "uq_urgings_in_force",
        "urgings",
        ["task_id", "unit_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('open', 'answered') AND remark_id IS NULL"),
        postgresql_where=sa.text("state IN ('open', 'answered') AND remark_id IS NULL"),
    )


def _urging_replies() -> None:
    op.create_table(
        "urging_replies",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("urging_id", base.BIG, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", base.BIG, nullable=False),
        sa.Column("at", base.Moment(timezone=True), nullable=False),
        sa.Column("replied_on", sa.Date(), nullable=False),
        sa.Column("reply_by", sa.Date(), nullable=False),
        sa.Column("verdict", sa.String(length=24), nullable=True),
        sa.Column("judged_by_id", base.BIG, nullable=True),
        sa.Column("judged_at", base.Moment(timezone=True), nullable=True),
        sa.Column("judged_words", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "verdict <> 'unsatisfactory' OR judged_words <> ''", name=op.f("ck_urging_replies_why")
        ),
        sa.CheckConstraint(
            "verdict IN ('sufficient', 'unsatisfactory')", name=op.f("ck_urging_replies_verdict")
        ),
        sa.CheckConstraint("words <> ''", name=op.f("ck_urging_replies_words")),
        sa.CheckConstraint(
            "(judged_at IS NULL) = (judged_by_id IS NULL)", name=op.f("ck_urging_replies_judge")
        ),
        sa.CheckConstraint(
            "(verdict IS NULL) = (judged_at IS NULL)", name=op.f("ck_urging_replies_judged")
        ),
        sa.CheckConstraint(
            "judged_by_id IS NULL OR judged_by_id <> by_id",
            name=op.f("ck_urging_replies_four_eyes"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["users.id"], name=op.f("fk_urging_replies_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["judged_by_id"], ["users.id"], name=op.f("fk_urging_replies_judged_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["urging_id"], ["urgings.id"], name=op.f("fk_urging_replies_urging_id_urgings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urging_replies")),
    )
    op.create_index(op.f("ix_urging_replies_by_id"), "urging_replies", ["by_id"], unique=False)
    op.create_index(
        op.f("ix_urging_replies_judged_by_id"), "urging_replies", ["judged_by_id"], unique=False
    )
    op.create_index(
        op.f("ix_urging_replies_urging_id"), "urging_replies", ["urging_id"], unique=False
    )


def _urging_recipients() -> None:
    op.create_table(
        "urging_recipients",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("urging_id", base.BIG, nullable=False),
        sa.Column("user_id", base.BIG, nullable=False),
        sa.Column("is_copy", sa.Boolean(), nullable=False),
        sa.Column("message_id", base.BIG, nullable=True),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_urging_recipients_message_id_messages")
        ),
        sa.ForeignKeyConstraint(
            ["urging_id"], ["urgings.id"], name=op.f("fk_urging_recipients_urging_id_urgings")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_urging_recipients_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_urging_recipients")),
        sa.UniqueConstraint(
            "urging_id", "user_id", name=op.f("uq_urging_recipients_urging_id_user_id")
        ),
    )
    op.create_index(
        op.f("ix_urging_recipients_message_id"), "urging_recipients", ["message_id"], unique=False
    )
    op.create_index(
        op.f("ix_urging_recipients_user_id"), "urging_recipients", ["user_id"], unique=False
    )
