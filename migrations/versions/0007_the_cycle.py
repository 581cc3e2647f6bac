"""The supervision cycle: what stops and moves clocks, what is owed, numbers, evidence of all kinds.

Revision 0007.
"""

import sqlalchemy as sa
from alembic import op

from tasks_tracker.domain import base

revision = "0007"
down_revision = "0006"

GRADES = "'excellent', 'good', 'sufficient'"
ENDINGS = "'amended', 'terminated', 'merged', 'standing'"
REASONS = "'report', 'objection', 'extension'"


def upgrade() -> None:
    key = "INTEGER" if op.get_context().dialect.name == "sqlite" else "BIGINT"
    _stops()
    _fill_stops()
    _standing(key)
    _reports(key)
    _obligations()
    _series()
    op.execute("ALTER TABLE plans ADD COLUMN wants_sign_off BOOLEAN DEFAULT false NOT NULL")
    op.rename_table("evidence", "evidence_before")
    _drop_old_names()
    _evidence()
    op.execute(MOVE_EVIDENCE)
    op.drop_table("evidence_before")
    _count_on()


def downgrade() -> None:
    op.rename_table("evidence", "evidence_after")
    for column in ("region_id", "task_id", "unit_id", "report_id", "by_id", "stored_name"):
        op.drop_index(f"ix_evidence_{column}", "evidence_after")
    op.drop_index("ix_evidence_subject", "evidence_after")
    if op.get_context().dialect.name == "postgresql":
        op.drop_constraint("pk_evidence", "evidence_after")
        op.drop_constraint("ck_evidence_size", "evidence_after")
    _evidence_before()
    op.execute(MOVE_EVIDENCE_BACK)
    op.drop_table("evidence_after")
    _count_on()
    op.execute("ALTER TABLE plans DROP COLUMN wants_sign_off")
    op.drop_table("series")
    op.drop_table("obligations")
    op.drop_index("ix_progress_reports_signed_by_id", "progress_reports")
    for column in ("signed_at", "signed_by_id", "grade", "shares_words", "is_application"):
        op.execute(f"ALTER TABLE progress_reports DROP COLUMN {column}")
    for column in ("no_evidence", "percent"):
        op.execute(f"ALTER TABLE progress_reports DROP COLUMN {column}")
    op.drop_index("ix_tasks_merged_into_id", "tasks")
    for column in STANDING:
        op.execute(f"ALTER TABLE tasks DROP COLUMN {column}")
    op.execute("ALTER TABLE milestones DROP COLUMN stopped_by")
    op.drop_table("due_moves")
    op.drop_table("clock_stops")


STANDING = (
    "handed_out_on",
    "objected_on",
    "report_due_on",
    "percent",
    "behind_from",
    "due_ends_on",
    "extension_asked_on",
    "urging_level",
    "red_slips",
    "grade",
    "closed_on",
    "archived_on",
    "ending",
    "merged_into_id",
)


def _count_on() -> None:
    """Rows came with their ids: the next one gets the next."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(COUNT_ON)


COUNT_ON = """
SELECT setval(pg_get_serial_sequence('evidence', 'id'),
              coalesce((SELECT max(id) FROM evidence), 1))
