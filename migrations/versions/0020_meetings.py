"""Dispatch meetings, their agendas, what they resolve, and urgings that carry it out.

Revision 0020.
"""

import sqlalchemy as sa
from alembic import op

from tasks_tracker.domain import base

revision = "0020"
down_revision = "0019"

IN_FORCE = "state IN ('open', 'answered') AND remark_id IS NULL"
"""Of one unit and task there is one urging at any moment, besides those that somebody orders."""
TABLES = ("meetings", "meeting_plans", "agenda_items", "resolutions", "resolution_units", "looks")


def upgrade() -> None:
    _meetings()
    _meeting_plans()
    _agenda_items()
    _resolutions()
    _resolution_units()
    _looks()
    # Written out: a column that refers to another table is one statement on both databases.
    big = "BIGINT" if op.get_bind().dialect.name == "postgresql" else "INTEGER"
    op.execute(
        f"ALTER TABLE urgings ADD COLUMN resolution_id {big}"
        " CONSTRAINT fk_urgings_resolution_id_resolutions REFERENCES resolutions (id)"
    )
    op.create_index(op.f("ix_urgings_resolution_id"), "urgings", ["resolution_id"])
    _guard_urgings_in_force(f"{IN_FORCE} AND resolution_id IS NULL")


def downgrade() -> None:
    # What a meeting ordered stands as a leader's order did: in force beside others, or not at all.
    op.execute("UPDATE urgings SET follows_id = NULL WHERE resolution_id IS NOT NULL")
    for table in ("urging_replies", "urging_recipients"):
        op.execute(
            f"DELETE FROM {table} WHERE urging_id IN"  # noqa: S608
            " (SELECT id FROM urgings WHERE resolution_id IS NOT NULL)"
        )
    op.execute("DELETE FROM urgings WHERE resolution_id IS NOT NULL")
    _guard_urgings_in_force(IN_FORCE)
    op.drop_index(op.f("ix_urgings_resolution_id"), "urgings")
    op.execute("ALTER TABLE urgings DROP COLUMN resolution_id")
    for table in reversed(TABLES):
        op.drop_table(table)


def _guard_urgings_in_force(condition: str) -> None:
    op.drop_index("uq_urgings_in_force", "urgings")
    op.create_index(
        "uq_urgings_in_force",
        "urgings",
        ["task_id", "unit_id"],
        unique=True,
        sqlite_where=sa.text(condition),
        postgresql_where=sa.text(condition),
    )


