"""The working calendar, and the working days that an item has lain with the office.

Revision 0003.
"""

from datetime import date, timedelta

import chinese_calendar
import sqlalchemy as sa
from alembic import op

from tasks_tracker.domain import base

revision = "0003"
down_revision = "0002"
SATURDAY = 5


def upgrade() -> None:
    op.create_table(
        "calendar_years",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=80), nullable=False),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("entered_at", base.Moment(timezone=True), nullable=False),
        sa.Column("entered_by_id", base.BIG, nullable=False),
        sa.CheckConstraint("edition > 0", name=op.f("ck_calendar_years_edition")),
        sa.CheckConstraint("source <> ''", name=op.f("ck_calendar_years_source")),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["users.id"], name=op.f("fk_calendar_years_entered_by_id_users")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_years")),
        sa.UniqueConstraint("year", "edition", name=op.f("uq_calendar_years_year_edition")),
        sa.UniqueConstraint("token", name=op.f("uq_calendar_years_token")),
    )
    op.create_index(
        op.f("ix_calendar_years_entered_by_id"), "calendar_years", ["entered_by_id"], unique=False
    )
    op.create_table(
        "calendar_days",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("year_id", base.BIG, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "holiday",
                "makeup",
                native_enum=False,
                length=24,
                create_constraint=True,
                name="daykind",
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["year_id"], ["calendar_years.id"], name=op.f("fk_calendar_days_year_id_calendar_years")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_days")),
        sa.UniqueConstraint("year_id", "day", name=op.f("uq_calendar_days_year_id_day")),
    )
    op.execute(
        "ALTER TABLE milestones ADD COLUMN paused_days INTEGER DEFAULT 0 NOT NULL"
        " CONSTRAINT ck_milestones_paused_days CHECK (paused_days >= 0)"
    )
    _count_the_days_paused()


def downgrade() -> None:
    op.execute("ALTER TABLE milestones DROP COLUMN paused_days")
    op.drop_table("calendar_days")
    op.drop_table("calendar_years")


def _count_the_days_paused() -> None:
    """So far a clock ended after its due date only by the days that the item lay with the office."""
    milestones = sa.table(
        "milestones",
        sa.column("id"),
        sa.column("due_on", sa.Date()),
        sa.column("clock_ends_on", sa.Date()),
        sa.column("paused_days"),
    )
    columns = milestones.c
    moved = sa.select(columns.id, columns.due_on, columns.clock_ends_on).where(
        columns.clock_ends_on > columns.due_on
    )
    connection = op.get_bind()
    for milestone_id, due_on, ends_on in connection.execute(moved).all():
        update = milestones.update().where(columns.id == milestone_id)
        connection.execute(update.values(paused_days=_working_days(due_on, ends_on)))


def _working_days(after: date, until: date) -> int:
    days = (after + timedelta(days=number) for number in range(1, (until - after).days + 1))
    return sum(map(_is_worked, days))


def _is_worked(day: date) -> bool:
    if day in chinese_calendar.workdays:
        return True
    return day.weekday() < SATURDAY and day not in chinese_calendar.holidays
