"""Who is asking; whoever is nobody gets in nowhere but at the public endpoints."""

from urllib.parse import urlsplit

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from tasks_tracker import clock
from tasks_tracker.domain.users import ABSOLUTE_LIMIT, SignIn
from tasks_tracker.operations.users import resume, touch
from tasks_tracker.persistence.session import db, transaction

PUBLIC = frozenset(
    {
        "static",
        "sign_in.show",
        "demonstration.sign_in",
        "demonstration.day",
        "demonstration.restart",
    }
)


def install(app: Flask) -> None:
    app.before_request(identify)
    app.before_request(admit)
    app.teardown_request(lambda _error: db.remove())


def identify() -> None:
    """Set g.now, g.today, g.user and g.sign_in; the last two are None for a stranger."""
    g.now = clock.now()
    g.today = clock.local(g.now).date()
    g.sign_in = None if request.endpoint == "static" else _open_sign_in()
    g.user = g.sign_in.user if g.sign_in else None


def _open_sign_in() -> SignIn | None:
    token = request.cookies.get(cookie_name())
    found = resume(token, now=g.now) if token else None
    if found:
        with transaction():
            touch(found, now=g.now)
    return found


def admit() -> ResponseReturnValue | None:
    if g.user is not None or request.endpoint in PUBLIC:
        return None
    if request.method != "GET":
        abort(401)
    return redirect(url_for("sign_in.show", next=_address()))


def _address() -> str | None:
    return None if request.path == "/" else request.full_path.rstrip("?")


def safe_address(wanted: str | None) -> str | None:
    """The address if it lies on this site, so that nobody is led elsewhere after signing in."""
    if not wanted or not wanted.startswith("/") or wanted.startswith(("//", "/\\")):
        return None
    parts = urlsplit(wanted)
    is_ours = not parts.scheme and not parts.netloc and wanted.isprintable()
    return wanted if is_ours and "\\" not in wanted else None


def cookie_name() -> str:
    return "__Host-sign-in" if _is_secure() else "sign-in"


def give_cookie(response: Response, token: str) -> None:
    """Hand the secret of a new session to the browser, where no script can read it."""
    response.set_cookie(
        cookie_name(),
        token,
        max_age=ABSOLUTE_LIMIT,
        secure=_is_secure(),
        httponly=True,
        samesite="Lax",
    )


def take_cookie(response: Response) -> None:
    response.delete_cookie(cookie_name(), secure=_is_secure(), httponly=True, samesite="Lax")


def _is_secure() -> bool:
    return bool(current_app.config["SESSION_COOKIE_SECURE"])
