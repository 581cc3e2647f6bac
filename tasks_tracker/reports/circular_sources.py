"""Where each number of a circular comes from, in words, for those who look behind it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tasks_tracker.reports.circular_numbers import numbers
from tasks_tracker.reports.circular_snapshot import Snapshot

MEANINGS: Mapping[str, tuple[str, str]] = {
    "tasks": ("任务总数", "快照当日已经立项的全部任务"),
    "completed": ("已办结", "全部节点经审核通过的任务"),
    "completed_share": ("办结占比", "已办结÷任务总数，三个占比合计100.0%"),
    "under_way": ("在办", "没有办结、也没有逾期的任务"),
    "under_way_share": ("在办占比", "在办÷任务总数"),
    "overdue": ("逾期", "按亮灯规则逾期的任务，含严重逾期：最后一个节点过了时限还没有报送"),
    "overdue_share": ("逾期占比", "逾期÷任务总数"),
    "ahead": ("超进度", "提前报送了本期以后到期的节点，或者完成比例高出序时进度的任务"),
    "on_plan": ("达进度", "有反馈、到期的都已报送，完成比例不低于序时进度的任务"),
    "behind": ("欠进度", "逾期、滞后、漏报或者低于序时进度，又不是在等审核的任务"),
    "other": ("其他", "没有期限、没有反馈，或者逾期报送、正在等审核结论的任务"),
    "due": ("到期节点", "时限落在本期的节点，审核占用的工作日顺延，经批准延期的按新时限"),
    "on_time": ("按期报送", "到期节点中，报送日不晚于时限的"),
    "on_time_rate": ("按时率", "按期报送÷到期节点"),
    "extended": ("延期节点", "经批准延期，原定时限或者新时限落在本期的节点"),
    "left": ("延期移出", "原定时限在本期、因延期不在本期到期的节点"),
    "original_due": ("原定到期", "按原定时限计算，本期到期的节点"),
    "original_on_time": ("原定按期", "按原定时限计算，按期报送的节点"),
    "rate_by_original": ("原定按时率", "不计延期，按原定时限计算的按时率"),
    "granted": ("批准延期", "本期批准的延期申请"),
    "added": ("新增", "本期立项或者补充的任务"),
    "finished": ("本期办结", "最后一个节点在本期审核通过的任务"),
    "closed": ("销号", "本期销号的任务"),
    "ended": ("终止等", "本期终止、合并、转为常态，或者修订后不再列入的任务"),
    "trend.tasks": ("任务增减", "任务总数与上期末之差"),
    "trend.overdue": ("逾期增减", "逾期任务与上期末之差"),
    "trend.rate": ("按时率升降", "按时率与上期之差，单位为百分点"),
    "targets": ("量化指标", "快照当日有效的全部指标"),
    "targets_reported": ("已填报指标", "单位报送过完成值的指标"),
    "targets_verified": ("已核定指标", "完成值经审核通过的指标"),
    "waiting": ("待审", "有反馈正在审核的任务"),
    "overdue_waiting": ("逾期待审", "逾期任务中，有反馈正在审核的"),
    "missed": ("当日到期", "最后一天到期、当天没有报送的任务"),
    "lagging": ("滞后", "最后一个节点没有逾期，但前面有节点过了时限还没有报送的任务"),
    "trailing": ("未达序时", "到期的都已报送，但完成比例低于序时进度的任务，不含已批准延期的"),
    "slow": ("进度缓慢", "临近时限、还没有报送过进展的任务，不含已批准延期的"),
    "unnamed": ("未逐项列出", "逾期任务中，正文没有写到的"),
    "unnamed.lagging": ("滞后未列出", "滞后任务中，正文没有写到的"),
    "reports_due": ("应报反馈", "应报日期落在本期的进展反馈，不含后来不再要求的"),
    "reports_in_time": ("按期反馈", "在应报日期以前报送的进展反馈"),
    "reports_missing": ("漏报", "应报日期已过、快照当日还没有报送的"),
    "reports_late": ("迟报", "在应报日期以后报送的"),
    "reports_returned": ("审核退回", "本期被退回的进展反馈"),
    "reporter": ("单位漏报迟报", "这个单位本期漏报或者迟报的件数"),
    "waits": ("等待配合", "快照当日牵头单位正在等待的分工"),
    "blockers": ("需协调事项", "快照当日没有解决、也没有撤回的"),
    "blocker": ("协调原因", "没有解决的需协调事项，按主要原因分"),
    "step": ("催办督办", "本期发出的催办、督办单和约谈通知，按级别分"),
    "findings_new": ("督导问题", "本期交办的督导发现问题"),
    "findings_mended": ("整改销号", "本期认定已经整改的问题"),
    "findings_open": ("整改中", "快照当日还没有整改销号的问题"),
    "next_due": ("下期到期", "还在单位手里、时限落在下期的节点"),
    "plan.tasks": ("方案任务", "这个方案的全部任务"),
    "plan.completed": ("方案办结", "这个方案已办结的任务"),
    "plan.under_way": ("方案在办", "这个方案没有办结、也没有逾期的任务"),
    "plan.overdue": ("方案逾期", "这个方案逾期的任务"),
    "plan.due": ("方案到期", "这个方案本期到期的节点"),
    "plan.on_time": ("方案按期", "这个方案按期报送的到期节点"),
    "plan.on_time_rate": ("方案按时率", "这个方案的按期报送÷到期节点"),
    "section.tasks": ("板块任务", "这个板块的全部任务"),
    "section.completed": ("板块办结", "这个板块已办结的任务"),
    "section.under_way": ("板块在办", "这个板块没有办结、也没有逾期的任务"),
    "section.overdue": ("板块逾期", "这个板块逾期的任务"),
    "section.due": ("板块到期", "这个板块本期到期的节点"),
    "section.on_time": ("板块按期", "这个板块按期报送的到期节点"),
    "section.on_time_rate": ("板块按时率", "这个板块的按期报送÷到期节点"),
    "good": ("单位到期", "这个单位本期到期的节点，都已按期报送"),
    "late": ("逾期天数", "从时限次日到快照当日的工作日"),
    "lag": ("滞后天数", "从时限次日到快照当日的工作日"),
    "was": ("原数", "原通报的数"),
}
"""What a number is called, and what it counts; one of several by what they have in common."""
IN_ANNEX: Mapping[str, str] = {"good": "units", "late": "lagging", "lag": "lagging"}
"""Numbers that belong to a row of an annex."""
PLACE = re.compile(r"\.\d+(?=\.|$)")


@dataclass(frozen=True)
class Source:
    """A number in the text and what was counted for it."""

    figure: str
    label: str
    value: str
    words: str


def meaning(figure: str) -> tuple[str, str]:
    """Of any number: plan.3.due by plan.due, late.2 by late, blocker.land by blocker."""
    common = PLACE.sub("", figure)
    for name in (figure, common, common.partition(".")[0]):
        if name in MEANINGS:
            return MEANINGS[name]
    raise KeyError(figure)


def anchor(figure: str) -> str:
    """The place on the page that explains a number."""
    stem = figure.partition(".")[0]
    keys = ("units", "lagging")
    return f"annex-{keys.index(IN_ANNEX[stem]) + 1}" if stem in IN_ANNEX else f"figure-{figure}"


def sources(snapshot: Snapshot) -> Sequence[Source]:
    """The numbers that the text uses and no annex has, in the order in which they come up."""
    text, known = snapshot.text, numbers(snapshot.figures)
    sentences = [text.opening, *(one for chapter in text.chapters for one in chapter.paragraphs)]
    used = dict.fromkeys(part.figure for one in sentences for part in one if part.figure)
    return [
        Source(figure, meaning(figure)[0], known[figure], meaning(figure)[1])
        for figure in used
        if figure.partition(".")[0] not in IN_ANNEX
    ]


def by_meaning(found: Sequence[Source]) -> Mapping[tuple[str, str], Sequence[Source]]:
    """What each kind of number counts, said once, with all the numbers of that kind."""
    grouped: dict[tuple[str, str], list[Source]] = {}
    for source in found:
        grouped.setdefault((source.label, source.words), []).append(source)
    return grouped
