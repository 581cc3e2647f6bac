"""归档: what is over is put away as one file; the file of any task can be taken out."""

import tempfile
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import structlog
from flask import Blueprint, flash, g, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectMultipleField

from tasks_tracker.domain.archives import Archive
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.operations import archives as operations
from tasks_tracker.operations.evidence import path_of
from tasks_tracker.persistence import archives, tasks
from tasks_tracker.persistence.session import transaction
from tasks_tracker.reports.archive import build
from tasks_tracker.reports.archive_part import Case
from tasks_tracker.reports.archive_verify import verify
from tasks_tracker.web import addresses
from tasks_tracker.web.current import settings
from tasks_tracker.web.errors import show as show_error
from tasks_tracker.web.forms import Form

bp = Blueprint("archives", __name__)
log = structlog.get_logger()
MOST_AT_ONCE = 20
LONGEST_TICK = 18
GUARD = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"}
MISSING = "归档登记在案，存放处却没有找到文件。请告诉系统管理员从备份中找回。"
CHANGED = "存放处的归档文件与登记的校验值不符，没有给出。请告诉系统管理员从备份中找回。"


class TicksForm(Form):
    tasks = SelectMultipleField("任务", validate_choice=False)

    @property
    def task_ids(self) -> list[int]:
        ticks = self.tasks.data or ()
        return [int(one) for one in ticks if one.isdecimal() and len(one) <= LONGEST_TICK]


@dataclass(frozen=True)
class Filed:
    """On the page of a task: what can be done with its file."""

    archive: Archive | None
    may_archive: bool


def panel(task: Task, user: User, _today: date) -> Filed | None:
    if not can(user, Action.ARCHIVE_TASK, task):
        return None
    is_away = task.archived_on is not None
    is_over = task.closed_on is not None or task.is_ended
    return Filed(archives.last_of(task) if is_away else None, is_over and not is_away)


@bp.get("/archives")
def index() -> ResponseReturnValue:
    require(g.user, Action.SEE_ARCHIVES)
    return render_template(
        "archives/index.html",
        waiting=archives.waiting(g.user),
        waiting_total=archives.count_waiting(g.user),
        most=MOST_AT_ONCE,
        page=archives.page(g.user, before=addresses.number("before")),
        total=archives.count(g.user),
    )


@bp.post("/archives")
def create() -> ResponseReturnValue:
    """Several at once, each in a transaction of its own."""
    require(g.user, Action.SEE_ARCHIVES)
    ids = TicksForm().task_ids[:MOST_AT_ONCE]
    found = [task.id for task in archives.chosen(g.user, ids)] if ids else []
    faults = [fault for task_id in found if (fault := _try(task_id))]
    done = len(found) - len(faults)
    flash(f"已归档 {done} 项。" if found else "没有勾选待归档的任务。")
    for fault in faults:
        flash(fault)
    return redirect(url_for("archives.index"))


@bp.post("/tasks/<int:task_id>/archive")
def archive(task_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_ARCHIVES)
    task = tasks.get(task_id, g.user)
    require(g.user, Action.ARCHIVE_TASK, task)
    flash(_try(task.id) or f"{task.code}已归档，校验值记在归档登记里。")
    return redirect(url_for("tasks.show", task_id=task.id))


@bp.post("/tasks/<int:task_id>/export")
def export(task_id: int) -> ResponseReturnValue:
    """The file as of now; nothing of it is kept here."""
    require(g.user, Action.SEE_ARCHIVES)
    task = tasks.get(task_id, g.user)
    require(g.user, Action.ARCHIVE_TASK, task)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "export.zip"
        with transaction():
            built = build(Case(task, settings().upload_dir), place, now=g.now, by=g.user)
            made = operations.PutTogether(**asdict(built))
            operations.note_export(task, by=g.user, now=g.now, made=made)
        # Opened before the folder goes: what is open can still be read to its end.
        return _sent(place, f"{task.code}案卷.zip")


@bp.post("/archives/<int:archive_id>/download")
def download(archive_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_ARCHIVES)
    kept = archives.get(archive_id, g.user)
    path = path_of(kept.stored_name, folder=settings().upload_dir)
    if not path.is_file():
        log.error("archive is missing", archive=kept.id)
        return show_error(410, MISSING)
    if verify(path).sha256 != kept.sha256:
        log.error("archive was changed", archive=kept.id)
        return show_error(410, CHANGED)
    with transaction():
        operations.note_download(kept, by=g.user, now=g.now)
    return _sent(path, kept.file_name)


def _try(task_id: int) -> str:
    """Put one away; answers why not, if it was refused."""
    try:
        with operations.Shelf(settings().upload_dir) as shelf:
            with transaction():
                _put_away(tasks.get(task_id, g.user), shelf)
            shelf.keep()
    except Refusal as refusal:
        return refusal.words
    return ""


def _put_away(task: Task, shelf: operations.Shelf) -> None:
    operations.require_archivable(task, by=g.user)
    case = Case(task, settings().upload_dir)
    built = build(case, shelf.path, now=g.now, by=g.user, is_final=True)
    operations.make_lasting(shelf.path)
    operations.archive_task(
        task,
        by=g.user,
        now=g.now,
        stored_name=shelf.stored_name,
        made=operations.PutTogether(**asdict(built)),
    )


def _sent(path: Path, name: str) -> ResponseReturnValue:
    response = send_file(
        path.open("rb"), mimetype="application/zip", as_attachment=True, download_name=name
    )
    response.headers.update(GUARD)
    return response
