"""Who may read the environment."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "tasks_tracker"


def test_only_config_reads_the_environment():
    files = sorted(PACKAGE.rglob("*.py"))
    assert [file.name for file in files if "os.environ" in file.read_text(encoding="utf-8")] == []
