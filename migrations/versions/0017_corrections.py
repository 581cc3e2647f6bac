"""The notice before a circular is issued, corrections, two signatures, numbers from the series.

Revision 0017.
"""

import sqlalchemy as sa
from alembic import op

from tasks_tracker.domain import base

revision = "0017"
down_revision = "0016"

GUARD = "circulars_published_stay"
SERIES = """
INSERT INTO series (region_id, kind, year, last_number)
SELECT region_id, CASE form WHEN 'red_head' THEN 'circular' ELSE 'bulletin' END, year, max(number)
FROM circulars WHERE number IS NOT NULL GROUP BY region_id, form, year
"""


def upgrade() -> None:
    op.execute(
        "ALTER TABLE regions ADD COLUMN correction_days INTEGER NOT NULL DEFAULT 2"
        " CONSTRAINT ck_regions_correction_days CHECK (correction_days BETWEEN 1 AND 10)"
    )
    op.execute("ALTER TABLE circulars ADD COLUMN signed_alone BOOLEAN NOT NULL DEFAULT false")
    _unguard()
    op.execute("UPDATE circulars SET signed_alone = true WHERE approved_by_id = proposed_by_id")
    _guard()
    op.execute(
        "ALTER TABLE circulars ADD COLUMN correction_reason TEXT NOT NULL DEFAULT ''"
        " CONSTRAINT ck_circulars_reason"
        " CHECK ((corrects_id IS NULL) = (correction_reason = ''))"
        " CONSTRAINT ck_circulars_four_eyes"
        " CHECK (signed_alone OR approved_by_id <> proposed_by_id)"
    )
    op.execute(SERIES)
    _notices()
    _corrections()


def downgrade() -> None:
    op.drop_table("circular_corrections")
    op.drop_table("circular_notices")
    op.execute("DELETE FROM series WHERE kind IN ('circular', 'bulletin')")
    op.execute("ALTER TABLE circulars DROP COLUMN correction_reason")
    op.execute("ALTER TABLE circulars DROP COLUMN signed_alone")
    op.execute("ALTER TABLE regions DROP COLUMN correction_days")


def _is_postgresql() -> bool:
    return op.get_context().dialect.name == "postgresql"


def _unguard() -> None:
    on = " ON circulars" if _is_postgresql() else ""
    op.execute(f"DROP TRIGGER {GUARD}{on}")


def _guard() -> None:
    if _is_postgresql():
        op.execute(
            f"CREATE TRIGGER {GUARD} BEFORE UPDATE ON circulars FOR EACH ROW"
            " WHEN (OLD.state = 'published') EXECUTE FUNCTION refuse()"
        )
        return
    op.execute(
        f"CREATE TRIGGER {GUARD} BEFORE UPDATE ON circulars FOR EACH ROW"
        f" WHEN OLD.state = 'published' BEGIN SELECT RAISE(ABORT, '{GUARD}'); END"
    )


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
    )


def _notices() -> None:
    table = "circular_notices"
    op.create_table(
        table,
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("circular_id", base.BIG, nullable=False),
        sa.Column("unit_id", base.BIG, nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("checked_at", base.Moment(timezone=True), nullable=True),
        sa.Column("checked_by_id", base.BIG, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("turn > 0", name=op.f("ck_circular_notices_turn")),
        sa.CheckConstraint("until >= sent_on", name=op.f("ck_circular_notices_window")),
        sa.CheckConstraint(
            "(checked_at IS NULL) = (checked_by_id IS NULL)",
            name=op.f("ck_circular_notices_checker"),
        ),
        _key(table, "circular_id", "circulars"),
        _key(table, "unit_id", "units"),
        _key(table, "checked_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circular_notices")),
        sa.UniqueConstraint(
            "circular_id", "unit_id", "turn", name="uq_circular_notices_circular_id_unit_id_turn"
        ),
    )
    for column in ("unit_id", "checked_by_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


CHECKS = {
    "reason": "reason <> ''",
    "decided": "(state = 'open') = (decided_at IS NULL)",
    "decider": "(decided_at IS NULL) = (decided_by_id IS NULL)",
    "four_eyes": "decided_by_id IS NULL OR decided_by_id <> by_id",
    "opinion": "state = 'open' OR opinion <> ''",
    "unnamed": "state <> 'unnamed' OR about LIKE 'item:%'",
    "correctionstate": "state IN ('open', 'put_right', 'unnamed', 'rejected')",
}


def _corrections() -> None:
    table = "circular_corrections"
    op.create_table(
        table,
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("notice_id", base.BIG, nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("said", sa.String(length=300), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", base.BIG, nullable=False),
        sa.Column("asked_at", base.Moment(timezone=True), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("decided_at", base.Moment(timezone=True), nullable=True),
        sa.Column("decided_by_id", base.BIG, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *(
            sa.CheckConstraint(words, name=op.f(f"ck_{table}_{name}"))
            for name, words in CHECKS.items()
        ),
        _key(table, "notice_id", "circular_notices"),
        _key(table, "by_id", "users"),
        _key(table, "decided_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circular_corrections")),
    )
    for column in ("notice_id", "by_id", "decided_by_id"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.create_index(
        "uq_circular_corrections_open",
        table,
        ["notice_id", "about"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
