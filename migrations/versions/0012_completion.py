"""Completion, checks, closing, endings.

Revision 0012.
"""

import sqlalchemy as sa
from alembic import op

from tasks_tracker.domain import base

revision = "0012"
down_revision = "0011"

TABLES = ("task_endings", "closings", "check_people", "checks", "check_draws")


def upgrade() -> None:
    op.execute("ALTER TABLE tasks ADD COLUMN check_opened_on DATE")
    op.execute(
        "ALTER TABLE progress_reports ADD COLUMN overturned_on DATE"
        " CONSTRAINT ck_progress_reports_overturned"
        " CHECK (overturned_on IS NULL OR state = 'accepted')"
    )
    _draws()
    _checks()
    _people()
    _closings()
    _endings()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    op.execute("ALTER TABLE progress_reports DROP COLUMN overturned_on")
    op.execute("ALTER TABLE tasks DROP COLUMN check_opened_on")


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}")
    )


def _indexes(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _draws() -> None:
    table = "check_draws"
    op.create_table(
        table,
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("region_id", base.BIG, nullable=False),
        sa.Column("seed", sa.String(length=80), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("unit_id", base.BIG, nullable=True),
        sa.Column("plan_id", base.BIG, nullable=True),
        sa.Column("per_cent", sa.Integer(), nullable=True),
        sa.Column("population", sa.JSON(), nullable=False),
        sa.Column("drawn", sa.JSON(), nullable=False),
        sa.Column("by_id", base.BIG, nullable=False),
        sa.Column("at", base.Moment(timezone=True), nullable=False),
        sa.CheckConstraint("since <= until", name=op.f("ck_check_draws_period")),
        sa.CheckConstraint("per_cent BETWEEN 1 AND 100", name=op.f("ck_check_draws_per_cent")),
        _key(table, "region_id", "regions"),
        _key(table, "unit_id", "units"),
        _key(table, "plan_id", "plans"),
        _key(table, "by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_draws")),
    )
    _indexes(table, "region_id", "unit_id", "plan_id", "by_id")


def _checks() -> None:
    table = "checks"
    op.create_table(
        table,
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("region_id", base.BIG, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("task_id", base.BIG, nullable=False),
        sa.Column("report_id", base.BIG, nullable=True),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("occasion", sa.String(length=300), nullable=False),
        sa.Column("opened_by_id", base.BIG, nullable=False),
        sa.Column("opened_at", base.Moment(timezone=True), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("draw_id", base.BIG, nullable=True),
        sa.Column("finding", sa.String(length=24), nullable=True),
        sa.Column("found_words", sa.Text(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=True),
        sa.Column("found_at", base.Moment(timezone=True), nullable=True),
        sa.Column("found_by_id", base.BIG, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "reason IN ('sample', 'complaint', 'routine')", name=op.f("ck_checks_checkreason")
        ),
        sa.CheckConstraint(
            "finding IN ('true', 'partly', 'untrue')", name=op.f("ck_checks_finding")
        ),
        *_rules_of_checks(),
        _key(table, "region_id", "regions"),
        _key(table, "task_id", "tasks"),
        _key(table, "report_id", "progress_reports"),
        _key(table, "opened_by_id", "users"),
        _key(table, "draw_id", "check_draws"),
        _key(table, "found_by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checks")),
        sa.UniqueConstraint(
            "region_id", "year", "number", name=op.f("uq_checks_region_id_year_number")
        ),
    )
    _indexes(table, "task_id", "report_id", "opened_by_id", "draw_id", "found_by_id")
    _unique_while(table, "uq_checks_open_task_id", "found_on IS NULL")


def _rules_of_checks() -> list[sa.CheckConstraint]:
    rules = {
        "number_from_one": "number > 0",
        "occasion": "occasion <> ''",
        "finding_of_found": "(found_on IS NULL) = (finding IS NULL)",
        "moment_of_found": "(found_on IS NULL) = (found_at IS NULL)",
        "finder": "(found_on IS NULL) = (found_by_id IS NULL)",
        "words_of_found": "found_on IS NULL OR found_words <> ''",
        "order": "found_on IS NULL OR found_on >= opened_on",
    }
    return [
        sa.CheckConstraint(rule, name=op.f(f"ck_checks_{name}")) for name, rule in rules.items()
    ]


def _people() -> None:
    table = "check_people"
    op.create_table(
        table,
        sa.Column("check_id", base.BIG, nullable=False),
        sa.Column("user_id", base.BIG, nullable=False),
        _key(table, "check_id", "checks"),
        _key(table, "user_id", "users"),
        sa.PrimaryKeyConstraint("check_id", "user_id", name=op.f("pk_check_people")),
    )
    _indexes(table, "user_id")


def _closings() -> None:
    table = "closings"
    op.create_table(
        table,
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("task_id", base.BIG, nullable=False),
        sa.Column("by_id", base.BIG, nullable=False),
        sa.Column("at", base.Moment(timezone=True), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.Column("undone_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "undone_on IS NULL OR undone_on >= closed_on", name=op.f("ck_closings_order")
        ),
        _key(table, "task_id", "tasks"),
        _key(table, "by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closings")),
    )
    _indexes(table, "task_id", "by_id")
    _unique_while(table, "uq_closings_standing_task_id", "undone_on IS NULL")


def _unique_while(table: str, name: str, condition: str) -> None:
    op.create_index(
        name,
        table,
        ["task_id"],
        unique=True,
        sqlite_where=sa.text(condition),
        postgresql_where=sa.text(condition),
    )


def _endings() -> None:
    table = "task_endings"
    rules = {
        "decided": "ending <> 'amended'",
        "reason": "reason <> ''",
        "doc_no": "doc_no <> ''",
        "merged": "(ending = 'merged') = (merged_into_id IS NOT NULL)",
        "standing": "(ending = 'standing') = (standing_rule <> '')",
        "another": "merged_into_id IS NULL OR merged_into_id <> task_id",
        "order": "decided_on <= ended_on",
        "ending": "ending IN ('amended', 'terminated', 'merged', 'standing')",
    }
    op.create_table(
        table,
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("task_id", base.BIG, nullable=False),
        sa.Column("ending", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("doc_no", sa.String(length=80), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("merged_into_id", base.BIG, nullable=True),
        sa.Column("standing_rule", sa.String(length=300), nullable=False),
        sa.Column("by_id", base.BIG, nullable=False),
        sa.Column("at", base.Moment(timezone=True), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_task_endings_{name}"))
            for name, rule in rules.items()
        ),
        _key(table, "task_id", "tasks"),
        _key(table, "merged_into_id", "tasks"),
        _key(table, "by_id", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_endings")),
        sa.UniqueConstraint("task_id", name=op.f("uq_task_endings_task_id")),
    )
    _indexes(table, "merged_into_id", "by_id")
