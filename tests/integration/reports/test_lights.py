from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, true, update

from tasks_tracker.domain.lights import (
    DEFAULT,
    WORST_FIRST,
    Facts,
    Light,
    Lines,
    OverdueBy,
    Rule,
    light_of,
)
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence.workdays import bundled
from tasks_tracker.reports import lights
from tests import make

LINES = Lines.on(make.TODAY, bundled())
near = st.integers(-40, 40).map(lambda days: make.TODAY + timedelta(days=days))
edges = st.sampled_from(
    [LINES.today, LINES.severe_before, LINES.soon_until, LINES.report_soon_until]
).flatmap(lambda line: st.integers(-1, 1).map(lambda days: line + timedelta(days=days)))
days = st.none() | near | edges
rules = st.builds(
    Rule,
    due_soon_within=st.integers(1, 15),
    report_soon_within=st.integers(1, 15),
    severe_after=st.integers(1, 15),
    red_slips=st.integers(1, 3),
    overdue_by=st.sampled_from(OverdueBy),
)
kept = {
    "has_begun": st.booleans(),
    "submitted_late": st.booleans(),
    "report_due_on": days,
    "behind_from": days,
    "red_slips": st.integers(0, 3),
}


@st.composite
def running(draw) -> Facts:
    """The last clock is one of those that run, so that it ends no sooner than the first."""
    ends = draw(days)
    due = (
        draw(st.none() | days.filter(lambda day: day is not None and day >= ends)) if ends else None
    )
    others = {name: draw(drawn) for name, drawn in kept.items()}
    return Facts(is_completed=False, clock_ends_on=ends, due_ends_on=due, **others)


completed = st.builds(
    Facts,
    is_completed=st.just(value=True),
    clock_ends_on=st.none(),
    due_ends_on=st.none(),
    **kept,
)


def keep(session, task: Task, facts: Facts) -> None:
    """Write facts as the columns hold them."""
    columns = {
        "is_completed": facts.is_completed,
        "completed_on": date(2024, 5, 1) if facts.is_completed else None,
        "begun_on": date(2024, 4, 1) if facts.has_begun else None,
        "clock_ends_on": facts.clock_ends_on,
        "submitted_late": facts.submitted_late,
        "due_ends_on": facts.due_ends_on,
        "report_due_on": facts.report_due_on,
        "behind_from": facts.behind_from,
        "red_slips": facts.red_slips,
    }
    session.execute(update(Task).where(Task.id == task.id).values(**columns))


def seen_as(session, task: Task, lines: Lines) -> list[Light]:
    conditions = {light: lights.condition(light, lines) for light in Light}
    return [
        light
        for light, condition in conditions.items()
        if session.scalar(select(Task.id).where(Task.id == task.id, condition))
    ]


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(facts=running() | completed, rule=rules | st.just(DEFAULT))
def test_the_database_sees_the_light_that_the_rule_gives(session, facts, rule):
    lines = Lines.on(make.TODAY, bundled(), rule)
    task = session.scalars(select(Task)).first() or make.task(
        make.section(make.plan(make.region()))
    )
    keep(session, task, facts)
    expected = light_of(facts, lines)
    assert seen_as(session, task, lines) == [expected]
    row = session.execute(lights.facts_query().where(Task.id == task.id)).one()
    assert lights.facts_of(row) == facts
    place = session.scalar(select(lights.rank(lines)).where(Task.id == task.id))
    assert WORST_FIRST[place] is expected


def test_a_tally_counts_each_task_once_and_its_shares_make_a_whole(session):
    section = make.section(make.plan(make.region()))
    for due_on in (date(2024, 4, 1), date(2024, 5, 8), date(2024, 5, 9), date(2024, 6, 30)):
        make.milestone(make.task(section), due_on=due_on)
    tally = lights.tally(true(), LINES)
    assert tally.shown == [(Light.SEVERE, 1), (Light.OVERDUE, 2), (Light.IDLE, 1)]
    assert (tally.total, tally.worst) == (4, Light.SEVERE)
    assert sum(tally.shares.values()) == 1000


def test_the_tally_of_nothing_is_empty(session):
    tally = lights.tally(true(), LINES)
    assert (tally.total, tally.shown, sum(tally.shares.values())) == (0, [], 0)