def _meetings() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("region_id", base.BIG, nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("chair", sa.String(length=300), nullable=False),
        sa.Column("attendees", sa.Text(), nullable=False),
        sa.Column("cut", sa.String(length=24), nullable=False),
        sa.Column("prepared_by_id", base.BIG, nullable=False),
        sa.Column("prepared_at", base.Moment(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("started_at", base.Moment(), nullable=True),
        sa.Column("closed_by_id", base.BIG, nullable=True),
        sa.Column("closed_at", base.Moment(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("called_off_words", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'called_off') = (called_off_words <> '')", name=op.f("ck_meetings_called_off")
        ),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_meetings_closed")
        ),
        sa.CheckConstraint(
            "(state = 'closed') = (number IS NOT NULL)", name=op.f("ck_meetings_numbered")
        ),
        sa.CheckConstraint(
            "state <> 'closed' OR started_at IS NOT NULL", name=op.f("ck_meetings_closed_after")
        ),
        sa.CheckConstraint(
            "state <> 'running' OR started_at IS NOT NULL", name=op.f("ck_meetings_running")
        ),
        sa.CheckConstraint(
            "state NOT IN ('prepared', 'called_off') OR started_at IS NULL",
            name=op.f("ck_meetings_started"),
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_meetings_title")),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (closed_by_id IS NULL)", name=op.f("ck_meetings_closer")
        ),
        sa.CheckConstraint("(number IS NULL) = (year IS NULL)", name=op.f("ck_meetings_year")),
        sa.CheckConstraint("number > 0", name=op.f("ck_meetings_number")),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["users.id"], name=op.f("fk_meetings_closed_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["prepared_by_id"], ["users.id"], name=op.f("fk_meetings_prepared_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["region_id"], ["regions.id"], name=op.f("fk_meetings_region_id_regions")
        ),
        sa.CheckConstraint("cut IN ('unit', 'section')", name=op.f("ck_meetings_meetingcut")),
        sa.CheckConstraint(
            "state IN ('prepared', 'running', 'closed', 'called_off')",
            name=op.f("ck_meetings_meetingstate"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint(
            "region_id", "year", "number", name=op.f("uq_meetings_region_id_year_number")
        ),
    )
    op.create_index(op.f("ix_meetings_closed_by_id"), "meetings", ["closed_by_id"])
    op.create_index(op.f("ix_meetings_prepared_by_id"), "meetings", ["prepared_by_id"])
    op.create_index("ix_meetings_region_held", "meetings", ["region_id", "held_on"])


def _meeting_plans() -> None:
    op.create_table(
        "meeting_plans",
        sa.Column("meeting_id", base.BIG, nullable=False),
        sa.Column("plan_id", base.BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_meeting_plans_meeting_id_meetings")
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["plans.id"], name=op.f("fk_meeting_plans_plan_id_plans")
        ),
        sa.PrimaryKeyConstraint("meeting_id", "plan_id", name=op.f("pk_meeting_plans")),
    )
    op.create_index(op.f("ix_meeting_plans_plan_id"), "meeting_plans", ["plan_id"])


def _agenda_items() -> None:
    op.create_table(
        "agenda_items",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("meeting_id", base.BIG, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("unit_id", base.BIG, nullable=True),
        sa.Column("section_id", base.BIG, nullable=True),
        sa.Column("shown", sa.JSON(), nullable=True),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.CheckConstraint(
            "(unit_id IS NULL) <> (section_id IS NULL)", name=op.f("ck_agenda_items_subject")
        ),
        sa.CheckConstraint("position > 0", name=op.f("ck_agenda_items_position")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_agenda_items_meeting_id_meetings")
        ),
        sa.ForeignKeyConstraint(
            ["section_id"], ["sections.id"], name=op.f("fk_agenda_items_section_id_sections")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_agenda_items_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
        sa.UniqueConstraint("meeting_id", "key", name=op.f("uq_agenda_items_meeting_id_key")),
    )
    op.create_index(op.f("ix_agenda_items_section_id"), "agenda_items", ["section_id"])
    op.create_index(op.f("ix_agenda_items_unit_id"), "agenda_items", ["unit_id"])


def _resolutions() -> None:
    op.create_table(
        "resolutions",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("meeting_id", base.BIG, nullable=False),
        sa.Column("item_id", base.BIG, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("effect", sa.String(length=24), nullable=False),
        sa.Column("entered_by_id", base.BIG, nullable=False),
        sa.Column("entered_at", base.Moment(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("voice", sa.String(length=300), nullable=False),
        sa.Column("leader_id", base.BIG, nullable=True),
        sa.Column("remark_id", base.BIG, nullable=True),
        sa.Column("made_task_id", base.BIG, nullable=True),
        sa.Column("withdrawn_by_id", base.BIG, nullable=True),
        sa.Column("withdrawn_at", base.Moment(), nullable=True),
        sa.Column("withdrawn_words", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(effect = 'tasked') = (made_task_id IS NOT NULL)",
            name=op.f("ck_resolutions_made_task"),
        ),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_words = '')", name=op.f("ck_resolutions_withdrawn")
        ),
        sa.CheckConstraint("result <> ''", name=op.f("ck_resolutions_result")),
        sa.CheckConstraint("words <> ''", name=op.f("ck_resolutions_words")),
        sa.CheckConstraint("(leader_id IS NULL) = (voice = '')", name=op.f("ck_resolutions_voice")),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)",
            name=op.f("ck_resolutions_withdrawn_by"),
        ),
        sa.CheckConstraint(
            "remark_id IS NULL OR leader_id IS NOT NULL", name=op.f("ck_resolutions_remark")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["users.id"], name=op.f("fk_resolutions_entered_by_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["agenda_items.id"], name=op.f("fk_resolutions_item_id_agenda_items")
        ),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["users.id"], name=op.f("fk_resolutions_leader_id_users")
        ),
        sa.ForeignKeyConstraint(
            ["made_task_id"], ["tasks.id"], name=op.f("fk_resolutions_made_task_id_tasks")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meetings.id"], name=op.f("fk_resolutions_meeting_id_meetings")
        ),
        sa.ForeignKeyConstraint(
            ["remark_id"], ["remarks.id"], name=op.f("fk_resolutions_remark_id_remarks")
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by_id"], ["users.id"], name=op.f("fk_resolutions_withdrawn_by_id_users")
        ),
        sa.CheckConstraint(
            "effect IN ('urged', 'tasked', 'noted')", name=op.f("ck_resolutions_effect")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolutions")),
    )
    op.create_index(op.f("ix_resolutions_entered_by_id"), "resolutions", ["entered_by_id"])
    op.create_index(op.f("ix_resolutions_item_id"), "resolutions", ["item_id"])
    op.create_index(op.f("ix_resolutions_leader_id"), "resolutions", ["leader_id"])
    op.create_index(op.f("ix_resolutions_made_task_id"), "resolutions", ["made_task_id"])
    op.create_index("ix_resolutions_meeting", "resolutions", ["meeting_id", "id"])
    op.create_index(op.f("ix_resolutions_remark_id"), "resolutions", ["remark_id"])
    op.create_index(op.f("ix_resolutions_withdrawn_by_id"), "resolutions", ["withdrawn_by_id"])


def _resolution_units() -> None:
    op.create_table(
        "resolution_units",
        sa.Column("resolution_id", base.BIG, nullable=False),
        sa.Column("unit_id", base.BIG, nullable=False),
        sa.ForeignKeyConstraint(
            ["resolution_id"],
            ["resolutions.id"],
            name=op.f("fk_resolution_units_resolution_id_resolutions"),
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_resolution_units_unit_id_units")
        ),
        sa.PrimaryKeyConstraint("resolution_id", "unit_id", name=op.f("pk_resolution_units")),
    )
    op.create_index(op.f("ix_resolution_units_unit_id"), "resolution_units", ["unit_id"])


def _looks() -> None:
    op.create_table(
        "looks",
        sa.Column("user_id", base.BIG, nullable=False),
        sa.Column("looked_at", base.Moment(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_looks_user_id_users")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_looks")),
    )
