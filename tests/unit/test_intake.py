"""Files of one report on their way to the disk: all of them lie there, or none."""

import pytest

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.operations import evidence
from tasks_tracker.operations.evidence import (
    MOST_FILES,
    Intake,
    make_lasting,
    path_of,
    store,
)
from tests.unit.test_evidence import LIMIT, PDF


def test_an_intake_that_is_not_kept_leaves_nothing(tmp_path):
    with Intake(tmp_path, LIMIT) as intake:
        intake.take("一.pdf", PDF)
        intake.take("二.pdf", PDF)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_an_intake_that_breaks_leaves_nothing(tmp_path):
    def take_two():
        with Intake(tmp_path, LIMIT) as intake:
            intake.take("一.pdf", PDF)
            intake.take("二.exe", b"MZ")

    with pytest.raises(Refusal, match=r"二\.exe"):
        take_two()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_an_intake_that_is_kept_keeps_all(tmp_path):
    with Intake(tmp_path, LIMIT) as intake:
        file = intake.take("一.pdf", PDF)
        intake.keep()
    assert path_of(file.stored_name, folder=tmp_path).exists()


def test_a_report_takes_a_dozen_files_at_most(tmp_path):
    def take(count):
        with Intake(tmp_path, LIMIT) as intake:
            for number in range(count):
                intake.take(f"{number}.pdf", PDF)

    take(MOST_FILES)
    with pytest.raises(Refusal, match="一次最多传 12 个"):
        take(MOST_FILES + 1)


def test_a_full_disk_leaves_no_half_file(tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        store("一.pdf", PDF, folder=tmp_path, max_bytes=LIMIT)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_an_intake_waits_for_the_disk_unless_somebody_does_for_all(tmp_path, monkeypatch):
    waits = []
    monkeypatch.setattr(evidence.os, "fsync", waits.append)
    with Intake(tmp_path, LIMIT) as one_by_one:
        one_by_one.take("联调.pdf", PDF)
        assert len(waits) == 1
    with Intake(tmp_path, LIMIT, lasting=False) as many:
        names = [many.take(name, PDF).stored_name for name in ("联调.pdf", "清单.pdf")]
        assert len(waits) == 1
        make_lasting(names, folder=tmp_path)
    assert len(waits) == 3
