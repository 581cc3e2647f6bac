"""Tasks about the same matter are linked, marked in a draft, and parted again."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.same_matters import SameMatter, same_matter
from tasks_tracker.domain.sources import PlanDraft
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.operations.contents import Content
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import same_matters
from tasks_tracker.persistence.session import db


def link_tasks(task: Task, *, by: User, now: datetime, other: Task) -> SameMatter:
    """Say that two tasks are about the same matter."""
    require(by, Action.LINK_TASKS, task)
    if same_matters.are_linked(task, other):
        raise Refusal(f"{task.code}和{other.code}已经关联。")
    link = same_matter(task, other, by=by, at=now)
    db.add(link)
    db.flush()
    _record(EventKind.TASKS_LINKED, link, by=by, now=now)
    return link


def unlink_tasks(link: SameMatter, *, by: User, now: datetime, words: str) -> None:
    """Say that they are not, and why."""
    require(by, Action.LINK_TASKS, link.task)
    same_matters.hold(link)
    link.end(by=by, at=now, words=words)
    _record(EventKind.TASKS_UNLINKED, link, by=by, now=now, words=f"：{link.ended_words}")


def _record(kind: EventKind, link: SameMatter, *, by: User, now: datetime, words: str = "") -> None:
    """At both tasks, by number alone: who sees the one may have no part in the other."""
    for task, other in ((link.task, link.other), (link.other, link.task)):
        subject = f"same_matter:{link.id}"
        record(kind, by=by, now=now, task=task, subject=subject, words=f"与{other.code}{words}")


def mark_same(
    draft: PlanDraft, *, by: User, now: datetime, same: Collection[tuple[int, int]]
) -> None:
    """Note in a draft which of its tasks (by key) are about the same as tasks in the ledger (by
    number); adoption links them."""
    require(by, Action.ADOPT_PLAN, draft)
    draft.require_open()
    marks: dict[int, list[int]] = defaultdict(list)
    for key, number in sorted(set(same)):
        marks[key].append(number)
    _check(draft, marks)
    before = _marks_of(draft.content)
    if before == dict(marks):
        return
    draft.content = _marked(draft.content, marks)
    record(
        EventKind.DRAFT_CORRECTED,
        by=by,
        now=now,
        subject=f"draft:{draft.id}",
        words=f"{draft.doc_no} 与台账同一事项 {sum(map(len, marks.values()))} 处",
        before={str(key): numbers for key, numbers in before.items()},
        after={str(key): numbers for key, numbers in marks.items()},
    )


def link_marked(content: Content, made: Iterable[Task], *, by: User, now: datetime) -> None:
    """Link the tasks of a plan that was just adopted as its draft was marked."""
    for item, task in zip(content["tasks"], made, strict=True):
        wanted = item.get("same_as", [])
        others = same_matters.by_number(task.region, wanted) if wanted else {}
        for number in wanted:
            link_tasks(task, by=by, now=now, other=others[number])


def _check(draft: PlanDraft, marks: dict[int, list[int]]) -> None:
    keys = {item["key"] for item in draft.content["tasks"]}
    if not marks.keys() <= keys:
        raise Refusal("勾选的任务里有的已经合并或剔除，请刷新页面重新勾选。")
    numbers = {number for wanted in marks.values() for number in wanted}
    missing = numbers - same_matters.by_number(draft.region, numbers).keys()
    if missing:
        raise Refusal("勾选的台账任务里有的查不到，请刷新页面重新勾选。")


def _marks_of(content: Content) -> dict[int, list[int]]:
    return {item["key"]: item["same_as"] for item in content["tasks"] if item.get("same_as")}


def _marked(content: Content, marks: dict[int, list[int]]) -> Content:
    """Tasks without a mark stay as they are, so that nobody at work on them is disturbed."""
    tasks = [
        {**item, "same_as": marks.get(item["key"], [])}
        if item.get("same_as", []) != marks.get(item["key"], [])
        else item
        for item in content["tasks"]
    ]
    return {**content, "tasks": tasks}
