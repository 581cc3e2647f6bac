"""Handing out evidence: to whom, and in which manner."""

import io
import zipfile

import pytest

from tasks_tracker.domain.evidence import Evidence
from tasks_tracker.operations.evidence import path_of, store
from tests import make

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
PDF = b"%PDF-1.7\n%%EOF\n"


def attach(world, folder, name="现场 照片.png", raw=PNG) -> Evidence:
    report = make.report(world.task, world.owner)
    file = store(name, raw, folder=folder, max_bytes=1024 * 1024)
    return make.evidence(report, **file.as_columns())


def docx() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("word/document.xml", "<w:t>12 个窗口</w:t>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("owner", 200),
        ("unit_head", 200),
        ("helping", 200),
        ("supervisor", 200),
        ("leader", 200),
        ("outsider", 404),
        ("other_leader", 404),
        ("county_supervisor", 404),
        ("system_admin", 404),
    ],
)
def test_whoever_sees_the_task_sees_its_evidence(client, world, tmp_path, person, status):
    evidence = attach(world, tmp_path)
    answer = client.sign_in(world.people[person]).get(f"/evidence/{evidence.id}")
    assert answer.status_code == status


def test_the_file_comes_back_unchanged_under_its_own_name(client, world, tmp_path):
    raw = docx()
    evidence = attach(world, tmp_path, "联调记录（终）.docx", raw)
    answer = client.sign_in(world.owner).get(f"/evidence/{evidence.id}")
    assert answer.data == raw
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert "filename*=UTF-8''%E8%81%94" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("file", "manner"),
    [
        (("现场.png", PNG), "inline"),
        (("报告.pdf", PDF), "attachment"),
        (("说明.txt", b"abc"), "attachment"),
    ],
)
def test_only_pictures_are_shown_in_the_browser(client, world, tmp_path, file, manner):
    evidence = attach(world, tmp_path, *file)
    headers = client.sign_in(world.owner).get(f"/evidence/{evidence.id}").headers
    assert headers["Content-Disposition"].split(";")[0] == manner
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "no-store" in headers["Cache-Control"]


def test_a_file_that_is_gone_is_told_in_plain_words(client, world, tmp_path):
    evidence = attach(world, tmp_path)
    path_of(evidence.stored_name, folder=tmp_path).unlink()
    answer = client.sign_in(world.owner).get(f"/evidence/{evidence.id}")
    assert answer.status_code == 410
    assert "从备份中找回" in answer.text


def test_a_stranger_is_asked_to_sign_in(client, world, tmp_path):
    evidence = attach(world, tmp_path)
    assert client.get(f"/evidence/{evidence.id}").status_code == 302
