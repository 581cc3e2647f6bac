"""calendar show YEAR | load FILE --year Y: the working calendar without pages."""

from pathlib import Path

import click

from tasks_tracker import clock
from tasks_tracker.cli.wiring import open_database
from tasks_tracker.domain.calendar import Schedule
from tasks_tracker.domain.permissions import Action, can
from tasks_tracker.domain.users import Role, User
from tasks_tracker.operations.calendar import enter_schedule, read_schedule
from tasks_tracker.persistence import units, users, workdays
from tasks_tracker.persistence.session import transaction
from tasks_tracker.reports import calendar_effects
from tasks_tracker.reports.calendar_effects import Effects
from tasks_tracker.settings import Settings
from tasks_tracker.wording import word

YEAR = click.IntRange(2004, 2100)


@click.group()
def calendar() -> None:
    """The working calendar."""


@calendar.command()
@click.argument("year", type=YEAR)
@click.pass_obj
def show(settings: Settings, year: int) -> None:
    """The days of a year that differ from their weekdays."""
    open_database(settings)
    with transaction():
        schedule = workdays.schedule(year)
    for special in schedule.days:
        click.echo(f"{special.day}  {word(special.kind)}  {special.name}")
    click.echo(_source(schedule))


def _source(schedule: Schedule) -> str:
    marked = "" if schedule.is_published else "；暂按法定节假日推算，国务院通知公布后更新"
    return f"依据：{schedule.source}{marked}"


@calendar.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--year", type=YEAR, required=True, help="哪一年的放假安排")
@click.option("--source", default="", help="依据；文件里有文号时不必写")
@click.option("--by", "account", help="经办人账号；不写则取最上级地区的系统管理员或督查室主任")
@click.option("--yes", is_flag=True, help="不再询问，直接启用")
@click.pass_obj
def load(
    settings: Settings, file: Path, year: int, source: str, account: str | None, *, yes: bool
) -> None:
    """Enter the notice of a year: what it would move is shown, and then asked."""
    open_database(settings)
    proposal = read_schedule(year, raw=file.read_bytes(), source=source)
    with transaction():
        by = _editor(account)
        effects = calendar_effects.of(proposal, by, clock.today())
    click.echo("\n".join(_lines(effects)))
    if not yes:
        click.confirm("启用？", abort=True)
    with transaction():
        count = enter_schedule(proposal, by=by, now=clock.now(), seen=effects.seen)
    click.echo(f"{year}年的日历已启用，{count} 项任务的时钟随之调整。")


def _editor(account: str | None) -> User:
    if account:
        named = users.find_by_account(account)
        if named is None:
            raise click.ClickException(f"没有账号“{account}”。")
        return named
    roles = (Role.SYSTEM_ADMIN, Role.SUPERVISION_HEAD)
    everybody = (one for region in units.regions() for one in users.holders(region, *roles))
    found = next((one for one in everybody if can(one, Action.SET_CALENDAR)), None)
    if found is None:
        raise click.ClickException("最上级地区还没有系统管理员，先用 tasks-tracker user add 建立。")
    return found


def _lines(effects: Effects) -> list[str]:
    changes = [
        f"{change.day}  {word(change.before.kind) if change.before else '按星期'} → "
        f"{word(change.after.kind) if change.after else '按星期'}"
        for change in effects.changes
    ]
    missing = [f"没有列为放假：{day} {name}" for day, name in effects.missing]
    regions = [
        f"{one.region}：{one.moved} 项任务的时钟会动，{one.newly_soon} 项新转临期，"
        f"{one.no_longer_soon} 项不再临期"
        for one in effects.regions
    ]
    shifts = [
        f"{shift.code}  {move.before} → {move.after}"
        for shift in effects.shifts
        for move in shift.moves
    ]
    hidden = effects.moved - len(effects.shifts)
    return [*changes, *missing, *regions, *shifts, *([f"另有 {hidden} 项。"] if hidden else [])]
