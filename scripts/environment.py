"""The environment of the project: .venv, filled from the hash-locked files in requirements/."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts import apt

Word = str | Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
PYTHON_KIND = sys.implementation.cache_tag or sys.version
UV_LOCK = ROOT / "requirements" / "uv.txt"
LOCKS = {
    "runtime": ROOT / "requirements" / "runtime.txt",
    "dev": ROOT / "requirements" / "dev.txt",  # everything in runtime.txt, and the tools
}


class SetupFailed(RuntimeError):
    """Something that a person must do first; the message says what."""


def ensure(kind: str) -> None:
    """Make .venv hold what the lock file names; costs nothing when it already does."""
    if is_current(kind):
        return
    print(f"Preparing .venv ({kind}) …", flush=True)
    if not _pip_works():
        _create()
    for stamp in VENV.glob("stamp-*"):
        stamp.unlink()
    _install(LOCKS[kind])
    for done in ("runtime", kind):
        _stamp(done).write_text(_fingerprint(done))


def is_current(kind: str) -> bool:
    stamp = _stamp(kind)
    return PYTHON.exists() and stamp.exists() and stamp.read_text() == _fingerprint(kind)


def lock(*options: str) -> None:
    """Write requirements/ anew from pyproject.toml; `--upgrade` lifts the versions."""
    ensure("dev")
    _compile(UV_LOCK, "-", *options, stdin="uv\n")
    _compile(LOCKS["dev"], "pyproject.toml", "--group", "dev", *options)
    _compile(LOCKS["runtime"], "pyproject.toml", "-c", str(LOCKS["dev"]))


def _stamp(kind: str) -> Path:
    return VENV / f"stamp-{kind}"


def _fingerprint(kind: str) -> str:
    digest = hashlib.sha256(PYTHON_KIND.encode())
    for path in (UV_LOCK, LOCKS[kind]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _pip_works() -> bool:
    if not PYTHON.exists():
        return False
    same = f"import sys, pip; sys.exit(sys.implementation.cache_tag != {PYTHON_KIND!r})"
    return subprocess.run([PYTHON, "-c", same], capture_output=True, check=False).returncode == 0


def _create() -> None:
    if VENV.exists():
        shutil.rmtree(VENV)
    if _venv_with_pip() or _venv_with_pip_of_the_system():
        return
    package = f"python3.{sys.version_info.minor}-venv"
    if apt.install(package) and _venv_with_pip():
        return
    raise SetupFailed(
        "This Python cannot make an environment with pip in it."
        f" On Debian or Ubuntu: apt-get install {package}; then start again."
    )


def _venv_with_pip() -> bool:
    return _quietly([sys.executable, "-m", "venv", "--clear", VENV])


def _venv_with_pip_of_the_system() -> bool:
    """Debian splits ensurepip from Python; a pip of the system can stand in for it."""
    bare: list[Word] = [sys.executable, "-m", "venv", "--clear", "--without-pip", VENV]
    pip: list[Word] = [sys.executable, "-m", "pip", "--python", PYTHON, "install", "--quiet", "pip"]
    return _quietly(bare) and _quietly(pip)


def _install(lock_file: Path) -> None:
    sync: list[Word] = [_uv(), "pip", "sync", "--quiet", "--require-hashes", "--compile-bytecode"]
    if _install_uv() and _call([*sync, lock_file]):
        return
    print("uv is not usable here; pip does it, more slowly.", flush=True)
    if not _call(_pip_install("--no-deps", "-r", lock_file)):
        raise SetupFailed(f"The packages of {lock_file.relative_to(ROOT)} could not be installed.")


def _install_uv() -> bool:
    return _call(_pip_install("--no-deps", "--only-binary", ":all:", "-r", UV_LOCK))


def _pip_install(*options: Word) -> list[Word]:
    pip: list[Word] = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return [*pip, "--require-hashes", *options]


def _uv() -> Path:
    return BIN / ("uv.exe" if os.name == "nt" else "uv")


def _call(command: list[Word]) -> bool:
    env = os.environ | {"VIRTUAL_ENV": str(VENV)}
    return subprocess.run(command, env=env, check=False).returncode == 0


def _quietly(command: list[Word]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _compile(target: Path, *options: str, stdin: str = "") -> None:
    """Lock for every platform; settings of this machine stay out of it."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("UV_", "PIP_"))}
    form = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-config"]
    quiet = ["--quiet", "--no-annotate", "--custom-compile-command", "./dev lock"]
    command: list[Word] = [_uv(), "pip", "compile", *form, *quiet, "-o", target, *options]
    subprocess.run(command, env=env, cwd=ROOT, input=stdin, text=True, check=True)
