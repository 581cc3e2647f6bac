"""Demonstration mode: picking a person, and moving the day on. Registered in that mode only."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from ipaddress import ip_address
from itertools import groupby
from urllib.parse import urlsplit

from flask import Blueprint, Flask, abort, current_app, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker import clock, wording
from tasks_tracker.domain.users import ADMIN_ROLES, UNIT_ROLES, Post, Role, User
from tasks_tracker.operations.users import open_session
from tasks_tracker.persistence import attention, users
from tasks_tracker.persistence.session import db, transaction
from tasks_tracker.web import access

bp = Blueprint("demonstration", __name__, url_prefix="/demonstration")

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
NOTES = {
    Role.SUPERVISOR: "导入、审核、起草通报",
    Role.SUPERVISION_HEAD: "审核、印发通报",
    Role.LIAISON: "报进展、交佐证",
    Role.UNIT_HEAD: "看本单位任务",
    Role.LEADER: "看分管的板块，只读",
    Role.SYSTEM_ADMIN: "账号、单位、作业、发件箱",
    Role.SECURITY_ADMIN: "岗位与权限",
    Role.AUDIT_ADMIN: "只读审计记录",
}
"""What each role is for, in the order in which a visitor gets to know them."""
Held = tuple[User, Post]
Late = Mapping[int | None, int]


@dataclass(frozen=True)
class Person:
    """One line of the list to pick from."""

    id: int
    name: str
    seat: str
    note: str


@dataclass(frozen=True)
class Group:
    name: str
    people: Sequence[Person]


@dataclass(frozen=True)
class Choices:
    """One typical person of each kind to start with, and everybody else."""

    typical: Sequence[Person]
    others: Sequence[Group]


def install(app: Flask, step: Callable[[date], None], restart: Callable[[], None]) -> None:
    app.extensions["step_demonstration"] = step
    app.extensions["restart_demonstration"] = restart


@bp.before_request
def only_on_this_machine() -> None:
    """A name that someone else's page makes up for this machine does not count either."""
    host = urlsplit(f"//{request.host}").hostname
    address = ip_address(request.remote_addr or "0.0.0.0")  # noqa: S104 - stands for nobody
    if not address.is_loopback or host not in LOCAL_NAMES:
        abort(404)


def choices() -> Choices:
    """Everyone with a post; the others by region and kind of post."""
    held = [(user, user.posts[0]) for user in users.with_posts_in_use()]
    held.sort(key=lambda pair: (pair[1].region_id, _rank(pair[1]), _place(pair[1]), pair[0].id))
    late = _overdue_by_unit(g.today)
    typical = list(_typical(held, late))
    others = groupby(
        (pair for pair in held if pair not in typical), key=lambda pair: _group_name(pair[1])
    )
    return Choices(
        typical=[_person(user, post, late) for user, post in typical],
        others=[Group(name, [_person(*pair, late) for pair in pairs]) for name, pairs in others],
    )


def _typical(held: Sequence[Held], late: Late) -> Iterator[Held]:
    """Of each role in the first region, whose unit is furthest behind; then the other offices."""
    regions = list(dict.fromkeys(post.region_id for _, post in held))
    wanted = [(regions[0], role) for role in NOTES] if held else []
    wanted += [(region, Role.SUPERVISOR) for region in regions[1:]]
    for region, role in wanted:
        fitting = [pair for pair in held if (pair[1].region_id, pair[1].role) == (region, role)]
        if fitting:
            yield max(fitting, key=lambda pair: late.get(pair[1].unit_id, 0))


def _overdue_by_unit(today: date) -> Late:
    return Counter(unit for _, unit, _ in attention.lead_seats(today - timedelta(days=1)))


def _rank(post: Post) -> int:
    if post.role in ADMIN_ROLES:
        return 2
    return 1 if post.role in UNIT_ROLES else 0


def _place(post: Post) -> int:
    return post.unit.position if post.unit else 0


def _group_name(post: Post) -> str:
    kind = ("督查室和领导", "单位", "管理员（互不兼任，看不到业务内容）")[_rank(post)]
    return f"{post.region.name}　{kind}"


def _person(user: User, post: Post, late: Late) -> Person:
    place = post.unit.name if post.unit else post.region.name
    overdue = late.get(post.unit_id, 0)
    behind = f"；本单位逾期 {overdue} 项" if overdue else ""
    return Person(
        id=user.id, name=user.name, seat=f"{place} {post.title}", note=NOTES[post.role] + behind
    )


@bp.post("/sign-in")
def sign_in() -> ResponseReturnValue:
    wanted = request.form.get("user_id", type=int)
    user = next((user for user in users.with_posts_in_use() if user.id == wanted), None)
    return _enter(user or abort(404), access.safe_address(request.form.get("next")))


@bp.post("/day")
def day() -> ResponseReturnValue:
    """Move on; whoever is signed in stays so, although hours have passed."""
    user_id = g.user.id if g.user else None
    wanted = access.safe_address(request.form.get("next"))
    target = _first_of_next_month(g.today) if request.form.get("to") == "next-month" else None
    _run("step_demonstration", target or g.today + timedelta(days=1))
    flash(f"已到{wording.full_day(clock.today())}，期间的定时作业都已跑完。")
    if user_id is None:
        return redirect(url_for("sign_in.show"))
    return _enter(users.get(user_id), wanted)


@bp.post("/restart")
def restart() -> ResponseReturnValue:
    _run("restart_demonstration")
    flash("演示已回到开头。")
    response = redirect(url_for("sign_in.show"))
    access.take_cookie(response)
    return response


def _run(name: str, *given: date) -> None:
    """The work opens transactions of its own, so this request lets go of its session first."""
    db.remove()
    current_app.extensions[name](*given)


def _enter(user: User, wanted: str | None) -> ResponseReturnValue:
    with transaction():
        token = open_session(user, address=request.remote_addr or "", now=clock.now())
    response = redirect(wanted or url_for("home.show"))
    access.give_cookie(response, token)
    return response


def _first_of_next_month(today: date) -> date:
    return (today.replace(day=1) + timedelta(days=32)).replace(day=1)
