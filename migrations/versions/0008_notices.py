"""Hand-out: notices, receipts, objections, shares.

Revision 0008.
"""

import sqlalchemy as sa
from alembic import op

from tasks_tracker.domain import base

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    _notices()
    _notice_items()
    _receipts()
    _objections()
    _shares()
    _waits()


def downgrade() -> None:
    op.drop_table("waits")
    op.drop_table("shares")
    op.drop_table("objections")
    op.drop_table("receipts")
    op.drop_table("notice_items")
    op.drop_table("notices")


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("region_id", base.BIG, nullable=False),
        sa.Column("plan_id", base.BIG, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("doc_no", sa.String(length=80), nullable=False),
        sa.Column("by_id", base.BIG, nullable=False),
        sa.Column("issued_at", base.Moment(timezone=True), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("reply_by", sa.Date(), nullable=False),
        sa.Column("requirements", sa.Text(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_notices_number")),
        sa.CheckConstraint("reply_by >= issued_on", name=op.f("ck_notices_reply_by")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_notices_by_id_users")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_notices_plan_id_plans")),
        sa.ForeignKeyConstraint(
            ["region_id"], ["regions.id"], name=op.f("fk_notices_region_id_regions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint(
            "region_id", "year", "number", name=op.f("uq_notices_region_id_year_number")
        ),
    )
    op.create_index(op.f("ix_notices_by_id"), "notices", ["by_id"], unique=False)
    op.create_index(op.f("ix_notices_plan_id"), "notices", ["plan_id"], unique=False)


def _notice_items() -> None:
    op.create_table(
        "notice_items",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("notice_id", base.BIG, nullable=False),
        sa.Column("task_id", base.BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notices.id"], name=op.f("fk_notice_items_notice_id_notices")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_notice_items_task_id_tasks")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_items")),
        sa.UniqueConstraint("task_id", name=op.f("uq_notice_items_task_id")),
    )
    op.create_index(
        "ix_notice_items_notice", "notice_items", ["notice_id", "position"], unique=False
    )


def _receipts() -> None:
    op.create_table(
        "receipts",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("notice_id", base.BIG, nullable=False),
        sa.Column("unit_id", base.BIG, nullable=False),
        sa.Column("task_id", base.BIG, nullable=True),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("object_by", sa.Date(), nullable=False),
        sa.Column("signed_at", base.Moment(timezone=True), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signed_by_id", base.BIG, nullable=True),
        sa.Column("by_report", sa.Boolean(), nullable=False),
        sa.Column("lapsed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(signed_at IS NULL) = (signed_by_id IS NULL)", name=op.f("ck_receipts_signer")
        ),
        sa.CheckConstraint(
            "(signed_at IS NULL) = (signed_on IS NULL)", name=op.f("ck_receipts_signed")
        ),
        sa.CheckConstraint(
            "NOT by_report OR signed_at IS NOT NULL", name=op.f("ck_receipts_by_report")
        ),
        sa.CheckConstraint(
            "due_on >= added_on AND object_by >= added_on", name=op.f("ck_receipts_order")
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"], ["notices.id"], name=op.f("fk_receipts_notice_id_notices")
        ),
        sa.ForeignKeyConstraint(
            ["signed_by_id"], ["users.id"], name=op.f("fk_receipts_signed_by_id_users")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_receipts_task_id_tasks")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_receipts_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipts")),
    )
    op.create_index("ix_receipts_notice", "receipts", ["notice_id", "unit_id"], unique=False)
    op.create_index(op.f("ix_receipts_signed_by_id"), "receipts", ["signed_by_id"], unique=False)
    op.create_index(
        "ix_receipts_unit_open", "receipts", ["unit_id", "signed_on", "due_on"], unique=False
    )
    op.create_index(
        "uq_receipts_of_notice",
        "receipts",
        ["notice_id", "unit_id"],
        unique=True,
        sqlite_where=sa.text("task_id IS NULL"),
        postgresql_where=sa.text("task_id IS NULL"),
    )
    op.create_index(
        "uq_receipts_of_task",
        "receipts",
        ["task_id", "unit_id"],
        unique=True,
        sqlite_where=sa.text("task_id IS NOT NULL AND lapsed_on IS NULL"),
        postgresql_where=sa.text("task_id IS NOT NULL AND lapsed_on IS NULL"),
    )


def _objections() -> None:
    op.create_table(
        "objections",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("task_id", base.BIG, nullable=False),
        sa.Column("unit_id", base.BIG, nullable=False),
        sa.Column(
            "duty",
            sa.String(length=24),
            nullable=False,
        ),
        sa.Column("proposed_id", base.BIG, nullable=False),
        sa.Column("by_id", base.BIG, nullable=False),
        sa.Column("raised_at", base.Moment(timezone=True), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("agreed_by", sa.String(length=80), nullable=False),
        sa.Column(
            "state",
            sa.String(length=24),
            nullable=False,
        ),
        sa.Column("decided_by_id", base.BIG, nullable=True),
        sa.Column("decided_at", base.Moment(timezone=True), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("new_unit_id", base.BIG, nullable=True),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("duty IN ('lead', 'support')", name=op.f("ck_objections_duty")),
        sa.CheckConstraint(
            "state IN ('open', 'reassigned', 'upheld')", name=op.f("ck_objections_objectionstate")
        ),
        sa.CheckConstraint(
            "(state = 'open') = (decided_at IS NULL)", name=op.f("ck_objections_decided")
        ),
        sa.CheckConstraint(
            "(state = 'reassigned') = (new_unit_id IS NOT NULL)",
            name=op.f("ck_objections_new_unit"),
        ),
        sa.CheckConstraint("agreed_by <> ''", name=op.f("ck_objections_agreed_by")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_objections_reason")),
        sa.CheckConstraint("state = 'open' OR opinion <> ''", name=op.f("ck_objections_opinion")),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by_id IS NULL)", name=op.f("ck_objections_decider")
        ),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> by_id", name=op.f("ck_objections_four_eyes")
        ),
        sa.CheckConstraint("proposed_id <> unit_id", name=op.f("ck_objections_proposed")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_objections_by_id_users")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["users.id"], name=op.f("fk_objections_decided_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["new_unit_id"], ["units.id"], name=op.f("fk_objections_new_unit_id_units")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_id"], ["units.id"], name=op.f("fk_objections_proposed_id_units")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_objections_task_id_tasks")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_objections_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objections")),
    )
    op.create_index(op.f("ix_objections_by_id"), "objections", ["by_id"], unique=False)
    op.create_index(
        op.f("ix_objections_decided_by_id"), "objections", ["decided_by_id"], unique=False
    )
    op.create_index(op.f("ix_objections_new_unit_id"), "objections", ["new_unit_id"], unique=False)
    op.create_index(op.f("ix_objections_proposed_id"), "objections", ["proposed_id"], unique=False)
    op.create_index("ix_objections_task", "objections", ["task_id", "raised_at"], unique=False)
    op.create_index(op.f("ix_objections_unit_id"), "objections", ["unit_id"], unique=False)
    op.create_index(
        "uq_objections_open",
        "objections",
        ["task_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )


def _shares() -> None:
    op.create_table(
        "shares",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("task_id", base.BIG, nullable=False),
        sa.Column("unit_id", base.BIG, nullable=False),
        sa.Column("through_id", base.BIG, nullable=True),
        sa.Column(
            "duty",
            sa.String(length=24),
            nullable=False,
        ),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.String(length=24),
            nullable=False,
        ),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("why_later", sa.String(length=300), nullable=False),
        sa.Column("confirmed_at", base.Moment(timezone=True), nullable=True),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("told_at", base.Moment(timezone=True), nullable=True),
        sa.Column("by_id", base.BIG, nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("lapsed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("duty IN ('lead', 'support')", name=op.f("ck_shares_duty")),
        sa.CheckConstraint(
            "state IN ('unconfirmed', 'confirmed', 'settled', 'lapsed')",
            name=op.f("ck_shares_sharestate"),
        ),
        sa.CheckConstraint(
            "(state = 'lapsed') = (lapsed_on IS NOT NULL)", name=op.f("ck_shares_lapsed")
        ),
        sa.CheckConstraint(
            "(what = '') = (confirmed_at IS NULL)", name=op.f("ck_shares_confirmed")
        ),
        sa.CheckConstraint("state <> 'confirmed' OR what <> ''", name=op.f("ck_shares_what")),
        sa.CheckConstraint(
            "state <> 'settled' OR settled_on IS NOT NULL", name=op.f("ck_shares_settled")
        ),
        sa.CheckConstraint("state <> 'settled' OR told <> ''", name=op.f("ck_shares_told")),
        sa.CheckConstraint(
            "(confirmed_at IS NULL) = (due_on IS NULL)", name=op.f("ck_shares_due_on")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_shares_by_id_users")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_shares_task_id_tasks")),
        sa.ForeignKeyConstraint(
            ["through_id"], ["units.id"], name=op.f("fk_shares_through_id_units")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_shares_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shares")),
        sa.UniqueConstraint("task_id", "unit_id", name=op.f("uq_shares_task_id_unit_id")),
    )
    op.create_index(op.f("ix_shares_by_id"), "shares", ["by_id"], unique=False)
    op.create_index(op.f("ix_shares_through_id"), "shares", ["through_id"], unique=False)
    op.create_index("ix_shares_unit_state", "shares", ["unit_id", "state"], unique=False)


def _waits() -> None:
    op.create_table(
        "waits",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("share_id", base.BIG, nullable=False),
        sa.Column("unit_id", base.BIG, nullable=False),
        sa.Column("by_id", base.BIG, nullable=False),
        sa.Column("raised_at", base.Moment(timezone=True), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("ended_at", base.Moment(timezone=True), nullable=True),
        sa.Column("ended_by_id", base.BIG, nullable=True),
        sa.CheckConstraint("what <> ''", name=op.f("ck_waits_what")),
        sa.CheckConstraint(
            "ended_by_id IS NULL OR ended_at IS NOT NULL", name=op.f("ck_waits_ended")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_waits_by_id_users")),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["users.id"], name=op.f("fk_waits_ended_by_id_users")
        ),
        sa.ForeignKeyConstraint(["share_id"], ["shares.id"], name=op.f("fk_waits_share_id_shares")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_waits_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waits")),
    )
    op.create_index(op.f("ix_waits_by_id"), "waits", ["by_id"], unique=False)
    op.create_index(op.f("ix_waits_ended_by_id"), "waits", ["ended_by_id"], unique=False)
    op.create_index(op.f("ix_waits_share_id"), "waits", ["share_id"], unique=False)
    op.create_index(op.f("ix_waits_unit_id"), "waits", ["unit_id"], unique=False)
    op.create_index(
        "uq_waits_open",
        "waits",
        ["share_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
