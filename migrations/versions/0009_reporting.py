"""Reporting by period and evidence.

Revision 0009.
"""

import sqlalchemy as sa
from alembic import op

from tasks_tracker.domain import base

revision = "0009"
down_revision = "0008"

STATES = "'waiting', 'signed', 'given_back', 'withdrawn'"
IS_OPEN = "answered_on IS NULL AND excused_on IS NULL"
WAITS = "state = 'waiting'"


def upgrade() -> None:
    op.execute("ALTER TABLE plans ADD COLUMN excuses_objected BOOLEAN DEFAULT true NOT NULL")
    # There are no obligations before this revision; SQLite wants a day for those nevertheless.
    op.execute("ALTER TABLE obligations ADD COLUMN asked_on DATE DEFAULT '2021-01-01' NOT NULL")
    op.create_index(
        "ix_obligations_open",
        "obligations",
        ["due_on"],
        sqlite_where=sa.text(IS_OPEN),
        postgresql_where=sa.text(IS_OPEN),
    )
    _unsigned()


def downgrade() -> None:
    op.drop_table("unsigned_reports")
    op.drop_index("ix_obligations_open", "obligations")
    op.execute("ALTER TABLE obligations DROP COLUMN asked_on")
    op.execute("ALTER TABLE plans DROP COLUMN excuses_objected")


def _unsigned() -> None:
    name = "unsigned_reports"
    people = ("by_id", "decided_by_id")
    to = {"task_id": "tasks", "unit_id": "units", "report_id": "progress_reports"}
    to |= dict.fromkeys(people, "users")
    op.create_table(
        name,
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("task_id", base.BIG, nullable=False),
        sa.Column("unit_id", base.BIG, nullable=False),
        sa.Column("by_id", base.BIG, nullable=False),
        sa.Column("written_at", base.Moment(timezone=True), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("decided_by_id", base.BIG, nullable=True),
        sa.Column("decided_at", base.Moment(timezone=True), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("report_id", base.BIG, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"state IN ({STATES})", name=op.f(f"ck_{name}_signstate")),
        sa.CheckConstraint(f"({WAITS}) = (decided_at IS NULL)", name=op.f(f"ck_{name}_decided")),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by_id IS NULL)", name=op.f(f"ck_{name}_decided_by")
        ),
        sa.CheckConstraint("state <> 'given_back' OR words <> ''", name=op.f(f"ck_{name}_reason")),
        sa.CheckConstraint(
            "(state = 'signed') = (report_id IS NOT NULL)", name=op.f(f"ck_{name}_report")
        ),
        sa.CheckConstraint(
            "state <> 'signed' OR decided_by_id <> by_id", name=op.f(f"ck_{name}_four_eyes")
        ),
        *(
            sa.ForeignKeyConstraint([own], [f"{table}.id"], name=op.f(f"fk_{name}_{own}_{table}"))
            for own, table in to.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )
    for column in ("task_id", "report_id", *people):
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column])
    op.create_index(f"ix_{name}_unit_state", name, ["unit_id", "state"])
    op.create_index(
        f"uq_{name}_waiting",
        name,
        ["task_id", "unit_id"],
        unique=True,
        sqlite_where=sa.text(WAITS),
        postgresql_where=sa.text(WAITS),
    )
