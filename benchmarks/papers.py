"""Documents for the benchmarks: as long as wanted, in an invented place."""

import io
from copy import deepcopy
from datetime import date

import docx
import xlsxwriter
from docx.oxml.ns import qn

HEADER = ("序号", "任务", "目标", "牵头单位", "责任单位", "完成时限")
HEAD = ("云办发〔2023〕12号", "云泽市2023年重点任务分解表", "2023年3月1日")
MEASURES = (
    (
        "（{ordinal}）推行第{at}项便民服务。整合办事窗口，公布服务清单，一次告知全部材料，{month}月底前综合窗口"
        "覆盖率达到95%以上。建立帮办代办队伍，为行动不便的群众上门办理，做好解释和引导，方便群众就近办事。"
        "（牵头单位：市审批局；责任单位：市公安局、市税务局、市数据局，各县（市、区）人民政府）"
    ),
    (
        "（{ordinal}）健全第{at}项联动机制。围绕企业反映集中的问题，梳理堵点难点，明确办理流程和标准，主动上门"
        "听取意见，及时回应关切。加强部门协同，推动信息互通、结果互认，减少重复提交。畅通投诉举报渠道，"
        "定期回访，形成闭环。（牵头单位：市工业和信息化局；责任单位：市商务局、市市场监管局）"
    ),
)
UNITS = 60


def text(measures: int) -> str:
    """A notice with this many measures."""
    lines = [
        "云泽市人民政府关于印发便民方案的通知",
        "云政发〔2023〕9号",
        "2023年3月1日",
        "一、重点任务",
    ]
    lines += [
        MEASURES[at % 2].format(ordinal="一二三四五六七八九十"[at % 10], at=at, month=at % 9 + 4)
        for at in range(measures)
    ]
    return "\n".join(lines)


def rows(count: int) -> list[tuple[str, ...]]:
    return [
        (
            str(at),
            f"建成第{at}个综合服务平台并投入运行",
            f"办理{at}件以上",
            f"第{at % UNITS}局",
            f"第{(at + 1) % UNITS}局、第{(at + 7) % UNITS}局",
            f"2023年{at % 9 + 4}月28日",
        )
        for at in range(1, count + 1)
    ]


def word_table(count: int) -> bytes:
    document = docx.Document()
    table = document.add_table(rows=2, cols=len(HEADER))
    pattern = table.rows[1]._tr
    for _ in range(count - 1):
        table._tbl.append(deepcopy(pattern))
    elements = list(document.element.body.iter(qn("w:p")))
    words = [cell for row in (HEADER, *rows(count)) for cell in row]
    for paragraph, cell in zip(elements, words, strict=False):
        paragraph.add_r().text = cell
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def sheet(count: int) -> bytes:
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    own = workbook.add_worksheet("分解表")
    shown = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for at, words in enumerate(HEAD):
        own.write(at, 0, words)
    own.write_row(len(HEAD), 0, HEADER)
    for at, row in enumerate(rows(count), len(HEAD) + 1):
        own.write_row(at, 0, row[:-1])
        own.write_datetime(at, len(row) - 1, date(2023, at % 9 + 4, 28), shown)
    workbook.close()
    return file.getvalue()
