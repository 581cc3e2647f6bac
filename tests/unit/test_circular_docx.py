"""The document held against GB/T 9704-2012, by measuring the file."""

import io
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn

from tasks_tracker.reports import circular_annexes, circular_text
from tasks_tracker.reports.circular_docx import render
from tasks_tracker.reports.circular_kept import read
from tasks_tracker.reports.circular_snapshot import Imprint
from tests.unit.circular_samples import PUBLISHED, Story, snapshot

MM = 36000
TWIPS = 635


@pytest.fixture(scope="module")
def raw() -> bytes:
    return render(snapshot(), PUBLISHED)


@pytest.fixture(scope="module")
def document(raw):
    return Document(io.BytesIO(raw))


def sections(document, *, lying: bool):
    return [s for s in document.sections if (s.page_width > s.page_height) is lying]


def paragraph(document, style: str):
    return next(one for one in document.paragraphs if one.style.name == style)


def east_asian(document, style: str) -> str:
    return document.styles[style].element.rPr.rFonts.get(qn("w:eastAsia"))


def test_upright_pages_have_the_margins_of_the_standard(document):
    for section in sections(document, lying=False):
        sides = (
            section.top_margin,
            section.left_margin,
            section.bottom_margin,
            section.right_margin,
        )
        assert [round(side / MM) for side in sides] == [37, 28, 35, 26]
        assert (round(section.page_width / MM), round(section.page_height / MM)) == (210, 297)


def test_lying_pages_are_the_same_page_turned(document):
    (section,) = sections(document, lying=True)
    sides = (section.left_margin, section.top_margin, section.right_margin, section.bottom_margin)
    assert [round(side / MM) for side in sides] == [35, 28, 37, 26]
    assert (round(section.page_width / MM), round(section.page_height / MM)) == (297, 210)


def test_the_grid_holds_22_lines_of_28_characters(document):
    for section in document.sections:
        grid = section._sectPr.find(qn("w:docGrid"))
        assert grid.get(qn("w:type")) == "linesAndChars"
        assert grid.get(qn("w:linePitch")) == "579"
        character = 16 + int(grid.get(qn("w:charSpace"))) / 4096
        assert 28 * character == pytest.approx(156 / 25.4 * 72, abs=0.05)
    assert 22 * 28.95 <= 225 / 25.4 * 72 < 23 * 28.95


def test_28_squeezed_characters_fill_a_line_where_there_is_no_grid(document):
    spacing = document.styles["公文正文"].element.rPr.find(qn("w:spacing"))
    width = 16 + int(spacing.get(qn("w:val"))) / 20
    assert 28 * width <= 156 / 25.4 * 72 < 29 * width


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [
        ("公文标题", "方正小标宋简体", 22),
        ("公文正文", "仿宋_GB2312", 16),
        ("主送机关", "仿宋_GB2312", 16),
        ("发文字号", "仿宋_GB2312", 16),
        ("一级标题", "黑体", 16),
        ("附件序号", "黑体", 16),
        ("附件标题", "方正小标宋简体", 22),
        ("版记", "仿宋_GB2312", 14),
        ("单页码", "宋体", 14),
        ("双页码", "宋体", 14),
    ],
)
def test_fonts_and_sizes(document, style, font, points):
    assert east_asian(document, style) == font
    assert document.styles[style].font.size.pt == points


def test_body_lines_are_fixed_at_28_95_points(document):
    form = document.styles["公文正文"].paragraph_format
    assert form.line_spacing / TWIPS == 579
    indent = document.styles["公文正文"].element.pPr.ind
    assert indent.get(qn("w:firstLineChars")) == "200"


def test_fonts_are_named_with_substitutes_and_not_embedded(raw):
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        names = package.namelist()
        table = package.read("word/fontTable.xml").decode()
    assert [name for name in names if "font" in name.lower()] == ["word/fontTable.xml"]
    assert "embed" not in table
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in table


def test_the_masthead_is_red_35_mm_down_and_the_line_4_mm_below_the_number(document):
    masthead = paragraph(document, "发文机关标志")
    assert masthead.text == "聊城市人民政府督查室通报"
    style = document.styles["发文机关标志"]
    assert str(style.font.color.rgb) == "FF0000"
    assert round(style.paragraph_format.space_before / MM) == 35
    size = masthead.runs[0].font.size.pt
    assert size * len(masthead.text) <= 156 / 25.4 * 72
    number = paragraph(document, "发文字号")
    assert number.text == "聊政督〔2024〕3号"
    line = number._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert line.get(qn("w:color")) == "FF0000"
    assert int(line.get(qn("w:space"))) * 25.4 / 72 == pytest.approx(4, abs=0.2)


