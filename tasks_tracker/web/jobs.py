"""Scheduled jobs: when each ran last, when it runs next, and what went wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import Blueprint, current_app, g, render_template
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.jobs import JobRun
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.persistence import jobs
from tasks_tracker.reports import year

bp = Blueprint("jobs", __name__, url_prefix="/jobs")

RECENT = 30


@dataclass(frozen=True)
class ScheduledJob:
    """A job as the schedule has it; `when` is its rhythm in words."""

    name: str
    words: str
    when: str
    next_at: datetime | None = None


Schedule = Callable[[datetime], Sequence[ScheduledJob]]


@dataclass(frozen=True)
class Line:
    """One job with its newest run."""

    job: ScheduledJob
    run: JobRun | None


@bp.get("")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_JOBS)
    schedule = cast(Schedule, current_app.extensions["schedule"])(g.now)
    last = {run.job: run for run in jobs.last_runs()}
    return render_template(
        "jobs/index.html",
        lines=[Line(job, last.get(job.name)) for job in schedule],
        recent=jobs.recent(RECENT),
        missing=year.missing(g.today),
        names={job.name: job.words for job in schedule},
    )
