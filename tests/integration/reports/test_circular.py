"""A circular from the ledger to the file: taken late, kept for good."""

import json
from datetime import date, datetime

import pytest
from sqlalchemy import select

from tasks_tracker import clock
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.periods import month_of
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import Role
from tasks_tracker.operations.circulars import draft_circular
from tasks_tracker.reports.circular import snapshot_day, take_snapshot
from tasks_tracker.reports.circular_checks import Case, blocking, checks
from tasks_tracker.reports.circular_files import (
    FileKind,
    build,
    document,
    file_name,
    rendered,
)
from tasks_tracker.reports.circular_kept import read
from tests import make
from tests.integration.operations.issued import issue

MAY, TODAY = month_of(date(2024, 5, 1)), date(2024, 6, 3)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=clock.zone())


@pytest.fixture
def region(session):
    """A region with a task overdue in May and one that is due in June."""
    region = make.region()
    plan = make.plan(region)
    plan.adopted_at = at(date(2024, 1, 8))
    section = make.section(plan, leader=make.person(Role.LEADER, region))
    for due in (date(2024, 5, 17), date(2024, 6, 28)):
        make.milestone(make.task(section), due_on=due)
    return region


@pytest.fixture
def tasks(region, session):
    return session.scalars(select(Task).order_by(Task.number)).all()


@pytest.fixture
def head(region):
    return make.person(Role.SUPERVISION_HEAD, region)


def drafted(region, today=TODAY):
    return draft_circular(
        region,
        period=MAY,
        snapshot=take_snapshot(region, MAY, today=today),
        as_of=snapshot_day(MAY, today),
        now=at(today),
    )


def report_all(task, on: date) -> None:
    owner = make.person(Role.LIAISON, task.region, task.lead_unit)
    claims = [milestone.id for milestone in task.milestones]
    make.handed_in(task, by=owner, now=at(on), progress="全部完成", milestones=claims)


def test_the_day_of_a_snapshot_is_the_last_of_the_month_or_today():
    assert snapshot_day(MAY, TODAY) == date(2024, 5, 31)
    assert snapshot_day(month_of(date(2024, 5, 9)), date(2024, 5, 10)) == date(2024, 5, 10)
    with pytest.raises(Refusal, match="2024年6月还没有开始"):
        snapshot_day(month_of(date(2024, 6, 1)), date(2024, 5, 31))


def test_a_snapshot_is_plain_json_and_right_in_itself(region):
    taken = take_snapshot(region, MAY, today=TODAY)
    assert read(json.loads(json.dumps(taken))) == read(taken)
    case = Case(drafted=read(taken), written=read(taken), today=TODAY)
    assert [one for one in blocking(checks(case)) if "核实通知" not in one] == []
    assert [item["days_late"] for item in taken["figures"]["overdue"]] == [10]


def test_what_was_reported_after_the_month_does_not_change_it(region, tasks):
    before = take_snapshot(region, MAY, today=TODAY)
    report_all(tasks[0], on=TODAY)
    assert take_snapshot(region, MAY, today=TODAY) == before


def test_a_plan_adopted_later_is_not_in_it(region):
    later = make.plan(region)
    later.adopted_at = at(date(2024, 6, 1))
    make.milestone(make.task(make.section(later)), due_on=date(2024, 5, 10))
    taken = take_snapshot(region, MAY, today=TODAY)
    assert taken["figures"]["totals"]["counts"]["tasks"] == 2


def test_other_regions_are_not_in_it(region):
    other = make.plan(make.region("高唐县", "唐"))
    other.adopted_at = at(date(2024, 1, 8))
    make.milestone(make.task(make.section(other)))
    counts = take_snapshot(region, MAY, today=TODAY)["figures"]["totals"]["counts"]
    assert counts["tasks"] == 2


def test_a_published_circular_stays_whatever_happens_to_the_ledger(region, tasks, head, session):
    circular = drafted(region)
    issue(circular, by=head, now=at(date(2024, 6, 5)))
    session.flush()
    kept = document(circular)
    report_all(tasks[0], on=date(2024, 6, 6))
    tasks[0].title, region.office = "别的名称", "别的办公室"
    session.flush()
    session.expire_all()
    assert document(circular) == kept
    with pytest.raises(Refusal, match="已经印发"):
        drafted(region, today=date(2024, 6, 7))
    assert document(circular) == kept


def test_a_draft_takes_a_newer_snapshot(region, tasks):
    first = drafted(region, today=date(2024, 5, 20))
    assert first.as_of == date(2024, 5, 20)
    report_all(tasks[0], on=date(2024, 5, 22))
    again = drafted(region)
    assert again is first
    assert again.as_of == date(2024, 5, 31)
    assert again.snapshot["figures"]["overdue"] == []


def test_build_writes_the_stored_circular(region, head, tmp_path):
    circular = drafted(region)
    issue(circular, by=head, now=at(date(2024, 6, 5)))
    paths = build(region, MAY, tmp_path / "new", today=date(2024, 7, 1))
    names = [f"聊城市2024年5月调度通报.{kind}" for kind in FileKind]
    assert [path.name for path in paths] == names == [file_name(circular, one) for one in FileKind]
    assert [path.read_bytes() for path in paths] == [rendered(circular, one) for one in FileKind]


def test_build_without_a_stored_one_takes_the_ledger_of_that_month(region, tmp_path, session):
    paths = build(region, month_of(date(2024, 5, 20)), tmp_path, today=TODAY)
    first = [path.read_bytes() for path in paths]
    assert build(region, MAY, tmp_path, today=TODAY) == paths
    circular = drafted(region)
    assert [path.read_bytes() for path in paths] == first
    assert first == [rendered(circular, kind) for kind in FileKind]
