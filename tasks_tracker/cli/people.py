"""region add, unit add, user add: the first entries of a new installation."""

import click

from tasks_tracker import clock
from tasks_tracker.cli.plans import named_region
from tasks_tracker.cli.wiring import open_database
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.units import Region, Unit, UnitGroup
from tasks_tracker.domain.users import UNIT_ROLES, Role
from tasks_tracker.operations.units import add_region, add_unit
from tasks_tracker.operations.users import add_user, appoint, set_password
from tasks_tracker.persistence import units, users
from tasks_tracker.persistence.session import transaction
from tasks_tracker.settings import Settings
from tasks_tracker.wording import word

# Of an enumeration itself click would offer the names of the members, in capitals.
ROLE = click.Choice([role.value for role in Role])
GROUP = click.Choice([group.value for group in UnitGroup])


@click.group()
def region() -> None:
    """Cities and counties."""


@region.command("add")
@click.argument("name")
@click.option("--mark", required=True, help="任务编号前的一个字，如 聊")
@click.option("--parent", help="上级地区")
@click.pass_obj
def add_a_region(settings: Settings, name: str, mark: str, parent: str | None) -> None:
    """Enter a city or county, e.g. 聊城市 --mark 聊."""
    open_database(settings)
    with transaction():
        above = named_region(parent) if parent else None
        add_region(now=clock.now(), name=name, mark=mark, parent=above)
    click.echo(f"已建立地区“{name}”。")


@click.group()
def unit() -> None:
    """Units of a region."""


@unit.command("add")
@click.argument("name")
@click.option("--region", "region_name", required=True)
@click.option("--group", type=GROUP, default=UnitGroup.DEPARTMENT.value)
@click.pass_obj
def add_a_unit(settings: Settings, name: str, region_name: str, group: str) -> None:
    """Enter a unit at the end of the official order."""
    open_database(settings)
    with transaction():
        place = named_region(region_name)
        add_unit(place, by=None, now=clock.now(), name=name, group=UnitGroup(group))
    click.echo(f"已建立单位“{name}”。")


@click.group()
def user() -> None:
    """Accounts."""


@user.command("add")
@click.argument("account")
@click.option("--name", required=True, help="姓名")
@click.option("--email", required=True)
@click.option("--region", "region_name", required=True, help="地区，如 聊城市")
@click.option("--role", type=ROLE, required=True)
@click.option("--unit", "unit_name", help="联络员和单位负责人所在的单位")
@click.option("--title", help="岗位名称；不写则用角色名")
@click.password_option("--password", help="不写则提示输入")
@click.pass_obj
def add_a_user(settings: Settings, /, account: str, **given: str) -> None:
    """Make an account with a post."""
    open_database(settings)
    role = Role(given["role"])
    with transaction():
        place = named_region(given["region_name"])
        seat = _unit_for(role, place, given["unit_name"])
        person = add_user(
            by=None,
            now=clock.now(),
            account=account,
            name=given["name"],
            email=given["email"],
            password=given["password"],
        )
        appoint(
            person,
            by=None,
            now=clock.now(),
            today=clock.today(),
            role=role,
            region=place,
            title=given["title"] or word(role),
            unit=seat,
        )
    click.echo(f"已建立账号“{account}”。")


@user.command("password")
@click.argument("account")
@click.password_option("--password", help="不写则提示输入")
@click.pass_obj
def set_a_password(settings: Settings, account: str, password: str) -> None:
    """Set a password anew, e.g. of an administrator who forgot it."""
    open_database(settings)
    with transaction():
        person = users.find_by_account(account)
        if person is None:
            raise Refusal(f"没有账号“{account}”。")
        set_password(person, by=None, now=clock.now(), password=password)
    click.echo(f"账号“{account}”的口令已重设，各处的登录随即失效。")


def _unit_for(role: Role, region: Region, name: str | None) -> Unit | None:
    if role not in UNIT_ROLES:
        if name:
            raise Refusal(f"{word(role)}不属于某个单位，请去掉 --unit。")
        return None
    found = units.by_name(region).get(name or "")
    if found is None:
        raise Refusal(f"{word(role)}须写明单位（--unit），且单位在名册里：{name or '未写'}。")
    return found
