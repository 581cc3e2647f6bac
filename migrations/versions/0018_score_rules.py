"""Rules of scores.

Revision 0018.
"""

import sqlalchemy as sa
from alembic import op

from tasks_tracker.domain import base

revision = "0018"
down_revision = "0017"

BOUNDS = {
    "completion": (0, 100),
    "reporting": (0, 100),
    "first_pass": (0, 100),
    "progress": (0, 100),
    "support": (0, 100),
    "cap": (100, 200),
    "least_due": (1, 30),
    "early_days": (1, 180),
}
SUM = "completion + reporting + first_pass + progress = 100"


def upgrade() -> None:
    op.create_table(
        "score_rules",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("region_id", base.BIG, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("holds_from", sa.Date(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in BOUNDS),
        sa.Column("deductions", sa.JSON(), nullable=False),
        sa.Column("bonuses", sa.JSON(), nullable=False),
        sa.Column("joined", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("set_at", base.Moment(timezone=True), nullable=False),
        sa.Column("set_by_id", base.BIG, nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_score_rules_version")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_score_rules_reason")),
        sa.CheckConstraint(SUM, name=op.f("ck_score_rules_weights")),
        *(
            sa.CheckConstraint(
                f"{name} BETWEEN {least} AND {most}", name=op.f(f"ck_score_rules_{name}")
            )
            for name, (least, most) in BOUNDS.items()
        ),
        sa.ForeignKeyConstraint(
            ["region_id"], ["regions.id"], name=op.f("fk_score_rules_region_id_regions")
        ),
        sa.ForeignKeyConstraint(
            ["set_by_id"], ["users.id"], name=op.f("fk_score_rules_set_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_rules")),
        sa.UniqueConstraint("region_id", "version", name=op.f("uq_score_rules_region_id_version")),
    )
    op.create_index(op.f("ix_score_rules_set_by_id"), "score_rules", ["set_by_id"])


def downgrade() -> None:
    op.drop_table("score_rules")
