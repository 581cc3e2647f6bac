"""A database from before the cycle: stops, days, evidence and last ends are filled in, and back."""

from datetime import UTC, date, datetime

import pytest
from alembic import command
from sqlalchemy import Connection, MetaData, select

from tasks_tracker.persistence.session import make_engine
from tests.conftest import alembic_config, migrate
from tests.integration.standing import ROWS

BEFORE, CYCLE = "0006", "0007"
EVENING = datetime(2024, 5, 8, 17, 0, tzinfo=UTC)
"""01:00 of the next day where the office is."""
BUSINESS = ("regions", "users", "units", "source_documents", "plans", "sections", "tasks")
MILESTONES = {
    1: {"state": "open", "paused_days": 3, "clock_ends_on": date(2024, 6, 5)},
    2: {
        "state": "met",
        "original_due_on": date(2024, 5, 7),
        "due_on": date(2024, 5, 7),
        "submitted_on": date(2024, 5, 6),
        "met_on": date(2024, 5, 9),
    },
}
REPORTS = {
    1: {"state": "returned", "submitted_on": date(2024, 5, 2), "review_words": "补件数"},
    2: {"state": "returned", "submitted_on": date(2024, 5, 4), "review_words": "再补"},
    3: {"state": "accepted", "submitted_on": date(2024, 5, 6)},
}
CLAIMS = {1: (1, 1), 2: (2, 1), 3: (3, 2)}
"""Report and milestone of each."""
FILES = {1: (1, "application/pdf", "a" * 32), 2: (3, "image/png", "b" * 32)}


def enter(connection: Connection, name: str, **own) -> None:
    metadata = MetaData()
    metadata.reflect(connection, only=[name])
    table = metadata.tables[name]
    row = {key: value for key, value in (ROWS[name] | own).items() if key in table.columns}
    connection.execute(table.insert().values(row))


def rows(url: str, name: str) -> list[dict]:
    engine = make_engine(url)
    with engine.connect() as connection:
        metadata = MetaData()
        metadata.reflect(connection, only=[name])
        table = metadata.tables[name]
        found = [dict(row) for row in connection.execute(select(table)).mappings()]
    engine.dispose()
    return sorted(found, key=lambda row: row["id"])


@pytest.fixture
def old(new_database) -> str:
    """A task with a milestone returned twice and one that was met, and a file with two reports."""
    url = new_database()
    migrate(url, BEFORE)
    engine = make_engine(url)
    with engine.begin() as connection:
        for name in BUSINESS:
            enter(connection, name)
        enter(connection, "users", id=2, account="second")
        for number, own in MILESTONES.items():
            bare = {"submitted_on": None, "met_on": None}
            enter(connection, "milestones", id=number, position=number, **(bare | own))
        for number, own in REPORTS.items():
            reviewed = {"reviewed_at": EVENING, "reviewed_by_id": 2}
            enter(connection, "progress_reports", id=number, **(reviewed | own))
        for number, (report, milestone) in CLAIMS.items():
            ids = {"report_id": report, "milestone_id": milestone}
            enter(connection, "milestone_claims", id=number, **ids)
        for number, (report, kind, stored) in FILES.items():
            own = {"report_id": report, "media_type": kind, "stored_name": stored}
            enter(connection, "evidence", id=number, **own)
    engine.dispose()
    return url


def test_what_stopped_the_clocks_is_read_from_the_reports(old):
    migrate(old, CYCLE)
    stops = rows(old, "clock_stops")
    assert [(one["milestone_id"], one["started_on"]) for one in stops] == [
        (1, date(2024, 5, 2)),
        (1, date(2024, 5, 4)),
        (2, date(2024, 5, 6)),
    ]
    assert [one["ended_on"] for one in stops] == [date(2024, 5, 9), date(2024, 5, 9), None]
    assert stops[2]["met_on"] == date(2024, 5, 9)
    assert {one["reason"] for one in stops} == {"report"}


def test_the_days_with_the_office_stand_with_the_last_return(old):
    migrate(old, CYCLE)
    assert [one["days"] for one in rows(old, "clock_stops")] == [0, 3, 0]
    states = [one["stopped_by"] for one in rows(old, "milestones")]
    assert states == [None, "report"]


def test_the_end_of_the_last_clock_is_kept_with_the_task(old):
    migrate(old, CYCLE)
    (task,) = rows(old, "tasks")
    assert task["due_ends_on"] == date(2024, 6, 5)
    assert (task["urging_level"], task["red_slips"], task["ending"]) == (0, 0, None)


def test_evidence_gets_its_kind_its_region_and_who_added_it(old):
    migrate(old, CYCLE)
    first, second = rows(old, "evidence")
    assert (first["kind"], second["kind"]) == ("document", "photo")
    assert (first["region_id"], first["task_id"], first["report_id"]) == (1, 1, 1)
    assert (first["by_id"], first["stored_name"]) == (1, "a" * 32)


def test_new_evidence_gets_the_next_number(old):
    migrate(old, CYCLE)
    engine = make_engine(old)
    with engine.begin() as connection:
        enter(connection, "evidence", stored_name="c" * 32, region_id=1, by_id=1)
    engine.dispose()
    assert [one["id"] for one in rows(old, "evidence")] == [1, 2, 3]


def test_back_again_the_files_are_where_they_were(old):
    before = rows(old, "evidence")
    milestones = rows(old, "milestones")
    migrate(old, CYCLE)
    with alembic_config(old) as config:
        command.downgrade(config, BEFORE)
    assert rows(old, "evidence") == before
    assert rows(old, "milestones") == milestones
    migrate(old, CYCLE)
    assert len(rows(old, "clock_stops")) == 3


def test_of_a_file_that_several_reports_share_one_goes_back(old):
    migrate(old, CYCLE)
    engine = make_engine(old)
    shared = {"report_id": 3, "stored_name": "a" * 32, "task_id": 1, "region_id": 1, "by_id": 1}
    link = {"kind": "link", "address": "https://a.cn", "size": 0, "sha256": "", "note": "数"}
    with engine.begin() as connection:
        enter(connection, "evidence", **shared)
        enter(connection, "evidence", **{**shared, **link, "stored_name": None})
    engine.dispose()
    with alembic_config(old) as config:
        command.downgrade(config, BEFORE)
    assert [one["stored_name"] for one in rows(old, "evidence")] == ["a" * 32, "b" * 32]
