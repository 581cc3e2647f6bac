"""用 Excel 填报: the sheet is taken along, comes back filled in, is looked at, and is reported."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.users import User
from tasks_tracker.domain.worksheet_cells import TEXTS
from tasks_tracker.domain.worksheet_rows import THEIRS, YOURS, RowState
from tasks_tracker.domain.worksheets import Worksheet
from tasks_tracker.operations import worksheets as operations
from tasks_tracker.operations.evidence import MEGABYTE
from tasks_tracker.operations.unsigned import Handed
from tasks_tracker.persistence import worksheets
from tasks_tracker.persistence.session import transaction
from tasks_tracker.reports import worksheet_file
from tasks_tracker.reports.worksheets import RowView, view
from tasks_tracker.web.current import settings
from tasks_tracker.web.forms import Form, choices
from tasks_tracker.web.ledger_file import as_file

bp = Blueprint("worksheets", __name__, url_prefix="/worksheets")
CELL, CHOSEN = "cell_", "chosen_"
LONGEST_MARK = 40
NEEDS = (RowState.ERROR, RowState.CONFLICT)


GONE = "这项任务已不由你单位牵头，没有存；其余各项可以照常改、照常报。"


class UploadForm(Form):
    file = FileField("填好的反馈表", [FileRequired("请选择填好的反馈表（xlsx）。")])


class ReportForm(Form):
    seen = HiddenField()
    """What was known when the page was made."""


class RowForm(Form):
    """The cells of one row; `made_for` adds what its task has."""

    is_out = BooleanField("这次不报这一项")

    @classmethod
    def made_for(cls, row: RowView, *, sent: bool = False) -> "RowForm":
        fields: dict[str, Any] = {}
        for cell in row.cells:
            kind = TextAreaField if cell.name in TEXTS else StringField
            fields[CELL + cell.name] = kind(cell.label, default=cell.now)
            if cell.conflict:
                fields[CHOSEN + cell.name] = RadioField(
                    cell.label,
                    choices=choices([(YOURS, "报我写的"), (THEIRS, "用已经报的")]),
                    default=cell.conflict.chosen or None,
                    validate_choice=False,
                )
        made = type("RowFormOfTask", (cls,), fields)
        mine = bool(row.weighed.row["out"])
        form: RowForm = made() if sent else made(formdata=None, is_out=mine)
        return form

    def values(self) -> dict[str, Any]:
        named = {name: field.data or "" for name, field in self._fields.items()}
        return {
            "cells": {n.removeprefix(CELL): v for n, v in named.items() if n.startswith(CELL)},
            "chosen": {n.removeprefix(CHOSEN): v for n, v in named.items() if n.startswith(CHOSEN)},
            "is_out": bool(self.is_out.data),
        }


@bp.get("")
def index() -> ResponseReturnValue:
    require(g.user, Action.FILL_WORKSHEET)
    return _list(UploadForm(formdata=None))


@bp.get("/file")
def file() -> ResponseReturnValue:
    require(g.user, Action.FILL_WORKSHEET)
    found = worksheet_file.items(g.user, g.today)
    names = "、".join(unit.name for unit in g.user.units)[:40]
    made = worksheet_file.workbook(found, g.user, on=g.today)
    return as_file(made, f"{names}反馈表{g.today:%Y%m%d}.xlsx")


@bp.post("")
def create() -> ResponseReturnValue:
    require(g.user, Action.FILL_WORKSHEET)
    form = UploadForm()
    if not form.accepted(_upload, by=g.user):
        return _list(form)
    return redirect(url_for("worksheets.show", worksheet_id=form.result.id))


@bp.get("/<int:worksheet_id>")
def show(worksheet_id: int) -> ResponseReturnValue:
    require(g.user, Action.FILL_WORKSHEET)
    return _page(worksheets.get(worksheet_id, g.user))


@bp.post("/<int:worksheet_id>/rows/<int:task_id>")
def correct(worksheet_id: int, task_id: int) -> ResponseReturnValue:
    one, row = _row(worksheet_id, task_id)
    form = RowForm.made_for(row, sent=True)
    if not form.accepted(_correct, one, task_id, by=g.user):
        return _page(worksheets.get(worksheet_id, g.user), form.words, {task_id: form})
    return redirect(url_for("worksheets.show", worksheet_id=one.id, _anchor=f"row-{task_id}"))


@bp.post("/<int:worksheet_id>/report")
def report(worksheet_id: int) -> ResponseReturnValue:
    require(g.user, Action.FILL_WORKSHEET)
    one = worksheets.get(worksheet_id, g.user)
    form = ReportForm()
    if not form.accepted(operations.report, one, by=g.user):
        return _page(worksheets.get(worksheet_id, g.user), form.words)
    flash(_told(form.result))
    return redirect(url_for("my.show"))


@bp.post("/<int:worksheet_id>/drop")
def drop(worksheet_id: int) -> ResponseReturnValue:
    require(g.user, Action.FILL_WORKSHEET)
    one = worksheets.get(worksheet_id, g.user)
    with transaction():
        operations.drop(one, by=g.user, now=g.now)
    flash(f"已放弃“{one.file_name}”，里面的内容没有报送。")
    return redirect(url_for("worksheets.index"))


def _upload(*, by: User, now: datetime, file: Any) -> Worksheet:
    most = settings().upload_max_mb * MEGABYTE
    raw = file.stream.read(most + 1)
    return operations.upload(by=by, now=now, file_name=file.filename or "", raw=raw, most=most)


def _correct(one: Worksheet, task_id: int, **said: Any) -> None:
    said.pop("now")  # a correction of a draft has no date
    operations.correct(one, task_id, **said)


def _row(worksheet_id: int, task_id: int) -> tuple[Worksheet, RowView]:
    require(g.user, Action.FILL_WORKSHEET)
    one = worksheets.get(worksheet_id, g.user)
    one.row_of(task_id)
    rows = view(operations.weighed(one, g.user))
    row = next((row for row in rows if row.weighed.task.id == task_id), None)
    if row is None:
        raise Refusal(GONE)
    return one, row


def _list(form: UploadForm) -> ResponseReturnValue:
    return render_template(
        "worksheets/index.html",
        form=form,
        rows=worksheets.of(g.user),
        max_megabytes=settings().upload_max_mb,
    ), 400 if form.words or form.errors else 200


def _page(
    one: Worksheet, words: str = "", forms: dict[int, RowForm] | None = None
) -> ResponseReturnValue:
    found = operations.weighed(one, g.user)
    rows = view(found)
    made = {row.weighed.task.id: RowForm.made_for(row) for row in rows}
    return render_template(
        "worksheets/show.html",
        one=one,
        rows=rows,
        forms=made | (forms or {}),
        words=words,
        needs=sum(row.state in NEEDS for row in rows),
        ready=sum(row.state is RowState.READY for row in rows),
        gone=len(one.rows) - len(rows),
        seen=operations.mark_of(one, found),
        cell=CELL,
        chosen=CHOSEN,
    )


def _told(handed: Sequence[Handed]) -> str:
    reports = [report for one in handed for report in one.reports]
    signed = sum(one.unsigned is not None for one in handed)
    parts = []
    if reports:
        parts.append(f"{'、'.join(one.task.code for one in reports)}已报送，等督查室审核")
    if signed:
        parts.append(f"{signed} 项已送单位负责人签发，签发之后才报给督查室")
    return f"{'；'.join(parts)}。"
