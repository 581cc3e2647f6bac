"""Papers as tests of files want them, made without ledger and snapshot."""

from dataclasses import replace
from datetime import date

from tasks_tracker.domain.circulars import CircularForm
from tasks_tracker.reports.circular_paper import LYING, UPRIGHT, Paper, PaperAnnex, Piece
from tasks_tracker.reports.circular_snapshot import Chart, Column, Kind

UNITS = PaperAnnex(
    mark="附件1",
    title="分单位总表",
    columns=(
        Column("序号", Kind.SHORT),
        Column("单位"),
        Column("应办", Kind.NUMBER),
        Column("按时率（%）", Kind.NUMBER),
    ),
    widths=(12.0, 114.0, 15.0, 15.0),
    rows=(("1", "市一局", "12", "100.0"), ("2", "市二局", "3", "66.7"), ("3", "市三局", "0", "—")),
    foot=("", "合计", "15", "93.3"),
    note="按时率为按期报送节点占当月到期节点的比例。",
    is_lying=False,
)
LAGGING = PaperAnnex(
    mark="附件2",
    title="滞后事项",
    columns=(Column("序号", Kind.SHORT), Column("编号", Kind.SHORT), Column("存在问题")),
    widths=(12.0, 20.0, 193.0),
    rows=(("1", "聊001", "设备没有到货。"), ("2", "聊017", "=1+1")),
    foot=(),
    note="“待审”指反馈已报送、正在审核。",
    is_lying=True,
)
GRANTED = PaperAnnex(
    mark="附件3",
    title="批准延期的事项",
    columns=(Column("序号", Kind.SHORT), Column("任务")),
    widths=(12.0, 144.0),
    rows=(),
    foot=(),
    note="本月没有批准延期的事项。",
    is_lying=False,
)
PAPER = Paper(
    form=CircularForm.RED_HEAD,
    masthead="聊城市人民政府督查室通报",
    number="聊政督〔2024〕3号",
    title=("关于5月份优化营商环境创新突破行动", "进展情况的通报"),
    addressees="各县（市、区）人民政府，市政府各部门、单位：",
    body=(
        Piece("按照文件的调度安排，现通报如下。"),
        Piece("一、总体情况", level=1),
        Piece("截至5月31日，全市18项任务中，已办结9项，占50.0%。"),
        Piece("（一）优化营商环境", level=2),
        Piece("各项任务按序时推进。"),
        Piece("1. 审批服务", level=3),
        Piece("窗口已全部启用。"),
        Piece("（1）综合窗口", level=4),
        Piece("6月17日前报送整改措施和完成日期。"),
    ),
    attachments=("1. 分单位总表", "2. 滞后事项", "3. 批准延期的事项"),
    office="聊城市人民政府督查室",
    day="2024年6月5日",
    annexes=(UNITS, LAGGING, GRANTED),
    copies=("抄送：市政府领导同志。",),
    on=date(2024, 6, 5),
)
CHART = Chart(
    title="图 逾期事项最多的单位",
    spec={
        "data": {"values": [{"unit": "市一局", "late": 3}, {"unit": "市二局", "late": 1}]},
        "mark": "bar",
        "encoding": {
            "y": {"field": "unit", "type": "nominal", "title": None},
            "x": {"field": "late", "type": "quantitative", "title": None},
        },
    },
    alternative="市一局逾期3项，市二局逾期1项。",
)
BULLETIN = replace(
    PAPER,
    form=CircularForm.BULLETIN,
    masthead="聊城政务督查",
    number="第3期",
    addressees="",
    body=(*PAPER.body[:3], Piece(CHART.title, chart=CHART), *PAPER.body[3:]),
    copies=("报：市政府领导同志。", "发：各县（市、区）人民政府，市政府各部门、单位。"),
)


def long_annex(rows: int, *, is_lying: bool = True) -> PaperAnnex:
    """A ledger of so many rows."""
    room = LYING if is_lying else UPRIGHT
    row = (
        "聊{:04}",
        "推进一窗受理改革，年底前全部事项进驻",
        "市行政审批服务局",
        "已启用12个窗口。",
    )
    return PaperAnnex(
        mark="附件",
        title="全部台账",
        columns=(Column("编号", Kind.SHORT), Column("任务"), Column("牵头单位"), Column("进展")),
        widths=(20.0, room - 100.0, 40.0, 40.0),
        rows=tuple((row[0].format(place), *row[1:]) for place in range(1, rows + 1)),
        foot=(),
        note="无。",
        is_lying=is_lying,
    )
