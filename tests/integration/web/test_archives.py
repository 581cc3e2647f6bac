"""归档 on the page: several at once, downloads that are noted, files that were changed."""

import hashlib

import pytest
from sqlalchemy import select

from tasks_tracker.domain.archives import Archive
from tasks_tracker.domain.events import EventKind
from tasks_tracker.operations.evidence import path_of
from tasks_tracker.persistence.session import db
from tasks_tracker.reports.archive_verify import verify
from tests import make
from tests.integration.operations import event_kinds


@pytest.fixture
def closed(world):
    """Two tasks that are over: one closed, one ended."""
    first = make.task(world.task.section, world.lead, title="已销号的")
    first.is_completed, first.completed_on, first.closed_on = True, make.TODAY, make.TODAY
    second = make.task(world.task.section, world.lead, title="已终止的")
    second.end(make.TODAY, "上级取消")
    return [first, second]


@pytest.fixture
def office(client, world):
    return client.sign_in(world.supervisor)


def kept() -> list[Archive]:
    return list(db.scalars(select(Archive).order_by(Archive.task_id)))


def test_what_is_over_waits_and_is_put_away_at_once(office, closed, tmp_path):
    page = office.get("/archives").text
    assert "待归档 2 项" in page
    office.post("/archives", {"tasks": [task.id for task in closed]})
    assert [archive.task_id for archive in kept()] == [task.id for task in closed]
    assert [archive.task.archived_on for archive in kept()] == [make.TODAY] * 2
    assert "没有待归档的任务" in office.get("/archives").text
    for archive in kept():
        verdict = verify(path_of(archive.stored_name, folder=tmp_path))
        assert (verdict.faults, verdict.sha256) == ([], archive.sha256)
        assert verdict.manifest["is_final"]


def test_one_that_cannot_be_put_away_does_not_stop_the_others(office, world, closed, tmp_path):
    report = make.report(make.task(world.task.section, world.lead), world.owner)
    report.task, report.unit = closed[0], world.lead
    lost = make.evidence(report, file_name="丢了的.txt")
    lost.task = closed[0]
    office.post("/archives", {"tasks": [task.id for task in closed]})
    page = office.get("/archives").text
    assert "已归档 1 项" in page
    assert "丢了的.txt" in page
    assert [archive.task_id for archive in kept()] == [closed[1].id]
    assert len([one for one in tmp_path.rglob("*") if one.is_file()]) == 1


def test_what_is_still_at_work_is_exported_and_not_put_away(office, world, session):
    page = office.post(f"/tasks/{world.task.id}/archive", follow_redirects=True).text
    assert "还在办理" in page
    assert kept() == []
    answer = office.post(f"/tasks/{world.task.id}/export")
    assert answer.mimetype == "application/zip"
    assert event_kinds(session)[-1] == EventKind.TASK_EXPORTED


def test_it_is_put_away_once(office, closed):
    address = f"/tasks/{closed[0].id}/archive"
    office.post(address)
    assert "已经归档" in office.post(address, follow_redirects=True).text
    assert len(kept()) == 1


def test_each_download_is_an_event(office, closed, session):
    office.post(f"/tasks/{closed[0].id}/archive")
    (archive,) = kept()
    answer = office.post(f"/archives/{archive.id}/download")
    assert hashlib.sha256(answer.data).hexdigest() == archive.sha256
    assert event_kinds(session).count(EventKind.ARCHIVE_DOWNLOADED) == 1


def test_a_file_that_was_changed_or_lost_is_not_handed_out(office, closed, tmp_path, session):
    office.post(f"/tasks/{closed[0].id}/archive")
    (archive,) = kept()
    place = path_of(archive.stored_name, folder=tmp_path)
    place.write_bytes(place.read_bytes() + b"\0")
    answer = office.post(f"/archives/{archive.id}/download")
    assert answer.status_code == 410
    assert "校验值不符" in answer.text
    place.unlink()
    assert "没有找到文件" in office.post(f"/archives/{archive.id}/download").text
    assert EventKind.ARCHIVE_DOWNLOADED not in event_kinds(session)


def test_a_task_that_was_opened_again_is_put_away_again(office, closed):
    office.post(f"/tasks/{closed[0].id}/archive")
    task = kept()[0].task
    task.reopen()
    assert task.archived_on is None
    task.is_completed, task.completed_on, task.closed_on = True, make.TODAY, make.TODAY
    office.post(f"/tasks/{task.id}/archive")
    assert [archive.edition for archive in kept()] == [1, 2]
    assert "第 2 次归档" in office.get("/archives").text


@pytest.mark.parametrize("ticks", [[], ["x"], ["9" * 40], ["-1"]])
def test_no_tick_breaks_the_page(office, ticks):
    assert office.post("/archives", {"tasks": ticks}).status_code == 302
    assert "没有勾选" in office.get("/archives").text


def test_the_page_of_a_task_shows_what_was_put_away_to_the_office_alone(client, world, closed):
    task = closed[0]
    client.sign_in(world.supervisor).post(f"/tasks/{task.id}/archive")
    assert "下载归档" in client.get(f"/tasks/{task.id}").text
    assert "案卷" not in client.sign_in(world.owner).get(f"/tasks/{task.id}").text
