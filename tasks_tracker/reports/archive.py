"""一事一档: the whole file of one task as a ZIP."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tasks_tracker import clock
from tasks_tracker.domain.users import User
from tasks_tracker.reports import archive_parts
from tasks_tracker.reports.archive_manifest import NAME, as_bytes, manifest_of
from tasks_tracker.reports.archive_part import Case
from tasks_tracker.reports.archive_rows import person
from tasks_tracker.reports.archive_zip import CHUNK, Document, measure, write


@dataclass(frozen=True)
class Built:
    """The file as it lies there."""

    sha256: str
    size: int
    members: int


def build(
    case: Case, out: Path, *, now: datetime, by: User | None, is_final: bool = False
) -> Built:
    """Put all that is kept about a task into one file at `out`; the same content, moment and
    person make the same bytes."""
    documents = archive_parts.documents(case)
    manifest = manifest_of(
        case.task,
        documents,
        built_at=clock.local(now),
        built_by=person(by) or "命令行",
        is_final=is_final,
    )
    # Whatever is refused is refused before the file is begun.
    with out.open("wb") as file:
        write([*documents, Document(NAME, "清单", as_bytes(manifest))], file)
    return _built(out, len(documents))


def _built(out: Path, members: int) -> Built:
    with out.open("rb") as file:
        found = measure("", iter(lambda: file.read(CHUNK), b""))
    return Built(found.sha256, found.size, members)
