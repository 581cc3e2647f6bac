"""Score sheets: frozen, looked over by the units, published.

Revision 0019.
"""

import sqlalchemy as sa
from alembic import op

from tasks_tracker.domain import base

revision = "0019"
down_revision = "0018"

GUARDS = (
    ("score_sheets_published_stay", "UPDATE ON score_sheets", "OLD.state = 'published'"),
    ("score_sheets_published_stay_kept", "DELETE ON score_sheets", "OLD.state = 'published'"),
    (
        "score_rows_frozen_stay",
        "UPDATE OF sheet_id, unit_id, frozen_total, content ON score_rows",
        "TRUE",
    ),
    ("score_rows_published_stay", "UPDATE ON score_rows", "OLD.published_on IS NOT NULL"),
    ("score_rows_published_stay_kept", "DELETE ON score_rows", "OLD.published_on IS NOT NULL"),
    ("score_objections_decided_stay", "UPDATE ON score_objections", "OLD.state <> 'open'"),
    ("score_objections_decided_stay_kept", "DELETE ON score_objections", "OLD.state <> 'open'"),
    ("score_adjustments_stay", "UPDATE ON score_adjustments", "TRUE"),
    ("score_adjustments_stay_kept", "DELETE ON score_adjustments", "TRUE"),
)
"""Name, occasion and condition of each trigger that refuses; see revision 0001."""


