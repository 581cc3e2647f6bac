"""Archives on the command line."""

import hashlib

import pytest

from tasks_tracker.domain.events import EventKind
from tests import make, people
from tests.integration.command_line import obey, run, settings
from tests.integration.operations import event_kinds

__all__ = ["obey", "run", "settings"]


@pytest.fixture
def world(session):
    return people.world()


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out.zip"


@pytest.mark.parametrize("called", ["{0.code}", "{0.region.mark}{0.number}", "{0.id}"])
def test_a_task_is_named_by_its_code_or_its_id(run, world, out, called):
    done = run("archive", "build", called.format(world.task), "--out", out)
    assert done.code == 0
    assert hashlib.sha256(out.read_bytes()).hexdigest() in done.out
    verified = run("archive", "verify", out)
    assert (verified.code, world.task.code in verified.out) == (0, True)


def test_that_it_was_handed_out_is_noted(run, world, out, session):
    run("archive", "build", world.task.code, "--out", out)
    assert event_kinds(session) == [EventKind.TASK_EXPORTED]


@pytest.mark.parametrize("called", ["聊9999", "无", "0", "聊", "9" * 8])
def test_a_task_that_is_not_there_is_said(run, world, out, called):
    done = run("archive", "build", called, "--out", out)
    assert done.code == 1
    assert f"没有“{called}”这项任务" in done.err
    assert not out.exists()


def test_what_is_missing_is_named_and_nothing_is_written(run, world, out, session):
    make.evidence(make.report(world.task, world.owner), file_name="丢了的.txt")
    done = run("archive", "build", world.task.code, "--out", out)
    assert done.code == 1
    assert "丢了的.txt" in done.err
    assert not out.exists()
    assert event_kinds(session) == []


def test_a_folder_that_is_not_there_is_said(run, world, tmp_path):
    done = run("archive", "build", world.task.code, "--out", tmp_path / "none" / "out.zip")
    assert done.code == 1
    assert "写不进" in done.err


def test_what_was_changed_ends_with_1_and_in_words(run, world, out):
    run("archive", "build", world.task.code, "--out", out)
    raw = bytearray(out.read_bytes())
    raw[len(raw) // 2] ^= 1
    out.write_bytes(bytes(raw))
    done = run("archive", "verify", out)
    assert done.code == 1
    assert "归档包有问题" in done.err
