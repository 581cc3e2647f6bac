"""岗位交接: sheets are opened and confirmed by administrators, and signed by those concerned."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from tasks_tracker.domain.handovers import Handover
from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.domain.users import ADMIN_ROLES, Post, User
from tasks_tracker.operations import handovers as operations
from tasks_tracker.operations.open_items import in_hand
from tasks_tracker.persistence import handovers, users
from tasks_tracker.reports import handover_sheet as sheet
from tasks_tracker.web.circular_files import DOCX
from tasks_tracker.web.forms import Form, choices

bp = Blueprint("handovers", __name__)
NO_REASON = "请写明为什么交接，如“调任”“退休”。"


class HandoverForm(Form):
    """For each post of who leaves a person who follows; a post without one stays."""

    reason = StringField(
        "缘由", [DataRequired("请写明为什么交接，如“调任”“退休”。"), Length(max=300)]
    )
    is_absent = BooleanField("本人已离岗，由单位负责人或督查室主任代签")
    posts: Sequence[Post] = ()
    people: Mapping[int, User] = {}

    def successor(self, post: Post) -> Any:
        return self._fields[_name_of(post)]

    def values(self) -> dict[str, Any]:
        chosen = {post: self.people.get(self.successor(post).data) for post in self.posts}
        return {
            "reason": self.reason.data,
            "is_absent": self.is_absent.data,
            "successors": {post: person for post, person in chosen.items() if person},
        }


def _form_for(leaver: User, candidates: Sequence[User]) -> HandoverForm:
    """A field for each post that has business."""
    posts = [post for post in leaver.posts if post.role not in ADMIN_ROLES]
    offered = choices([("", "这个岗位不交"), *((one.id, _told(one)) for one in candidates)])
    fields = {
        _name_of(post): SelectField(
            post.name,
            choices=offered,
            coerce=lambda value: int(value) if value else None,
        )
        for post in posts
    }
    people = {person.id: person for person in candidates}
    kind = type("Offered", (HandoverForm,), {**fields, "posts": posts, "people": people})
    made: HandoverForm = kind()
    return made


def _name_of(post: Post) -> str:
    return f"post_{post.id}"


class SignatureForm(Form):
    """Nothing to fill in: it is signed under the list that the page showed."""

    seen = HiddenField()


class CancellationForm(Form):
    reason = TextAreaField("撤销原因", [DataRequired("撤销须写明原因。"), Length(max=300)])


class ConfirmationForm(Form):
    """Nothing to fill in."""


@bp.get("/handovers")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_HANDOVERS)
    return render_template(
        "handovers/index.html",
        handovers=handovers.visible_to(g.user),
        number_of=sheet.number_of,
    )


@bp.route("/people/<int:user_id>/handover", methods=["GET", "POST"])
def new(user_id: int) -> ResponseReturnValue:
    require(g.user, Action.OPEN_HANDOVER)
    leaver = users.get_administered(user_id, g.user)
    if current := handovers.current_of(leaver):
        return redirect(url_for("handovers.show", handover_id=current.id))
    form = _form_for(leaver, _candidates(leaver))
    if form.accepted(operations.open_handover, leaver, by=g.user):
        flash(f"{operations.number_of(form.result)}已开具，等安全管理员核准。")
        return redirect(url_for("handovers.show", handover_id=form.result.id))
    counts = {
        post: [(words, len(lines)) for words, lines in in_hand(leaver, post)] for post in form.posts
    }
    return render_template("handovers/new.html", leaver=leaver, form=form, counts=counts)


@bp.get("/handovers/<int:handover_id>")
def show(handover_id: int) -> ResponseReturnValue:
    return _page(handovers.get(handover_id, g.user))


@bp.get("/handovers/<int:handover_id>/paper")
def paper(handover_id: int) -> ResponseReturnValue:
    handover = _signed(handover_id)
    return render_template(
        "handovers/paper.html",
        handover=handover,
        number=sheet.number_of(handover),
        letter=sheet.letter(handover),
    )


def _signed(handover_id: int) -> Handover:
    """There is no paper before the first signature."""
    handover = handovers.get(handover_id, g.user)
    require(g.user, Action.READ_HANDOVER, handover)
    if handover.handed_at is None:
        abort(404)
    return handover


@bp.get("/handovers/<int:handover_id>/paper.docx")
def docx(handover_id: int) -> ResponseReturnValue:
    handover = _signed(handover_id)
    return send_file(
        io.BytesIO(sheet.document(handover)),
        mimetype=DOCX,
        as_attachment=True,
        download_name=f"{sheet.number_of(handover)}岗位交接单.docx",
    )


@bp.post("/handovers/<int:handover_id>/confirmation")
def confirm(handover_id: int) -> ResponseReturnValue:
    handover, form = handovers.get(handover_id, g.user), ConfirmationForm()
    if form.accepted(operations.confirm_handover, handover, by=g.user):
        return _done(handover, "已核准，通知移交人签字。")
    return _page(handover, form)


@bp.post("/handovers/<int:handover_id>/signature")
def sign(handover_id: int) -> ResponseReturnValue:
    handover, form = handovers.get(handover_id, g.user), SignatureForm()
    if form.accepted(operations.sign_handover, handover, by=g.user):
        return _done(handover, "已签字，通知接收人核对接收。")
    return _page(handover, form)


@bp.post("/handovers/<int:handover_id>/posts/<int:line_id>/taking")
def take(handover_id: int, line_id: int) -> ResponseReturnValue:
    handover, form = handovers.get(handover_id, g.user), SignatureForm()
    line = handovers.line(handover, line_id)
    if form.accepted(operations.take_post, line, by=g.user):
        return _done(handover, f"已接收“{line.post.name}”，今天起由你办理。")
    return _page(handover, form)


@bp.post("/handovers/<int:handover_id>/cancellation")
def cancel(handover_id: int) -> ResponseReturnValue:
    handover, form = handovers.get(handover_id, g.user), CancellationForm()
    require(g.user, Action.CANCEL_HANDOVER, handover)
    if form.accepted(operations.cancel_handover, handover, by=g.user):
        return _done(handover, "交接单已撤销，没有接收的岗位照旧。")
    return _page(handover, form)


def _done(handover: Handover, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("handovers.show", handover_id=handover.id))


def _page(handover: Handover, form: Form | None = None) -> ResponseReturnValue:
    found = {} if handover.is_over else operations.still_in_hand(handover)
    marks = {line_id: operations.mark_of(listed) for line_id, listed in found.items()}
    return render_template(
        "handovers/show.html",
        handover=handover,
        number=sheet.number_of(handover),
        lots=sheet.lots(handover, found, marks),
        mark="" if handover.is_over else operations.mark_of_all(found),
        signatures=sheet.signatures(handover),
        reads=can(g.user, Action.READ_HANDOVER, handover),
        form=form,
        cancellation=form if isinstance(form, CancellationForm) else CancellationForm(),
    )


def _candidates(leaver: User) -> list[User]:
    """Whoever can follow: an account in use, no administrator, not the person itself."""
    return [
        person
        for person in users.administered_by(g.user)
        if person is not leaver and not person.is_ended and not person.roles & ADMIN_ROLES
    ]


def _told(person: User) -> str:
    held = "、".join(post.name for post in person.posts) or "没有岗位"
    return f"{person.name}（{person.account}），{held}"
