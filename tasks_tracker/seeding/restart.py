"""Starting the demonstration over: back to the copy made when it was told, else told anew."""

from pathlib import Path
from threading import Lock

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.jobs import demonstration, runner
from tasks_tracker.operations.evidence import path_of
from tasks_tracker.persistence import copies
from tasks_tracker.persistence.session import db
from tasks_tracker.seeding import facts, load
from tasks_tracker.settings import Settings

_restarting = Lock()


def restart(settings: Settings) -> None:
    """Back to the beginning, all at once; the files that visitors handed in go too."""
    if not _restarting.acquire(blocking=False):
        raise Refusal("正在重来，请稍候片刻再打开页面。")
    try:
        with runner.in_turn():
            gone = _go_back(settings)
            demonstration.look_again()
    finally:
        _restarting.release()
    load.remove_evidence(gone, settings)


def _go_back(settings: Settings) -> list[str]:
    copy = copies.find(facts.fingerprint())
    db.remove()
    if copy is None or not _has_its_files(copy, settings):
        return load.demonstration_anew(settings)
    return copies.go_back_to(copy)


def _has_its_files(copy: Path, settings: Settings) -> bool:
    """A copy holds no evidence, only the names under which the folder holds it."""
    folder = settings.upload_dir
    return all(path_of(name, folder=folder).exists() for name in copies.evidence_in(copy))
