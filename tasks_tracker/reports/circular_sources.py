"""Where each number of a circular comes from, in words, for those who look behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tasks_tracker.reports.circular_checks import paragraphs
from tasks_tracker.reports.circular_snapshot import Snapshot
from tasks_tracker.reports.circular_text import numbers

MEANINGS: Mapping[str, tuple[str, str]] = {
    "tasks": ("任务总数", "快照当日已经立项的全部任务"),
    "completed": ("已办结", "全部节点经审核通过的任务"),
    "completed_share": ("办结占比", "已办结÷任务总数，三个占比合计100.0%"),
    "under_way": ("在办", "没有办结、也没有逾期的任务"),
    "under_way_share": ("在办占比", "在办÷任务总数"),
    "overdue": ("逾期", "按亮灯规则逾期的任务，含严重逾期：最后一个节点过了时限还没有报送"),
    "overdue_share": ("逾期占比", "逾期÷任务总数"),
    "due": ("到期节点", "时限落在本月的节点，审核占用的工作日顺延"),
    "on_time": ("按期报送", "到期节点中，报送日不晚于时限的"),
    "on_time_rate": ("按时率", "按期报送÷到期节点"),
    "waiting": ("待审", "有反馈正在审核的任务"),
    "overdue_waiting": ("逾期待审", "逾期任务中，有反馈正在审核的"),
    "missed": ("当日到期", "最后一天到期、当天没有报送的任务"),
    "lagging": ("滞后", "最后一个节点没有逾期，但前面有节点过了时限还没有报送的任务"),
    "unnamed": ("未逐项列出", "逾期任务中，正文没有写到的"),
    "next_due": ("下月到期", "还在单位手里、时限落在下月的节点"),
}
PLACES: Mapping[str, str] = {"good": "annex-1", "late": "annex-2"}
"""Numbers that belong to a row of an annex."""


@dataclass(frozen=True)
class Source:
    """A number in the text and what was counted for it."""

    figure: str
    label: str
    value: str
    words: str


def anchor(figure: str) -> str:
    """The place on the page that explains a number."""
    return PLACES.get(figure.split(".")[0], f"figure-{figure}")


def sources(snapshot: Snapshot) -> Sequence[Source]:
    """The numbers that the text uses, in the order of their meanings."""
    used = {part.figure for sentence in paragraphs(snapshot.text) for part in sentence}
    known = numbers(snapshot.figures)
    return [
        Source(figure, label, known[figure], words)
        for figure, (label, words) in MEANINGS.items()
        if figure in used
    ]