def upgrade() -> None:
    op.create_table(
        "score_sheets",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("region_id", base.BIG, nullable=False),
        sa.Column(
            "kind",
            _words("periodkind", "month", "quarter", "half_year", "year", "campaign"),
            nullable=False,
        ),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column("frozen_on", sa.Date(), nullable=False),
        sa.Column("frozen_at", base.Moment(timezone=True), nullable=False),
        sa.Column("frozen_by_id", base.BIG, nullable=False),
        sa.Column("objections_until", sa.Date(), nullable=False),
        sa.Column("state", _words("sheetstate", "frozen", "published"), nullable=False),
        sa.Column("published_at", base.Moment(timezone=True), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("published_by_id", base.BIG, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'published') = (published_at IS NOT NULL)",
            name=op.f("ck_score_sheets_published"),
        ),
        sa.CheckConstraint("kind <> 'campaign'", name=op.f("ck_score_sheets_period")),
        sa.CheckConstraint(
            "(published_at IS NULL) = (published_by_id IS NULL)",
            name=op.f("ck_score_sheets_publisher"),
        ),
        sa.CheckConstraint(
            "(published_at IS NULL) = (published_on IS NULL)",
            name=op.f("ck_score_sheets_published_day"),
        ),
        sa.CheckConstraint("frozen_on > first_on", name=op.f("ck_score_sheets_afterwards")),
        sa.CheckConstraint("objections_until >= frozen_on", name=op.f("ck_score_sheets_window")),
        sa.CheckConstraint("rule_version >= 0", name=op.f("ck_score_sheets_rule_version")),
        sa.ForeignKeyConstraint(
            ["frozen_by_id"], ["users.id"], name=op.f("fk_score_sheets_frozen_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["users.id"], name=op.f("fk_score_sheets_published_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["region_id"], ["regions.id"], name=op.f("fk_score_sheets_region_id_regions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_sheets")),
        sa.UniqueConstraint(
            "region_id", "kind", "first_on", name=op.f("uq_score_sheets_region_id_kind_first_on")
        ),
    )
    op.create_index(op.f("ix_score_sheets_frozen_by_id"), "score_sheets", ["frozen_by_id"])
    op.create_index(op.f("ix_score_sheets_published_by_id"), "score_sheets", ["published_by_id"])
    op.create_table(
        "score_rows",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("sheet_id", base.BIG, nullable=False),
        sa.Column("unit_id", base.BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("group", sa.String(length=80), nullable=False),
        sa.Column("due", sa.Integer(), nullable=False),
        sa.Column("is_ranked", sa.Boolean(), nullable=False),
        sa.Column("frozen_total", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("recount", sa.JSON(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("checked_at", base.Moment(timezone=True), nullable=True),
        sa.Column("checked_by_id", base.BIG, nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("movement", sa.Integer(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(checked_at IS NULL) = (checked_by_id IS NULL)", name=op.f("ck_score_rows_checker")
        ),
        sa.CheckConstraint(
            "(edition > 0) = (recount IS NOT NULL)", name=op.f("ck_score_rows_recount")
        ),
        sa.CheckConstraint("edition >= 0", name=op.f("ck_score_rows_edition")),
        sa.CheckConstraint(
            "movement IS NULL OR rank IS NOT NULL", name=op.f("ck_score_rows_movement")
        ),
        sa.CheckConstraint("position > 0", name=op.f("ck_score_rows_position")),
        sa.CheckConstraint("rank > 0", name=op.f("ck_score_rows_rank_from_one")),
        sa.CheckConstraint("rank IS NULL OR is_ranked", name=op.f("ck_score_rows_ranked")),
        sa.CheckConstraint(
            "rank IS NULL OR published_on IS NOT NULL", name=op.f("ck_score_rows_rank")
        ),
        sa.ForeignKeyConstraint(
            ["checked_by_id"], ["users.id"], name=op.f("fk_score_rows_checked_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["score_sheets.id"], name=op.f("fk_score_rows_sheet_id_score_sheets")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_score_rows_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_rows")),
        sa.UniqueConstraint("sheet_id", "unit_id", name=op.f("uq_score_rows_sheet_id_unit_id")),
    )
    op.create_index(op.f("ix_score_rows_checked_by_id"), "score_rows", ["checked_by_id"])
    op.create_index(op.f("ix_score_rows_unit_id"), "score_rows", ["unit_id"])
    op.create_table(
        "score_objections",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("row_id", base.BIG, nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("total_before", sa.Integer(), nullable=False),
        sa.Column("by_id", base.BIG, nullable=False),
        sa.Column("raised_at", base.Moment(timezone=True), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("agreed_by", sa.String(length=80), nullable=False),
        sa.Column("no_evidence", sa.String(length=300), nullable=False),
        sa.Column(
            "state", _words("scoreobjectionstate", "open", "accepted", "rejected"), nullable=False
        ),
        sa.Column("decided_by_id", base.BIG, nullable=True),
        sa.Column("decided_at", base.Moment(timezone=True), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("total_after", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'open') = (decided_at IS NULL)", name=op.f("ck_score_objections_decided")
        ),
        sa.CheckConstraint(
            "(state = 'open') = (total_after IS NULL)", name=op.f("ck_score_objections_total_after")
        ),
        sa.CheckConstraint("agreed_by <> ''", name=op.f("ck_score_objections_agreed_by")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_score_objections_reason")),
        sa.CheckConstraint(
            "state = 'open' OR opinion <> ''", name=op.f("ck_score_objections_opinion")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by_id IS NULL)",
            name=op.f("ck_score_objections_decider"),
        ),
        sa.CheckConstraint(
            "decided_by_id IS NULL OR decided_by_id <> by_id",
            name=op.f("ck_score_objections_four_eyes"),
        ),
        sa.CheckConstraint("place >= 0", name=op.f("ck_score_objections_place")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["users.id"], name=op.f("fk_score_objections_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["users.id"], name=op.f("fk_score_objections_decided_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["row_id"], ["score_rows.id"], name=op.f("fk_score_objections_row_id_score_rows")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_objections")),
        sa.UniqueConstraint(
            "row_id", "edition", "place", name=op.f("uq_score_objections_row_id_edition_place")
        ),
    )
    op.create_index(op.f("ix_score_objections_by_id"), "score_objections", ["by_id"])
    op.create_index(
        op.f("ix_score_objections_decided_by_id"), "score_objections", ["decided_by_id"]
    )
    op.create_index("ix_score_objections_state", "score_objections", ["state", "raised_at"])
    op.create_table(
        "score_adjustments",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("row_id", base.BIG, nullable=False),
        sa.Column("objection_id", base.BIG, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", base.BIG, nullable=False),
        sa.Column("made_at", base.Moment(timezone=True), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_score_adjustments_reason")),
        sa.CheckConstraint("before <> after", name=op.f("ck_score_adjustments_change")),
        sa.CheckConstraint("place > 0", name=op.f("ck_score_adjustments_place")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["users.id"], name=op.f("fk_score_adjustments_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["objection_id"],
            ["score_objections.id"],
            name=op.f("fk_score_adjustments_objection_id_score_objections"),
        ),
        sa.ForeignKeyConstraint(
            ["row_id"], ["score_rows.id"], name=op.f("fk_score_adjustments_row_id_score_rows")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_adjustments")),
        sa.UniqueConstraint(
            "objection_id", "place", name=op.f("uq_score_adjustments_objection_id_place")
        ),
    )
    op.create_index(op.f("ix_score_adjustments_by_id"), "score_adjustments", ["by_id"])
    op.create_index(op.f("ix_score_adjustments_row_id"), "score_adjustments", ["row_id"])
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for guard in GUARDS:
        op.execute(_postgresql_guard(*guard) if is_postgresql else _sqlite_guard(*guard))


def downgrade() -> None:
    for table in ("score_adjustments", "score_objections", "score_rows", "score_sheets"):
        op.drop_table(table)


def _words(name: str, *members: str) -> sa.Enum:
    return sa.Enum(*members, name=name, native_enum=False, create_constraint=True, length=24)


def _postgresql_guard(name: str, occasion: str, condition: str) -> str:
    may_delete = occasion.startswith("DELETE")
    function = "refuse_outside_a_demonstration" if may_delete else "refuse"
    return (
        f"CREATE TRIGGER {name} BEFORE {occasion} FOR EACH ROW WHEN ({condition})"
        f" EXECUTE FUNCTION {function}()"
    )


def _sqlite_guard(name: str, occasion: str, condition: str) -> str:
    if occasion.startswith("DELETE"):
        condition += " AND NOT EXISTS (SELECT 1 FROM demonstration_day)"
    return (
        f"CREATE TRIGGER {name} BEFORE {occasion} FOR EACH ROW WHEN {condition}"
        f" BEGIN SELECT RAISE(ABORT, '{name}'); END"
    )
