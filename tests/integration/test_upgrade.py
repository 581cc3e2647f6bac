"""A database of an earlier release keeps what it holds when it is brought up to date, and back."""

from datetime import date

import pytest
from alembic import command
from sqlalchemy import Engine, MetaData, select
from sqlalchemy.exc import DBAPIError

from tasks_tracker.persistence.session import make_engine
from tests.conftest import alembic_config, migrate
from tests.integration.standing import NOW, ROWS

FIRST = "0001"
TASKS = [{"title": "推行一窗受理"}, {"title": "开展上门服务"}]
EVENT = {"id": 1, "kind": "draft_corrected", "at": NOW, "subject": "draft:1", "words": "改"}


@pytest.fixture
def old(new_database) -> str:
    """The address of a database as the first release left it."""
    url = new_database()
    migrate(url, FIRST)
    engine = make_engine(url)
    tables = reflected(engine)
    with engine.begin() as connection:
        for name in ("regions", "users", "source_documents"):
            row = {k: v for k, v in ROWS[name].items() if k in tables[name].columns}
            connection.execute(tables[name].insert().values(row))
        draft = {**ROWS["plan_drafts"], "content": {"tasks": TASKS}}
        draft = {k: v for k, v in draft.items() if k in tables["plan_drafts"].columns}
        connection.execute(tables["plan_drafts"].insert().values(draft))
        connection.execute(tables["events"].insert().values(EVENT))
    engine.dispose()
    return url


BUSINESS = ("regions", "users", "units", "source_documents", "plans", "sections", "tasks")
AROUND_MAY_DAY = {
    1: {"due_on": date(2024, 4, 30), "clock_ends_on": date(2024, 5, 7)},
    2: {"due_on": date(2024, 5, 4), "clock_ends_on": date(2024, 5, 4)},
}


def test_the_days_that_items_lay_with_the_office_are_counted(new_database):
    url = new_database()
    migrate(url, FIRST)
    engine = make_engine(url)
    tables = reflected(engine)

    def enter(name: str, **own) -> None:
        row = {k: v for k, v in (ROWS[name] | own).items() if k in tables[name].columns}
        connection.execute(tables[name].insert().values(row))

    with engine.begin() as connection:
        for name in BUSINESS:
            enter(name)
        for number, own in AROUND_MAY_DAY.items():
            enter("milestones", id=number, position=number, **own)
    engine.dispose()
    migrate(url)
    paused = {milestone["id"]: milestone["paused_days"] for milestone in rows(url, "milestones")}
    assert paused == {1: 2, 2: 0}  # 6 and 7 May: the days before were off


def reflected(engine: Engine) -> dict:
    metadata = MetaData()
    metadata.reflect(engine)
    return metadata.tables


def rows(url: str, name: str) -> list:
    engine = make_engine(url)
    table = reflected(engine)[name]
    with engine.connect() as connection:
        found = list(connection.execute(select(table)).mappings())
    engine.dispose()
    return found


def test_tasks_of_drafts_get_a_key_each(old):
    migrate(old)
    (draft,) = rows(old, "plan_drafts")
    assert [task["key"] for task in draft["content"]["tasks"]] == [1, 2]
    assert draft["content"]["removed"] == []
    assert draft["wanted"]


def test_the_trail_is_kept_takes_new_kinds_and_stays_closed_to_changes(old):
    migrate(old)
    assert [event["words"] for event in rows(old, "events")] == ["改"]
    engine = make_engine(old)
    events = reflected(engine)["events"]
    with engine.begin() as connection:
        connection.execute(events.insert().values({**EVENT, "id": 2, "kind": "of_tomorrow"}))
    for change in (events.update().values(words="别的"), events.delete()):
        with pytest.raises(DBAPIError, match="events_stay"), engine.begin() as connection:
            connection.execute(change)
    engine.dispose()


def test_what_was_there_is_there_after_going_back(old):
    migrate(old)
    with alembic_config(old) as config:
        command.downgrade(config, FIRST)
    assert [event["words"] for event in rows(old, "events")] == ["改"]
    assert [task["title"] for task in rows(old, "plan_drafts")[0]["content"]["tasks"]] == [
        "推行一窗受理",
        "开展上门服务",
    ]
