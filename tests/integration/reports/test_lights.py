from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, true, update

from tasks_tracker.domain.lights import WORST_FIRST, Facts, Light, Lines, light_of
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence.workdays import bundled
from tasks_tracker.reports import lights
from tests import make

LINES = Lines.on(make.TODAY, bundled())
near = st.integers(-40, 40).map(lambda days: make.TODAY + timedelta(days=days))
edges = st.sampled_from([LINES.today, LINES.severe_before, LINES.soon_until]).flatmap(
    lambda line: st.integers(-1, 1).map(lambda days: line + timedelta(days=days))
)
running = st.builds(
    Facts,
    is_completed=st.just(value=False),
    has_begun=st.booleans(),
    clock_ends_on=st.none() | near | edges,
    submitted_late=st.booleans(),
)
completed = st.builds(
    Facts,
    is_completed=st.just(value=True),
    has_begun=st.booleans(),
    clock_ends_on=st.none(),
    submitted_late=st.booleans(),
)


def keep(session, task: Task, facts: Facts) -> None:
    """Write facts as the columns hold them."""
    kept = {
        "is_completed": facts.is_completed,
        "completed_on": date(2024, 5, 1) if facts.is_completed else None,
        "begun_on": date(2024, 4, 1) if facts.has_begun else None,
        "clock_ends_on": facts.clock_ends_on,
        "submitted_late": facts.submitted_late,
    }
    session.execute(update(Task).where(Task.id == task.id).values(**kept))


def seen_as(session, task: Task) -> list[Light]:
    conditions = {light: lights.condition(light, LINES) for light in Light}
    return [
        light
        for light, condition in conditions.items()
        if session.scalar(select(Task.id).where(Task.id == task.id, condition))
    ]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(facts=running | completed)
def test_the_database_sees_the_light_that_the_rule_gives(session, facts):
    task = session.scalars(select(Task)).first() or make.task(
        make.section(make.plan(make.region()))
    )
    keep(session, task, facts)
    expected = light_of(facts, LINES)
    assert seen_as(session, task) == [expected]
    place = session.scalar(select(lights.rank(LINES)).where(Task.id == task.id))
    assert WORST_FIRST[place] is expected


def test_a_tally_counts_each_task_once_and_its_shares_make_a_whole(session):
    section = make.section(make.plan(make.region()))
    for due_on in (date(2024, 4, 1), date(2024, 5, 8), date(2024, 5, 9), date(2024, 6, 30)):
        make.milestone(make.task(section), due_on=due_on)
    tally = lights.tally(true(), LINES)
    assert tally.shown == [(Light.SEVERE, 1), (Light.OVERDUE, 2), (Light.IDLE, 1)]
    assert tally.total == 4
    assert sum(tally.shares.values()) == 1000


def test_the_tally_of_nothing_is_empty(session):
    tally = lights.tally(true(), LINES)
    assert (tally.total, tally.shown, sum(tally.shares.values())) == (0, [], 0)
