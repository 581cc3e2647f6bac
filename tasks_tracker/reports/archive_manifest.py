"""The manifest of an archive: what is in it, with a hash of every file and one of itself."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from tasks_tracker.domain.tasks import Task
from tasks_tracker.reports.archive_zip import Document, measure

NAME = "archive.json"
FORMAT = "tasks-tracker-archive"
VERSION = 1

Manifest = Mapping[str, Any]


def as_bytes(value: object) -> bytes:
    """JSON in one way only: sorted, indented, Chinese as it is."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def manifest_of(
    task: Task, documents: Iterable[Document], *, built_at: datetime, built_by: str, is_final: bool
) -> dict[str, Any]:
    made = {
        "format": FORMAT,
        "version": VERSION,
        "task": {"code": task.code, "name": task.name, "number": task.number},
        "region": task.region.name,
        "plan": {"doc_no": task.plan.doc_no, "title": task.plan.title},
        "built_at": built_at.isoformat(timespec="seconds"),
        "built_by": built_by,
        "is_final": is_final,
        "members": [_member(one) for one in sorted(documents, key=lambda one: one.path)],
    }
    return {**made, "digest": digest_of(made)}


def digest_of(manifest: Manifest) -> str:
    """Over all of it but itself."""
    rest = {key: value for key, value in manifest.items() if key != "digest"}
    return hashlib.sha256(as_bytes(rest)).hexdigest()


def _member(document: Document) -> dict[str, Any]:
    found = measure(document.path, document.chunks())
    return {
        "path": document.path,
        "title": document.title,
        "size": found.size,
        "sha256": found.sha256,
    }
