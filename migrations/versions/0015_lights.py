"""Rules of the lights and what was shown.

Revision 0015.
"""

import sqlalchemy as sa
from alembic import op

from tasks_tracker.domain import base

revision = "0015"
down_revision = "0014"

LIGHTS = "'severe', 'overdue', 'lagging', 'due_soon', 'idle', 'normal', 'done'"
BOUNDS = {
    "due_soon_within": (1, 60),
    "report_soon_within": (1, 30),
    "behind_points": (1, 100),
    "severe_after": (1, 120),
    "red_slips": (1, 10),
}


def upgrade() -> None:
    _rules()
    op.create_table(
        "shown_lights",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("task_id", base.BIG, nullable=False),
        sa.Column("shown_on", sa.Date(), nullable=False),
        sa.Column("light", sa.String(length=24), nullable=False),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=False),
        sa.CheckConstraint(f"light IN ({LIGHTS})", name=op.f("ck_shown_lights_light")),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_shown_lights_task_id_tasks")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shown_lights")),
        sa.UniqueConstraint("task_id", "shown_on", name=op.f("uq_shown_lights_task_id_shown_on")),
    )
    op.execute("ALTER TABLE tasks ADD COLUMN settled_on DATE")
    op.execute("ALTER TABLE tasks ADD COLUMN returned_on DATE")
    is_sqlite = op.get_context().dialect.name == "sqlite"
    day = "date(r.reviewed_at, '+8 hours')"
    if not is_sqlite:
        day = "CAST(r.reviewed_at AT TIME ZONE 'Asia/Shanghai' AS DATE)"
    op.execute(RETURNED.format(day=day))


RETURNED = """
UPDATE tasks SET returned_on = (
    SELECT CASE WHEN r.state = 'returned' THEN {day} END
    FROM progress_reports r WHERE r.task_id = tasks.id
    ORDER BY r.submitted_at DESC, r.id DESC LIMIT 1
) WHERE NOT is_completed
"""


def downgrade() -> None:
    op.execute("ALTER TABLE tasks DROP COLUMN returned_on")
    op.execute("ALTER TABLE tasks DROP COLUMN settled_on")
    op.drop_table("shown_lights")
    op.drop_table("light_rules")


def _rules() -> None:
    op.create_table(
        "light_rules",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=80), nullable=False),
        sa.Column("holds_from", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in BOUNDS),
        sa.Column("overdue_by", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("set_at", base.Moment(timezone=True), nullable=False),
        sa.Column("set_by_id", base.BIG, nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_light_rules_version")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_light_rules_reason")),
        sa.CheckConstraint("overdue_by IN ('last', 'any')", name=op.f("ck_light_rules_overdueby")),
        *(
            sa.CheckConstraint(
                f"{name} BETWEEN {least} AND {most}", name=op.f(f"ck_light_rules_{name}")
            )
            for name, (least, most) in BOUNDS.items()
        ),
        sa.ForeignKeyConstraint(
            ["set_by_id"], ["users.id"], name=op.f("fk_light_rules_set_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_light_rules")),
        sa.UniqueConstraint("version", name=op.f("uq_light_rules_version")),
        sa.UniqueConstraint("token", name=op.f("uq_light_rules_token")),
    )
    op.create_index(op.f("ix_light_rules_set_by_id"), "light_rules", ["set_by_id"])
