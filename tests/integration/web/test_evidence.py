"""Handing out evidence: to whom, and in which manner."""

import io
import zipfile

import pypdfium2 as pdfium
import pytest

from tasks_tracker.domain.evidence import Evidence
from tasks_tracker.operations.circular_notices import ask_for_correction
from tasks_tracker.operations.evidence import path_of, store
from tasks_tracker.operations.score_objections import reject_objection
from tasks_tracker.persistence import evidence as pieces
from tests import make
from tests.integration.operations.scored import AFTER, freeze, object_to, publish, row_of
from tests.integration.web.circular_things import ITEM, notice
from tests.integration.web.test_circulars import draft

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


def pages(count: int) -> bytes:
    """A PDF of so many empty pages."""
    document = pdfium.PdfDocument.new()
    for _ in range(count):
        document.new_page(595, 842)
    file = io.BytesIO()
    document.save(file)
    document.close()
    return file.getvalue()


def test_a_pdf_is_shown_page_by_page_as_pictures(client, world, tmp_path):
    evidence = attach(world, tmp_path, "报告.pdf", pages(2))
    page = client.sign_in(world.owner).get(f"/evidence/{evidence.id}/about?page=2").text
    assert "第 2 页，共 2 页" in page
    assert evidence.sha256 in page
    assert "上一页" in page
    assert "下一页" not in page
    answer = client.get(f"/evidence/{evidence.id}/pages/2")
    assert answer.mimetype == "image/png"
    assert answer.data.startswith(b"\x89PNG\r\n")
    assert answer.data[16:24] == (1100).to_bytes(4, "big") + answer.data[20:24]
    assert client.get(f"/evidence/{evidence.id}/pages/3").status_code == 404


def test_a_pdf_that_cannot_be_drawn_says_so(client, world, tmp_path):
    evidence = attach(world, tmp_path, "坏.pdf", PDF)
    page = client.sign_in(world.owner).get(f"/evidence/{evidence.id}/about").text
    assert "画不出预览，请下载原件看" in page


def test_a_picture_stands_on_its_page_with_who_and_when(client, world, tmp_path):
    evidence = attach(world, tmp_path)
    page = client.sign_in(world.supervisor).get(f"/evidence/{evidence.id}/about").text
    assert f'src="/evidence/{evidence.id}"' in page
    assert world.owner.name in page
    assert evidence.sha256 in page


@pytest.mark.parametrize(("person", "status"), [("helping", 200), ("outsider", 404)])
def test_its_page_is_seen_by_whoever_sees_the_task(client, world, tmp_path, person, status):
    evidence = attach(world, tmp_path, "说明.txt", b"abc")
    client.sign_in(world.people[person])
    assert client.get(f"/evidence/{evidence.id}/about").status_code == status


def test_a_document_of_another_kind_has_no_pages(client, world, tmp_path):
    evidence = attach(world, tmp_path, "说明.txt", b"abc")
    assert client.sign_in(world.owner).get(f"/evidence/{evidence.id}/pages/1").status_code == 404
    assert "请下载原件看" in client.get(f"/evidence/{evidence.id}/about").text


@pytest.mark.parametrize("is_published", [False, True])
def test_what_speaks_against_a_score_is_seen_by_leaders_once_it_is_published(
    client, world, tmp_path, is_published
):
    sheet = freeze(world)
    file = store("收件单.png", PNG, folder=tmp_path, max_bytes=1024 * 1024)
    objection = object_to(row_of(sheet, world.lead), world.owner, evidence=[file], no_evidence="")
    (piece,) = pieces.of(objection.subject)
    if is_published:
        reject_objection(objection, by=world.head, now=AFTER, opinion="核对过")
        publish(sheet, world.head)
    expected = {"supervisor": 200, "owner": 200, "outsider": 404, "helping": 404}
    for person, status in {**expected, "leader": 200 if is_published else 404}.items():
        answer = client.sign_in(world.people[person]).get(f"/evidence/{piece.id}")
        assert answer.status_code == status, person


def test_what_speaks_against_a_circular_is_between_the_unit_and_the_office(client, world, tmp_path):
    told = notice(draft(world.city), world.lead)
    file = store("收件单.png", PNG, folder=tmp_path, max_bytes=1024 * 1024)
    about = {"about": ITEM.key, "reason": "已启用。", "evidence": [file]}
    asked = ask_for_correction(told, by=world.owner, now=make.NOW, **about)
    (piece,) = pieces.of(f"correction:{asked.id}")
    for person, status in {"head": 200, "unit_head": 200, "leader": 404, "helping": 404}.items():
        answer = client.sign_in(world.people[person]).get(f"/evidence/{piece.id}")
        assert answer.status_code == status, person
