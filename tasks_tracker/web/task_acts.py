"""我能办的: what a person can do with a task, as the parts of the cycle answer for it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tasks_tracker.domain.tasks import Task
from tasks_tracker.reports.conclusion import Conclusion
from tasks_tracker.reports.notice_on_task import OnTask
from tasks_tracker.web.archives import Filed
from tasks_tracker.web.barrier_panels import Barriers, Dates
from tasks_tracker.web.urging_panels import Remarks, Urgings


@dataclass(frozen=True)
class Act:
    """One thing to do, and where it is done."""

    words: str
    endpoint: str
    values: dict[str, Any] = field(default_factory=dict)
    is_post: bool = False
    key: str = ""


Acts = Iterator[Act]


def of_notice(part: OnTask, task: Task) -> Acts:
    if part.notice is None:
        yield Act("交办", "notices.new", {"plan_id": task.plan_id})
    if part.may_object:
        yield Act("不该由我们办，提出异议", "objections.new", {"task_id": task.id})


def of_conclusion(part: Conclusion, task: Task) -> Acts:
    if part.may_apply:
        yield Act("申请办结", "completion.new", {"task_id": task.id})
    if part.may_check:
        yield Act("核查", "checks.new", {"task_id": task.id})
    if part.may_end:
        yield Act("终止、合并、转常态", "endings.new", {"task_id": task.id})


def of_dates(part: Dates, task: Task) -> Acts:
    if part.may_explain:
        yield Act("填逾期说明", "explanations.new", {"task_id": task.id})
    if part.may_ask:
        yield Act("申请延期", "extensions.new", {"task_id": task.id})


def of_barriers(part: Barriers, task: Task) -> Acts:
    if part.may_raise:
        yield Act("提出需协调事项", "blockers.new", {"task_id": task.id})


def of_urgings(part: Urgings, task: Task) -> Acts:
    if part.may_urge:
        yield Act("催办", "urgings.new", {"task": task.id}, key="U")


def of_remarks(part: Remarks, task: Task) -> Acts:
    if part.words:
        yield Act(part.words, "remarks.on_task", {"task_id": task.id})


def of_archive(part: Filed, task: Task) -> Acts:
    if part.archive is None:
        yield Act("导出现有材料", "archives.export", {"task_id": task.id}, is_post=True)
