"""Filled in 反馈表.

Revision 0022.
"""

import sqlalchemy as sa
from alembic import op

from tasks_tracker.domain import base

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "worksheets",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("by_id", base.BIG, nullable=False),
        sa.Column("uploaded_at", base.Moment(), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("ended_at", base.Moment(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'open') = (ended_at IS NULL)", name=op.f("ck_worksheets_ended")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'reported', 'dropped')", name=op.f("ck_worksheets_worksheetstate")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_worksheets_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worksheets")),
    )
    op.create_index("ix_worksheets_by_state", "worksheets", ["by_id", "state"])


def downgrade() -> None:
    op.drop_index("ix_worksheets_by_state", table_name="worksheets")
    op.drop_table("worksheets")
