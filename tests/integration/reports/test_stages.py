"""The stage that is read from a task is the one that the database finds it by."""

from datetime import date
from types import SimpleNamespace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from tasks_tracker.domain.stages import Stage, stage_of
from tasks_tracker.domain.standing import Ending
from tasks_tracker.domain.tasks import Task
from tasks_tracker.reports import stages
from tests import make

DAY = date(2024, 5, 3)
some_day = st.none() | st.just(DAY)
DAYS = (
    "archived_on",
    "closed_on",
    "check_opened_on",
    "objected_on",
    "extension_asked_on",
    "returned_on",
    "begun_on",
    "handed_out_on",
)
columns = st.fixed_dictionaries(
    {
        **dict.fromkeys(DAYS, some_day),
        "ending": st.none() | st.sampled_from(Ending),
        "is_completed": st.booleans(),
        "awaits_office": st.booleans(),
        "urging_level": st.integers(0, 5),
    }
)


def kept(drawn: dict) -> dict:
    """With what the checks of the table want beside it."""
    ended = DAY if drawn["ending"] else None
    return {
        **drawn,
        "ended_on": ended,
        "ended_words": "合并" if ended else None,
        "completed_on": DAY if drawn["is_completed"] else None,
    }


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=columns)
def test_the_database_finds_a_task_by_the_stage_that_it_shows(session, drawn):
    task = session.scalars(select(Task)).first() or make.task(
        make.section(make.plan(make.region()))
    )
    row = kept(drawn)
    session.execute(update(Task).where(Task.id == task.id).values(**row))
    found = [
        stage
        for stage in Stage
        if session.scalar(select(Task.id).where(Task.id == task.id, stages.condition(stage)))
    ]
    assert found == [stage_of(SimpleNamespace(**row))]
