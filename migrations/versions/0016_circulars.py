"""Circulars about any period, on one plan or on all, in two forms, through notice and approval.

Revision 0016.
"""

import sqlalchemy as sa
from alembic import op

from tasks_tracker.domain import base

revision = "0016"
down_revision = "0015"

KEPT = "id, region_id, as_of, snapshot, drafted_at, year, number, published_at, published_by_id, version"
APPROVED_LONG_AGO = "CASE state WHEN 'published' THEN {} END"
GUARDS = (
    ("circulars_published_stay", "UPDATE", "OLD.state = 'published'", "refuse"),
    (
        "circulars_published_stay_kept",
        "DELETE",
        "OLD.state = 'published'",
        "refuse_outside_a_demonstration",
    ),
)


def upgrade() -> None:
    _replace(
        _new,
        columns=f"{KEPT}, first_on, kind, form, slot, revision, edits, state, proposed_at,"
        " proposed_by_id, approved_at, approved_by_id",
        values=f"{KEPT}, month, 'month', 'red_head', substr({_text('month')}, 1, 7) || '/all/0',"
        " 0, '{}', state, "
        + ", ".join(
            APPROVED_LONG_AGO.format(column)
            for column in ("published_at", "published_by_id", "published_at", "published_by_id")
        ),
    )


def downgrade() -> None:
    """What is no circular of a month over all plans, and none of the first, had no place."""
    _replace(
        _old,
        columns=f"{KEPT}, month, state",
        values=f"{KEPT}, first_on, CASE state WHEN 'published' THEN state ELSE 'draft' END",
        where="kind = 'month' AND plan_id IS NULL AND revision = 0 AND form = 'red_head'",
    )


def _text(column: str) -> str:
    return f"CAST({column} AS TEXT)"


