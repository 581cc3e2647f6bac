"""Evidence files as they are handed out: to whoever sees the task, and never as pages of ours."""

import structlog
from flask import Blueprint, g, send_file
from flask.typing import ResponseReturnValue

from tasks_tracker.operations.evidence import path_of
from tasks_tracker.persistence import evidence as pieces
from tasks_tracker.web.current import settings
from tasks_tracker.web.errors import show as show_error

bp = Blueprint("evidence", __name__)
log = structlog.get_logger()
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
    path = path_of(evidence.stored_name, folder=settings().upload_dir)
    if not path.is_file():
        log.error("evidence file is missing", evidence=evidence.id, stored_name=path.name)
        return show_error(410, MISSING)
    response = send_file(
        path.resolve(),
        mimetype=evidence.media_type,
        as_attachment=evidence.media_type not in PICTURES,
        download_name=evidence.file_name,
    )
    response.headers.update(GUARD)
    return response
