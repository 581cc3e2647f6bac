"""导入方案 in every form: the file is read, kept, handed out; columns are told and corrected."""

import io
import re
import zipfile

import pytest
from sqlalchemy import func, select

from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.sources import PlanDraft, SourceDocument
from tasks_tracker.operations.evidence import path_of
from tasks_tracker.persistence.session import db
from tests import make
from tests.integration.operations.test_plans import DOCUMENT
from tests.unit.importer.files import made

LINES = [line for line in DOCUMENT.split("\n") if line]
ROWS = [("甲事", "市一局", "6月底前"), ("乙事", "市二局、市三局", "年底前")]
SHEET = made.sheet_of(("事项", "责任单位", "完成时限"), *ROWS)
STRANGE = made.sheet_of(
    ("事项", "谁来办", "何时"), ("甲事", "老张他们", "6月底前"), ("乙事", "老李、老王", "年底前")
)
FILES = {
    "方案.docx": made.word_of(LINES),
    "方案.pdf": made.printed_of(LINES),
    "方案.txt": DOCUMENT.encode("gb18030"),
}


@pytest.fixture
def clerk(client, world):
    return client.sign_in(world.supervisor)


def hand_in(clerk, raw: bytes, name: str):
    return clerk.post("/imports", {"file": (io.BytesIO(raw), name)})


def draft() -> PlanDraft:
    return db.scalars(select(PlanDraft).order_by(PlanDraft.id.desc())).first()


def stored(folder) -> list:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", FILES)
def test_a_document_is_read_in_every_form_and_kept(clerk, tmp_path, name):
    assert hand_in(clerk, FILES[name], name).status_code == 302
    found = draft()
    assert [task["title"] for task in found.content["tasks"]] == ["推行一窗受理", "开展上门服务"]
    assert found.source.format == name.rpartition(".")[2]
    kept = path_of(found.source.stored_name, folder=tmp_path)
    assert kept.read_bytes() == FILES[name]
    assert "下载原件" in clerk.get(f"/imports/{found.id}").text


def test_the_original_is_handed_out_and_never_shown_as_a_page(clerk, world):
    hand_in(clerk, FILES["方案.docx"], "方案.docx")
    address = f"/imports/{draft().id}/file"
    answer = clerk.get(address)
    assert answer.data == FILES["方案.docx"]
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert clerk.sign_in(world.county_supervisor).get(address).status_code == 404


