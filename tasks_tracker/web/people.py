"""People: accounts by the system administrator, posts by the security administrator."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, Length

from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.users import Appointment, Role, User
from tasks_tracker.operations import users as operations
from tasks_tracker.persistence import units, users
from tasks_tracker.web.forms import Form, choices
from tasks_tracker.wording import word

bp = Blueprint("people", __name__, url_prefix="/people")
REFUSED = 409


class UserForm(Form):
    account = StringField("账号", [DataRequired("请填写账号。"), Length(max=40)])
    name = StringField("姓名", [DataRequired("请填写姓名。"), Length(max=80)])
    email = StringField("邮箱", [DataRequired("请填写邮箱。"), Length(max=300)])
    password = PasswordField("初始口令", [DataRequired("请填写初始口令。")])


class PasswordForm(Form):
    password = PasswordField("新口令", [DataRequired("请填写新口令。")])


class EndForm(Form):
    """Nothing to fill in: what stands in the way is said beside the button."""


class AppointmentForm(Form):
    """A post in the administrator's own region."""

    role = SelectField(
        "角色", choices=choices((role.value, word(role)) for role in Role), coerce=Role
    )
    unit_id = SelectField("单位", coerce=lambda value: int(value) if value else None)
    title = StringField("职务", [Length(max=80)])

    def __init__(self) -> None:
        super().__init__()
        self._units = {unit.id: unit for unit in units.in_official_order(g.user.region)}
        seats = [(unit.id, unit.name) for unit in self._units.values() if not unit.is_collective]
        self.unit_id.choices = choices([("", "不属于某个单位"), *seats])

    def values(self) -> dict[str, Any]:
        role = self.role.data
        return {
            "role": role,
            "unit": self._units.get(self.unit_id.data),
            "title": self.title.data or word(role),
        }


@bp.get("")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_PEOPLE)
    everyone = users.administered_by(g.user)
    words = request.args.get("q", "").strip()
    return render_template(
        "people/index.html",
        people=[person for person in everyone if _matches(person, words)],
        total=len(everyone),
        in_use=sum(not person.is_ended for person in everyone),
        words=words,
    )


def _matches(person: User, words: str) -> bool:
    seats = [post.unit.name for post in person.posts if post.unit]
    titles = [post.title for post in person.posts]
    return any(words in text for text in (person.account, person.name, *seats, *titles))


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    require(g.user, Action.MANAGE_PEOPLE)
    form = UserForm()
    if form.accepted(operations.add_user, by=g.user):
        flash("账号已建立。由安全管理员授予岗位后才能办事。")
        return redirect(url_for("people.show", user_id=form.result.id))
    return render_template("people/new.html", form=form)


@bp.get("/<int:user_id>")
def show(user_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_PEOPLE)
    return _page(users.get_administered(user_id, g.user))


@bp.post("/<int:user_id>/appointments")
def appoint(user_id: int) -> ResponseReturnValue:
    require(g.user, Action.APPOINT)
    person = users.get_administered(user_id, g.user)
    form = AppointmentForm()
    more = {"region": g.user.region, "today": g.today}
    if form.accepted(operations.appoint, person, by=g.user, **more):
        flash(f"已授予{person.name}“{form.result.post.title}”。")
        return _back(person)
    return _page(person, appointment_form=form)


@bp.post("/<int:user_id>/appointments/<int:appointment_id>/end")
def end_appointment(user_id: int, appointment_id: int) -> ResponseReturnValue:
    person = users.get_administered(user_id, g.user)
    appointment, form = _appointment(person, appointment_id), EndForm()
    if form.accepted(operations.end_appointment, appointment, by=g.user, today=g.today):
        flash(f"{person.name}不再担任“{appointment.post.title}”。")
        return _back(person)
    return _page(person, end_form=form), REFUSED


def _appointment(person: User, appointment_id: int) -> Appointment:
    held: Sequence[Appointment] = person.appointments
    return next((one for one in held if one.id == appointment_id), None) or abort(404)


@bp.post("/<int:user_id>/end")
def end(user_id: int) -> ResponseReturnValue:
    person, form = users.get_administered(user_id, g.user), EndForm()
    if form.accepted(operations.end_user, person, by=g.user):
        flash(f"账号“{person.account}”已停用。")
        return _back(person)
    return _page(person, end_form=form), REFUSED


@bp.post("/<int:user_id>/password")
def password(user_id: int) -> ResponseReturnValue:
    require(g.user, Action.MANAGE_PEOPLE)
    person = users.get_administered(user_id, g.user)
    form = PasswordForm()
    if form.accepted(operations.set_password, person, by=g.user):
        flash(f"{person.name}的口令已重设，请当面告知本人。")
        return _back(person)
    return _page(person, password_form=form)


def _back(person: User) -> ResponseReturnValue:
    return redirect(url_for("people.show", user_id=person.id))


def _page(
    person: User,
    *,
    appointment_form: AppointmentForm | None = None,
    password_form: PasswordForm | None = None,
    end_form: EndForm | None = None,
) -> str:
    return render_template(
        "people/show.html",
        person=person,
        appointment_form=appointment_form or AppointmentForm(),
        password_form=password_form or PasswordForm(),
        end_form=end_form or EndForm(),
    )
