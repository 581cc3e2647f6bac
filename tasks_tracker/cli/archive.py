"""archive build, archive verify: the whole file of one task, and whether it is unchanged."""

from pathlib import Path

import click

from tasks_tracker import clock
from tasks_tracker.cli.wiring import open_database
from tasks_tracker.domain.tasks import Task
from tasks_tracker.operations.archives import PutTogether, note_export
from tasks_tracker.persistence import archives
from tasks_tracker.persistence.session import transaction
from tasks_tracker.reports.archive import build
from tasks_tracker.reports.archive_part import Case
from tasks_tracker.reports.archive_verify import Verdict
from tasks_tracker.reports.archive_verify import verify as look
from tasks_tracker.settings import Settings

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def archive() -> None:
    """Archives: one file for one task."""


@archive.command("build")
@click.argument("task")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.pass_obj
def build_file(settings: Settings, task: str, out: Path) -> None:
    """Put together the file of a task, named by its code (聊008) or its id."""
    open_database(settings)
    try:
        with transaction():
            found = _named(task)
            built = build(Case(found, settings.upload_dir), out, now=clock.now(), by=None)
            made = PutTogether(built.sha256, built.size, built.members)
            note_export(found, by=None, now=clock.now(), made=made)
    except OSError as error:
        raise click.ClickException(f"写不进 {out}：{error.strerror}。") from None
    click.echo(f"{out}：{found.code}，{built.members} 个文件，SHA-256 {built.sha256}")


def _named(called: str) -> Task:
    found = archives.find_task(called)
    if found is None:
        raise click.ClickException(f"没有“{called}”这项任务，请写编号（如 聊008）或序号。")
    return found


@archive.command("verify")
@click.argument("file", type=FILE)
def verify_file(file: Path) -> None:
    """Look whether a file is what was once put together; ends with 1 where it is not."""
    verdict = look(file)
    click.echo(f"SHA-256 {verdict.sha256}")
    if not verdict.is_sound:
        raise click.ClickException("\n".join(["归档包有问题。", *verdict.faults]))
    click.echo(_told(verdict))


def _told(verdict: Verdict) -> str:
    manifest = verdict.manifest or {}
    task, count = manifest["task"], len(manifest["members"])
    kind = "归档" if manifest["is_final"] else "导出"
    return (
        f"完好：{manifest['region']} {task['code']} {task['name']}，{count} 个文件，"
        f"{manifest['built_at']}由{manifest['built_by']}{kind}。"
        "整包校验值请与系统归档登记核对。"
    )
