"""What a reviewer might ask about a report: questions, never penalties."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from rapidfuzz import fuzz

from tasks_tracker import wording
from tasks_tracker.domain.evidence import Evidence
from tasks_tracker.domain.progress import ProgressReport, ReportedValue
from tasks_tracker.domain.tasks import Target

ALIKE = 90
"""Per cent of likeness from which two texts say the same."""
ALL = 100
DAY_IN_NAME = re.compile(
    r"(?<!\d)(20\d\d)(?:年|-|\.|_)?(1[0-2]|0?[1-9])(?:月|-|\.|_)?(3[01]|[12]\d|0?[1-9])?日?(?!\d)"
)


def of(report: ProgressReport, history: Sequence[ProgressReport]) -> list[str]:
    """In the order in which one reads a report; `history` are the reports of its task, newest
    first."""
    earlier = [one for one in history if one is not report and _is_before(one, report)]
    last = next((one for one in earlier if one.unit_id == report.unit_id), None)
    return [*_of_text(report, last), *_of_evidence(report, earlier), *_of_figures(report)]


def _is_before(one: ProgressReport, report: ProgressReport) -> bool:
    return (one.submitted_at, one.id) < (report.submitted_at, report.id)


def _of_text(report: ProgressReport, last: ProgressReport | None) -> Iterator[str]:
    if last is None:
        return
    day = wording.day(last.submitted_on)
    likeness = round(fuzz.ratio(_plain(report.progress), _plain(last.progress)))
    if likeness >= ALIKE:
        yield f"进展情况和{day}报的几乎一样（相似 {likeness}%），这段时间有没有新进展？"
    if report.percent is not None and report.percent == last.percent and report.percent < ALL:
        yield f"完成比例和{day}一样，仍是 {report.percent}%，卡在哪里？"


def _of_evidence(report: ProgressReport, earlier: Sequence[ProgressReport]) -> Iterator[str]:
    if report.percent == ALL and not report.evidence:
        yield "报了 100%，没有附佐证，凭什么认定？"
    elif report.is_application and not report.evidence:
        yield "申请办结没有附佐证，所写的理由够不够？"
    issued_on = report.task.plan.issued_on
    seen = {one.sha256: old for old in earlier for one in old.evidence if one.is_file}
    for piece in report.evidence:
        if piece.sha256 and piece.sha256 in seen:
            day = wording.day(seen[piece.sha256].submitted_on)
            yield f"佐证“{piece.file_name}”在{day}已经报过，有没有新的？"
        dated = dated_on(piece)
        if dated and dated < issued_on:
            when = wording.full_day(dated)
            yield f"佐证“{piece.file_name}”标的是{when}，早于方案印发，是不是为这一项做的？"


def _of_figures(report: ProgressReport) -> Iterator[str]:
    for given in report.values:
        if not is_reached(given.target, given):
            goal = wording.target(given.target.op, given.target.value, given.target.unit)
            reached = f"{wording.figure(given.value)}{given.target.unit}"
            yield f"指标“{given.target.phrase}”报 {reached}，目标 {goal}，差多少、哪天补上？"


def is_reached(target: Target, given: ReportedValue) -> bool:
    """Whether the figure is what was asked for."""
    if target.op == "<=":
        return given.value <= target.value
    return given.value == target.value if target.op == "=" else given.value >= target.value


def dated_on(piece: Evidence) -> date | None:
    """The last day of what the name of a file says: 现场20200315.jpg, 2020年3月台账.xlsx."""
    found = DAY_IN_NAME.search(piece.file_name)
    if found is None:
        return None
    year, month, day = found.groups()
    try:
        return date(int(year), int(month), int(day or 28))
    except ValueError:
        return None


def _plain(text: str) -> str:
    """Without blanks and punctuation, which say nothing."""
    return "".join(one for one in text if one.isalnum())
