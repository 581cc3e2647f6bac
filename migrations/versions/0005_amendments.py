"""Amended plans: tasks that end or come later, dates and figures that others replaced.

Revision 0005.
"""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    key = "INTEGER" if op.get_context().dialect.name == "sqlite" else "BIGINT"
    # Written out: a column with its checks is one statement on both databases, and no table is
    # copied, which would lose its triggers on SQLite.
    op.execute(
        f"ALTER TABLE plan_drafts ADD COLUMN amends_id {key}"
        " CONSTRAINT fk_plan_drafts_amends_id_plans REFERENCES plans (id)"
    )
    op.create_index(op.f("ix_plan_drafts_amends_id"), "plan_drafts", ["amends_id"])
    op.execute(
        f"ALTER TABLE tasks ADD COLUMN source_id {key}"
        " CONSTRAINT fk_tasks_source_id_source_documents REFERENCES source_documents (id)"
    )
    op.create_index(op.f("ix_tasks_source_id"), "tasks", ["source_id"])
    op.execute("ALTER TABLE tasks ADD COLUMN added_on DATE")
    op.execute(
        "ALTER TABLE tasks ADD COLUMN ended_on DATE"
        " CONSTRAINT ck_tasks_clock_of_ended CHECK (ended_on IS NULL OR clock_ends_on IS NULL)"
    )
    op.execute(
        "ALTER TABLE tasks ADD COLUMN ended_words VARCHAR(300)"
        " CONSTRAINT ck_tasks_ended CHECK ((ended_on IS NULL) = (ended_words IS NULL))"
    )
    op.execute(
        "ALTER TABLE milestones ADD COLUMN had_clock BOOLEAN DEFAULT false NOT NULL"
        " CONSTRAINT ck_milestones_had_clock CHECK (NOT had_clock OR replaced_on IS NOT NULL)"
    )
    op.execute("UPDATE milestones SET had_clock = true WHERE replaced_on IS NOT NULL")
    op.execute("ALTER TABLE targets ADD COLUMN replaced_on DATE")


def downgrade() -> None:
    op.execute("ALTER TABLE targets DROP COLUMN replaced_on")
    op.execute("ALTER TABLE milestones DROP COLUMN had_clock")
    op.execute("ALTER TABLE tasks DROP COLUMN ended_words")
    op.execute("ALTER TABLE tasks DROP COLUMN ended_on")
    op.execute("ALTER TABLE tasks DROP COLUMN added_on")
    op.drop_index(op.f("ix_tasks_source_id"), "tasks")
    op.execute("ALTER TABLE tasks DROP COLUMN source_id")
    op.drop_index(op.f("ix_plan_drafts_amends_id"), "plan_drafts")
    op.execute("ALTER TABLE plan_drafts DROP COLUMN amends_id")
