"""The ledger of any day on the command line."""

import json
from datetime import UTC, date, datetime

import pytest

from tests import make
from tests.integration.command_line import obey, run, settings

__all__ = ["obey", "run", "settings"]


@pytest.fixture
def city(session):
    city = make.region()
    plan = make.plan(city)
    plan.adopted_at = datetime(2021, 6, 1, tzinfo=UTC)
    task = make.task(make.section(plan), make.unit(city, "市一局"), support=[make.unit(city)])
    make.milestone(task, due_on=date(2021, 8, 27))
    make.milestone(task, due_on=date(2021, 11, 30))
    return city


def test_a_past_day_is_written_as_data(run, city):
    shown = run("ledger", "--as-of", "2021-08-31", "--region", "聊城市", "--json")
    said = json.loads(shown.out)
    assert said["as_of"] == "2021-08-31"
    (task,) = said["tasks"]
    assert (task["lead"], task["light"], task["stage"]) == ("市一局", "lagging", "adopted")
    assert task["reasons"] == [
        {"cause": "milestone_missed", "words": "阶段节点到期未报", "on": "2021-08-27"}
    ]
    assert [one["clock_ends_on"] for one in task["milestones"]] == ["2021-08-27", "2021-11-30"]
    assert (task["last_report_on"], task["waiting"], len(task["supports"])) == (None, False, 1)


def test_a_day_before_the_plan_has_no_tasks_and_a_future_one_is_refused(run, city):
    assert json.loads(run("ledger", "--as-of", "2021-05-31", "--json").out)["tasks"] == []
    refused = run("ledger", "--as-of", "2099-01-01")
    assert refused.code == 1
    assert "还没有到" in refused.err


def test_people_get_a_line_for_each_task(run, city):
    assert "滞后" in run("ledger", "--as-of", "2021-08-31").out
