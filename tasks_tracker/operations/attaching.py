"""Evidence is attached to whatever it came with: a report, a request, a finding."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.evidence import Evidence, EvidenceKind
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User
from tasks_tracker.operations.evidence import StoredFile
from tasks_tracker.operations.secrecy import refuse_marked_text
from tasks_tracker.persistence.session import db

LONGEST_ADDRESS = 500
LONGEST_NOTE = 2000


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


def link_to(address: str, note: str) -> Link:
    """An address that a browser can open, with what is to be seen there."""
    address, note = address.strip(), note.strip()
    if not _is_web_address(address):
        raise Refusal("网址要以 http:// 或 https:// 开头，写到能打开为止。", field="link_address")
    if not note:
        raise Refusal("请写明网址上能看到什么，打不开时也知道指的是什么。", field="link_note")
    refuse_marked_text([address, note])
    return Link(address, note)


def noted_on_site(note: str) -> SiteNote:
    """What was seen, where and by whom."""
    refuse_marked_text([note])
    return SiteNote(note.strip().replace("\r\n", "\n"))


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


def _is_web_address(address: str) -> bool:
    """Nothing that a browser would run, and no account in it."""
    try:
        parts = urlsplit(address)
        plain = parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.username
    except ValueError:
        return False
    return plain and len(address) <= LONGEST_ADDRESS and not any(one.isspace() for one in address)
