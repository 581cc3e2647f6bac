"""Demonstration mode: picking a person, and moving the day on. Registered in that mode only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from ipaddress import ip_address
from itertools import groupby
from urllib.parse import urlsplit

from flask import Blueprint, Flask, abort, current_app, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from tasks_tracker import clock, wording
from tasks_tracker.domain.users import ADMIN_ROLES, UNIT_ROLES, Post, User
from tasks_tracker.operations.users import open_session
from tasks_tracker.persistence import users
from tasks_tracker.persistence.session import db, transaction
from tasks_tracker.web import access

bp = Blueprint("demonstration", __name__, url_prefix="/demonstration")

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
NOTES = {
    "liaison": "报进展、交佐证",
    "unit_head": "看本单位任务",
    "supervisor": "导入、审核、起草通报",
    "supervision_head": "审核、印发通报",
    "leader": "看分管的板块，只读",
    "system_admin": "账号、单位、作业、发件箱",
    "security_admin": "岗位与权限",
    "audit_admin": "只读审计记录",
}


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


def groups() -> Sequence[Group]:
    """Everyone with a post, by region and kind of post."""
    held = [(user, user.posts[0]) for user in users.with_posts_in_use()]
    held.sort(key=lambda pair: (pair[1].region_id, _rank(pair[1]), _place(pair[1]), pair[0].id))
    return [
        Group(name, [_person(user, post) for user, post in pairs])
        for name, pairs in groupby(held, key=lambda pair: _group_name(pair[1]))
    ]


def _rank(post: Post) -> int:
    if post.role in ADMIN_ROLES:
        return 2
    return 1 if post.role in UNIT_ROLES else 0


def _place(post: Post) -> int:
    return post.unit.position if post.unit else 0


def _group_name(post: Post) -> str:
    kind = ("督查室和领导", "单位", "管理员（互不兼任，看不到业务内容）")[_rank(post)]
    return f"{post.region.name}　{kind}"


def _person(user: User, post: Post) -> Person:
    seat = f"{post.unit.name} {post.title}" if post.unit else post.title
    return Person(id=user.id, name=user.name, seat=seat, note=NOTES[post.role])


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
