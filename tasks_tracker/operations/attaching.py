"""Evidence is attached to whatever it came with: a report, a request, a finding."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tasks_tracker.domain.evidence import Evidence, EvidenceKind
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User
from tasks_tracker.operations.evidence import StoredFile
from tasks_tracker.persistence.session import db


@dataclass(frozen=True)
class Link:
    """An address at which something can be seen, and what is to be seen there."""

    address: str
    note: str = ""


@dataclass(frozen=True)
class SiteNote:
    """What was seen on the spot, where, and by whom."""

    note: str


Piece = StoredFile | Link | SiteNote
"""One piece of evidence, checked already."""


def attach(
    pieces: Sequence[Piece],
    *,
    by: User,
    now: datetime,
    task: Task | None = None,
    region: Region | None = None,
    **about: Any,
) -> list[Evidence]:
    """Attach them; `about` takes report, subject, unit as Evidence has them.

    Without a task, `region` says whose office may see it.
    """
    region = region or (task.region if task else None)
    if region is None:
        raise ValueError("evidence belongs to a region")
    made = [
        Evidence(region=region, task=task, by=by, added_at=now, **_columns(piece), **about)
        for piece in pieces
    ]
    db.add_all(made)
    return made


def _columns(piece: Piece) -> dict[str, Any]:
    if isinstance(piece, Link):
        return {"kind": EvidenceKind.LINK, "address": piece.address, "note": piece.note}
    if isinstance(piece, SiteNote):
        return {"kind": EvidenceKind.SITE_NOTE, "note": piece.note}
    is_picture = piece.media_type.startswith("image/")
    return {
        "kind": EvidenceKind.PHOTO if is_picture else EvidenceKind.DOCUMENT,
        **piece.as_columns(),
    }
