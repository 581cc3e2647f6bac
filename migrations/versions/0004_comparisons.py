"""Plans of two levels, compared; dates that come from the superior.

Revision 0004.
"""

import sqlalchemy as sa
from alembic import op

from tasks_tracker.domain import base

revision = "0004"
down_revision = "0003"


def words(name: str, *members: str) -> sa.Enum:
    return sa.Enum(*members, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    op.create_table(
        "comparisons",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("region_id", base.BIG, nullable=False),
        sa.Column("plan_id", base.BIG, nullable=False),
        sa.Column("subordinate_id", base.BIG, nullable=False),
        sa.Column("subordinate_no", sa.String(length=80), nullable=False),
        sa.Column("subordinate_title", sa.String(length=300), nullable=False),
        sa.Column("opened_by_id", base.BIG, nullable=False),
        sa.Column("opened_at", base.Moment(timezone=True), nullable=False),
        sa.CheckConstraint("subordinate_id <> region_id", name=op.f("ck_comparisons_levels")),
        sa.ForeignKeyConstraint(
            ["region_id"], ["regions.id"], name=op.f("fk_comparisons_region_id_regions")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plans.id"], name=op.f("fk_comparisons_plan_id_plans")
        ),
        sa.ForeignKeyConstraint(
            ["subordinate_id"], ["regions.id"], name=op.f("fk_comparisons_subordinate_id_regions")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["users.id"], name=op.f("fk_comparisons_opened_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comparisons")),
        sa.UniqueConstraint(
            "plan_id",
            "subordinate_id",
            "subordinate_no",
            name=op.f("uq_comparisons_plan_id_subordinate_id_subordinate_no"),
        ),
    )
    op.create_index(op.f("ix_comparisons_region_id"), "comparisons", ["region_id"])
    op.create_index(op.f("ix_comparisons_opened_by_id"), "comparisons", ["opened_by_id"])
    op.create_index(
        "ix_comparisons_subordinate", "comparisons", ["subordinate_id", "subordinate_no"]
    )
    _create_links()
    op.execute("ALTER TABLE milestones ADD COLUMN superior_code VARCHAR(80)")
    op.execute("ALTER TABLE milestones ADD COLUMN added_on DATE")
    op.execute(
        "ALTER TABLE milestones ADD COLUMN replaced_on DATE"
        " CONSTRAINT ck_milestones_replaced CHECK (replaced_on IS NULL OR kind <> 'by')"
    )


def _create_links() -> None:
    op.create_table(
        "comparison_links",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("comparison_id", base.BIG, nullable=False),
        sa.Column("superior_number", sa.Integer(), nullable=False),
        sa.Column("superior_last", sa.Integer(), nullable=False),
        sa.Column("subordinate_number", sa.Integer(), nullable=True),
        sa.Column("subordinate_last", sa.Integer(), nullable=True),
        sa.Column("likeness", sa.Integer(), nullable=False),
        sa.Column(
            "relation", words("relation", "same", "narrowed", "merged", "dropped"), nullable=False
        ),
        sa.Column(
            "date_change",
            words("datechange", "kept", "later", "earlier", "dropped", "left_to_superior", "added"),
            nullable=True,
        ),
        sa.Column("is_narrowed", sa.Boolean(), nullable=False),
        sa.Column("differences", sa.JSON(), nullable=False),
        sa.Column("state", words("linkstate", "proposed", "confirmed"), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("decided_by_id", base.BIG, nullable=True),
        sa.Column("decided_at", base.Moment(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_comparison_links_{name}"))
            for name, rule in RULES
        ),
        sa.ForeignKeyConstraint(
            ["comparison_id"],
            ["comparisons.id"],
            name=op.f("fk_comparison_links_comparison_id_comparisons"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["users.id"], name=op.f("fk_comparison_links_decided_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comparison_links")),
        sa.UniqueConstraint(
            "comparison_id",
            "superior_number",
            name=op.f("uq_comparison_links_comparison_id_superior_number"),
        ),
    )
    op.create_index(
        "ix_comparison_links_subordinate",
        "comparison_links",
        ["comparison_id", "subordinate_number"],
    )
    op.create_index(
        op.f("ix_comparison_links_decided_by_id"), "comparison_links", ["decided_by_id"]
    )


RULES = (
    ("superior", "superior_number <= superior_last"),
    ("subordinate", "subordinate_number <= subordinate_last"),
    ("both_numbers", "(subordinate_number IS NULL) = (subordinate_last IS NULL)"),
    ("carried", "(relation = 'dropped') = (subordinate_number IS NULL)"),
    ("decided", "(state = 'confirmed') = (decided_at IS NOT NULL)"),
    ("decided_by", "(decided_at IS NULL) = (decided_by_id IS NULL)"),
)


def downgrade() -> None:
    op.execute("ALTER TABLE milestones DROP COLUMN replaced_on")
    op.execute("ALTER TABLE milestones DROP COLUMN added_on")
    op.execute("ALTER TABLE milestones DROP COLUMN superior_code")
    op.drop_table("comparison_links")
    op.drop_table("comparisons")
