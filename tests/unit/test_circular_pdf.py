"""The circular as PDF/A, measured as it is printed."""

import os
import re
import subprocess
import sys
import zlib
from dataclasses import replace

import pypdfium2 as pdfium
import pytest

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.reports import circular_pdf
from tasks_tracker.reports.circular_paper import Piece
from tasks_tracker.reports.circular_pdf import render
from tests.unit.paper_samples import BULLETIN, LAGGING, PAPER, UNITS, long_annex
from tests.unit.pdf_measure import characters, lines, size, words

BODY = "国" * 28
INK, DASH = 0.4, 0.35
"""Millimetres from the edge of their square to the ink of 国 and of a dash."""
TWICE = (
    "import sys; from tests.unit import paper_samples; "
    "from tasks_tracker.reports.circular_pdf import render; "
    "sys.stdout.buffer.write(render(paper_samples.BULLETIN))"
)
PLAIN = replace(PAPER, annexes=(), attachments=())


def opened(paper):
    return pdfium.PdfDocument(render(paper))


@pytest.fixture(scope="module")
def paper():
    return opened(PAPER)


@pytest.fixture(scope="module")
def full():
    """Two full pages of the body and more."""
    return opened(replace(PLAIN, body=(Piece("国" * 26 + BODY * 60),)))


def test_a_full_page_has_22_lines_of_28_characters(full):
    page = lines(full[1])[:-1]
    assert len(page) == 22
    assert {len(line) for line in page} == {28}


def test_the_type_area_is_156_by_225_within_its_margins(full):
    page = lines(full[1])[:-1]
    line = 28.95 * 25.4 / 72
    assert page[0][0].middle - line / 2 == pytest.approx(37, abs=1)
    assert page[-1][0].middle + line / 2 == pytest.approx(297 - 35, abs=1)
    assert page[0][0].left == pytest.approx(28 + INK, abs=0.25)
    assert page[0][-1].right == pytest.approx(210 - 26 - INK, abs=0.25)
    pitch = page[0][1].left - page[0][0].left
    assert pitch == pytest.approx(156 / 28, abs=0.02)


def test_the_first_line_of_a_paragraph_stands_two_characters_in(full):
    first = next(line for line in lines(full[0]) if line[0].letter == "国")
    assert first[0].left == pytest.approx(28 + 2 * 156 / 28 + INK, abs=0.25)
    assert len(first) == 26


def test_page_numbers_stand_7_mm_below_at_the_outer_edge_between_dashes(full):
    odd, even = lines(full[2])[-1], lines(full[1])[-1]
    assert ["".join(one.letter for one in line) for line in (odd, even)] == ["—3—", "—2—"]
    one = 14 * 25.4 / 72
    assert odd[-1].right == pytest.approx(210 - 26 - one - DASH, abs=0.25)
    assert even[0].left == pytest.approx(28 + one + DASH, abs=0.25)
    assert odd[0].middle == pytest.approx(297 - 35 + 7, abs=0.3)
    assert even[-1].middle == odd[0].middle


def test_the_masthead_is_red_and_stands_35_mm_below_the_top_of_the_type_area(paper):
    masthead = lines(paper[0])[0]
    assert "".join(one.letter for one in masthead) == PAPER.masthead
    assert masthead[0].top == pytest.approx(37 + 35, abs=1.5)
    middle = (masthead[0].left + masthead[-1].right) / 2
    assert middle == pytest.approx((28 + 210 - 26) / 2, abs=0.5)


def test_everything_that_the_paper_says_is_printed(paper):
    said = "".join("".join(words(page).split()) for page in paper)
    for piece in PAPER.body:
        assert piece.words.replace(" ", "") in said
    for annex in PAPER.annexes:
        for cell in (*sum(annex.rows, ()), *annex.foot, annex.mark, annex.title, annex.note):
            assert cell in said
    assert "抄送：市政府领导同志。" in said
    assert "2024年6月5日印发" in said


