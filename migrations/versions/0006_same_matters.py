"""Tasks that are about the same matter.

Revision 0006.
"""

import sqlalchemy as sa
from alembic import op

from tasks_tracker.domain import base

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "same_matters",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("task_id", base.BIG, nullable=False),
        sa.Column("other_id", base.BIG, nullable=False),
        sa.Column("by_id", base.BIG, nullable=False),
        sa.Column("at", base.Moment(timezone=True), nullable=False),
        sa.Column("ended_by_id", base.BIG, nullable=True),
        sa.Column("ended_at", base.Moment(timezone=True), nullable=True),
        sa.Column("ended_words", sa.String(length=300), nullable=True),
        sa.CheckConstraint("task_id < other_id", name=op.f("ck_same_matters_order")),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_words IS NULL)", name=op.f("ck_same_matters_reason")
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by_id IS NULL)", name=op.f("ck_same_matters_ended_by")
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_same_matters_task_id_tasks")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["tasks.id"], name=op.f("fk_same_matters_other_id_tasks")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_same_matters_by_id_users")),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["users.id"], name=op.f("fk_same_matters_ended_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_same_matters")),
    )
    op.create_index(
        "uq_same_matters_open",
        "same_matters",
        ["task_id", "other_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index("ix_same_matters_other", "same_matters", ["other_id"])
    op.create_index("ix_same_matters_by_id", "same_matters", ["by_id"])
    op.create_index("ix_same_matters_ended_by_id", "same_matters", ["ended_by_id"])


def downgrade() -> None:
    op.drop_table("same_matters")
