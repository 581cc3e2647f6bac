"""Who opens the door commits: transactions begin and end in few places, and the code shows it."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "tasks_tracker"
DOORS = {"cli", "web", "jobs", "seeding"}


def test_only_the_session_commits_and_rolls_back():
    places = {*calls("commit"), *calls("rollback")}
    assert places == {"persistence/session.py"}


def test_only_the_doors_open_transactions():
    rooms = {place.split("/")[0] for place in calls("transaction")}
    assert rooms <= DOORS
    assert "web" in rooms


def calls(name: str) -> Iterator[str]:
    """The files in which a function or method of this name is called."""
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
        if any(name in (getattr(f, "id", ""), getattr(f, "attr", "")) for f in functions):
            yield path.relative_to(PACKAGE).as_posix()
