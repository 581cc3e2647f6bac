"""Every linter and checker of the project, two at a time; each runs, whatever the others say."""

import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from scripts.environment import BIN, PYTHON, ROOT, ensure

TEMPLATES = "templates"


class Outcome(NamedTuple):
    ok: bool
    output: str


def run() -> int:
    ensure("dev")
    failures = 0
    with ThreadPoolExecutor(max_workers=2) as pool:
        started = [(name, pool.submit(_timed, check)) for name, check in _checks()]
        for name, future in started:
            outcome, seconds = future.result()
            print(f"{name:<15} {'ok' if outcome.ok else 'failed':<6} {seconds:5.1f} s", flush=True)
            if not outcome.ok:
                failures += 1
                print(outcome.output.rstrip(), flush=True)
    print(f"{failures} failed" if failures else "All checks passed.")
    return 1 if failures else 0


def _checks() -> Iterator[tuple[str, Callable[[], Outcome]]]:
    """The slow ones first, so that the quick ones fill the gaps."""
    # Without its cache, because mypy 2.4 does not see there that a module was added to a package.
    yield "mypy", lambda: _call(PYTHON, "-m", "mypy", f"--cache-dir={os.devnull}")
    yield "alembic check", _models_equal_migrations
    yield "lint-imports", lambda: _call(BIN / "lint-imports", "--no-logo")
    yield "djlint lint", lambda: _call(PYTHON, "-m", "djlint", TEMPLATES, "--lint", "--quiet")
    yield "djlint format", lambda: _call(PYTHON, "-m", "djlint", TEMPLATES, "--check")
    yield "ruff check", lambda: _call(PYTHON, "-m", "ruff", "check", "--quiet")
    yield "ruff format", lambda: _call(PYTHON, "-m", "ruff", "format", "--check", "--quiet")


def _timed(check: Callable[[], Outcome]) -> tuple[Outcome, float]:
    start = time.monotonic()
    return check(), time.monotonic() - start


def _models_equal_migrations() -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'check.sqlite'}"
        outcome = _call(PYTHON, "-m", "alembic", "upgrade", "head", DATABASE_URL=database)
        if not outcome.ok:
            return outcome
        return _call(PYTHON, "-m", "alembic", "check", DATABASE_URL=database)


def _call(*command: str | Path, **settings: str) -> Outcome:
    env = os.environ | {"PYTHONPATH": str(ROOT)} | settings
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Outcome(done.returncode == 0, done.stdout)
