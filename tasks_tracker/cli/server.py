"""serve, migrate, seed: bringing the system up."""

import ipaddress
import socket
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import click
from flask import Flask
from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from tasks_tracker.cli.wiring import open_database, set_clock
from tasks_tracker.domain.demonstration import START
from tasks_tracker.jobs import demonstration, runner
from tasks_tracker.jobs.schedule import JOBS
from tasks_tracker.persistence import units, users
from tasks_tracker.seeding import load
from tasks_tracker.seeding.restart import restart
from tasks_tracker.settings import Settings
from tasks_tracker.web import create_app
from tasks_tracker.web.jobs import ScheduledJob

THREADS = 8
NO_PROXY = (
    "BASE_URL 用 https，说明前面有代理，但没有设 TRUSTED_PROXY："
    "所有人算作同一个地址来访，一人连续输错口令，大家都登录不了。"
)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--demo/--no-demo", default=False, help="演示：三个地区的 25 个方案，只限本机访问")
@click.pass_obj
def serve(settings: Settings, host: str, port: int, *, demo: bool) -> None:
    """Serve pages and run the scheduled jobs, in one process."""
    if demo and not _is_loopback(host):
        raise click.ClickException("演示只限本机访问，--host 须是 127.0.0.1 或 localhost。")
    _require_free(host, port)
    open_database(settings)
    settings = _prepare(settings, demo=demo)
    app = create_app(
        settings,
        schedule=_schedule,
        step_demonstration=demonstration.step_to,
        restart_demonstration=lambda: restart(settings),
    )
    server = _listen(app, host, port)
    runner.start_background(settings)
    click.echo(f"督查督办  http://{host}:{port}" + ("  （演示，只限本机）" if demo else ""))
    if settings.base_url.startswith("https:") and not settings.trusted_proxy:
        click.echo(NO_PROXY)
    server.run()


def _prepare(settings: Settings, *, demo: bool) -> Settings:
    """See that database and mode fit each other; an empty one becomes a demonstration if asked."""
    if not demo and demonstration.is_on():
        raise click.ClickException(
            "数据库里是演示数据，不能正式运行。把 DATABASE_URL 指向另一个库，或移走 instance。"
        )
    if not demo:
        if not users.any_exists():
            click.echo("还没有账号：先用 tasks-tracker region add 和 user add 建立第一个。")
        return settings
    if not demonstration.is_on():
        if users.any_exists() or units.regions():
            raise click.ClickException("数据库里有正式数据，不能以演示方式打开。请加 --no-demo。")
        click.echo("数据库是空的，正在装入演示数据 …")
        load.demonstration(settings)
        set_clock(settings)
    return settings.for_demonstration()


def _schedule(now: datetime) -> Sequence[ScheduledJob]:
    """The table of jobs as the page shows it; pages and jobs do not know each other."""
    return [ScheduledJob(job.name, job.words, job.when, job.next_slot(now)) for job in JOBS]


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _require_free(host: str, port: int) -> None:
    """Find out before anything is written; between now and listening somebody may still come."""
    try:
        for family, kind, protocol, _, address in socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        ):
            with socket.socket(family, kind, protocol) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(address)
    except OSError as error:
        raise _not_free(host, port, error) from None


def _listen(app: Flask, host: str, port: int) -> MultiSocketServer | BaseWSGIServer:
    try:
        return create_server(app, host=host, port=port, threads=THREADS, **_trust(app))
    except OSError as error:
        raise _not_free(host, port, error) from None


def _not_free(host: str, port: int, error: OSError) -> click.ClickException:
    return click.ClickException(f"{host} 的端口 {port} 用不了：{error.strerror}。换一个 --port。")


def _trust(app: Flask) -> dict[str, Any]:
    """Whose word counts on where a visitor comes from; what others say of that is dropped."""
    proxy = app.extensions["settings"].trusted_proxy
    trusted = {"trusted_proxy": proxy, "trusted_proxy_headers": "x-forwarded-for"} if proxy else {}
    return {"clear_untrusted_proxy_headers": True, **trusted}


@click.command()
@click.pass_obj
def migrate(settings: Settings) -> None:
    """Bring the tables of the database up to date."""
    open_database(settings)
    click.echo("数据库表已是最新。")


@click.command()
@click.option("--units-only", is_flag=True, help="只装地区、单位和人员，不装方案")
@click.option("--plans-only", is_flag=True, help="再加上全部方案，按各自的日子立项，不装经过")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="与前两项合用：演示从哪一天开始")
@click.pass_obj
def seed(settings: Settings, day: datetime | None, *, units_only: bool, plans_only: bool) -> None:
    """Fill an empty database with the demonstration."""
    if day and not (units_only or plans_only):
        raise click.UsageError(
            "--day 与 --units-only 或 --plans-only 合用；完整的演示总从同一天开始。"
        )
    open_database(settings)
    if units_only:
        load.units_and_people()
    elif plans_only:
        load.all_plans(settings)
    else:
        load.demonstration(settings)
    if units_only or plans_only:
        demonstration.begin(day.date() if day else START)
    click.echo("演示数据已装好。")
