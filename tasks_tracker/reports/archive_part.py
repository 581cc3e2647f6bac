"""What a part of an archive is, and the plainest kind of it: rows as they stand in their table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from tasks_tracker.domain.base import Base
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence.session import db
from tasks_tracker.reports.archive_manifest import as_bytes
from tasks_tracker.reports.archive_rows import as_data
from tasks_tracker.reports.archive_zip import Document


@dataclass(frozen=True)
class Case:
    """The task, and the folder in which its files lie."""

    task: Task
    folder: Path


@dataclass(frozen=True)
class Part:
    """One kind of things; `tables` are those whose rows it puts into the file."""

    name: str
    tables: Sequence[str]
    load: Callable[[Case], Sequence[Document]]


def json_of(path: str, title: str, value: object) -> Document:
    return Document(f"{path}.json", title, as_bytes(value))


def rows(
    path: str, title: str, kind: type[Base], *nested: str, by: Callable[[Case], Any] | None = None
) -> Callable[[Case], Sequence[Document]]:
    """All rows of a class that hang on the task, by `task_id` unless `by` says otherwise; none,
    no file."""

    def load(case: Case) -> Sequence[Document]:
        columns: Any = kind
        condition = by(case) if by else columns.task_id == case.task.id
        found = db.scalars(select(kind).where(condition).order_by(columns.id)).all()
        data = [as_data(one, *nested) for one in found]
        return [json_of(path, title, data)] if data else []

    return load
