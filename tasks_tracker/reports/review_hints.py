"""What a reviewer might ask about one report, from what stands on its task (pure)."""

from collections.abc import Iterator, Sequence

from tasks_tracker import wording
from tasks_tracker.domain.progress import ProgressReport, ReportedValue
from tasks_tracker.domain.questions import QuestionKind
from tasks_tracker.domain.tasks import Target
from tasks_tracker.reports import hollow
from tasks_tracker.reports.hollow import Question


def of(report: ProgressReport, history: Sequence[ProgressReport]) -> list[Question]:
    """In the order in which one reads a report; `history` are the reports of its task, newest
    first."""
    earlier = [one for one in history if one is not report and _is_before(one, report)]
    own = [one for one in earlier if one.unit_id == report.unit_id]
    return [
        *hollow.of_text(report, own),
        *hollow.of_evidence(report, earlier, report.task.plan.issued_on),
        *_of_figures(report),
    ]


def _is_before(one: ProgressReport, report: ProgressReport) -> bool:
    return (one.submitted_at, one.id) < (report.submitted_at, report.id)


def _of_figures(report: ProgressReport) -> Iterator[Question]:
    for given in report.values:
        if not is_reached(given.target, given):
            goal = wording.target(given.target.op, given.target.value, given.target.unit)
            reached = f"{wording.figure(given.value)}{given.target.unit}"
            words = f"指标“{given.target.phrase}”报 {reached}，目标 {goal}，差多少、哪天补上？"
            yield Question(QuestionKind.BELOW_TARGET, words)


def is_reached(target: Target, given: ReportedValue) -> bool:
    """Whether the figure is what was asked for."""
    if target.op == "<=":
        return given.value <= target.value
    return given.value == target.value if target.op == "=" else given.value >= target.value
