"""The whole file of one task: everything that is kept about it, and nothing by halves."""

import hashlib
import json
import zipfile
from datetime import timedelta

import pytest

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence.session import metadata
from tasks_tracker.reports.archive import build
from tasks_tracker.reports.archive_part import Case
from tasks_tracker.reports.archive_parts import EXCEPTIONS, PARTS
from tasks_tracker.reports.archive_verify import verify
from tests import make, people
from tests.integration.operations import inspected

CONTENT = "三个窗口启用".encode()
STORED = "a" * 32


@pytest.fixture
def world(session):
    return people.world()


@pytest.fixture
def case(world, tmp_path):
    """A task with a report, a file with it, a figure, and something in its history."""
    report = make.report(world.task, world.owner, *world.task.milestones)
    make.target(world.task)
    lie(tmp_path, CONTENT)
    make.evidence(
        report,
        file_name="../窗口 照片.TXT",
        stored_name=STORED,
        size=len(CONTENT),
        sha256=hashlib.sha256(CONTENT).hexdigest(),
    )
    record(
        EventKind.PROGRESS_REPORTED,
        by=world.owner,
        now=make.NOW,
        task=world.task,
        words="<b>一</b>",
    )
    return Case(world.task, tmp_path)


def lie(folder, content):
    place = folder / STORED[:2] / STORED
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(content)


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out.zip"


def put_together(case, out, world):
    return build(case, out, now=make.NOW, by=world.supervisor)


def test_what_is_built_is_sound_and_says_what_it_is(case, out, world):
    built = put_together(case, out, world)
    verdict = verify(out)
    assert verdict.faults == []
    assert verdict.sha256 == built.sha256
    assert verdict.manifest["task"]["code"] == world.task.code
    assert verdict.manifest["built_by"] == "郑安（supervisor）"
    assert len(verdict.manifest["members"]) == built.members


def read(out, name):
    with zipfile.ZipFile(out) as package:
        return package.read(name)


def test_all_is_in_it(case, out, world):
    put_together(case, out, world)
    card = json.loads(read(out, "task.json"))
    assert (card["lead_unit"], card["units"][1]["unit"]) == ("市一局", "市二局")
    assert card["milestones"][0]["stops"][0]["reason"] == "报送待审"
    (report,) = json.loads(read(out, "reports.json"))
    assert (report["by"], report["claims"][0]["milestone_id"] > 0) == ("郑安（owner）", True)
    (event,) = json.loads(read(out, "events.json"))
    assert event["kind"] == "进展反馈"
    assert "&lt;b&gt;一" in read(out, "events.html").decode()
    assert "窗口受理" in read(out, "task.html").decode()
    assert report["progress"] in read(out, "reports.html").decode()


def test_evidence_lies_under_a_plain_name_beside_the_one_people_gave_it(case, out, world):
    put_together(case, out, world)
    (listed,) = json.loads(read(out, "evidence.json"))
    assert (listed["file_name"], listed["member"]) == ("../窗口 照片.TXT", "evidence/0001.txt")
    assert read(out, listed["member"]) == CONTENT
    assert "stored_name" not in listed


def test_the_same_content_makes_the_same_bytes(case, out, world, tmp_path):
    again = tmp_path / "again.zip"
    assert put_together(case, out, world) == put_together(case, again, world)
    assert out.read_bytes() == again.read_bytes()
    later = build(case, again, now=make.NOW + timedelta(days=1), by=world.supervisor)
    assert later.sha256 != hashlib.sha256(out.read_bytes()).hexdigest()


def test_a_file_that_is_missing_is_named(case, out, world):
    (case.folder / STORED[:2] / STORED).unlink()
    with pytest.raises(Refusal, match=r"窗口 照片.*没有找到"):
        put_together(case, out, world)


def test_a_file_that_was_changed_is_named(case, out, world):
    lie(case.folder, b"another")
    with pytest.raises(Refusal, match=r"窗口 照片.*校验值不符"):
        put_together(case, out, world)


def test_a_task_of_which_nothing_is_known_has_a_file_too(world, out, tmp_path):
    build(Case(world.county_task, tmp_path), out, now=make.NOW, by=None)
    assert verify(out).faults == []


def hanging() -> set[str]:
    """Tables whose rows hang on a task, be it through others."""
    found = {"tasks"}
    while fresh := {
        table.name
        for table in metadata.tables.values()
        if table.name not in found
        and any(key.column.table.name in found for key in table.foreign_keys)
    }:
        found |= fresh
    return found


def test_every_table_that_hangs_on_a_task_has_a_part_or_a_reason():
    covered = [name for part in PARTS for name in part.tables]
    assert len(covered) == len(set(covered))
    assert sorted(hanging()) == sorted({*covered, *EXCEPTIONS})
    assert [name for name, reason in EXCEPTIONS.items() if len(reason) < 8] == []


def test_nothing_of_an_account_but_its_name_is_in_it(case, out, world):
    world.owner.password_hash = "$argon2id$secret"
    make.check(world.task, world.head)
    put_together(case, out, world)
    with zipfile.ZipFile(out) as package:
        texts = [package.read(name) for name in package.namelist()]
    assert not any(b"$argon2id$" in text or b"owner@example.org" in text for text in texts)
    (check,) = json.loads(read(out, "checks.json"))
    assert check["people"] == ["郑安（head）"]
    assert read(out, _paper(out)).startswith(b"PK")


def _paper(out) -> str:
    with zipfile.ZipFile(out) as package:
        return next(name for name in package.namelist() if name.startswith("papers/check-"))


def test_what_came_with_findings_about_the_task_is_in_it(case, out, world):
    inspected.answered(world, task=world.task)
    inspected.handed_over(world)
    put_together(case, out, world)
    with zipfile.ZipFile(out) as archive:
        listed = json.loads(archive.read("evidence.json"))
    notes = [one["note"] for one in listed if one["note"]]
    assert notes == ["5月10日上午，二楼大厅", "在场"]
