"""Rules of plans, files behind their text, forms not sent; kinds of events as an open list.

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
    op.execute("ALTER TABLE plan_drafts ADD COLUMN wanted BOOLEAN DEFAULT TRUE NOT NULL")
    _open_the_kinds_of_events()
    _give_tasks_of_drafts_a_key()
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
    op.execute("ALTER TABLE plan_drafts DROP COLUMN wanted")
    op.execute("ALTER TABLE source_documents DROP COLUMN stored_name")
    op.execute("ALTER TABLE source_documents DROP COLUMN format")
    op.execute("ALTER TABLE plans DROP COLUMN reporting_rule")
    op.execute("ALTER TABLE plans DROP COLUMN workday_rule")


def _open_the_kinds_of_events() -> None:
    """Every release knows more kinds; their list is checked in the model alone."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE events DROP CONSTRAINT ck_events_eventkind")
        return
    with op.batch_alter_table("events", recreate="always") as batch_op:
        batch_op.drop_constraint(op.f("ck_events_eventkind"), type_="check")
    # A table that SQLite copies keeps no triggers.
    op.execute(
        "CREATE TRIGGER events_stay BEFORE UPDATE ON events FOR EACH ROW WHEN TRUE"
        " BEGIN SELECT RAISE(ABORT, 'events_stay'); END"
    )
    op.execute(
        "CREATE TRIGGER events_stay_kept BEFORE DELETE ON events FOR EACH ROW WHEN TRUE"
        " AND NOT EXISTS (SELECT 1 FROM demonstration_day)"
        " BEGIN SELECT RAISE(ABORT, 'events_stay_kept'); END"
    )


def _give_tasks_of_drafts_a_key() -> None:
    """Tasks of a draft go by a key of their own, since they can be merged, split and dropped."""
    drafts = sa.table("plan_drafts", sa.column("id"), sa.column("content", sa.JSON()))
    connection = op.get_bind()
    for draft_id, content in connection.execute(sa.select(drafts.c.id, drafts.c.content)).all():
        for key, task in enumerate(content["tasks"], 1):
            task.setdefault("key", key)
        content.setdefault("removed", [])
        connection.execute(drafts.update().where(drafts.c.id == draft_id).values(content=content))
