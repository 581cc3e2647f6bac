"""The lock files: complete, with hashes, and silent about where packages come from."""

import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PINNED = re.compile(r"[a-z0-9-]+==[^ ]+( ; [^\\]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_file_holds_versions_and_hashes_and_nothing_else(lock):
    lines = [line for line in lock.read_text().splitlines() if not line.startswith("#")]
    assert [line for line in lines if not (PINNED.fullmatch(line) or HASH.fullmatch(line))] == []


def test_everything_asked_for_is_locked():
    runtime = PYPROJECT["project"]["dependencies"]
    assert _missing(runtime, "runtime.txt") == []
    assert _missing([*runtime, *PYPROJECT["dependency-groups"]["dev"]], "dev.txt") == []


def test_the_tools_never_change_what_runs():
    runtime, dev = _locked("runtime.txt"), _locked("dev.txt")
    assert {name: dev.get(name) for name in runtime} == runtime


def test_the_commands_need_nothing_installed():
    sources = [ROOT / "dev", *(ROOT / "scripts").glob("*.py")]
    imported = {
        name.split(".")[0]
        for source in sources
        for name in re.findall(r"^\s*(?:from|import) ([\w.]+)", source.read_text(), re.M)
    }
    assert imported - set(sys.stdlib_module_names) == {"scripts"}


def _missing(wanted: list[str], lock: str) -> list[str]:
    locked = _locked(lock)
    asked = map(Requirement, wanted)
    return [r.name for r in asked if locked.get(canonicalize_name(r.name), "") not in r.specifier]


def _locked(lock: str) -> dict[str, str]:
    text = (ROOT / "requirements" / lock).read_text()
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", text, re.M))
