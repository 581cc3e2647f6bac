"""jobs list | run NAME --today D | work."""

from datetime import date, datetime

import click

from tasks_tracker import clock
from tasks_tracker.cli.wiring import open_database
from tasks_tracker.domain.jobs import RunState
from tasks_tracker.jobs import runner
from tasks_tracker.jobs.schedule import JOBS
from tasks_tracker.persistence import jobs as runs
from tasks_tracker.settings import Settings
from tasks_tracker.wording import moment, word


@click.group()
def jobs() -> None:
    """Scheduled jobs."""


@jobs.command("list")
@click.pass_obj
def show(settings: Settings) -> None:
    """All jobs, when they run and how they ran last."""
    open_database(settings)
    last = {run.job: run for run in runs.last_runs()}
    for job in JOBS:
        run = last.get(job.name)
        ran = f"{moment(clock.local(run.started_at))} {word(run.state)}" if run else "还没有运行过"
        click.echo(f"{job.name:<10} {job.when:<16} {job.words}；上次：{ran}")


@jobs.command("run")
@click.argument("name", type=click.Choice([job.name for job in JOBS]))
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="按这一天运行，如 2024-05-10")
@click.pass_obj
def run_once(settings: Settings, name: str, today: datetime | None) -> None:
    """Run one job now, for today or for the day given."""
    open_database(settings)
    day: date = today.date() if today else clock.today()
    run = runner.run_for(name, day, settings)
    if run is None:
        click.echo(f"{name} {day}：这一天的已经运行过，没有再做。")
    elif run.state is RunState.FAILED:
        raise click.ClickException(f"{name} {day}：{run.error}")
    else:
        click.echo(f"{name} {day}：{run.count} 件。{run.error}")


@jobs.command()
@click.pass_obj
def work(settings: Settings) -> None:
    """Run the scheduled jobs until stopped; a process of its own in production."""
    open_database(settings)
    runner.work(settings)
