"""The columns of a 反馈表 by name: those to read, those to fill in, and the hidden mark."""

from tasks_tracker.domain.worksheet_cells import HEADS

SHEET, FIGURES, NOTES = "反馈表", "指标", "填写说明"
CODE, MARK = "编号", "核对码"
SHOWN = {
    "code": CODE,
    "name": "任务",
    "due": "现行时限",
    "light": "亮灯",
    "milestones_left": "还没完成的节点",
    "before": "上次进展",
}
"""Locked; by their names in the mark."""
FIGURE_SHOWN = {
    "code": CODE,
    "name": "任务",
    "phrase": "指标",
    "wanted": "目标",
    "before": "上次报的数",
}
FIGURE_NOW = "目前的数"
COLUMNS = {head: key for key, head in (SHOWN | HEADS).items()}
"""Of the sheet of items: the head of each column, and its name in the program."""
FIGURE_COLUMNS = {head: key for key, head in FIGURE_SHOWN.items()} | {FIGURE_NOW: "figure"}
