"""Looks whether an archive is what was once put together, byte for byte."""

import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tasks_tracker.reports import archive_manifest as manifests
from tasks_tracker.reports.archive_zip import CHUNK, Measure, directory, local_header, measure

PLAIN = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*")
"""How members are called: nothing that leads out of the folder into which they are unpacked."""
MOST_MANIFEST = 64 << 20
UNREADABLE = (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError)
"""What reading a broken package may end in."""
KEYS = frozenset({"path", "title", "size", "sha256"})


@dataclass(frozen=True)
class Verdict:
    """What is wrong, if anything is; and what the archive says of itself."""

    faults: Sequence[str]
    sha256: str = ""
    """Of the file as a whole: to be held against the register of archives."""
    manifest: Mapping[str, Any] | None = None

    @property
    def is_sound(self) -> bool:
        return not self.faults


class _Broken(Exception):
    """Nothing further can be looked at."""


def verify(file: Path) -> Verdict:
    with file.open("rb") as raw:
        whole = measure("", iter(lambda: raw.read(CHUNK), b""))
    try:
        with zipfile.ZipFile(file) as package:
            manifest, faults = _look(package, file)
    except _Broken as reason:
        return Verdict([str(reason)], whole.sha256)
    except UNREADABLE as error:
        return Verdict([f"不是完好的归档包，打不开（{error}）。"], whole.sha256)
    return Verdict(faults, whole.sha256, manifest)


def _look(package: zipfile.ZipFile, file: Path) -> tuple[Mapping[str, Any], list[str]]:
    names = _names(package)
    manifest = _manifest(package, names)
    measures = {name: _measured(package, name) for name in names}
    faults = [*_membership(manifest, names), *_contents(manifest, measures)]
    if not faults and not _is_as_written(file, [measures[name] for name in sorted(names)]):
        faults = ["内容都对得上，但压缩包本身被改动或重新打包过，不是当初归档的文件。"]
    return manifest, faults


def _names(package: zipfile.ZipFile) -> set[str]:
    listed = [entry.orig_filename for entry in package.infolist()]
    if len(listed) != len(set(listed)):
        raise _Broken("包里有同名文件，不能采信。")
    for entry in package.infolist():
        if not PLAIN.fullmatch(entry.orig_filename) or entry.orig_filename != entry.filename:
            raise _Broken(f"包里的文件名不合规则：{entry.orig_filename!r}，可能写到别的目录去。")
        if entry.compress_type != zipfile.ZIP_STORED:
            raise _Broken(f"{entry.filename}是压缩过的，归档包只存原样，不再往下看。")
    return set(listed)


def _manifest(package: zipfile.ZipFile, names: set[str]) -> Mapping[str, Any]:
    if manifests.NAME not in names:
        raise _Broken(f"包里没有清单 {manifests.NAME}。")
    if package.getinfo(manifests.NAME).file_size > MOST_MANIFEST:
        raise _Broken("清单过大，不往下看。")
    raw = package.read(manifests.NAME)
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        raise _Broken("清单读不懂，已经损坏。") from None
    return _sound(found, raw)


def _sound(found: Any, raw: bytes) -> Mapping[str, Any]:
    if not isinstance(found, dict) or found.get("format") != manifests.FORMAT:
        raise _Broken("清单不是督查督办系统的归档清单。")
    if found.get("version") != manifests.VERSION:
        raise _Broken(f"清单版本是 {found.get('version')}，这个程序只认 {manifests.VERSION}。")
    if manifests.as_bytes(found) != raw or manifests.digest_of(found) != found.get("digest"):
        raise _Broken("清单被改动过：与它自己的校验值不符。")
    members = found.get("members")
    if not isinstance(members, list) or not all(map(_is_member, members)):
        raise _Broken("清单的文件表不完整。")
    return found


def _is_member(one: Any) -> bool:
    return isinstance(one, dict) and one.keys() == KEYS and isinstance(one["path"], str)


def _membership(manifest: Mapping[str, Any], names: set[str]) -> Iterator[str]:
    listed = [member["path"] for member in manifest["members"]]
    if listed != sorted(set(listed)):
        yield "清单里的文件重复或次序不对。"
    there = names - {manifests.NAME}
    yield from (f"少了文件：{path}。" for path in sorted(set(listed) - there))
    yield from (f"多了文件：{path}，清单里没有。" for path in sorted(there - set(listed)))


def _contents(manifest: Mapping[str, Any], measures: Mapping[str, Measure]) -> Iterator[str]:
    for member in manifest["members"]:
        found = measures.get(member["path"])
        if found and (found.size, found.sha256) != (member["size"], member["sha256"]):
            yield f"{member['path']}（{member['title']}）被改动过：与清单的校验值不符。"


def _measured(package: zipfile.ZipFile, name: str) -> Measure:
    try:
        with package.open(name) as member:
            return measure(name, iter(lambda: member.read(CHUNK), b""))
    except UNREADABLE:
        raise _Broken(f"{name}被改动过或已经损坏。") from None


def _is_as_written(file: Path, measures: Sequence[Measure]) -> bool:
    """Whether all that is no content is as it would be written again."""
    with file.open("rb") as raw:
        for one in measures:
            if not _reads(raw, local_header(one)):
                return False
            raw.seek(one.size, 1)
        return _reads(raw, directory(measures)) and not raw.read(1)


def _reads(raw: IO[bytes], expected: bytes) -> bool:
    return raw.read(len(expected)) == expected
