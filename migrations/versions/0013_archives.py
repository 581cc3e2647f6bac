"""Archives; which post handles a seat; handovers.

Revision 0013.
"""

import sqlalchemy as sa
from alembic import op

from tasks_tracker.domain import base

revision = "0013"
down_revision = "0012"

STATES = "'opened', 'confirmed', 'handed', 'taken', 'cancelled'"
TO_ARCHIVE = "archived_on IS NULL AND (closed_on IS NOT NULL OR ended_on IS NOT NULL)"
PEOPLE = ("leaver_id", "opened_by_id", "confirmed_by_id", "handed_by_id")


def upgrade() -> None:
    key = "INTEGER" if op.get_context().dialect.name == "sqlite" else "BIGINT"
    op.execute(
        f"ALTER TABLE task_units ADD COLUMN post_id {key}"
        " CONSTRAINT fk_task_units_post_id_posts REFERENCES posts (id)"
    )
    op.create_index(op.f("ix_task_units_post_id"), "task_units", ["post_id"])
    op.create_index(
        "ix_tasks_to_archive",
        "tasks",
        ["region_id", "number"],
        sqlite_where=sa.text(TO_ARCHIVE),
        postgresql_where=sa.text(TO_ARCHIVE),
    )
    _archives()
    _handovers()
    _handover_posts()


def downgrade() -> None:
    op.drop_table("handover_posts")
    op.drop_table("handovers")
    op.drop_table("archives")
    op.drop_index("ix_tasks_to_archive", "tasks")
    op.drop_index("ix_task_units_post_id", "task_units")
    op.execute("ALTER TABLE task_units DROP COLUMN post_id")


def _archives() -> None:
    op.create_table(
        "archives",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("region_id", base.BIG, nullable=False),
        sa.Column("task_id", base.BIG, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("by_id", base.BIG, nullable=False),
        sa.Column("at", base.Moment(timezone=True), nullable=False),
        sa.Column("stored_name", sa.String(length=80), nullable=False),
        sa.Column("sha256", sa.String(length=80), nullable=False),
        sa.Column("size", base.BIG, nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.CheckConstraint("edition > 0", name=op.f("ck_archives_edition")),
        sa.CheckConstraint("size > 0", name=op.f("ck_archives_size")),
        sa.CheckConstraint("sha256 <> ''", name=op.f("ck_archives_hash")),
        sa.ForeignKeyConstraint(
            ["region_id"], ["regions.id"], name=op.f("fk_archives_region_id_regions")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_archives_task_id_tasks")),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_archives_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archives")),
        sa.UniqueConstraint("task_id", "edition", name=op.f("uq_archives_task_id_edition")),
    )
    op.create_index("ix_archives_region_at", "archives", ["region_id", "at"])
    op.create_index(op.f("ix_archives_by_id"), "archives", ["by_id"])


def _handovers() -> None:
    op.create_table(
        "handovers",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("region_id", base.BIG, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("leaver_id", base.BIG, nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("is_absent", sa.Boolean(), nullable=False),
        sa.Column("opened_by_id", base.BIG, nullable=False),
        sa.Column("opened_at", base.Moment(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("confirmed_by_id", base.BIG, nullable=True),
        sa.Column("confirmed_at", base.Moment(timezone=True), nullable=True),
        sa.Column("handed_by_id", base.BIG, nullable=True),
        sa.Column("handed_at", base.Moment(timezone=True), nullable=True),
        sa.Column("ended_at", base.Moment(timezone=True), nullable=True),
        sa.Column("ended_words", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_checks(),
        sa.ForeignKeyConstraint(
            ["region_id"], ["regions.id"], name=op.f("fk_handovers_region_id_regions")
        ),
        *(
            sa.ForeignKeyConstraint([name], ["users.id"], name=op.f(f"fk_handovers_{name}_users"))
            for name in PEOPLE
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
        sa.UniqueConstraint(
            "region_id", "year", "number", name=op.f("uq_handovers_region_id_year_number")
        ),
    )
    op.create_index("ix_handovers_region_opened_at", "handovers", ["region_id", "opened_at"])
    for name in PEOPLE:
        op.create_index(op.f(f"ix_handovers_{name}"), "handovers", [name])
    op.create_index(
        "uq_handovers_current",
        "handovers",
        ["leaver_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _checks() -> list[sa.CheckConstraint]:
    rules = {
        "handoverstate": f"state IN ({STATES})",
        "number": "number > 0",
        "reason": "reason <> ''",
        "confirmed": "(confirmed_at IS NULL) = (confirmed_by_id IS NULL)",
        "handed": "(handed_at IS NULL) = (handed_by_id IS NULL)",
        "order": "handed_at IS NULL OR confirmed_at IS NOT NULL",
        "ended": "(state IN ('taken', 'cancelled')) = (ended_at IS NOT NULL)",
        "cancelled": "(state = 'cancelled') = (ended_words <> '')",
    }
    return [
        sa.CheckConstraint(rule, name=op.f(f"ck_handovers_{name}")) for name, rule in rules.items()
    ]


def _handover_posts() -> None:
    op.create_table(
        "handover_posts",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("handover_id", base.BIG, nullable=False),
        sa.Column("post_id", base.BIG, nullable=False),
        sa.Column("successor_id", base.BIG, nullable=False),
        sa.Column("handed", sa.JSON(), nullable=False),
        sa.Column("taken", sa.JSON(), nullable=False),
        sa.Column("taken_at", base.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["handover_id"], ["handovers.id"], name=op.f("fk_handover_posts_handover_id_handovers")
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["posts.id"], name=op.f("fk_handover_posts_post_id_posts")
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"], ["users.id"], name=op.f("fk_handover_posts_successor_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_posts")),
        sa.UniqueConstraint(
            "handover_id", "post_id", name=op.f("uq_handover_posts_handover_id_post_id")
        ),
    )
    op.create_index(op.f("ix_handover_posts_post_id"), "handover_posts", ["post_id"])
    op.create_index(op.f("ix_handover_posts_successor_id"), "handover_posts", ["successor_id"])