def test_an_original_that_is_gone_is_told_of(clerk, tmp_path):
    hand_in(clerk, FILES["方案.txt"], "方案.txt")
    (path,) = stored(tmp_path)
    path.unlink()
    answer = clerk.get(f"/imports/{draft().id}/file")
    assert (answer.status_code, "没有找到文件" in answer.text) == (410, True)


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("方案.docx", made.word_of(["关于放假的通知", "五一放假。"]), "没有布置任务"),
        ("方案.docx", made.word_of(["机密★1年", *LINES]), "涉密文件不得进入"),
        ("方案.pdf", made.printed_of(LINES, head="秘密★3年"), "涉密文件不得进入"),
        ("方案.xlsx", made.sheet_of(("密级：秘密",), ("任务", "责任单位")), "涉密文件不得进入"),
        ("方案.docx", FILES["方案.docx"][:2000], "文件打不开"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(clerk, tmp_path, name, raw, words):
    assert words in hand_in(clerk, raw, name).text
    assert db.scalar(select(func.count(SourceDocument.id))) == 0
    assert stored(tmp_path) == []


def test_the_same_file_again_leaves_no_second_copy(clerk, tmp_path):
    for _ in range(2):
        hand_in(clerk, FILES["方案.txt"], "方案.txt")
    assert len(stored(tmp_path)) == 1


def test_a_sheet_becomes_a_draft_although_it_has_no_number_and_no_date(clerk):
    answer = hand_in(clerk, SHEET, "2024年分解表.xlsx")
    found = draft()
    assert answer.location == f"/imports/{found.id}"
    assert found.doc_no == "2024年分解表"
    assert [task["deadlines"][0]["due"] for task in found.content["tasks"]] == [
        "2024-06-30",
        "2024-12-31",
    ]
    assert "列的含义" in clerk.get(answer.location).text


def roles(clerk, found: PlanDraft, *wanted: str):
    return clerk.post(
        f"/imports/{found.id}/columns", {f"roles-{at}": role for at, role in enumerate(wanted)}
    )


def test_columns_that_were_not_told_are_asked_for_and_then_read(clerk):
    answer = hand_in(clerk, STRANGE, "2024年分解表.xlsx")
    found = draft()
    assert answer.location == f"/imports/{found.id}/columns"
    page = clerk.get(answer.location).text
    assert re.findall(r'<label class="title" for="roles-\d">(\S+?)</label>', page) == [
        "事项", "谁来办", "何时"
    ]  # fmt: skip
    assert "老李、老王" in page
    assert roles(clerk, found, "measure", "lead", "time").location == f"/imports/{found.id}"
    tasks = draft().content["tasks"]
    assert [(task["title"], task["lead"]) for task in tasks] == [
        ("甲事", ["老张他们"]),
        ("乙事", ["老李", "老王"]),
    ]
    assert draft().source.lines(2, 2) == [(2, "事项〔任务〕\t谁来办〔牵头单位〕\t何时〔完成时限〕")]


def test_what_was_set_for_the_whole_plan_outlives_other_columns(clerk, world):
    hand_in(clerk, SHEET, "分解表.xlsx")
    found = draft()
    content = {**found.content, "doc_no": "聊政办字〔2024〕9号", "issued_on": "2024-03-01"}
    found.content, found.doc_no = content, content["doc_no"]
    roles(clerk, found, "measure", "lead", "time")
    assert draft().content["doc_no"] == "聊政办字〔2024〕9号"
    assert draft().content["tasks"][0]["deadlines"][0]["due"] == "2024-06-30"


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (("note", "lead", "time"), "请指明哪一列是任务"),
        (("measure", "note", "time"), "请指明哪一列是牵头单位"),
        (("measure", "lead"), "没有选全"),
        (("measure", "lead", "nonsense"), ""),
    ],
)
def test_columns_without_task_or_unit_are_refused(clerk, wanted, words):
    hand_in(clerk, SHEET, "分解表.xlsx")
    before = draft().content
    answer = roles(clerk, draft(), *wanted)
    assert (answer.status_code, words in answer.text) == (200, True)
    assert draft().content == before


def test_columns_stand_once_a_task_was_corrected_by_hand(clerk):
    hand_in(clerk, SHEET, "分解表.xlsx")
    found = draft()
    page = clerk.get(f"/imports/{found.id}").text
    seen = re.search(r'name="seen"[^>]*value="(\w+)"', page)[1]
    clerk.post(f"/imports/{found.id}/tasks/1", {"title": "甲事改", "lead": "市一局", "seen": seen})
    assert "逐项改过" in roles(clerk, found, "measure", "lead", "time").text
    assert draft().content["tasks"][0]["title"] == "甲事改"


def test_only_a_sheet_has_columns(clerk):
    hand_in(clerk, FILES["方案.txt"], "方案.txt")
    assert clerk.get(f"/imports/{draft().id}/columns").status_code == 404


def test_a_sheet_is_adopted_like_any_plan(clerk, world):
    make.unit(world.city, "市三局")
    hand_in(clerk, made.sheet_of(("聊政办字〔2024〕9号",), ("2024年3月1日",), *TABLE), "表.xlsx")
    answer = clerk.post(f"/imports/{draft().id}/adoption", {"confirm_doubts": "y"})
    assert answer.status_code == 302, re.findall(r"(?s)role=\"alert\">(.*?)</p>", answer.text)
    assert db.scalar(select(func.count(Plan.id)).where(Plan.doc_no == "聊政办字〔2024〕9号")) == 1


TABLE = [("事项", "责任单位", "完成时限"), *ROWS]


def test_a_bomb_is_refused_before_it_is_unpacked(clerk):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", 8) as package:
        package.writestr("word/document.xml", bytes(64 * 1024 * 1024))
    assert "压缩比异常" in hand_in(clerk, file.getvalue(), "方案.docx").text


def test_a_sheet_whose_file_is_gone_cannot_be_read_again(clerk, tmp_path):
    hand_in(clerk, SHEET, "分解表.xlsx")
    (path,) = stored(tmp_path)
    path.unlink()
    assert "没有找到文件" in roles(clerk, draft(), "measure", "lead", "time").text
