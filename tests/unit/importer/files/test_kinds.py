"""What is taken for what, and what is refused with which words."""

import io
import zipfile

import pytest

from tasks_tracker.importer.files import apart, limits
from tasks_tracker.importer.files.docx import read as read_docx
from tasks_tracker.importer.files.xlsx import read as read_xlsx
from tasks_tracker.importer.source import Unreadable, read
from tests.unit.importer.files import made
from tests.unit.importer.files.made import HEADER, ROWS

WORD = made.word_of(["一、窗口服务"])
SHEET = made.sheet_of(HEADER, *ROWS)
PRINT = made.printed_of(["一、窗口服务"])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def refused(name: str, raw: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        read(name, raw)
    return refusal.value.words


def packed(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", 8) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "raw", "kind"),
    [
        ("a.docx", WORD, "docx"),
        ("a.xlsx", SHEET, "xlsx"),
        ("a.pdf", PRINT, "pdf"),
        ("a.txt", "一、窗口".encode("gb18030"), "txt"),
        ("a.txt", PRINT, "pdf"),
        ("a.doc", WORD, "docx"),
        ("a.docx", "一、窗口".encode(), "txt"),
        ("no name", b"\r\n" + PRINT, "pdf"),
    ],
)
def test_the_content_says_what_a_file_is(name, raw, kind):
    assert read(name, raw).format == kind


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.docx", b"", "文件是空的"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "旧版 Word（doc）"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), "旧版 Excel（xls）"),
        ("a.wps", OLE, "旧版办公软件的格式"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "文件加了密码"),
        ("a.doc", b"{\\rtf1 ...}", "RTF 格式读不了"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n", "这是图片"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "这是图片"),
        ("a.rar", b"Rar!\x1a\x07", "这是压缩包"),
        ("a.xls", b"<html><table>", "网页或 XML"),
        ("a.zip", packed(a=b"a"), "这是压缩包，不是 Word"),
        ("a.ofd", packed(**{"OFD.xml": b"<a/>"}), "OFD 格式读不了"),
        ("a.odt", packed(**{"content.xml": b"<a/>"}), "ODF 格式"),
        ("a.docx", WORD[:900], "文件打不开"),
        ("a.docx", b"\x00\x01" * 50, "内容却不是，可能已损坏"),
        ("a.xlsx", SHEET[: len(SHEET) // 2], "文件打不开"),
        ("a.pdf", PRINT[:200], "这份 PDF 打不开"),
        ("a.docm", WORD, "带宏的文件不收"),
        ("a.docx", made.repacked(WORD, {"word/vbaProject.bin": b"x"}), "文件里带有宏"),
        ("a.docx", made.repacked(WORD, {"word/document.xml": None}), "文件打不开"),
        ("a.docx", made.repacked(WORD, {"word/document.xml": b"<w:document>"}), "格式不对"),
        ("a.xlsx", made.repacked(SHEET, {"xl/workbook.xml": b"<workbook>"}), "格式不对"),
    ],
)
def test_what_is_not_taken_is_told_with_what_to_do(name, raw, said):
    words = refused(name, raw)
    assert said in words
    assert words.endswith("。")


def test_a_macro_kind_without_macros_is_refused():
    kinds = made.part(WORD, "[Content_Types].xml").replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    assert "带有宏" in refused("a.docx", made.repacked(WORD, {"[Content_Types].xml": kinds}))


def test_a_locked_package_is_refused():
    raw = bytearray(WORD)
    at = raw.find(b"PK\x01\x02")
    raw[at + 8] |= 1
    assert "文件加了密码" in refused("a.docx", bytes(raw))


def test_entities_and_deep_nesting_are_refused():
    body = made.part(WORD, "word/document.xml")
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    begin = body.find(b"<w:document")
    with_doctype = body[:begin] + bomb + body[begin:]
    assert "外部内容" in refused("a.docx", made.repacked(WORD, {"word/document.xml": with_doctype}))
    deep = b"<a>" * 5000 + b"</a>" * 5000
    assert "格式不对" in refused("a.docx", made.repacked(WORD, {"word/document.xml": deep}))


def test_a_package_that_unpacks_to_a_flood_is_refused_before_it_is_unpacked():
    assert "压缩比异常" in refused("a.docx", packed(a=bytes(limits.SMALL + 1)))


@pytest.mark.parametrize(
    ("name", "value"), [("MOST_MEMBERS", 3), ("MOST_UNPACKED", 1000), ("MOST_OF_A_PART", 500)]
)
def test_a_package_has_limits(monkeypatch, name, value):
    monkeypatch.setattr(f"tasks_tracker.importer.files.package.{name}", value)
    with pytest.raises(Unreadable, match="展开后过大"):
        read_docx(WORD)


def test_a_sheet_has_limits(monkeypatch):
    monkeypatch.setattr(limits, "MOST_ROWS", 3)
    with pytest.raises(Unreadable, match="表格有 4 行，一次最多读 3 行"):
        read_xlsx(SHEET, title="表")


def test_a_cell_at_the_end_of_the_sheet_is_no_flood():
    raw = made.sheet_of(HEADER, *ROWS)
    cells = made.part(raw, "xl/worksheets/sheet1.xml")
    far = cells.replace(b'r="A2"', b'r="XFD1048576"', 1)
    words = refused("a.xlsx", made.repacked(raw, {"xl/worksheets/sheet1.xml": far}))
    assert "表格有 1048576 行" in words


def test_text_has_a_limit(monkeypatch):
    monkeypatch.setattr(limits, "MOST_CHARACTERS", 20_000)
    assert "文字超过 2 万字" in refused("a.txt", ("任" * 20_001).encode())
    with pytest.raises(Unreadable, match="文字超过 2 万字"):
        read_docx(made.word_of(["任" * 20_001]))


def test_a_merged_cell_is_not_multiplied_into_a_flood(monkeypatch):
    def build(workbook):
        own = workbook.add_worksheet()
        own.write_row(0, 0, HEADER)
        own.merge_range(1, 1, 900, 1, "建" * 900)
        own.write_column(1, 0, list(range(900)))

    monkeypatch.setattr(limits, "MOST_CHARACTERS", 500_000)
    monkeypatch.setattr("tasks_tracker.importer.files.xlsx.MOST_CHARACTERS", 500_000)
    with pytest.raises(Unreadable, match="文字超过"):
        read_xlsx(made.sheet(build), title="表")


def test_what_no_database_can_hold_is_left_out_of_what_was_read():
    """PostgreSQL refuses a NUL, which a cell spells in letters."""
    plain = made.sheet_of(HEADER, ("1", "推进QQQ办理", "市审批局", "", "年底"))
    strings = made.part(plain, "xl/sharedStrings.xml")
    broken = strings.replace(b"QQQ", b"_x0000__x0001_")
    paper = read("a.xlsx", made.repacked(plain, {"xl/sharedStrings.xml": broken}))
    assert "推进办理" in paper.text
    assert all(one.isprintable() for column in paper.columns for one in column.samples)


def test_a_reader_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(apart, "MOST_SECONDS", 0.01)
    with pytest.raises(Unreadable, match="还没有读完"):
        apart.read_apart("docx", WORD, title="a", roles=())


@pytest.mark.parametrize(
    "death", ["import os; os.abort()", "raise MemoryError", "x = bytearray(1 << 50)"]
)
def test_a_reader_that_dies_takes_nobody_with_it(monkeypatch, death):
    monkeypatch.setattr(apart, "START", death)
    with pytest.raises(Unreadable, match="读不下去"):
        apart.read_apart("pdf", PRINT, title="a", roles=())


def test_the_process_apart_hears_nothing_of_our_environment(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    monkeypatch.setenv("SECRET_KEY", "not for readers")
    start = "import os, json; print(json.dumps({'unreadable': os.environ.get('SECRET_KEY', '')}))"
    monkeypatch.setattr(apart, "START", start)
    with pytest.raises(Unreadable) as refusal:
        apart.read_apart("pdf", PRINT, title="a", roles=())
    assert refusal.value.words == ""
