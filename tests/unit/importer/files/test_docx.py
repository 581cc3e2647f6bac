"""Word files: paragraphs, tables, text boxes, tracked changes, headings by style."""

import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tasks_tracker.importer.extraction import extract
from tasks_tracker.importer.files.docx import ADDED, read
from tasks_tracker.importer.files.paper import Unreadable
from tests.unit.importer.files import made
from tests.unit.importer.files.made import HEADER, ROWS


def lines(raw: bytes) -> list[str]:
    return read(raw).text.split("\n")


def with_runs(*runs: str) -> list[str]:
    """One paragraph of raw runs."""
    names = nsdecls("w", "wp", "a", "m") + ' xmlns:mc="' + MC + '" xmlns:wps="urn:wps"'

    def build(document: Document) -> None:
        paragraph = document.add_paragraph("")._p
        for one in parse_xml(f"<w:p {names}>{''.join(runs)}</w:p>"):
            paragraph.append(one)

    return lines(made.word(build))


MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def run(inner: str) -> str:
    return f"<w:r>{inner}</w:r>"


def text(words: str) -> str:
    return run(f"<w:t>{words}</w:t>")


def test_paragraphs_and_tables_stand_in_printed_order():
    raw = made.word_of(["一、任务", "见表。"], [HEADER, *ROWS])
    assert lines(raw) == ["一、任务", "见表。", *["\t".join(row) for row in (HEADER, *ROWS)]]


@pytest.mark.parametrize(
    ("runs", "seen"),
    [
        ([text("甲"), "<w:ins>" + text("乙") + "</w:ins>"], ["甲乙"]),
        ([text("甲"), "<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>"], ["甲"]),
        ([text("甲"), "<w:moveFrom>" + text("乙") + "</w:moveFrom>"], ["甲"]),
        (["<w:moveTo>" + text("甲") + "</w:moveTo>"], ["甲"]),
        ([text("甲"), run("<w:br/>"), text("乙")], ["甲", "乙"]),
        ([text("甲"), run("<w:tab/>"), text("乙")], ["甲 乙"]),
        ([text("甲"), run("<w:rPr><w:vanish/></w:rPr><w:t>乙</w:t>")], ["甲"]),
        ([text("甲"), run('<w:rPr><w:vanish w:val="0"/></w:rPr><w:t>乙</w:t>')], ["甲乙"]),
        ([text("甲"), run("<w:instrText>PAGE</w:instrText>")], ["甲"]),
        ([text("5"), run("<w:noBreakHyphen/>"), text("6月")], ["5-6月"]),
        ([text("甲"), "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"], ["甲x"]),
        ([run("<w:ruby><w:rt><w:r><w:t>a</w:t></w:r></w:rt><w:rubyBase>" + text("甲")
              + "</w:rubyBase></w:ruby>")], ["甲"]),
    ],
)  # fmt: skip
def test_what_is_seen_counts(runs, seen):
    assert with_runs(*runs) == seen


def test_a_text_box_is_read_once_behind_its_paragraph():
    box = "<w:txbxContent><w:p>" + text("云政发〔2023〕9号") + "</w:p></w:txbxContent>"
    drawn = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    assert with_runs(text("甲"), run(drawn)) == ["甲", "云政发〔2023〕9号"]


def test_a_paragraph_whose_end_was_deleted_runs_on():
    def build(document):
        first = document.add_paragraph("推行一窗")
        mark = parse_xml(f"<w:pPr {nsdecls('w')}><w:rPr><w:del/></w:rPr></w:pPr>")
        first._p.insert(0, mark)
        document.add_paragraph("受理")

    assert lines(made.word(build)) == ["推行一窗受理"]


def test_cells_merged_downwards_speak_in_each_row():
    def build(document):
        table = made.add_table(document, [HEADER, *ROWS])
        table.cell(2, 2).text = ""
        table.cell(1, 2).merge(table.cell(2, 2))

    rows = [line.split("\t") for line in lines(made.word(build))]
    assert [row[2] for row in rows[1:]] == ["市审批局", "市审批局", "市数据局"]


