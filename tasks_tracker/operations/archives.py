"""What is over is put away: the file of a task is kept with its hash; each look at it is noted."""

import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from tasks_tracker import clock
from tasks_tracker.domain.archives import Archive, require_over
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.operations.evidence import path_of
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import archives, tasks
from tasks_tracker.persistence.session import db


@dataclass(frozen=True)
class PutTogether:
    """A ZIP as it was made: how long, with which hash, of how many files."""

    sha256: str
    size: int
    members: int


class Shelf:
    """A place for one ZIP among the stored files: unless `keep()` is said, nothing stays there."""

    def __init__(self, folder: Path) -> None:
        self.stored_name = secrets.token_hex(16)
        self.path = path_of(self.stored_name, folder=folder)
        self._kept = False

    def keep(self) -> None:
        self._kept = True

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._kept:
            self.path.unlink(missing_ok=True)


def require_archivable(task: Task, *, by: User) -> None:
    """Asked before the file is put together; `archive_task` asks again."""
    require(by, Action.ARCHIVE_TASK, task)
    require_over(task)


def archive_task(
    task: Task, *, by: User, now: datetime, stored_name: str, made: PutTogether
) -> Archive:
    """The task is put away with this file, which lies on the disk already."""
    require_archivable(task, by=by)
    archive = Archive(
        region=task.region,
        task=task,
        edition=archives.next_edition(task),
        by=by,
        at=now,
        stored_name=stored_name,
        sha256=made.sha256,
        size=made.size,
        members=made.members,
    )
    task.archived_on = clock.local(now).date()
    tasks.hold(task)
    db.add(archive)
    db.flush()
    about = {"task": task, "subject": f"archive:{archive.id}"}
    record(EventKind.TASK_ARCHIVED, by=by, now=now, words=_words(made.sha256), **about)
    return archive


def note_export(task: Task, *, by: User | None, now: datetime, made: PutTogether) -> None:
    """The file of a task was put together and handed out; `by` None: at the command line."""
    if by:
        require(by, Action.ARCHIVE_TASK, task)
    about = {"task": task, "subject": f"task:{task.id}"}
    record(EventKind.TASK_EXPORTED, by=by, now=now, words=_words(made.sha256), **about)


def note_download(archive: Archive, *, by: User, now: datetime) -> None:
    require(by, Action.ARCHIVE_TASK, archive.task)
    about = {"task": archive.task, "subject": f"archive:{archive.id}"}
    record(EventKind.ARCHIVE_DOWNLOADED, by=by, now=now, words=_words(archive.sha256), **about)


def make_lasting(path: Path) -> None:
    """Wait until it is on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _words(sha256: str) -> str:
    return f"SHA-256 {sha256}"
