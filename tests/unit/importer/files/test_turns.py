"""Only so many files are opened at once."""

import pytest

from tasks_tracker.importer.files import apart
from tasks_tracker.importer.files.paper import Unreadable


def test_a_file_waits_for_its_turn_and_is_told_when_it_takes_too_long(monkeypatch):
    monkeypatch.setattr(apart, "PATIENCE", 0.01)
    for _ in range(apart.AT_ONCE):
        assert apart._turns.acquire(timeout=1)
    try:
        with pytest.raises(Unreadable) as error:
            apart.read_apart("pdf", b"", title="", roles=())
        assert "正有几份文件在读" in error.value.words
    finally:
        for _ in range(apart.AT_ONCE):
            apart._turns.release()


def test_a_broken_file_gives_its_turn_back():
    for _ in range(apart.AT_ONCE + 1):
        with pytest.raises(Unreadable) as error:
            apart.read_apart("pdf", b"%PDF-1.7 nothing", title="", roles=())
        assert "正有几份文件在读" not in error.value.words
