"""PDF: lines in reading order, paragraphs, columns, tables, running heads, scans."""

import io

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.platypus import PageBreak, Paragraph, Table

from tasks_tracker.importer.files import pdf
from tasks_tracker.importer.files.paper import Unreadable
from tasks_tracker.importer.files.pdf import read
from tests.unit.importer.files import made
from tests.unit.importer.files.made import BODY, CELL, CENTRED, HEADER, ROWS

LONG = "完善综合窗口，推行一次申请、一次受理、一次办结，公布清单并接受监督，" * 4 + "年底前完成。"


def lines(raw: bytes) -> list[str]:
    return read(raw).text.split("\n")


def test_lines_of_a_paragraph_are_joined_and_paragraphs_stay_apart():
    assert lines(made.printed_of(["（一）受理。", LONG, LONG, "（二）延时。"])) == [
        "（一）受理。", LONG, LONG, "（二）延时。"
    ]  # fmt: skip


def test_a_line_that_ends_before_what_cannot_be_parted_goes_on():
    def draw(canvas):
        for at, (left, words) in enumerate(
            [
                (84, LONG[:30]),
                (60, LONG[:24]),
                (60, "（聊政发〔2016〕4号）同时废止。"),
                (84, LONG[:30]),
            ]
        ):
            canvas.drawString(left, 760 - 20 * at, words)

    whole = LONG[:30] + LONG[:24] + "（聊政发〔2016〕4号）同时废止。"
    assert lines(made.drawn(draw)) == [whole, LONG[:30]]


def test_a_paragraph_goes_on_over_the_page():
    story = [LONG] * 14
    assert lines(made.printed_of(story)) == story


def test_running_heads_and_page_numbers_are_left_out_and_kept_beside():
    paper = read(made.printed_of([LONG] * 20, head="机密★1年", foot="{}"))
    assert set(paper.text.split("\n")) == {LONG}
    assert paper.beside.split("\n")[:2] == ["机密★1年", "1"]


def test_an_annex_mark_on_each_page_is_no_running_head():
    story = [part for at in range(1, 5) for part in (Paragraph(f"附件{at}", BODY), PageBreak())]
    assert lines(made.printed(story)) == ["附件1", "附件2", "附件3", "附件4"]


def test_a_centred_title_stands_alone():
    story = [Paragraph("云泽市便民实施方案", CENTRED), Paragraph(LONG, BODY)]
    assert lines(made.printed(story)) == ["云泽市便民实施方案", LONG]


def test_columns_are_read_one_after_the_other():
    left = [f"左栏第{at}行说明窗口服务要求" for at in "一二三四五六七八"]
    right = [f"右栏第{at}行说明数据共享要求" for at in "一二三四五六七八"]

    def draw(canvas):
        for at, (one, other) in enumerate(zip(left, right, strict=True)):
            canvas.drawString(60, 760 - 20 * at, one + "。")
            canvas.drawString(320, 760 - 20 * at, other + "。")

    text = read(made.drawn(draw)).text.replace("\n", "")
    assert text == "。".join([*left, *right]) + "。"


def test_a_ruled_table_gives_rows():
    assert lines(made.printed_of(["见表。"], [HEADER, *ROWS])) == [
        "见表。", *["\t".join(row) for row in (HEADER, *ROWS)]
    ]  # fmt: skip


def test_a_table_goes_on_over_pages_and_its_header_is_read_once():
    row = ("建成综合服务平台并投入运行", "市数据局", "市财政局", "年底前")
    rows = [(str(at), *row) for at in range(80)]
    found = lines(made.printed_of([], [HEADER, *rows]))
    assert found == ["\t".join(row) for row in (HEADER, *rows)]


def test_merged_cells_hold_for_each_of_their_rows():
    cells = [[Paragraph(words, CELL) for words in row] for row in (HEADER, *ROWS)]
    style = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("SPAN", (2, 1), (2, 2))]
    raw = made.printed([Table(cells, colWidths=[30, 150, 80, 110, 80], style=style)])
    assert [line.split("\t")[2] for line in lines(raw)[1:]] == ["市审批局", "市审批局", "市数据局"]


def test_a_row_that_the_page_cuts_is_made_whole():
    def draw(canvas):
        for rows in ([HEADER, ("1", "建成平台", "市数据局", "市财政局、", "年底")],
                     [("", "并投入运行", "", "市民政局", "前")]):  # fmt: skip
            for at, row in enumerate(rows):
                for column, words in enumerate(row):
                    canvas.setFont(made.SONG, 12)
                    canvas.rect(40 + 100 * column, 700 - 30 * at, 100, 30)
                    canvas.drawString(45 + 100 * column, 710 - 30 * at, words)
            canvas.showPage()

    (row,) = lines(made.drawn(draw))[1:]
    assert row == "1\t建成平台并投入运行\t市数据局\t市财政局、市民政局\t年底前"


def test_a_frame_around_the_page_is_no_table():
    def draw(canvas):
        canvas.rect(40, 40, 500, 760)
        canvas.drawString(60, 700, "一、窗口服务")

    assert lines(made.drawn(draw)) == ["一、窗口服务"]


def test_letters_printed_twice_count_once():
    def draw(canvas):
        canvas.drawString(60, 700, "一、窗口服务")
        canvas.drawString(60.4, 700, "一、窗口服务")

    assert lines(made.drawn(draw)) == ["一、窗口服务"]


def test_a_page_that_lies_on_its_side_is_read_upright():
    def draw(canvas):
        canvas.setPageRotation(90)
        canvas.translate(595, 0)
        canvas.rotate(90)
        canvas.drawString(60, 500, "一、窗口服务")
        canvas.drawString(60, 480, "（一）受理。")

    assert lines(made.drawn(draw)) == ["一、窗口服务", "（一）受理。"]


def picture() -> ImageReader:
    file = io.BytesIO()
    Image.new("L", (60, 80), 200).save(file, "PNG")
    file.seek(0)
    return ImageReader(file)


def test_a_scan_is_told_apart():
    raw = made.drawn(lambda canvas: canvas.drawImage(picture(), 0, 0, 595, 842))
    with pytest.raises(Unreadable) as refused:
        read(raw)
    assert refused.value.words == pdf.SCANNED


def test_a_single_page_of_pictures_is_named():
    def draw(canvas):
        for page in range(3):
            canvas.setFont(made.SONG, 12)
            if page == 1:
                canvas.drawImage(picture(), 0, 0, 595, 842)
            else:
                canvas.drawString(60, 700, f"第{page}段，说明窗口服务的要求。")
            canvas.showPage()

    assert read(made.drawn(draw)).remarks == ("第 2 页是图片，没有读到文字，请对照原件核对。",)


def test_an_empty_and_an_encrypted_file_are_refused():
    with pytest.raises(Unreadable, match="没有文字"):
        read(made.drawn(lambda canvas: canvas.showPage()))
    with pytest.raises(Unreadable, match="加了密码"):
        read(made.drawn(lambda canvas: canvas.drawString(60, 700, "甲"), encrypt="secret"))


def test_a_page_number_alone_is_no_text():
    with pytest.raises(Unreadable, match="没有文字"):
        read(made.drawn(lambda canvas: canvas.drawString(300, 30, "- 1 -")))


def test_too_many_pages_are_refused(monkeypatch):
    monkeypatch.setattr("tasks_tracker.importer.files.limits.MOST_PAGES", 2)
    with pytest.raises(Unreadable, match="有 3 页，一次最多读 2 页"):
        read(made.drawn(lambda canvas: [canvas.showPage() for _ in range(3)]))
