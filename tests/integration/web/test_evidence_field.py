"""The fields for evidence of a form: what makes a piece, what is refused, what stays on disk."""

import io

import pytest
from sqlalchemy import select

from tasks_tracker.domain.evidence import Evidence, EvidenceKind
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.persistence.session import db
from tasks_tracker.web import evidence_field

PDF = b"%PDF-1.7\n%%EOF\n"
PAGE = "https://zwfw.example.gov.cn/hall?item=12"


@pytest.fixture
def send(client, world):
    """Hand in a report with these fields; answers the page."""
    client.sign_in(world.owner)

    def send(**more):
        texts = {"progress": "12 个窗口已启用", "last_seen": "0", **more}
        return client.post(f"/tasks/{world.task.id}/reports/new", texts)

    return send


def kept() -> list[Evidence]:
    return list(db.scalars(select(Evidence).order_by(Evidence.id)))


def file(name="联调.pdf", raw=PDF):
    return (io.BytesIO(raw), name)


def stored(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_files_an_address_and_a_note_come_in_one_report(send):
    photo = file("现场.png", b"\x89PNG\r\n\x1a\n1")
    answer = send(
        evidence=[file(), photo],
        link_address=PAGE,
        link_note="大厅公示的办件量",
        site_note="9月3日上午在市政务大厅，三个窗口开着",
    )
    assert answer.status_code == 302
    assert [one.kind for one in kept()] == [
        EvidenceKind.DOCUMENT,
        EvidenceKind.PHOTO,
        EvidenceKind.LINK,
        EvidenceKind.SITE_NOTE,
    ]
    assert (kept()[2].address, kept()[2].note) == (PAGE, "大厅公示的办件量")


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "www.gov.cn", "ftp://a.cn/x", "http://", "https://a b.cn", "http://[x"],
)
def test_an_address_that_no_browser_should_open_is_refused(send, address):
    page = send(link_address=address, link_note="办件量", evidence=[file()]).text
    assert "网址要以 http:// 或 https:// 开头" in page
    assert "1 个文件没有留下" in page
    assert kept() == []


def test_an_address_with_an_account_in_it_is_refused(send):
    assert "网址要以" in send(link_address="https://a:b@c.cn/", link_note="办件量").text


def test_an_address_needs_words_and_keeps_what_was_typed(send):
    page = send(link_address=PAGE).text
    assert "请写明网址上能看到什么" in page
    assert PAGE in page


def test_a_note_that_bears_a_mark_of_secrecy_is_refused(send, tmp_path):
    page = send(site_note="见机密★10年文件", evidence=[file()]).text
    assert "《保守国家秘密法》" in page
    assert (kept(), stored(tmp_path)) == ([], [])


def test_why_there_is_none_is_kept_with_the_report(send, client, world):
    send(no_evidence="系统月底才出报表")
    assert db.scalars(select(ProgressReport)).one().no_evidence == "系统月底才出报表"
    page = client.sign_in(world.supervisor).get(f"/tasks/{world.task.id}").text
    assert "没有佐证：系统月底才出报表" in page


def test_evidence_and_a_reason_for_none_do_not_go_together(send, tmp_path):
    page = send(no_evidence="没有", evidence=[file()]).text
    assert "请去掉其中一样" in page
    assert stored(tmp_path) == []


def test_all_files_together_stay_below_a_limit(send, tmp_path, monkeypatch):
    monkeypatch.setattr(evidence_field, "MEGABYTE", 10)
    many = [file(f"{n}.txt", b"a" * 10) for n in range(6)]
    assert "合起来超过" in send(evidence=many).text
    assert (kept(), stored(tmp_path)) == ([], [])
    assert send(evidence=[file(f"{n}.txt", b"a" * 10) for n in range(5)]).status_code == 302


def test_one_request_may_bring_as_much_as_the_limit_says(app):
    assert app.config["MAX_CONTENT_LENGTH"] == 6 * 1024 * 1024


def test_the_task_shows_pictures_small(send, client, world):
    send(evidence=[file("现场.png", b"\x89PNG\r\n\x1a\n1")])
    page = client.get(f"/tasks/{world.task.id}").text
    assert f'src="/evidence/{kept()[0].id}"' in page
    assert f"/evidence/{kept()[0].id}/about" in page