def _replace(make, *, columns: str, values: str, where: str = "1 = 1") -> None:
    """Another table with the same rows and the same name, for both kinds of database."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    if is_postgresql:
        op.execute("ALTER TABLE remarks DROP CONSTRAINT fk_remarks_circular_id_circulars")
    else:
        op.execute("PRAGMA defer_foreign_keys = ON")
    op.execute("CREATE TABLE circulars_before AS SELECT * FROM circulars")
    op.drop_table("circulars")
    make()
    before = sa.table("circulars_before")
    chosen = sa.select(sa.literal_column(values)).select_from(before).where(sa.text(where))
    columns = [sa.column(name) for name in columns.split(", ")]
    op.execute(sa.insert(sa.table("circulars", *columns)).from_select(columns, chosen))
    op.drop_table("circulars_before")
    if is_postgresql:
        _tie_again()
    for guard in GUARDS:
        op.execute(_postgresql_guard(*guard) if is_postgresql else _sqlite_guard(*guard))


def _tie_again() -> None:
    op.execute(
        "ALTER TABLE remarks ADD CONSTRAINT fk_remarks_circular_id_circulars"
        " FOREIGN KEY (circular_id) REFERENCES circulars (id)"
    )
    op.execute(
        "SELECT setval(pg_get_serial_sequence('circulars', 'id'),"
        " (SELECT coalesce(max(id), 0) + 1 FROM circulars), false)"
    )


def _postgresql_guard(name: str, occasion: str, condition: str, function: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {occasion} ON circulars FOR EACH ROW WHEN ({condition})"
        f" EXECUTE FUNCTION {function}()"
    )


def _sqlite_guard(name: str, occasion: str, condition: str, _function: str) -> str:
    if occasion == "DELETE":
        condition += " AND NOT EXISTS (SELECT 1 FROM demonstration_day)"
    return (
        f"CREATE TRIGGER {name} BEFORE {occasion} ON circulars FOR EACH ROW WHEN {condition}"
        f" BEGIN SELECT RAISE(ABORT, '{name}'); END"
    )


def _words(name: str, *members: str) -> sa.Enum:
    return sa.Enum(*members, name=name, native_enum=False, create_constraint=True, length=24)


def _new() -> None:
    op.create_table(
        "circulars",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("region_id", base.BIG, nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("drafted_at", base.Moment(timezone=True), nullable=False),
        sa.Column(
            "kind",
            _words("periodkind", "month", "quarter", "half_year", "year", "campaign"),
            nullable=False,
        ),
        sa.Column("plan_id", base.BIG, nullable=True),
        sa.Column("form", _words("circularform", "red_head", "bulletin"), nullable=False),
        sa.Column("corrects_id", base.BIG, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("slot", sa.String(length=80), nullable=False),
        sa.Column("edits", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            _words("circularstate", "draft", "noticed", "proposed", "approved", "published"),
            nullable=False,
        ),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("notice_on", sa.Date(), nullable=True),
        sa.Column("corrections_until", sa.Date(), nullable=True),
        sa.Column("proposed_at", base.Moment(timezone=True), nullable=True),
        sa.Column("proposed_by_id", base.BIG, nullable=True),
        sa.Column("approved_at", base.Moment(timezone=True), nullable=True),
        sa.Column("approved_by_id", base.BIG, nullable=True),
        sa.Column("published_at", base.Moment(timezone=True), nullable=True),
        sa.Column("published_by_id", base.BIG, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *(
            sa.CheckConstraint(words, name=op.f(f"ck_circulars_{name}"))
            for name, words in CHECKS.items()
        ),
        *(
            sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_circulars_{column}_{table}"))
            for column, to, table in (
                ("region_id", "regions.id", "regions"),
                ("plan_id", "plans.id", "plans"),
                ("corrects_id", "circulars.id", "circulars"),
                ("proposed_by_id", "users.id", "users"),
                ("approved_by_id", "users.id", "users"),
                ("published_by_id", "users.id", "users"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circulars")),
        sa.UniqueConstraint("region_id", "slot", name=op.f("uq_circulars_region_id_slot")),
        sa.UniqueConstraint(
            "region_id", "form", "year", "number", name="uq_circulars_region_id_form_year_number"
        ),
    )
    for column in ("plan", "corrects", "proposed_by", "approved_by", "published_by"):
        op.create_index(op.f(f"ix_circulars_{column}_id"), "circulars", [f"{column}_id"])


CHECKS = {
    "period": "kind <> 'campaign'",
    "correction": "(revision = 0) = (corrects_id IS NULL)",
    "window": "(notice_on IS NULL) = (corrections_until IS NULL)",
    "proposed": "(state IN ('proposed', 'approved', 'published')) = (proposed_at IS NOT NULL)",
    "approved": "(state IN ('approved', 'published')) = (approved_at IS NOT NULL)",
    "proposer": "(proposed_at IS NULL) = (proposed_by_id IS NULL)",
    "approver": "(approved_at IS NULL) = (approved_by_id IS NULL)",
    "published": "(state = 'published') = (published_at IS NOT NULL)",
    "number": "(state = 'published') = (number IS NOT NULL)",
    "publisher": "(state = 'published') = (published_by_id IS NOT NULL)",
    "number_from_one": "number > 0",
}


def _old() -> None:
    op.create_table(
        "circulars",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("region_id", base.BIG, nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("drafted_at", base.Moment(timezone=True), nullable=False),
        sa.Column("state", _words("circularstate", "draft", "published"), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("published_at", base.Moment(timezone=True), nullable=True),
        sa.Column("published_by_id", base.BIG, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *(
            sa.CheckConstraint(CHECKS[name], name=op.f(f"ck_circulars_{name}"))
            for name in ("number", "published", "number_from_one", "publisher")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["users.id"], name=op.f("fk_circulars_published_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["region_id"], ["regions.id"], name=op.f("fk_circulars_region_id_regions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circulars")),
        sa.UniqueConstraint("region_id", "month", name=op.f("uq_circulars_region_id_month")),
        sa.UniqueConstraint(
            "region_id", "year", "number", name=op.f("uq_circulars_region_id_year_number")
        ),
    )
    op.create_index(op.f("ix_circulars_published_by_id"), "circulars", ["published_by_id"])
