"""Rules of plans, files behind their text, forms not sent.

Revision 0002.
"""

import sqlalchemy as sa
from alembic import op

from tasks_tracker.domain import base

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    # Written out: a column with its check is one statement on both databases, and no table is copied.
    op.execute(
        "ALTER TABLE plans ADD COLUMN workday_rule VARCHAR(24) DEFAULT 'keep' NOT NULL"
        " CONSTRAINT ck_plans_workdayrule CHECK (workday_rule IN ('keep', 'next', 'previous'))"
    )
    op.execute("ALTER TABLE plans ADD COLUMN reporting_rule VARCHAR(80) DEFAULT '' NOT NULL")
    op.execute("ALTER TABLE source_documents ADD COLUMN format VARCHAR(80) DEFAULT 'txt' NOT NULL")
    op.execute("ALTER TABLE source_documents ADD COLUMN stored_name VARCHAR(80)")
    op.create_table(
        "unsent_forms",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("user_id", base.BIG, nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("kept_at", base.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_unsent_forms_user_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsent_forms")),
        sa.UniqueConstraint("user_id", "subject", name=op.f("uq_unsent_forms_user_id_subject")),
    )
    op.create_index("ix_unsent_forms_subject_kept_at", "unsent_forms", ["subject", "kept_at"])


def downgrade() -> None:
    op.drop_table("unsent_forms")
    op.execute("ALTER TABLE source_documents DROP COLUMN stored_name")
    op.execute("ALTER TABLE source_documents DROP COLUMN format")
    op.execute("ALTER TABLE plans DROP COLUMN reporting_rule")
    op.execute("ALTER TABLE plans DROP COLUMN workday_rule")
