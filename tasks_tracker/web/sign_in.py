"""Signing in and out, and the page of one's own account."""

from flask import (
    Blueprint,
    flash,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo

from tasks_tracker.operations import users as operations
from tasks_tracker.persistence.session import transaction
from tasks_tracker.web import demonstration
from tasks_tracker.web.access import give_cookie, safe_address, take_cookie
from tasks_tracker.web.current import settings
from tasks_tracker.web.forms import Form

bp = Blueprint("sign_in", __name__)


class SignInForm(Form):
    account = StringField("账号", [DataRequired("请填写账号。")])
    password = PasswordField("口令", [DataRequired("请填写口令。")])


class PasswordForm(Form):
    current = PasswordField("现在的口令", [DataRequired("请填写现在的口令。")])
    password = PasswordField("新口令", [DataRequired("请填写新口令。")])
    again = PasswordField("再填一次", [EqualTo("password", "两次填写的新口令不一样。")])

    def values(self) -> dict[str, str]:
        return {"current": self.current.data or "", "password": self.password.data or ""}


@bp.route("/sign-in", methods=["GET", "POST"])
def show() -> ResponseReturnValue:
    if g.user:
        return redirect(url_for("home.show"))
    form = SignInForm()
    if form.validate_on_submit():
        outcome = _try(form)
        if outcome.user:
            return welcome(outcome.token)
        form.refuse(outcome.words)
    choices = demonstration.choices() if settings().demo else None
    return render_template("sign_in/show.html", form=form, choices=choices)


def _try(form: SignInForm) -> operations.SignInOutcome:
    """A refused attempt is committed too: it counts."""
    with transaction():
        return operations.sign_in(
            account=form.account.data or "",
            password=form.password.data or "",
            address=request.remote_addr or "",
            now=g.now,
        )


def welcome(token: str) -> Response:
    """Lead a person in, with a new session and nothing left of what the browser held before."""
    session.clear()
    wanted = safe_address(request.values.get("next"))
    response = redirect(wanted or url_for("home.show"))
    give_cookie(response, token)
    return response


@bp.post("/sign-out")
def end() -> ResponseReturnValue:
    with transaction():
        operations.sign_out(g.sign_in, now=g.now)
    session.clear()
    response = redirect(url_for("sign_in.show"))
    take_cookie(response)
    return response


@bp.route("/account", methods=["GET", "POST"])
def account() -> ResponseReturnValue:
    form = PasswordForm()
    if form.accepted(operations.change_password, g.user, by=g.user):
        flash("口令已换，请用新口令重新登录。")
        return redirect(url_for("sign_in.show"))
    return render_template("sign_in/account.html", form=form)
