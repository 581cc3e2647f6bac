"""Applying for completion 办结申请: what has to be there before the office is asked."""

from collections.abc import Collection, Sequence
from typing import Any

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.milestones import Milestone, MilestoneState
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.stops import StopReason
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence import shares
from tasks_tracker.persistence.session import db

USE_PAGE = "请到任务页的“办结申请”补齐后再报。"


def check(report: ProgressReport) -> None:
    """A report that claims the last milestones is an application, and an application is whole.

    Called when everything hangs on the report, before it is handed over.
    """
    asked = report.is_application
    if asked and report.task.dated and not report.claims_the_rest:
        raise Refusal(f"{_left(report.task)}，还不能申请办结；只报一部分请用填报进展。")
    report.is_application = asked or report.claims_the_rest
    found = missing(report) if report.is_application else []
    if found and asked:
        raise Refusal(f"还不能申请办结：{'；'.join(found)}。")
    if found:
        raise Refusal(
            f"勾选了最后的节点，这一份就是办结申请，还缺：{'；'.join(found)}。{USE_PAGE}",
            field="milestones",
        )


def missing(report: ProgressReport) -> list[str]:
    """What an application lacks, in words."""
    return lacking(
        report.task,
        has_evidence=bool(report.evidence or report.no_evidence),
        shares_words=report.shares_words,
    )


def lacking(
    task: Task, *, has_evidence: bool, shares_words: str, given: Collection[int] = ()
) -> list[str]:
    """The same before there is a report: one that waits for the head of its unit is looked at
    when it is written too. `given` are the ids of the targets whose figures come with it."""
    found = [
        f"指标“{target.phrase}”没有填到目前的数"
        for target in task.current_targets
        if target.reported_value is None and target.id not in given
    ]
    if not has_evidence:
        found.append("没有佐证，也没有写明为什么没有")
    if not shares_words and (open_shares := unsettled(task)):
        found.append(f"{'、'.join(open_shares)}的分工没有办结，须写明情况")
    return found


def require_whole(task: Task, **brought: Any) -> None:
    """Refuse an application that lacks something; `brought` as `lacking` takes it."""
    if found := lacking(task, **brought):
        raise Refusal(f"还不能申请办结：{'；'.join(found)}。")


def unsettled(task: Task) -> Sequence[str]:
    """The units whose shares are not settled."""
    with db.no_autoflush:  # what waits to be written is no share
        return [share.unit.name for share in shares.unsettled(task)]


def _left(task: Task) -> str:
    left = [
        f"节点“{one.deliverable}”{_why_not(one)}"
        for one in task.dated
        if one.state is not MilestoneState.MET and one.stopped_by is not StopReason.REPORT
    ]
    return "、".join(left) or "没有还要报的节点"


def _why_not(milestone: Milestone) -> str:
    if milestone.stopped_by is StopReason.OBJECTION:
        return "正在处理异议"
    return "的延期申请待审批" if milestone.stopped_by else "没有勾选"
