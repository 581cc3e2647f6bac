"""The evidence of a task as its archive keeps it: files under plain names, and a list of them."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, String, cast, literal, or_, select
from sqlalchemy.orm import joinedload

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.evidence import Evidence
from tasks_tracker.domain.finding_replies import FindingReply
from tasks_tracker.domain.findings import Finding
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence.session import db
from tasks_tracker.reports.archive_manifest import as_bytes
from tasks_tracker.reports.archive_rows import as_data
from tasks_tracker.reports.archive_zip import Document, measure

ENDING = re.compile(r"[a-z0-9]{1,5}")


def evidence(task: Task, folder: Path) -> Sequence[Document]:
    """A file that is missing or was changed is refused by name: an archive has all or is none."""
    query = select(Evidence).where(_belongs_to(task)).options(joinedload(Evidence.by))
    found = db.scalars(query.order_by(Evidence.id)).all()
    members = [(one, _member(place, one)) for place, one in enumerate(found, 1)]
    files = [
        Document(member, one.file_name, _place(one, folder)) for one, member in members if member
    ]
    faults = [fault for (one, member) in members if member for fault in _faults(one, folder)]
    if faults:
        raise Refusal(
            f"{task.code}的佐证不齐，没有归档：{'；'.join(faults)}。请系统管理员从备份中找回。"
        )
    listed = [_listed(one, member) for one, member in members]
    list_of_all = Document("evidence.json", "佐证清单", as_bytes(listed))
    return [*files, list_of_all] if listed else []


def _belongs_to(task: Task) -> ColumnElement[bool]:
    """What came with the task itself, and with what inspections found about it."""
    found = select(literal("finding:") + cast(Finding.id, String)).where(Finding.task_id == task.id)
    replies = (
        select(literal("finding_reply:") + cast(FindingReply.id, String))
        .join(Finding, Finding.id == FindingReply.finding_id)
        .where(Finding.task_id == task.id)
    )
    subject = Evidence.subject
    return or_(Evidence.task_id == task.id, subject.in_(found), subject.in_(replies))


def _listed(one: Evidence, member: str) -> dict[str, Any]:
    return {**as_data(one), "member": member or None}


def _member(place: int, one: Evidence) -> str:
    """Nothing of what people call their files is used as a path."""
    ending = one.file_name.rpartition(".")[2].lower()
    plain = ending if ENDING.fullmatch(ending) else "bin"
    return f"evidence/{place:04d}.{plain}" if one.is_file else ""


def _place(one: Evidence, folder: Path) -> Path:
    name = one.stored_name or ""
    return folder / name[:2] / name


def _faults(one: Evidence, folder: Path) -> Iterator[str]:
    document = Document("", "", _place(one, folder))
    try:
        found = measure("", document.chunks())
    except OSError:
        yield f"“{one.file_name}”登记在案，存放处没有找到"
        return
    if found.sha256 != one.sha256:
        yield f"“{one.file_name}”与登记的校验值不符"
