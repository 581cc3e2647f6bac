"""Who may end a transaction, and who may ask the time."""

import re
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "tasks_tracker"
DOORS = ("web", "jobs", "cli", "seeding")
COMMITS = re.compile(r"\b(?:commit|rollback)\(")
TRANSACTION = re.compile(r"\bwith transaction\(")


def sources() -> list[tuple[str, str]]:
    files = sorted(PACKAGE.rglob("*.py"))
    return [(str(file.relative_to(PACKAGE)), file.read_text(encoding="utf-8")) for file in files]


def test_only_the_session_commits():
    found = [name for name, text in sources() if COMMITS.search(text)]
    assert found == ["persistence/session.py"]


def test_transactions_are_begun_at_the_doors():
    found = [name for name, text in sources() if TRANSACTION.search(text)]
    assert found
    assert [name for name in found if not name.startswith(DOORS)] == []


def test_only_config_reads_the_environment():
    assert [name for name, text in sources() if "os.environ" in text] == []
