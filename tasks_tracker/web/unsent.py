"""What is typed into a form is kept while it is typed (unsent.js), and filled in again."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, g, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.unsent import UnsentForm
from tasks_tracker.operations.unsent import forget, keep
from tasks_tracker.persistence import plans, unsent
from tasks_tracker.persistence.session import transaction
from tasks_tracker.web.filters import clock_time

bp = Blueprint("unsent", __name__, url_prefix="/unsent")
TOKEN = "csrf_token"  # noqa: S105 - the name of a field


def _draft(numbers: list[str]) -> None:
    draft = plans.get_draft(int(numbers[0]), g.user)
    require(g.user, Action.ADOPT_PLAN, draft)


GUARDS: Mapping[str, Callable[[list[str]], None]] = {"draft": _draft}
"""Who may keep what: a form belongs to a thing that its person can see and change."""
SUBJECT = re.compile(r"([a-z]+)((?::[0-9]{1,18}){1,2})")


@bp.post("/<subject>")
def create(subject: str) -> ResponseReturnValue:
    """204 with the time in a header; the page stays as it is."""
    _guard(subject)
    fields = [pair for pair in request.form.items(multi=True) if pair[0] != TOKEN]
    try:
        with transaction():
            keep(subject, fields, by=g.user, now=g.now)
    except Refusal as refusal:
        return refusal.words, 413
    return "", 204, {"X-Kept-At": clock_time(g.now)}


def _guard(subject: str) -> None:
    found = SUBJECT.fullmatch(subject)
    if found is None or found[1] not in GUARDS:
        abort(404)
    GUARDS[found[1]](found[2].strip(":").split(":"))


def kept(subject: str) -> UnsentForm | None:
    """What this person left in the form and did not send."""
    return unsent.find(g.user, subject)


def fields_of(form: UnsentForm) -> MultiDict[str, str]:
    return MultiDict([(name, text) for name, text in form.fields])


def sending(operation: Callable[..., Any], subject: str) -> Callable[..., Any]:
    """The operation; once it has been done nothing is unsent any more."""

    def done(*things: Any, by: Any, now: datetime, **more: Any) -> Any:
        result = operation(*things, by=by, now=now, **more)
        forget(subject, by=by)
        return result

    return done


def address(subject: str) -> str:
    return url_for("unsent.create", subject=subject)
