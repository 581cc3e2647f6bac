"""The content of a draft plan: the extraction as plain data that a clerk corrects.

A draft keeps it as JSON in the form of extraction/FORMAT.md, with `key` (by which a task goes while
others are merged, split and dropped around it), `requirement` (the wording of the measure), figures
as exact decimal text, and `settled` on each doubt that a person has seen. `removed` holds what was
merged or dropped, with the reason.
"""

import re
from collections.abc import Mapping
from typing import Any

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.importer.draft import DraftPlan, DraftTask
from tasks_tracker.importer.extraction import as_json

Content = dict[str, Any]
CORRIGIBLE = frozenset({"title", "requirement", "lead", "support", "deadlines", "targets"})
QUOTED_TITLE = re.compile(r"《(.+)》")
PLAIN_TITLE = re.compile(r"关于(?:印发|批转)?(.+?)的?通知$")
FIGURE = re.compile(r"[0-9０-９]")
TITLE_LENGTH = 80
FIRST_DAY, LAST_DAY = "1990-01-01", "2199-12-31"
"""A year typed with two digits arrives as 0021."""
GONE = "这一项已经合并或剔除，请回到大纲重新选。"


def content_of(plan: DraftPlan) -> Content:
    """What the importer read, ready to be corrected."""
    content: Content = as_json([plan])["plans"][0]
    content["doc_no"] = plan.doc_no or plan.title[:TITLE_LENGTH]
    content["short_title"] = short_title(plan.title)
    content["tasks"] = [
        {**_task_content(read, task), "key": key}
        for key, (read, task) in enumerate(zip(content["tasks"], plan.tasks, strict=True), 1)
    ]
    content["removed"] = []
    for target in content["goals"]["targets"]:
        target["value"] = str(target["value"])
    for deadline in content["goals"]["deadlines"]:
        deadline["applies"] = _is_for_all(deadline)
    return content


def _is_for_all(goal: Content) -> bool:
    """Whether measures without a date can answer by it: a figure to be reached is nobody's day."""
    names_figure = FIGURE.search(goal["deliverable"]) is not None
    return goal["kind"] == "by" and goal["due"] is not None and not names_figure


def _task_content(read: Content, task: DraftTask) -> Content:
    values = [{**target, "value": str(exact.value)} for target, exact in _pairs(read, task)]
    doubts = [{**doubt, "settled": False} for doubt in read["doubts"]]
    own = {"requirement": task.text, "part_title": "", "targets": values, "doubts": doubts}
    return {**read, **own}


def _pairs(read: Content, task: DraftTask) -> list[tuple[Content, Any]]:
    return list(zip(read["targets"], task.targets, strict=True))


def short_title(title: str) -> str:
    """The plan's own name, out of the title of the notice that issues it."""
    found = QUOTED_TITLE.search(title) or PLAIN_TITLE.search(title)
    return found[1] if found else title


def place_of(content: Content, key: int) -> int:
    """Where the task of this key stands now."""
    found = (at for at, task in enumerate(content["tasks"]) if task["key"] == key)
    place = next(found, None)
    if place is None:
        raise Refusal(GONE)
    return place


def task_of(content: Content, key: int) -> Content:
    found: Content = content["tasks"][place_of(content, key)]
    return found


def next_key(content: Content) -> int:
    """A key that no task of the draft has or had."""
    had = [*content["tasks"], *(gone["task"] for gone in content["removed"])]
    return max((task["key"] for task in had), default=0) + 1


def with_tasks(content: Content, place: int, count: int, *instead: Content) -> Content:
    """The content with other tasks in the place of `count` tasks at `place`."""
    tasks = list(content["tasks"])
    tasks[place : place + count] = instead
    return {**content, "tasks": tasks}


def corrected(content: Content, key: int, changes: Mapping[str, Any]) -> Content:
    """The content with one task changed; its doubts count as settled, a person has seen it."""
    if not changes.keys() <= CORRIGIBLE:
        raise Refusal("这一栏不能改。")
    place = place_of(content, key)
    task = {**content["tasks"][place], **changes}
    _check_task(task)
    task["doubts"] = [{**doubt, "settled": True} for doubt in task["doubts"]]
    return with_tasks(content, place, 1, task)


def _check_task(task: Content) -> None:
    if not task["title"].strip():
        raise Refusal("标题不能空着。", field="title")
    if not task["lead"]:
        raise Refusal("每项任务至少有一个牵头单位。", field="lead")
    for deadline in task["deadlines"]:
        _check_deadline(deadline)


def _check_deadline(deadline: Content) -> None:
    if lacks_day(deadline):
        raise Refusal("有期限的节点要填日期。")
    if deadline["due"] and not FIRST_DAY <= deadline["due"] <= LAST_DAY:
        raise Refusal(f"日期 {deadline['due']} 不像是真的，请核对年份。")
    if deadline["kind"] == "recurring" and not deadline.get("rule"):
        raise Refusal("原文没有读到周期的，不能选“周期”，请改选“长期”。")


def lacks_day(deadline: Content) -> bool:
    """It is due by a day, and nobody has said which."""
    return bool(deadline["kind"] == "by" and not deadline["due"])


def open_doubts(task: Content) -> list[Content]:
    return [doubt for doubt in task["doubts"] if not doubt["settled"]]


def with_doubt_settled(content: Content, words: str) -> tuple[Content, int]:
    """The content with a doubt in these words settled wherever it is open, and how often it was."""
    count = 0
    tasks = []
    for task in content["tasks"]:
        same = sum(doubt["words"] == words for doubt in open_doubts(task))
        count += same
        doubts = [
            {**doubt, "settled": doubt["settled"] or doubt["words"] == words}
            for doubt in task["doubts"]
        ]
        tasks.append({**task, "doubts": doubts} if same else task)
    return {**content, "tasks": tasks}, count


def count_doubts(content: Content) -> tuple[int, int]:
    """How many doubts there were, and how many are open."""
    doubts = [doubt for task in content["tasks"] for doubt in task["doubts"]]
    return len(doubts), sum(not doubt["settled"] for doubt in doubts)


def unit_names(content: Content) -> list[str]:
    """Every unit named, once, in the order of the document."""
    names = [name for task in content["tasks"] for name in (*task["lead"], *task["support"])]
    return list(dict.fromkeys(names))
