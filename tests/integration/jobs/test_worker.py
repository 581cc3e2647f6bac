"""`tasks-tracker jobs work` as a process of its own."""

import os
import signal
import subprocess
import sys
from time import monotonic, sleep

import pytest

from tasks_tracker.domain.jobs import RunState
from tasks_tracker.persistence import jobs
from tasks_tracker.persistence.session import db
from tests.conftest import ROOT

PATIENCE = 60


MISSED = {"obligations", "overdue", "lights", "findings", "accountability", "circular"}
"""What is made up for on whatever day it was missed."""


@pytest.fixture
def environment(own_url, tmp_path):
    return {**os.environ, "DATABASE_URL": own_url, "UPLOAD_DIR": str(tmp_path)}


def runs_after_a_while(count):
    until = monotonic() + PATIENCE
    while monotonic() < until:
        found = [run for run in jobs.recent() if run.state is RunState.ENDED]
        db.remove()
        if len(found) >= count:
            return found
        sleep(0.2)
    return found


@pytest.mark.usefixtures("own_database")
def test_it_makes_up_for_missed_runs_and_stops_when_told(environment):
    command = [sys.executable, "app.py", "jobs", "work"]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        made = runs_after_a_while(len(MISSED))
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    assert {run.job for run in made} >= MISSED
