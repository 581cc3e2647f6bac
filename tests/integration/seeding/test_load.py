import pytest
from sqlalchemy import event, func, select, text

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import Event
from tasks_tracker.domain.jobs import JobRun
from tasks_tracker.domain.messages import Message
from tasks_tracker.persistence import users
from tasks_tracker.persistence.session import db, metadata
from tasks_tracker.seeding import facts, load
from tests.integration.seeding.conftest import FRIDAY, shorten

QUESTIONS = 150
"""Of regions, registers, members and one plan of 205 tasks."""


@pytest.fixture
def short(monkeypatch):
    shorten(monkeypatch)


def counts():
    return {
        table.name: db.scalar(select(func.count()).select_from(table))
        for table in metadata.sorted_tables
    }


def files(settings):
    return {path.name for path in settings.upload_dir.rglob("*") if path.is_file()}


def test_units_and_people_alone_bring_no_plan(session):
    load.units_and_people()
    assert {name for name, count in counts().items() if count} == {
        "appointments",
        "events",
        "posts",
        "regions",
        "unit_aliases",
        "unit_members",
        "units",
        "users",
    }


def test_a_database_in_use_is_refused(session):
    load.units_and_people()
    with pytest.raises(Refusal, match="空库"):
        load.units_and_people()


def test_others_see_the_demonstration_only_when_it_is_whole(empty, short, settings, monkeypatch):
    seen = []
    engine = db.get_bind()

    def look(day, _deliver):
        with engine.connect() as connection:
            seen.append(connection.scalar(text("SELECT count(*) FROM users")))

    monkeypatch.setattr(load, "live_through", look)
    load.demonstration(settings)
    assert seen == [0] * 5
    assert users.any_exists()


def test_a_story_that_breaks_off_leaves_nothing_behind(empty, short, settings, monkeypatch):
    kept = files(settings)

    def break_off():
        raise RuntimeError("in the middle")

    monkeypatch.setattr(load, "_require_no_failure", break_off)
    with pytest.raises(RuntimeError, match="in the middle"):
        load.demonstration(settings)
    assert not any(counts().values())
    assert files(settings) == kept


def test_a_job_that_fails_stops_the_telling(empty, short, settings, monkeypatch):
    def fail(day, _deliver):
        moment = load.clock.now()
        run = JobRun(job="digest", slot=moment, started_at=moment)
        run.fail(moment, "no template")
        db.add(run)
        db.commit()

    monkeypatch.setattr(load, "_live", lambda _steps: None)
    monkeypatch.setattr(load, "live_through", lambda day, keep: day == FRIDAY and fail(day, keep))
    with pytest.raises(RuntimeError, match="no template"):
        load.demonstration(settings)
    assert db.scalar(select(func.count()).select_from(Event)) == 0


def test_all_plans_alone_stand_there_on_their_days_and_nothing_happened_since(empty, settings):
    load.all_plans(settings)
    found = counts()
    assert found["plans"] == len(facts.adoptions())
    assert found["tasks"] == sum(len(facts.plan(told.plan).tasks) for told in facts.adoptions())
    assert (found["progress_reports"], found["job_runs"]) == (0, 0)
    assert set(db.scalars(select(Message.kind))) == {"plan_adopted"}


def test_a_plan_of_any_size_is_adopted_with_few_questions(empty, short, settings):
    asked = []
    event.listen(db.get_bind(), "before_cursor_execute", lambda *args: asked.append(args[2]))
    load.all_plans(settings)
    selects = [statement for statement in asked if statement.startswith("SELECT")]
    people = sum(len(cast.people) for cast in facts.casts())
    posts = sum(len(person.posts) for cast in facts.casts() for person in cast.people)
    assert len(selects) <= people + 2 * posts + QUESTIONS  # a post is held while it is given
