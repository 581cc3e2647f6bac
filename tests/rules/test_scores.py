"""Results are scored, never activity: what scoring may not even look at."""

import re
from pathlib import Path

import pytest

ROOM = Path(__file__).resolve().parents[2] / "tasks_tracker"
SCORING = [
    *(ROOM / "domain" / f"{name}.py" for name in ("scores", "scoring", "score_rules")),
    *(ROOM / "reports" / f"{name}.py" for name in ("scores", "score_items", "score_marks")),
    ROOM / "reports" / "score_rows.py",
]
ACTIVITY = re.compile(
    r"sign_in|signed_in|last_seen|seen_at|Session\b|user_agent|opened_at|clicks?\b|visits?\b"
    r"|len\([^)]*\.reports|len\([^)]*progress|percent\b.*submitted|evidence|unsent"
)


@pytest.mark.parametrize("path", SCORING, ids=lambda path: path.name)
def test_scoring_reads_no_activity(path):
    """No sign-ins, no looking, no number of reports, no length of texts or number of files."""
    assert ACTIVITY.findall(path.read_text(encoding="utf-8")) == []
