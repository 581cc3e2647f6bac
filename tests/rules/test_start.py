"""What the start may load; whatever a page needs once in a while is loaded when it does."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT, migrate

LATER = ("alembic", "docx", "lxml", "mako")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """The modules that a command loads which finds its tables up to date."""
    folder = tmp_path_factory.mktemp("start")
    url = f"sqlite:///{folder / 'start.sqlite3'}"
    migrate(url)
    own = {"DATABASE_URL": url, "UPLOAD_DIR": str(folder), "SECRET_KEY": "for-this-test-" * 3}
    done = subprocess.run(
        [sys.executable, "-X", "importtime", ROOT / "app.py", "jobs", "list"],
        env=os.environ | own,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


@pytest.mark.parametrize("name", LATER)
def test_what_is_seldom_needed_is_not_loaded_at_the_start(loaded, name):
    assert "sqlalchemy" in loaded
    assert name not in loaded