"""


def _stops() -> None:
    op.create_table(
        "clock_stops",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("milestone_id", base.BIG, nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"reason IN ({REASONS})", name=op.f("ck_clock_stops_stopreason")),
        sa.CheckConstraint(
            "met_on IS NULL OR met_on >= started_on", name=op.f("ck_clock_stops_met_after")
        ),
        sa.CheckConstraint(
            "ended_on IS NULL OR ended_on >= started_on", name=op.f("ck_clock_stops_order")
        ),
        sa.CheckConstraint("days >= 0", name=op.f("ck_clock_stops_days")),
        sa.CheckConstraint(
            "ended_on IS NOT NULL OR days = 0", name=op.f("ck_clock_stops_days_of_ended")
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestones.id"], name=op.f("fk_clock_stops_milestone_id_milestones")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_stops")),
    )
    op.create_index(op.f("ix_clock_stops_milestone_id"), "clock_stops", ["milestone_id"])
    op.create_table(
        "due_moves",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("milestone_id", base.BIG, nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("before", sa.Date(), nullable=False),
        sa.Column("after", sa.Date(), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.CheckConstraint("after > before", name=op.f("ck_due_moves_later")),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestones.id"], name=op.f("fk_due_moves_milestone_id_milestones")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_due_moves")),
    )
    op.create_index(op.f("ix_due_moves_milestone_id"), "due_moves", ["milestone_id"])


def _fill_stops() -> None:
    """From the reports that said that milestones were met."""
    op.execute(
        "ALTER TABLE milestones ADD COLUMN stopped_by VARCHAR(24)"
        f" CONSTRAINT ck_milestones_stopreason CHECK (stopped_by IN ({REASONS}))"
    )
    op.execute("UPDATE milestones SET stopped_by = 'report' WHERE state <> 'open'")
    is_sqlite = op.get_context().dialect.name == "sqlite"
    op.execute(FILL_STOPS.format(reviewed_on=ON_SQLITE if is_sqlite else ON_POSTGRESQL))
    op.execute(COUNT_DAYS)


ON_SQLITE = "date(r.reviewed_at, '+8 hours')"
ON_POSTGRESQL = "CAST(r.reviewed_at AT TIME ZONE 'Asia/Shanghai' AS DATE)"
"""The day of the office's answer where the office is."""
FILL_STOPS = """
INSERT INTO clock_stops (milestone_id, reason, started_on, ends_on, met_on, ended_on, days)
SELECT c.milestone_id, 'report', r.submitted_on,
       coalesce(m.clock_ends_on, m.due_on, r.submitted_on),
       CASE WHEN r.state = 'accepted' THEN m.met_on END,
       CASE WHEN r.state = 'returned' THEN {reviewed_on} END,
       0
FROM progress_reports r
JOIN milestone_claims c ON c.report_id = r.id
JOIN milestones m ON m.id = c.milestone_id
ORDER BY r.submitted_at, r.id, c.id
"""
COUNT_DAYS = """
UPDATE clock_stops SET days = (
    SELECT m.paused_days FROM milestones m WHERE m.id = clock_stops.milestone_id
) WHERE id IN (
    SELECT max(id) FROM clock_stops WHERE ended_on IS NOT NULL GROUP BY milestone_id
)
"""
"""All the days of a milestone count with its last return: of the others the days were not kept."""


def _standing(key: str) -> None:
    for column in (
        "handed_out_on DATE",
        "objected_on DATE",
        "report_due_on DATE",
        "percent INTEGER",
        "behind_from DATE",
        "due_ends_on DATE",
        "extension_asked_on DATE",
        "urging_level INTEGER DEFAULT 0 NOT NULL",
        "red_slips INTEGER DEFAULT 0 NOT NULL",
        f"grade VARCHAR(24) CONSTRAINT ck_tasks_grade CHECK (grade IN ({GRADES}))",
        "closed_on DATE",
        "archived_on DATE",
        f"ending VARCHAR(24) CONSTRAINT ck_tasks_ending CHECK (ending IN ({ENDINGS}))",
        f"merged_into_id {key} CONSTRAINT fk_tasks_merged_into_id_tasks REFERENCES tasks (id)",
    ):
        op.execute(f"ALTER TABLE tasks ADD COLUMN {column}")
    op.create_index(op.f("ix_tasks_merged_into_id"), "tasks", ["merged_into_id"])
    op.execute("UPDATE tasks SET ending = 'amended' WHERE ended_on IS NOT NULL")
    op.execute(LAST_ENDS)


