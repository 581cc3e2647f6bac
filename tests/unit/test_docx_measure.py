"""GB/T 9704-2012: what the measuring of a DOCX finds, and that it finds each thing put wrong."""

import io
import re
import zipfile
from dataclasses import replace

import pytest

from tasks_tracker.reports.circular_docx import render
from tasks_tracker.reports.docx_measure import NoDocument, NoRedHead, measure
from tests.unit.paper_samples import BULLETIN, LAGGING, PAPER, UNITS

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"


@pytest.fixture(scope="module")
def raw() -> bytes:
    return render(PAPER)


def changed(raw: bytes, part: str, pattern: str, wrong: str) -> bytes:
    """The file with the first match of a pattern in one of its parts put wrong."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                text, count = re.subn(pattern, wrong, content.decode(), count=1, flags=re.DOTALL)
                assert count == 1, pattern
                assert text.encode() != content
                content = text.encode()
            target.writestr(name, content)
    return packed.getvalue()


def styled(name: str, inside: str) -> str:
    """A pattern for something within a style; what stands before it is kept as \\1."""
    return rf'(<w:name w:val="{name}"/>(?:(?!</w:style>).)*?){inside}'


@pytest.mark.parametrize(
    "paper",
    [
        PAPER,
        replace(PAPER, annexes=(UNITS, LAGGING), attachments=("1. 分单位总表", "2. 滞后事项")),
        replace(PAPER, attachments=(), annexes=()),
        replace(PAPER, annexes=(replace(UNITS, mark="附件"),), attachments=("分单位总表",)),
        replace(PAPER, number="聊政督〔2024〕　号", day="2024年　月　日"),
        replace(PAPER, masthead="聊城高新技术产业开发区管理委员会督查考核办公室通报"),
    ],
)
def test_our_papers_are_as_the_standard_wants_them(paper):
    assert measure(render(paper)) == []


PAGE = [
    ('w:top="2098"', 'w:top="1440"', "第1节top页边"),
    ('w:left="1587"', 'w:left="1800"', "第1节left页边"),
    ('w:bottom="1984"', 'w:bottom="1440"', "第1节bottom页边"),
    ('w:right="1474"', 'w:right="1800"', "第1节right页边"),
    ('w:w="11906"', 'w:w="12240"', "第1节纸张短边"),
    ('w:h="16838"', 'w:h="15840"', "第1节纸张长边"),
    ("linesAndChars", "lines", "没有行和字的网格"),
    ('w:linePitch="579"', 'w:linePitch="312"', "每面不是 22 行"),
    ('w:charSpace="-[0-9]+"', 'w:charSpace="0"', "28 个字的宽度"),
    ('w:footer="1447"', 'w:footer="851"', "一字线距版心下边缘"),
    ('(w:orient="landscape".*?)w:top="1587"', r'\g<1>w:top="2098"', "第2节top页边"),
]
LOOKS = [
    (
        styled(name, r'w:eastAsia="[^"]+"'),
        r'\g<1>w:eastAsia="宋体体"',
        f"“{name}”的字体是",
    )
    for name in ("发文机关标志", "公文标题", "公文正文", "一级标题", "二级标题", "三级标题", "版记")
] + [
    (styled(name, r'<w:sz w:val="\d+"/>'), r'\g<1><w:sz w:val="30"/>', f"“{name}”的字号是 15.0 磅")
    for name in ("公文标题", "公文正文", "一级标题", "附件序号", "版记", "单页码", "双页码")
]
LOOKS += [
    (styled("公文正文", r'w:line="579"'), r'\g<1>w:line="480"', "“公文正文”的行距是 24.0 磅"),
    (styled("公文正文", r'w:lineRule="exact"'), r'\g<1>w:lineRule="auto"', "“公文正文”的行距"),
    (
        styled("公文正文", r'<w:spacing w:val="-5"/>'),
        r'\g<1><w:spacing w:val="10"/>',
        "每行排不成 28 字",
    ),
    (styled("公文正文", r'w:firstLineChars="200"'), r"\g<1>", "正文首行没有左空二字"),
    (
        styled("公文正文", r'<w:autoSpaceDN w:val="0"/>'),
        r"\g<1>",
        "“公文正文”在数字两侧自动加了空",
    ),
    (styled("发文机关标志", 'w:val="FF0000"'), r'\g<1>w:val="000000"', "发文机关标志不是红色"),
    (styled("发文机关标志", 'w:before="1984"'), r'\g<1>w:before="0"', "距版心上边缘"),
    (styled("发文机关标志", 'w:val="center"'), r'\g<1>w:val="left"', "发文机关标志没有居中"),
    (styled("发文字号", 'w:before="1158"'), r'\g<1>w:before="300"', "发文字号上空"),
    (styled("公文标题", 'w:val="center"'), r'\g<1>w:val="left"', "标题没有居中"),
    (styled("主送机关", 'w:before="579"'), r'\g<1>w:before="0"', "主送机关上空"),
    (styled("单页码", 'w:rightChars="100"'), r"\g<1>", "“单页码”没有在右侧空一字"),
    (styled("双页码", '<w:jc w:val="left"/>'), r'\g<1><w:jc w:val="right"/>', "“双页码”没有在左侧"),
]
WORDS = [
    ("聊政督〔2024〕3号", "聊政督[2024]3号", "年份用六角括号"),
    ("聊政督〔2024〕3号", "聊政督〔2024〕第3号", "年份用六角括号"),
    ("聊政督〔2024〕3号", "聊政督〔2024〕03号", "年份用六角括号"),
    ("单位：<", "单位:<", "不是全角冒号"),
    ("一、总体情况", "一. 总体情况", "一级标题的序号不对"),
    ("（一）优化", "一、优化", "二级标题的序号不对"),
    ("1. 审批服务", "（1）审批服务", "三级标题的序号不对"),
    ("（1）综合窗口", "1) 综合窗口", "四级标题的序号不对"),
    ("2. 滞后事项<", "2. 滞后事项。<", "名称后不加标点"),
    ("附件：1. 分", "附件1. 分", "附件说明“附件1. 分单位总表”"),
    (">附件2<", ">附件二<", "“附件二”应为“附件2”"),
    ("2024年6月5日<", "2024年06月05日<", "月、日不编虚位"),
    ("2024年6月5日印发", "2024年6月5日", "版记末行"),
    ("抄送：市政府领导同志。", "抄送：市政府领导同志", "版记没有抄送机关"),
    ('w:color="FF0000"', 'w:color="000000"', "没有红色分隔线"),
    ('w:space="11"', 'w:space="1"', "红色分隔线距发文字号"),
    ('w:rightChars="400"', 'w:rightChars="200"', "成文日期没有右空四字"),
    ("<w:tblHeader/>", "", "第1个表的表头不在各面重复"),
    ("<w:cantSplit/>", "", "第1个表的行会跨面断开"),
    ('<w:gridCol w:w="6463"/>', '<w:gridCol w:w="16463"/>', "第1个表宽出版心"),
    ('w:top w:val="single" w:sz="8"', 'w:top w:val="single" w:sz="4"', "版记top线"),
    ('w:insideH w:val="single" w:sz="6"', 'w:insideH w:val="single" w:sz="8"', "版记insideH线"),
    ("<w:pageBreakBefore/>", "", "没有另面编排"),
    (
        "<w:r>(<w:t[^>]*>按照文件)",
        r'<w:r><w:rPr><w:rFonts w:eastAsia="宋体"/></w:rPr>\1',
        "另设了字体或字号",
    ),
    ("附件：1. 分", "附件：1. 各分", "名称后不加标点"),
    ("进展情况的通报<", "进展情况以及各县各单位下一步工作安排的通报<", "标题的一行排不下"),
]


@pytest.mark.parametrize(("pattern", "wrong", "told"), PAGE + WORDS)
def test_what_is_wrong_in_the_document_is_told(raw, pattern, wrong, told):
    findings = measure(changed(raw, DOCUMENT, pattern, wrong))
    assert any(told in finding for finding in findings), findings


@pytest.mark.parametrize(("pattern", "wrong", "told"), LOOKS)
def test_what_is_wrong_in_a_style_is_told(raw, pattern, wrong, told):
    findings = measure(changed(raw, STYLES, pattern, wrong))
    assert any(told in finding for finding in findings), findings


@pytest.mark.parametrize(
    ("part", "pattern", "wrong", "told"),
    [
        ("word/settings.xml", "<w:evenAndOddHeaders/>", "", "页码不分单双页"),
        ("word/footer1.xml", "— ", "- ", "应为一字线夹页码"),
        ("word/footer2.xml", 'w:instr="PAGE"', 'w:instr="NUMPAGES"', "应为一字线夹页码"),
        ("word/fontTable.xml", "<w:altName", "<w:embedRegular/><w:altName", "嵌入了字体"),
    ],
)
def test_what_is_wrong_elsewhere_is_told(raw, part, pattern, wrong, told):
    findings = measure(changed(raw, part, pattern, wrong))
    assert any(told in finding for finding in findings), findings


def test_a_signature_that_may_stand_alone_is_told(raw):
    loose = changed(raw, STYLES, styled("附件说明", "<w:keepNext/>"), r"\g<1>")
    assert "署名可能单独落在一面" in measure(loose)


def test_fonts_within_the_package_are_told(raw):
    packed = io.BytesIO(raw)
    with zipfile.ZipFile(packed, "a") as package:
        package.writestr("word/fonts/font1.odttf", b"")
    assert "文件里嵌入了字体" in measure(packed.getvalue())


def test_a_bulletin_is_no_red_head_paper():
    with pytest.raises(NoRedHead):
        measure(render(BULLETIN))


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_docx_is_refused(raw):
    with pytest.raises(NoDocument):
        measure(raw)
