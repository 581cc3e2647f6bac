"""circular build: the monthly circular as a file."""

from datetime import datetime
from pathlib import Path

import click

from tasks_tracker import clock
from tasks_tracker.cli.plans import named_region
from tasks_tracker.cli.wiring import open_database
from tasks_tracker.domain.periods import month_of
from tasks_tracker.reports.circular_files import build
from tasks_tracker.settings import Settings


@click.group()
def circular() -> None:
    """Monthly circulars."""


@circular.command("build")
@click.option("--month", type=click.DateTime(["%Y-%m"]), required=True, help="如 2021-08")
@click.option("--region", required=True, help="地区，如 聊城市")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.pass_obj
def build_files(settings: Settings, month: datetime, region: str, out: Path) -> None:
    """Write the circular of a month; a published one as it was published."""
    open_database(settings)
    try:
        for path in build(named_region(region), month_of(month.date()), out, today=clock.today()):
            click.echo(str(path))
    except OSError as error:
        raise click.ClickException(f"写不进 {out}：{error.strerror}。") from None