LAST_ENDS = """
UPDATE tasks SET due_ends_on = (
    SELECT CASE WHEN m.state = 'open' THEN m.clock_ends_on END
    FROM milestones m WHERE m.task_id = tasks.id AND m.kind = 'by'
    ORDER BY m.due_on DESC, m.position DESC LIMIT 1
) WHERE ended_on IS NULL AND NOT is_completed
"""


def _reports(key: str) -> None:
    for column in (
        "percent INTEGER CONSTRAINT ck_progress_reports_percent CHECK (percent BETWEEN 0 AND 100)",
        "no_evidence VARCHAR(300) DEFAULT '' NOT NULL",
        "is_application BOOLEAN DEFAULT false NOT NULL",
        "shares_words TEXT DEFAULT '' NOT NULL",
        (
            f"grade VARCHAR(24) CONSTRAINT ck_progress_reports_grade CHECK (grade IN ({GRADES}))"
            " CONSTRAINT ck_progress_reports_grade_of_application"
            " CHECK (grade IS NULL OR is_application)"
        ),
        (
            f"signed_by_id {key} CONSTRAINT fk_progress_reports_signed_by_id_users"
            " REFERENCES users (id) CONSTRAINT ck_progress_reports_signer"
            " CHECK (reviewed_by_id IS NULL OR signed_by_id <> reviewed_by_id)"
        ),
        f"signed_at {'DATETIME' if key == 'INTEGER' else 'TIMESTAMP WITH TIME ZONE'}",
    ):
        op.execute(f"ALTER TABLE progress_reports ADD COLUMN {column}")
    op.create_index(op.f("ix_progress_reports_signed_by_id"), "progress_reports", ["signed_by_id"])


