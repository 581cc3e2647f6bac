"""extract, import: from a document to tasks."""

import json
from pathlib import Path

import click

from tasks_tracker import clock
from tasks_tracker.cli.wiring import open_database
from tasks_tracker.domain.sources import PlanDraft
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import OFFICE_ROLES, User
from tasks_tracker.importer.draft import DraftPlan
from tasks_tracker.importer.extraction import as_json
from tasks_tracker.importer.extraction import extract as read_plans
from tasks_tracker.importer.source import Unreadable, read
from tasks_tracker.operations.contents import count_doubts, unit_names
from tasks_tracker.operations.evidence import MEGABYTE, Intake
from tasks_tracker.operations.plans import adopt_plan, hand_in_document
from tasks_tracker.persistence import units, users
from tasks_tracker.persistence.session import transaction
from tasks_tracker.settings import Settings

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_data", is_flag=True, help="按 FORMAT 输出 JSON")
def extract(file: Path, *, as_data: bool) -> None:
    """Read a document without touching any database."""
    try:
        found = read_plans(read(file.name, file.read_bytes()).text)
    except Unreadable as reason:
        raise click.ClickException(reason.words) from None
    if as_data:
        click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_line(plan) for plan in found))


def _line(plan: DraftPlan) -> str:
    doubts = sum(len(task.doubts) for task in plan.tasks)
    return f"{plan.doc_no or '（无文号）'}  {len(plan.tasks)} 项任务，{doubts} 处疑点  {plan.title}"


@click.command("import")
@click.argument("file", type=FILE)
@click.option("--region", required=True, help="地区，如 聊城市")
@click.option("--by", "account", help="经办人账号；不写则取该地区第一位督查人员")
@click.option("--adopt", is_flag=True, help="不在页面核对，直接立项")
@click.option("--new-units", is_flag=True, help="名册里没有的单位一并新建")
@click.pass_obj
def import_plan(
    settings: Settings,
    file: Path,
    region: str,
    account: str | None,
    *,
    adopt: bool,
    new_units: bool,
) -> None:
    """Hand in a document; the tasks wait on the page 导入方案, or are adopted at once."""
    if new_units and not adopt:
        raise click.UsageError("--new-units 只在 --adopt 立项时有用；不立项时请到“导入方案”页选。")
    open_database(settings)
    with Intake(settings.upload_dir, settings.upload_max_mb * MEGABYTE) as intake:
        with transaction():
            place = named_region(region)
            by = _clerk(place, account)
            for draft in _handed_in(file, place, by, intake):
                click.echo(_summary(draft))
                if adopt:
                    wanted = unit_names(draft.content) if new_units else ()
                    adopt_plan(draft, by=by, now=clock.now(), new_units=wanted)
        intake.keep()
    click.echo("已立项。" if adopt else "请到“导入方案”页核对后立项。")


def _handed_in(file: Path, place: Region, by: User, intake: Intake) -> list[PlanDraft]:
    return hand_in_document(
        place,
        by=by,
        now=clock.now(),
        file_name=file.name,
        raw=file.read_bytes(),
        keep=intake.put,
    )


def _summary(draft: PlanDraft) -> str:
    count, still_open = count_doubts(draft.content)
    return (
        f"{draft.doc_no}  {len(draft.content['tasks'])} 项任务，{count} 处疑点，{still_open} 处待核"
    )


def named_region(name: str) -> Region:
    found = units.find_region(name)
    if found is None:
        known = "、".join(region.name for region in units.regions()) or "无"
        raise click.ClickException(f"没有“{name}”这个地区；现有：{known}。")
    return found


def _clerk(region: Region, account: str | None) -> User:
    if account:
        found = users.find_by_account(account)
        if found is None:
            raise click.ClickException(f"没有账号“{account}”。")
        return found
    office = users.holders(region, *OFFICE_ROLES)
    if not office:
        raise click.ClickException(
            f"{region.name}还没有督查人员，先用 tasks-tracker user add 建立。"
        )
    return office[0]
