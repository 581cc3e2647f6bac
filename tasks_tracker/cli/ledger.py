"""ledger: every task as it stood at the end of a day, for people or for other programs."""

import json
from datetime import date, datetime
from typing import Any

import click

from tasks_tracker import clock
from tasks_tracker.cli.plans import named_region
from tasks_tracker.cli.wiring import open_database
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.reports import ledger_export
from tasks_tracker.settings import Settings


@click.command()
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="如 2021-08-31；不写是今天")
@click.option("--region", help="地区，如 聊城市；不写是全部")
@click.option("--json", "is_json", is_flag=True, help="写成 JSON，一项任务一个对象")
@click.pass_obj
def ledger(
    settings: Settings, as_of: datetime | None, region: str | None, *, is_json: bool
) -> None:
    """The ledger of any day, by what was known then."""
    open_database(settings)
    today = clock.today()
    day = as_of.date() if as_of else today
    _require_past(day, today)
    rows = ledger_export.rows(day, named_region(region) if region else None)
    if is_json:
        click.echo(
            json.dumps({"as_of": day.isoformat(), "tasks": rows}, ensure_ascii=False, indent=1)
        )
        return
    for row in rows:
        click.echo(_line(row))


def _require_past(day: date, today: date) -> None:
    if day > today:
        raise Refusal(f"{day} 还没有到，台账只能看到 {today}。")


def _line(row: dict[str, Any]) -> str:
    why = "；".join(reason["words"] for reason in row["reasons"])
    told = (row["light_words"], row["stage_words"], row["title"], row["lead"], why)
    return "  ".join((row["code"], *told))