def test_the_order_of_the_parts(document):
    styles = [one.style.name for one in document.paragraphs if one.text]
    expected = ["发文机关标志", "发文字号", "公文标题", "公文标题", "主送机关", "公文正文"]
    assert styles[:6] == expected
    assert [one.text for one in document.paragraphs if one.style.name == "一级标题"] == [
        "一、总体情况",
        "二、进展较好",
        "三、存在问题",
        "四、下步要求",
    ]
    signature = [one for one in document.paragraphs if one.style.name == "署名"]
    assert [one.text for one in signature] == ["聊城市人民政府督查室", "2024年6月5日"]
    assert signature[1]._p.pPr.ind.get(qn("w:rightChars")) == "400"


def test_attachments_are_listed_without_punctuation_two_characters_in(document):
    listed = [one for one in document.paragraphs if one.style.name == "附件说明"]
    assert [one.text for one in listed] == ["附件：1. 分单位总表", "2. 滞后事项", "3. 全部台账"]
    assert [one._p.pPr.ind.get(qn("w:leftChars")) for one in listed] == ["200", "500", "500"]


def test_each_annex_begins_a_page_and_repeats_the_head_of_its_table(document):
    marks = [one for one in document.paragraphs if one.style.name == "附件序号"]
    assert [one.text for one in marks] == ["附件1", "附件2", "附件3"]
    assert all(one.paragraph_format.page_break_before for one in marks)
    tables = document.tables[:3]
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in tables)
    assert [len(table.rows) for table in tables] == [1 + 2 + 1, 1 + 4, 1 + 8]
    foot = [cell.text for cell in tables[0].rows[-1].cells]
    assert foot == ["", "合计", "8", "3", "3", "2", "8", "3", "37.5"]


def test_page_numbers_stand_at_the_outer_edge(document):
    assert document.settings.odd_and_even_pages_header_footer
    first = document.sections[0]
    for footer, align, side in (
        (first.footer, "RIGHT", "right"),
        (first.even_page_footer, "LEFT", "left"),
    ):
        number = footer.paragraphs[0]
        assert "".join(text.text for text in number._p.iter(qn("w:t"))) == "— 1 —"
        assert number._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
        assert number.style.paragraph_format.alignment.name == align
        indent = number.style.element.pPr.ind
        assert indent.get(qn(f"w:{side}Chars")) == "100"
    below = first.bottom_margin - first.footer_distance - 14 * 12700
    assert round(below / MM) == 7


def test_on_lying_pages_the_number_is_turned_into_the_left_margin(document):
    (section,) = sections(document, lying=True)
    for footer in (section.footer, section.even_page_footer):
        table = footer.tables[0]._tbl
        assert table.find(f".//{qn('w:textDirection')}").get(qn("w:val")) == "tbRl"
        place = table.tblPr.find(qn("w:tblpPr"))
        assert int(place.get(qn("w:tblpX"))) * TWIPS < section.left_margin - 7 * MM


def test_the_imprint_has_thick_outer_and_a_thin_inner_line(document):
    table = document.tables[-1]
    assert [row.cells[0].text for row in table.rows] == [
        "抄送：市政府领导同志。",
        "聊城市人民政府督查室\t2024年6月5日印发",
    ]
    borders = table._tbl.tblPr.find(qn("w:tblBorders"))
    widths = {side.tag.split("}")[1]: int(side.get(qn("w:sz"))) / 8 for side in borders}
    millimetres = {side: round(width * 25.4 / 72, 2) for side, width in widths.items()}
    assert millimetres == {"top": 0.35, "bottom": 0.35, "insideH": 0.26}


def test_the_same_circular_makes_the_same_bytes(raw):
    assert render(snapshot(), PUBLISHED) == raw
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert Document(io.BytesIO(raw)).core_properties.created.date() == date(2024, 6, 5)


def test_nothing_but_the_snapshot_is_put_into_words_again(raw, monkeypatch):
    """Later releases may word and count differently; what is kept stays."""
    kept = snapshot().as_json()
    monkeypatch.setattr(circular_annexes, "MISSED", "另一种说法")
    monkeypatch.setattr(circular_text, "NAMED_AT_MOST", 0)
    assert snapshot().as_json() != kept
    assert render(read(kept), PUBLISHED) == raw


def test_a_draft_leaves_room_for_number_and_day():
    draft = Document(io.BytesIO(render(snapshot(), Imprint(year=2024))))
    assert paragraph(draft, "发文字号").text == "聊政督〔2024〕　号"


def test_characters_that_xml_does_not_know_are_left_out():
    story = Story()
    story.report(story.task(date(2024, 8, 30)), on=date(2024, 5, 6), words="通\x0b过\x00<&>验收")
    table = Document(io.BytesIO(render(snapshot(story.figures()), PUBLISHED))).tables[1]
    assert "<&>验收" in table.rows[1].cells[7].text


def test_an_empty_ledger_still_makes_a_document():
    empty = Document(io.BytesIO(render(snapshot(Story().figures(), plans=()), PUBLISHED)))
    assert len(empty.tables) == 1
