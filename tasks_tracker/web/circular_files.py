"""Circulars to take away: DOCX, PDF and XLSX."""

import io

from flask import Blueprint, g, send_file
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.persistence import circulars
from tasks_tracker.reports.circular_files import MEDIA, FileKind, file_name, rendered

bp = Blueprint("circular_files", __name__, url_prefix="/circulars")

DOCX = MEDIA[FileKind.DOCX]


@bp.get("/<int:circular_id>.docx")
def docx(circular_id: int) -> ResponseReturnValue:
    return _file(circular_id, FileKind.DOCX)


@bp.get("/<int:circular_id>.pdf")
def pdf(circular_id: int) -> ResponseReturnValue:
    return _file(circular_id, FileKind.PDF)


@bp.get("/<int:circular_id>.xlsx")
def xlsx(circular_id: int) -> ResponseReturnValue:
    return _file(circular_id, FileKind.XLSX)


def _file(circular_id: int, kind: FileKind) -> ResponseReturnValue:
    require(g.user, Action.SEE_CIRCULARS)
    circular = circulars.get(circular_id, g.user)
    return send_file(
        io.BytesIO(rendered(circular, kind)),
        mimetype=MEDIA[kind],
        as_attachment=True,
        download_name=file_name(circular, kind),
    )
