"""Evidence files: checked, then kept under names of the server's making; nothing is left behind."""

import hashlib
import os
import re
import secrets
import tempfile
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.operations.file_types import media_type_of
from tasks_tracker.operations.secrecy import refuse_marked_name

MOST_FILES = 12
LONGEST_NAME = 120
STORED_NAME = re.compile("[0-9a-f]{32}")
MEGABYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A file that passed the checks and lies in the folder."""

    file_name: str
    media_type: str
    size: int
    sha256: str
    stored_name: str

    def as_columns(self) -> dict[str, Any]:
        return asdict(self)


class Intake:
    """The files of one report: unless `keep()` is said before the end, they are taken away again.

    The database rolls back by itself; the folder does not. Where `lasting` is False the disk is not
    waited for file by file: whoever takes in many says `make_lasting` of all before it commits.
    """

    def __init__(
        self,
        folder: Path,
        max_bytes: int,
        *,
        lasting: bool = True,
        most_in_all: int | None = None,
    ) -> None:
        self.folder = folder
        self.max_bytes = max_bytes
        self.most_in_all = most_in_all
        self.lasting = lasting
        self.files: list[StoredFile] = []
        self._names: list[str] = []
        self._kept = False

    def take(self, file_name: str, raw: bytes | IO[bytes]) -> StoredFile:
        if len(self.files) >= MOST_FILES:
            raise Refusal(f"一次最多传 {MOST_FILES} 个文件，其余的下次再报。", field="evidence")
        file = store(
            file_name,
            raw,
            folder=self.folder,
            max_bytes=self.max_bytes,
            lasting=self.lasting,
        )
        self._names.append(file.stored_name)
        self._check_all(file)
        self.files.append(file)
        return file

    def put(self, content: bytes) -> str:
        """Put a file away that was checked elsewhere; answers the name under which it lies."""
        self._names.append(put_away(content, folder=self.folder))
        return self._names[-1]

    def _check_all(self, file: StoredFile) -> None:
        size = file.size + sum(one.size for one in self.files)
        if self.most_in_all is not None and size > self.most_in_all:
            raise Refusal(
                f"几个文件合起来超过 {self.most_in_all // MEGABYTE} MB，请压缩图片或分几次报。",
                field="evidence",
            )

    def keep(self) -> None:
        self._kept = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._kept:
            for name in self._names:
                path_of(name, folder=self.folder).unlink(missing_ok=True)


def store(
    file_name: str,
    raw: bytes | IO[bytes],
    *,
    folder: Path,
    max_bytes: int,
    lasting: bool = True,
) -> StoredFile:
    """Check a file and put it away; what may not be kept is refused and leaves no trace."""
    shown = clean_name(file_name)
    content = raw if isinstance(raw, bytes) else raw.read(max_bytes + 1)
    try:
        _check_size(content, max_bytes)
        refuse_marked_name(shown)
        media_type = media_type_of(shown, content)
    except Refusal as refusal:
        raise Refusal(f"“{shown}”：{refusal.words}", field="evidence") from None
    stored_name = put_away(content, folder=folder, lasting=lasting)
    return StoredFile(
        file_name=shown,
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        stored_name=stored_name,
    )


def put_away(content: bytes, *, folder: Path, lasting: bool = True) -> str:
    """Write a file under a name of our making."""
    stored_name = secrets.token_hex(16)
    _write(path_of(stored_name, folder=folder), content, lasting=lasting)
    return stored_name


def make_lasting(stored_names: Iterable[str], *, folder: Path) -> None:
    """Wait until these files are on the disk; for many at once that takes little time."""
    for name in stored_names:
        with path_of(name, folder=folder).open("rb") as file:
            os.fsync(file.fileno())


def path_of(stored_name: str, *, folder: Path) -> Path:
    """Where a stored file lies; only names that `store` made are places."""
    if not STORED_NAME.fullmatch(stored_name):
        raise ValueError("not a stored name")
    return folder / stored_name[:2] / stored_name


def clean_name(file_name: str) -> str:
    """The name as it may be shown: no folders, no control or direction characters."""
    last = re.split(r"[/\\]", file_name)[-1]
    plain = "".join(one if unicodedata.category(one)[0] != "C" else "" for one in last)
    name = " ".join(plain.split()).strip(". ")
    stem, dot, extension = name.rpartition(".")
    if len(name) > LONGEST_NAME and dot:
        name = f"{stem[: LONGEST_NAME - len(extension) - 2]}…{dot}{extension}"
    return name[-LONGEST_NAME:] or "未命名"


def _check_size(content: bytes, max_bytes: int) -> None:
    if not content:
        raise Refusal("文件是空的。")
    if len(content) > max_bytes:
        raise Refusal(f"文件超过 {max_bytes // MEGABYTE} MB，请压缩图片或拆成几份后再传。")


def _write(path: Path, content: bytes, *, lasting: bool) -> None:
    """Whole or not at all: under the final name there is never half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
