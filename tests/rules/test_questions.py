"""Questions to a reviewer decide nothing: what counts, shows or prints never reads them."""

from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "tasks_tracker"
ASKING = ("reports.hollow", "reports.questions", "reports.review_hints", "domain.questions")
MAY_READ = {
    "reports/hollow.py",
    "reports/questions.py",
    "reports/review_hints.py",
    "web/reviews.py",
    "wording/questions.py",
}


@pytest.mark.parametrize("module", ASKING)
def test_only_the_pages_of_the_reviewer_ask(module):
    package, _, name = module.partition(".")
    spellings = (f"tasks_tracker.{module} ", f"tasks_tracker.{package} import")
    readers = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if any(
            line.startswith("from") and spelling in line and name in line
            for line in path.read_text(encoding="utf-8").splitlines()
            for spelling in spellings
        )
    }
    assert readers <= MAY_READ
    assert readers