def test_annexes_lie_where_they_say_so(paper):
    assert [size(page) for page in paper] == [(210, 297)] * 2 + [(210, 297), (297, 210), (210, 297)]


def test_on_lying_pages_the_number_keeps_its_place_on_the_sheet(paper):
    turned = [one for one in characters(paper[3]) if one.right < 35 - 3]
    assert "".join(one.letter for one in turned) == "—4—"
    assert min(one.top for one in turned) == pytest.approx(28 + 14 * 25.4 / 72, abs=0.6)
    dash = turned[0]
    assert (dash.left + dash.right) / 2 == pytest.approx(35 - 7, abs=0.3)


def test_the_imprint_stands_at_the_foot_of_the_last_page(paper):
    last = lines(paper[len(paper) - 1])
    assert "".join(one.letter for one in last[-2]).endswith("2024年6月5日印发")
    assert last[-2][0].middle == pytest.approx(297 - 35 - 13 * 25.4 / 72, abs=1)
    assert last[-3][0].letter == "抄"


def test_where_the_last_annex_lies_the_imprint_has_an_upright_page():
    document = opened(replace(PAPER, annexes=(UNITS, LAGGING)))
    last = document[len(document) - 1]
    assert size(last) == (210, 297)
    assert words(last).startswith("抄送")


@pytest.mark.parametrize("more", range(24))
def test_no_page_has_the_signature_alone(more):
    """However long the body is; the attachments go with it."""
    document = opened(replace(PAPER, annexes=(), body=(Piece("国" * 26 + BODY * (more + 2)),)))
    (page,) = [
        page for page in document if "6月5日\n" in words(page) + "\n" and "国" in words(page)
    ]
    assert "附件：" in words(page)


@pytest.mark.parametrize("more", range(0, 22, 3))
def test_no_heading_stands_at_the_foot_of_a_page(more):
    body = (Piece("国" * 26 + BODY * (more + 2)), Piece("一、总体情况", 1), Piece("正文" * 40))
    document = opened(replace(PLAIN, body=body))
    for page in document:
        found = ["".join(one.letter for one in line) for line in lines(page)]
        if "一、总体情况" in found:
            assert found[found.index("一、总体情况") + 1].startswith("正文")


def test_the_head_of_a_table_is_repeated_and_every_row_is_there():
    document = opened(replace(PAPER, annexes=(long_annex(300),)))
    pages = [words(page) for page in document if size(page) == (297, 210)]
    assert len(pages) > 5
    assert all("牵头单位" in page for page in pages[:-1])
    assert set(re.findall(r"聊\d{4}", "".join(pages))) == {f"聊{one:04}" for one in range(1, 301)}


def test_a_row_taller_than_a_page_is_torn_rather_than_cut():
    report = "国" * 4000
    tall = replace(long_annex(3), rows=(("聊0001", "任务", "单位", report),))
    said = "".join("".join(words(page).split()) for page in opened(replace(PAPER, annexes=(tall,))))
    assert said.count("国") == 4000


def test_words_without_a_place_to_break_stay_in_their_cell():
    address = "https://example.org/" + "a" * 80
    wide = replace(long_annex(1), rows=(("聊0001", "任务", "单位", address),))
    document = opened(replace(PAPER, annexes=(wide,)))
    page = next(page for page in document if size(page) == (297, 210))
    assert max(one.right for one in characters(page)) <= 297 - 37 + 0.5
    assert address in "".join(words(page).split())


def test_the_number_of_an_annex_stays_with_its_word():
    body = Piece("国" * 24 + "附件16。" + "国" * 20)
    document = opened(replace(PLAIN, body=(body, Piece("完。"))))
    found = ["".join(one.letter for one in line) for line in lines(document[0])]
    assert any(line.startswith("附件16。") for line in found)