def test_cells_merged_sideways_stand_once():
    def build(document):
        table = made.add_table(document, [HEADER, *ROWS])
        for cell in table.rows[2].cells[1:]:
            cell.text = ""
        table.cell(2, 0).text = "二、数据共享"
        table.cell(2, 0).merge(table.cell(2, 4))

    assert lines(made.word(build))[2] == "二、数据共享\t\t\t\t"


def test_a_band_over_a_row_heads_the_rows_below():
    table = [HEADER, ("一、窗口服务", "", "", "", ""), *ROWS]
    (plan,) = extract(read(made.word_of(["云泽市便民实施方案"], table)).text)
    assert plan.tasks[0].path == ("一、窗口服务", "1 推行一窗受理")


@pytest.mark.parametrize(
    ("cell", "line"),
    [
        ("市教育局\n市财政局", "市教育局、市财政局"),
        ("市教育局、\n市财政局", "市教育局、市财政局"),
        ("推行一窗\n受理，减少材料", "推行一窗受理，减少材料"),
        ("5G\nbase", "5G base"),
        (" 甲 \t 乙 ", "甲 乙"),
    ],
)
def test_a_cell_of_several_lines_is_put_on_one(cell, line):
    raw = made.word_of([], [("任务", "责任单位"), ("甲", cell)])
    assert lines(raw)[-1] == f"甲\t{line}"


def test_a_table_around_text_is_a_box_and_no_table():
    raw = made.word_of([], [("一、任务\n（一）甲事。",)])
    assert lines(raw) == ["一、任务", "（一）甲事。"]


def test_a_table_within_a_box_is_read_as_a_table():
    def build(document):
        outer = document.add_table(rows=1, cols=1)
        inner = outer.cell(0, 0).add_table(rows=2, cols=2)
        for cell, words in zip(inner._cells, ["任务", "责任单位", "甲事", "市教育局"], strict=True):
            cell.text = words

    read_out = [line for line in lines(made.word(build)) if line]
    assert read_out == ["任务\t责任单位", "甲事\t市教育局"]


def test_deleted_rows_are_gone():
    def build(document):
        table = made.add_table(document, [HEADER, *ROWS])
        row = table.rows[1]._tr
        row.get_or_add_trPr().append(made.xml("<w:del></w:del>"))

    assert [line.split("\t")[0] for line in lines(made.word(build))] == ["序号", "2", "3"]


def test_headings_by_style_get_the_ordinals_that_they_lack():
    def build(document):
        document.add_heading("云泽市便民实施方案", 0)
        for heading in ["1窗口", "2一窗受理", "2延时服务", "1数据", "2互认"]:
            document.add_heading(heading[1:], int(heading[0]))
            document.add_paragraph("办好这件事。（牵头单位：市审批局）")

    paper = read(made.word(build))
    (plan,) = extract(paper.text)
    assert paper.remarks == (ADDED,)
    assert [task.path for task in plan.tasks][1:3] == [
        ("一、窗口", "（一）一窗受理"),
        ("一、窗口", "（二）延时服务"),
    ]
    assert plan.tasks[-1].path == ("二、数据", "（一）互认")


def test_headings_that_have_ordinals_keep_them():
    def build(document):
        document.add_heading("一、窗口", 1)
        document.add_heading("受理", 2)
        document.add_paragraph("1.办好。")

    assert lines(made.word(build)) == ["一、窗口", "（一）受理", "1.办好。"]


def test_lists_of_contents_are_left_out():
    def build(document):
        style = document.styles.add_style("toc 1", 1)
        document.add_paragraph("一、窗口 3", style)
        document.add_paragraph("一、窗口")

    assert lines(made.word(build)) == ["一、窗口"]


def test_words_beside_the_document_are_kept_apart():
    def build(document):
        document.sections[0].header.paragraphs[0].text = "机密★1年"
        document.add_paragraph("一、窗口")

    paper = read(made.word(build))
    assert (paper.text, paper.beside) == ("一、窗口", "机密★1年")


def test_the_strict_dialect_is_read_as_well():
    raw = made.word_of(["一、窗口"])
    strict = made.part(raw, "word/document.xml").replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert lines(made.repacked(raw, {"word/document.xml": strict})) == ["一、窗口"]


def test_a_file_without_words_is_refused():
    with pytest.raises(Unreadable, match="没有文字"):
        read(made.word(lambda document: document.add_paragraph("")))
