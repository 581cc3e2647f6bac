"""Circulars of random histories: parts make the whole, rows bear numbers out, and nothing depends
on when one asks."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from tasks_tracker.domain.periods import PeriodKind, month_of, period_of
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.persistence.session import db
from tasks_tracker.reports.circular import take_snapshot
from tasks_tracker.reports.circular_counted import Counts
from tasks_tracker.reports.circular_kept import read
from tasks_tracker.reports.percentages import WHOLE
from tests import make
from tests.integration.reports.circular_world import BusyOffice
from tests.integration.reports.test_as_of import DAYS
from tests.unit.test_circular_behind import wrong

APRIL, MAY = month_of(date(2024, 4, 1)), month_of(date(2024, 5, 1))
QUARTER = period_of(PeriodKind.QUARTER, date(2024, 4, 1))
LATER = DAYS[-1] + timedelta(days=40)
LISTS = ("grants", "moves", "targets", "overdue", "lagging", "missed", "trailing", "slow")
SEEDS = (1, 3, 7)
"""Histories in which, taken together, everything happens that is counted."""


def lived(seed: int, session) -> tuple[BusyOffice, dict]:
    """The office after its days, and the circular of April as it was drafted on 1 May."""
    office, drafted = BusyOffice(seed), {}
    for day in DAYS:
        if day == MAY.first:
            session.flush()
            drafted = take_snapshot(office.region, APRIL, today=day)
        office.live(day)
    session.flush()
    session.expire_all()
    return office, drafted


def taken(office, period, **more):
    return read(take_snapshot(office.region, period, today=DAYS[-1], **more))


@pytest.mark.parametrize("seed", SEEDS)
def test_whenever_and_of_whatever_it_is_taken_it_is_right(session, seed):
    office, drafted = lived(seed, session)
    late = take_snapshot(office.region, APRIL, today=LATER)
    for name in ("figures", "rows"):  # deadlines in the text follow the day of the draft
        assert late[name] == drafted[name]
    assert take_snapshot(office.region, APRIL, today=LATER) == late
    may = taken(office, MAY)
    for found in (read(late), may, taken(office, QUARTER)):
        adds_up(found)
        assert wrong(found.figures, found.rows) == []
        named_by_rule(found, office)
    makes_the_whole([taken(office, MAY, plan=plan) for plan in plans_of(office)], may)


def adds_up(found) -> None:
    figures, totals = found.figures, found.figures.totals
    for rows in (figures.units, figures.plans, figures.sections):
        for name in Counts.summed():
            parts = [getattr(row.counts, name) for row in rows]
            assert sum(parts) == getattr(totals.counts, name), name
    assert sum(totals.shares) == sum(totals.split_shares) == WHOLE
    assert len(figures.ledger) == totals.counts.tasks


def named_by_rule(found, office) -> None:
    """What waits for the office is not named, nor as slow what was given more time."""
    figures = found.figures
    status = {row.code: row.status for row in figures.ledger}
    slow = {item.code for item in (*figures.trailing, *figures.slow)}
    for name in ("overdue", "lagging", "missed", "trailing", "slow"):
        assert all(status[item.code] != "待审" for item in getattr(figures, name))
    assert not slow & {grant.code for grant in figures.grants if grant.new_on > "2024-05-13"}


def plans_of(office) -> list:
    return list(dict.fromkeys(task.plan for task in office.tasks))


def makes_the_whole(parts, whole) -> None:
    """The circulars of the plans one by one, and that of the region."""
    assert len(parts) == 2
    for name in Counts.summed():
        counts = [getattr(one.figures.totals.counts, name) for one in parts]
        assert sum(counts) == getattr(whole.figures.totals.counts, name), name
    for name in LISTS:
        rows = {row for one in parts for row in getattr(one.figures, name)}
        assert rows == set(getattr(whole.figures, name)), name
    reports = [row.due for one in parts for row in one.figures.reporters]
    assert sum(reports) == sum(row.due for row in whole.figures.reporters)


def test_the_histories_are_rich_enough_to_say_something(session):
    """Else what is proved above is proved of little."""
    happened = set()
    for seed in SEEDS:
        nested = session.begin_nested()
        office, _ = lived(seed, session)
        happened |= things_in(taken(office, QUARTER).figures)
        nested.rollback()
        session.expunge_all()
    wanted = {*Counts.summed(), "late", "missing", "in_time", "returned", "blockers", "waits"}
    assert wanted | {"grants", "moves", "steps", "targets", "lagging", "overdue"} <= happened


def things_in(figures) -> set[str]:
    counts = figures.totals.counts
    found = {name for name in Counts.summed() if getattr(counts, name)}
    found |= {name for name, value in vars(figures).items() if value}
    return found | {name for row in figures.reporters for name, value in vars(row).items() if value}


def test_a_larger_ledger_asks_no_more(session):
    office, _ = lived(SEEDS[0], session)
    counts, region_id, task_id = [], office.region.id, office.tasks[0].id
    for _ in range(2):
        session.expunge_all()
        region = session.get(Region, region_id)
        counts.append(_statements(lambda it=region: take_snapshot(it, MAY, today=DAYS[-1])))
        fresh = session.get(Task, task_id)
        for _number in range(5):
            make.milestone(make.task(fresh.section, fresh.lead_unit))
        session.flush()
    assert counts[0] == counts[1] <= 45


def _statements(run) -> int:
    seen: list[str] = []
    connection = db.connection()

    def note(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    run()
    event.remove(connection, "before_cursor_execute", note)
    return len(seen)