def _obligations() -> None:
    op.create_table(
        "obligations",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("task_id", base.BIG, nullable=False),
        sa.Column("unit_id", base.BIG, nullable=False),
        sa.Column("period", sa.String(length=80), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("milestone_id", base.BIG, nullable=True),
        sa.Column("report_id", base.BIG, nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("excused_on", sa.Date(), nullable=True),
        sa.Column("noted_at", base.Moment(timezone=True), nullable=True),
        sa.CheckConstraint("opens_on <= due_on", name=op.f("ck_obligations_order")),
        sa.CheckConstraint(
            "report_id IS NULL OR answered_on IS NOT NULL", name=op.f("ck_obligations_report")
        ),
        sa.CheckConstraint(
            "NOT (excused_on IS NOT NULL AND report_id IS NOT NULL)",
            name=op.f("ck_obligations_excused"),
        ),
        sa.ForeignKeyConstraint(
            ["task_id"], ["tasks.id"], name=op.f("fk_obligations_task_id_tasks")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["units.id"], name=op.f("fk_obligations_unit_id_units")
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["milestones.id"], name=op.f("fk_obligations_milestone_id_milestones")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["progress_reports.id"],
            name=op.f("fk_obligations_report_id_progress_reports"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligations")),
        sa.UniqueConstraint(
            "task_id", "unit_id", "period", name=op.f("uq_obligations_task_id_unit_id_period")
        ),
    )
    op.create_index("ix_obligations_unit_due", "obligations", ["unit_id", "answered_on", "due_on"])
    op.create_index("ix_obligations_task_due", "obligations", ["task_id", "due_on"])
    op.create_index(op.f("ix_obligations_milestone_id"), "obligations", ["milestone_id"])
    op.create_index(op.f("ix_obligations_report_id"), "obligations", ["report_id"])


def _series() -> None:
    op.create_table(
        "series",
        sa.Column("region_id", base.BIG, nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.CheckConstraint("last_number > 0", name=op.f("ck_series_from_one")),
        sa.ForeignKeyConstraint(
            ["region_id"], ["regions.id"], name=op.f("fk_series_region_id_regions")
        ),
        sa.PrimaryKeyConstraint("region_id", "kind", "year", name=op.f("pk_series")),
    )


def _drop_old_names() -> None:
    """PostgreSQL keeps the names of keys and indexes apart from those of their tables."""
    op.drop_index("ix_evidence_report_id", "evidence_before")
    if op.get_context().dialect.name == "postgresql":
        for name in ("pk_evidence", "uq_evidence_stored_name"):
            op.drop_constraint(name, "evidence_before")


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("region_id", base.BIG, nullable=False),
        sa.Column("task_id", base.BIG, nullable=True),
        sa.Column("unit_id", base.BIG, nullable=True),
        sa.Column("report_id", base.BIG, nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("by_id", base.BIG, nullable=False),
        sa.Column("added_at", base.Moment(timezone=True), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("size", base.BIG, nullable=False),
        sa.Column("sha256", sa.String(length=80), nullable=False),
        sa.Column("stored_name", sa.String(length=80), nullable=True),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('document', 'photo', 'link', 'site_note')",
            name=op.f("ck_evidence_evidencekind"),
        ),
        sa.CheckConstraint(
            "(kind IN ('document', 'photo')) = (stored_name IS NOT NULL)",
            name=op.f("ck_evidence_file"),
        ),
        sa.CheckConstraint("(stored_name IS NOT NULL) = (size > 0)", name=op.f("ck_evidence_size")),
        sa.CheckConstraint(
            "(stored_name IS NOT NULL) = (sha256 <> '')", name=op.f("ck_evidence_hash")
        ),
        sa.CheckConstraint("(kind = 'link') = (address <> '')", name=op.f("ck_evidence_address")),
        sa.CheckConstraint("kind <> 'site_note' OR note <> ''", name=op.f("ck_evidence_note")),
        sa.ForeignKeyConstraint(
            ["region_id"], ["regions.id"], name=op.f("fk_evidence_region_id_regions")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_evidence_task_id_tasks")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_evidence_unit_id_units")),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["progress_reports.id"],
            name=op.f("fk_evidence_report_id_progress_reports"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["users.id"], name=op.f("fk_evidence_by_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    for column in ("region_id", "task_id", "unit_id", "report_id", "by_id", "stored_name"):
        op.create_index(op.f(f"ix_evidence_{column}"), "evidence", [column])
    op.create_index("ix_evidence_subject", "evidence", ["subject"])


MOVE_EVIDENCE = """
INSERT INTO evidence (id, region_id, task_id, report_id, kind, by_id, added_at, subject,
                      file_name, media_type, size, sha256, stored_name, address, note)
SELECT e.id, t.region_id, t.id, r.id,
       CASE WHEN e.media_type LIKE 'image/%' THEN 'photo' ELSE 'document' END,
       r.by_id, r.submitted_at, '', e.file_name, e.media_type, e.size, e.sha256, e.stored_name,
       '', ''
FROM evidence_before e
JOIN progress_reports r ON r.id = e.report_id
JOIN tasks t ON t.id = r.task_id
"""


def _evidence_before() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", base.BIG, nullable=False),
        sa.Column("report_id", base.BIG, nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("size", base.BIG, nullable=False),
        sa.Column("sha256", sa.String(length=80), nullable=False),
        sa.Column("stored_name", sa.String(length=80), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_evidence_size")),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["progress_reports.id"],
            name=op.f("fk_evidence_report_id_progress_reports"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("stored_name", name=op.f("uq_evidence_stored_name")),
    )
    op.create_index(op.f("ix_evidence_report_id"), "evidence", ["report_id"])


MOVE_EVIDENCE_BACK = """
INSERT INTO evidence (id, report_id, file_name, media_type, size, sha256, stored_name)
SELECT id, report_id, file_name, media_type, size, sha256, stored_name FROM evidence_after
WHERE report_id IS NOT NULL AND id IN (
    SELECT min(id) FROM evidence_after WHERE stored_name IS NOT NULL GROUP BY stored_name
)
"""
"""What had no place before the cycle stays behind: links, notes, and files of anything else."""
