"""No file grows past the size at which nobody reads it any more."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIMITS = [
    ("**/*.py", 300),
    ("dev", 300),
    ("templates/**/*.*", 120),
    ("tasks_tracker/web/static/**/*.js", 200),
    ("tasks_tracker/web/static/**/*.css", 200),
]
GENERATED = ":(exclude)migrations/versions"
ALL_SCRIPTS = 500
TEST_FUNCTION = 40


def tracked(*patterns: str) -> list[Path]:
    """Files under version control, and new ones that are not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return [path for path in paths if path.is_file()]


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(("pattern", "limit"), LIMITS)
def test_no_file_is_over_its_limit(pattern, limit):
    too_long = {
        str(path.relative_to(ROOT)): lines(path) for path in tracked(f":(glob){pattern}", GENERATED)
    }
    assert {name: count for name, count in too_long.items() if count > limit} == {}


def test_our_scripts_together_stay_small():
    assert sum(map(lines, tracked(":(glob)tasks_tracker/web/static/**/*.js"))) <= ALL_SCRIPTS


def test_no_test_is_longer_than_a_screen():
    functions = (
        (path, node)
        for path in tracked(":(glob)tests/**/*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    )
    long = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path, node in functions
        if (node.end_lineno or 0) - node.lineno >= TEST_FUNCTION
    ]
    assert long == []
