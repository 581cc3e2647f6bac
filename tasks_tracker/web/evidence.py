"""Evidence as it is shown and handed out: to whoever sees the task, never as pages of ours."""

from pathlib import Path

import structlog
from flask import Blueprint, Response, abort, g, render_template, send_file
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.evidence import Evidence
from tasks_tracker.importer.files.paper import Unreadable
from tasks_tracker.importer.files.pictures import draw, pages_of
from tasks_tracker.operations.evidence import path_of
from tasks_tracker.persistence import evidence as pieces
from tasks_tracker.web import addresses
from tasks_tracker.web.current import settings
from tasks_tracker.web.errors import show as show_error

bp = Blueprint("evidence", __name__)
log = structlog.get_logger()
PDF = "application/pdf"
PICTURES = {"image/png", "image/jpeg"}
"""Shown in the browser; everything else is downloaded."""
GUARD = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}
NO_FILE = "这条佐证没有文件，内容就在所属的页面上。"
MISSING = "这份佐证登记在案，存放处却没有找到文件。请告诉系统管理员从备份中找回。"


@bp.get("/evidence/<int:evidence_id>")
def show(evidence_id: int) -> ResponseReturnValue:
    evidence = pieces.get(evidence_id, g.user)
    if evidence.stored_name is None:
        return show_error(404, NO_FILE)
    path = _file(evidence)
    if path is None:
        return show_error(410, MISSING)
    response = send_file(
        path.resolve(),
        mimetype=evidence.media_type,
        as_attachment=evidence.media_type not in PICTURES,
        download_name=evidence.file_name,
    )
    response.headers.update(GUARD)
    return response


@bp.get("/evidence/<int:evidence_id>/about")
def about(evidence_id: int) -> ResponseReturnValue:
    """What it is, from whom, with its hash; a PDF page by page as pictures."""
    evidence = pieces.get(evidence_id, g.user)
    pages, trouble = _pages(evidence)
    return render_template(
        "evidence/about.html",
        evidence=evidence,
        pages=pages,
        page=min(addresses.number("page") or 1, pages),
        trouble=trouble,
    )


@bp.get("/evidence/<int:evidence_id>/pages/<int:number>")
def page(evidence_id: int, number: int) -> ResponseReturnValue:
    """One page of a PDF as a picture."""
    evidence = pieces.get(evidence_id, g.user)
    path = _file(evidence)
    if path is None or evidence.media_type != PDF or not number:
        abort(404)
    try:
        drawn = draw(path.read_bytes(), number)
    except Unreadable as reason:
        return show_error(404, reason.words)
    return Response(drawn.png, mimetype="image/png", headers=GUARD)


def _pages(evidence: Evidence) -> tuple[int, str]:
    """How many can be shown, or why none."""
    path = _file(evidence)
    if evidence.is_file and path is None:
        return 0, MISSING
    if path is None or evidence.media_type != PDF:
        return 0, ""
    try:
        return pages_of(path.read_bytes()), ""
    except Unreadable as reason:
        return 0, reason.words


def _file(evidence: Evidence) -> Path | None:
    """Where it lies; None where it has none, or where it is not to be found."""
    if evidence.stored_name is None:
        return None
    path = path_of(evidence.stored_name, folder=settings().upload_dir)
    if path.is_file():
        return path
    log.error("evidence file is missing", evidence=evidence.id, stored_name=path.name)
    return None
