"""What may be handed in as evidence, what is refused, and what is left on disk."""

import io
import zipfile
import zlib

import pytest

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.operations import file_types, secrecy
from tasks_tracker.operations.evidence import (
    clean_name,
    path_of,
    store,
)

PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
JPEG = b"\xff\xd8\xff\xe0" + bytes(20)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
LIMIT = 1024 * 1024


def package(main, text="<w:p><w:t>已启用 12 个窗口</w:t></w:p>", **more):
    """A document package with one main part; `more` are further members by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(main, text)
        for name, content in more.items():
            made.writestr(name, content)
    return file.getvalue()


def docx(text="<w:p><w:t>已启用 12 个窗口</w:t></w:p>", **more):
    return package("word/document.xml", text, **more)


def xlsx(**more):
    return package("xl/workbook.xml", "<workbook/>", **more)


def packed(text):
    """A compressed stream of a PDF in which the text cannot be seen from outside."""
    stream = zlib.compress(b"0 0 Td " * 40 + text)
    assert text not in stream
    return b"stream\r\n" + stream + b"\nendstream\n"


PACKAGED = OLE + "\x01Ole10Native".encode("utf-16-le") + b"MZ" + bytes(50)
"""An object in which Word keeps a program that somebody dragged into the text."""


def with_password():
    """As Office writes a document with a password: an old container with the cipher text."""
    return OLE + "EncryptedPackage".encode("utf-16-le") + bytes(600)


def encrypted_members():
    """A package whose members say that they are encrypted."""
    raw = bytearray(docx())
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = raw.find(mark)
        while at >= 0:
            raw[at + place] |= 1
            at = raw.find(mark, at + 4)
    return bytes(raw)


def test_a_formula_kept_as_an_object_is_no_program(tmp_path):
    equation = OLE + "Equation Native".encode("utf-16-le")
    raw = docx(**{"word/embeddings/oleObject1.bin": equation})
    assert store("报告.docx", raw, folder=tmp_path, max_bytes=LIMIT).size == len(raw)


def refusal(tmp_path, name, raw, limit=LIMIT):
    with pytest.raises(Refusal) as refused:
        store(name, raw, folder=tmp_path, max_bytes=limit)
    assert refused.value.field == "evidence"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    return refused.value.words


@pytest.mark.parametrize(
    ("name", "raw", "media_type"),
    [
        ("联调记录.pdf", PDF, "application/pdf"),
        ("现场.PNG", PNG, "image/png"),
        ("现场.jpg", JPEG, "image/jpeg"),
        ("报告.docx", docx(), f"{file_types.OOXML}.wordprocessingml.document"),
        ("台账.xlsx", xlsx(), f"{file_types.OOXML}.spreadsheetml.sheet"),
        ("版式.ofd", package("OFD.xml"), "application/ofd"),
        ("说明.txt", "保护商业秘密，做好机密文件★级管理台账。\n★ 重点".encode(), "text/plain"),
        ("名单.csv", "单位,件数\n市一局,3\n".encode("gb18030"), "text/csv"),
    ],
)
def test_what_units_have_is_taken(tmp_path, name, raw, media_type):
    file = store(name, io.BytesIO(raw), folder=tmp_path, max_bytes=LIMIT)
    assert (file.file_name, file.media_type, file.size) == (name, media_type, len(raw))
    assert path_of(file.stored_name, folder=tmp_path).read_bytes() == raw


def test_it_lies_under_a_name_that_tells_nothing(tmp_path):
    first = store("联调.pdf", PDF, folder=tmp_path, max_bytes=LIMIT)
    second = store("联调.pdf", PDF, folder=tmp_path, max_bytes=LIMIT)
    assert first.stored_name != second.stored_name
    assert first.sha256 == second.sha256
    files = {
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()
    }
    assert files == {f"{name[:2]}/{name}" for name in (first.stored_name, second.stored_name)}


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("空.pdf", b"", "空的"),
        ("无扩展名", PDF, "没有扩展名"),
        ("工具.exe", b"MZ" + bytes(50), "程序、脚本和网页"),
        ("报告.pdf.exe", b"MZ" + bytes(50), "程序、脚本和网页"),
        ("页面.html", b"<html>", "程序、脚本和网页"),
        ("图.svg", b"<svg/>", "程序、脚本和网页"),
        ("伪装.txt", b"<!doctype html><script>1</script>", "程序、脚本和网页"),
        ("伪装.csv", b"#!/bin/sh\nls", "程序、脚本和网页"),
        ("二进制.txt", b"\x00\x01\x02abc", "不是文字"),
        ("报告.doc", OLE, "另存为 docx"),
        ("台账.xls", OLE, "另存为 xlsx"),
        ("台账.et", OLE, "另存为 xlsx"),
        ("台账.xlsm", xlsx(), "不带宏"),
        ("材料.zip", docx(), "zip 格式不收"),
        ("报告.pdf", docx(), "内容却不是"),
        ("现场.png", JPEG, "内容却不是"),
        ("程序.pdf", b"MZ" + bytes(50), "内容却不是"),
        ("报告.docx", xlsx(), "文件名与内容不符"),
        ("报告.docx", docx()[:60], "可能已损坏"),
        ("报告.docx", OLE, "加了密码"),
        ("报告.pdf", PDF + b"<</Encrypt 5 0 R>>", "加了密"),
        ("报告.pdf", PDF + b"<</S /JavaScript /JS (x)>>", "带有脚本"),
        ("报告.docx", docx(**{"word/vbaProject.bin": b"x"}), "带有宏"),
        ("台账.xlsx", xlsx(**{"xl/macrosheets/sheet1.xml": "<x/>"}), "带有宏"),
        ("报告.docx", docx(**{"word/embeddings/a.exe": b"MZ"}), "夹带"),
        ("报告.docx", docx(**{"word/embeddings/表.xlsm": b"PK"}), "夹带"),
        ("报告.docx", docx(**{"word/embeddings/oleObject1.bin": PACKAGED}), "夹带"),
        ("台账.docm", docx(), "不带宏"),
        ("报告.docx", with_password(), "加了密码"),
        ("报告.docx", encrypted_members(), "加了密码"),
        ("报告.pdf", PDF + b"<</S /J#61vaScript /JS (x)>>", "带有脚本"),
        ("报告.pdf", PDF + b"<</S /Launch /F (cmd.exe)>>", "带有脚本"),
        ("现场.jpg", b"MZ" + bytes(50), "内容却不是"),
        ("名单.csv", b"MZ\x90\x00" + bytes(50), "不是文字"),
        ("报告.docx", docx(**{"../../etc/passwd": b"x"}), "夹带"),
    ],
)
def test_what_is_not_what_it_says_or_could_do_harm_is_refused(tmp_path, name, raw, words):
    assert words in refusal(tmp_path, name, raw)


def test_a_package_with_passwords_inside_is_refused(tmp_path):
    raw = docx()
    marked = raw.replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
    )
    assert marked != raw
    assert "加了密码" in refusal(tmp_path, "报告.docx", marked)


def test_a_file_over_the_limit_is_refused_without_being_read_whole(tmp_path):
    stream = io.BytesIO(PDF + bytes(5 * LIMIT))
    assert "超过 1 MB" in refusal(tmp_path, "大.pdf", stream)
    assert stream.tell() == LIMIT + 1


def test_a_small_package_that_unpacks_to_a_flood_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(file_types, "MOST_UNPACKED", 100_000)
    bomb = docx(**{"word/media/a.bin": bytes(200_000)})
    assert len(bomb) < 2_000
    assert "展开后过大" in refusal(tmp_path, "报告.docx", bomb)


def test_a_package_of_countless_parts_is_refused(tmp_path):
    many = docx(**{f"word/media/{number}": b"" for number in range(file_types.MOST_MEMBERS)})
    assert "展开后过大" in refusal(tmp_path, "报告.docx", many)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("工作方案（秘密）.pdf", PDF),
        ("秘密★1年 会议纪要.pdf", PDF),
        ("【机密】名单.pdf", PDF),
        ("密级：绝密.pdf", PDF),
        ("纪要.txt", "机 密 ★ 10 年\n关于有关事项".encode()),
        ("纪要.txt", "机\u200b密\u2060★5年".encode()),
        ("纪要.txt", "秘密*5年".encode("gb18030")),
        ("纪要.txt", "密　级： 秘密".encode("utf-16")),
        ("纪要.docx", docx("<w:p><w:r><w:t>绝密</w:t></w:r><w:r><w:t>★</w:t></w:r></w:p>")),
        ("纪要.docx", docx(**{"word/header1.xml": "<w:p><w:t>机密★长期</w:t></w:p>"})),
        ("名单.xlsx", xlsx(**{"xl/sharedStrings.xml": "<si><t>密级:机密</t></si>"})),
        ("名单.xlsx", xlsx(**{"docProps/app.xml": "秘密★".encode("utf-16")})),
        ("纪要.pdf", PDF + "秘密★".encode()),
        ("纪要.pdf", PDF + packed("机密★5年".encode("utf-16-be"))),
        ("纪要.pdf", PDF + b"stream\nplain\nendstream\n" + packed("绝密★".encode("gb18030"))),
        (
            "纪要.pdf",
            PDF + b"stream\n<" + "密级：绝密".encode("utf-16-be").hex().encode() + b"> Tj",
        ),
    ],
)
def test_marks_of_secrecy_are_refused_with_the_rule(tmp_path, name, raw):
    words = refusal(tmp_path, name, raw)
    assert "《保守国家秘密法》" in words
    assert "标志" in words


def test_only_so_much_of_a_pdf_is_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(secrecy, "STREAMS_LIMIT", 1000)
    flood = PDF + packed(bytes(5000)) + packed("机密★5年".encode("utf-16-be"))
    assert store("图纸.pdf", flood, folder=tmp_path, max_bytes=LIMIT)


def test_pictures_among_the_parts_of_a_package_are_not_read_as_text(tmp_path):
    raw = docx(**{"word/media/a.png": "机密★5年".encode()})
    assert store("报告.docx", raw, folder=tmp_path, max_bytes=LIMIT)


def test_business_secrets_are_no_state_secrets(tmp_path):
    text = "<w:p><w:t>商业秘密</w:t></w:p><w:p><w:t>★ 重点企业</w:t></w:p>"
    assert store("商业秘密保护台账.docx", docx(text), folder=tmp_path, max_bytes=LIMIT)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("C:\\Users\\a\\联调.pdf", "联调.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("报告\u202efdp.exe\x00\n.pdf", "报告fdp.exe.pdf"),
        ("  多  空格 .pdf ", "多 空格 .pdf"),
        ("...", "未命名"),
        ("长" * 200 + ".docx", "长" * 114 + "….docx"),
        ("长" * 200, "长" * 120),
    ],
)
def test_names_are_cleaned_for_show(given, shown):
    assert clean_name(given) == shown


@pytest.mark.parametrize("name", ["../config", "", "a" * 31, "A" * 32, "a" * 32 + "\n"])
def test_only_names_made_here_are_places(tmp_path, name):
    with pytest.raises(ValueError, match="stored name"):
        path_of(name, folder=tmp_path)