def test_a_dash_stands_in_the_middle_where_words_stand_and_below_numbers_where_they_stand():
    nothing = replace(UNITS, rows=(("1", "—", "3", "—"),), foot=())
    page = opened(replace(PAPER, annexes=(nothing,)))[2]
    words, number = (one for line in lines(page)[:-1] for one in line if one.letter == "—")
    assert (words.left + words.right) / 2 == pytest.approx(28 + 12 + 114 / 2, abs=0.3)
    assert number.right == pytest.approx(210 - 26 - 0.7, abs=0.5)


def test_days_of_a_month_are_kept_on_one_line():
    narrow = replace(
        UNITS, rows=(("1", "市一局", "2020年12月30日", "1"),), widths=(12, 107, 22, 15)
    )
    page = opened(replace(PAPER, annexes=(narrow,)))[2]
    assert "2020年\n12月30日" in words(page)


@pytest.mark.parametrize(
    "odd",
    ["#panic[x]", "*重*_斜_ $x$", "\\u{41}", "= 标题", "- 列表", "@参见", "<标签>", "`码`", '"]'],
)
def test_words_are_words_and_no_markup(odd):
    said = "".join(words(opened(replace(PLAIN, body=(Piece(f"甲{odd}乙"),)))[0]).split())
    assert f"甲{odd}乙".replace(" ", "") in said


def test_a_character_without_type_is_printed_as_a_geta_and_none_stops_the_paper():
    odd = replace(PLAIN, body=(Piece("经办人李\U00030edd和😀\x00\ufffe，已办结。"),))
    assert "经办人李〓和〓，已办结。" in words(opened(odd)[0])


def test_the_file_says_that_it_is_pdf_a_and_what_it_is_about():
    raw = render(PAPER)
    assert b"<pdfaid:part>2</pdfaid:part>" in raw
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in raw
    about = pdfium.PdfDocument(raw).get_metadata_dict()
    assert about["Title"] == PAPER.name
    assert about["Author"] == PAPER.office
    assert about["CreationDate"].startswith("D:20240605")


def test_headings_and_annexes_can_be_gone_to(paper):
    found = [(entry.level, entry.get_title()) for entry in paper.get_toc()]
    assert found == [
        (0, "一、总体情况"),
        (1, "（一）优化营商环境"),
        (2, "1. 审批服务"),
        (3, "（1）综合窗口"),
        *((0, annex.title) for annex in PAPER.annexes),
    ]


def test_only_fonts_that_may_be_passed_on_are_embedded():
    raw = render(BULLETIN)
    streams = re.findall(rb"stream\r?\n(.*?)endstream", raw, re.DOTALL)
    unpacked = b"".join(map(_unpacked, streams)) + raw
    names = set(re.findall(rb"/FontName\s*/\w{6}\+([\w-]+)", unpacked))
    assert names == {b"NotoSansSC-Regular", b"NotoSerifSC-Regular"}


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def test_a_bulletin_has_its_head_its_picture_and_its_readers():
    document = opened(BULLETIN)
    first, last = words(document[0]), words(document[len(document) - 1])
    assert first.startswith("聊城政务督查\n第3期\n聊城市人民政府督查室")
    assert "聊政督" not in first
    assert "图 逾期事项最多的单位" in "".join(map(words, document))
    assert "报：市政府领导同志。" in last


def test_the_same_paper_makes_the_same_bytes_in_any_process():
    env = os.environ | {"PYTHONHASHSEED": "7", "TZ": "America/Lima"}
    done = subprocess.run([sys.executable, "-c", TWICE], env=env, capture_output=True, check=True)
    assert done.stdout == render(BULLETIN)


def test_a_paper_that_cannot_be_set_is_refused_in_words(monkeypatch):
    monkeypatch.setattr(circular_pdf, "START", "raise SystemExit(1)")
    with pytest.raises(Refusal, match="排不成 PDF"):
        render(PLAIN)
