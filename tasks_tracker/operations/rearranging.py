"""Tasks of a draft merged, split, added, dropped and taken back: from one content to the next."""

import re
from collections.abc import Iterable
from typing import Any

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.operations.contents import (
    Content,
    next_key,
    place_of,
    task_of,
    with_tasks,
)

SENTENCE = re.compile(r"[^。；\n]+[。；]?")
LONGEST_PATH_LABEL = 300


def merged(content: Content, key: int, other: int, *, words: str) -> Content:
    """The other task becomes part of this one; it is kept among the removed."""
    if key == other:
        raise Refusal("请选另一项来合并。", field="other")
    task, gone = task_of(content, key), task_of(content, other)
    whole = {
        **task,
        "requirement": "\n".join(filter(None, (task["requirement"], gone["requirement"]))),
        "lead": _once([*task["lead"], *gone["lead"]]),
        "support": _without(_once([*task["support"], *gone["support"]]), task, gone),
        "deadlines": _once([*task["deadlines"], *gone["deadlines"]]),
        "targets": _once([*task["targets"], *gone["targets"]]),
        "doubts": _once([*task["doubts"], *gone["doubts"]]),
        "line_start": min(task["line_start"], gone["line_start"]),
        "line_end": max(task["line_end"], gone["line_end"]),
    }
    content = with_tasks(content, place_of(content, key), 1, whole)
    return _removed(content, other, words=words, into=key)


def _once(values: Iterable[Any]) -> list[Any]:
    """Each value once, in order; dictionaries are compared by what they say."""
    found: list[Any] = []
    for value in values:
        if value not in found:
            found.append(value)
    return found


def _without(names: list[str], task: Content, gone: Content) -> list[str]:
    return [name for name in names if name not in {*task["lead"], *gone["lead"]}]


def sentences(task: Content) -> list[str]:
    """The sentences of a requirement, at which a task can be split."""
    return [found[0] for found in SENTENCE.finditer(task["requirement"])]


def split(content: Content, key: int, *, at: int, title: str) -> Content:
    """From sentence `at` (from 1) on, what is required becomes a task of its own behind this one.

    Dates and figures go with the sentence in which they stand; the units stay with both.
    """
    task = task_of(content, key)
    pieces = sentences(task)
    if not 0 < at < len(pieces):
        raise Refusal("请选新的一项从哪一句开始，前后都要有内容。", field="at")
    if not title.strip():
        raise Refusal("给拆出来的一项写一个标题。", field="title")
    first, second = "".join(pieces[:at]).strip(), "".join(pieces[at:]).strip()
    ours = {**task, "requirement": first, **_said_in(task, second, elsewhere=True)}
    theirs = {
        **task,
        "key": next_key(content),
        "part": task["part"] + 1,
        "title": title.strip(),
        "title_own": True,
        "requirement": second,
        **_said_in(task, second, elsewhere=False),
        "doubts": [_doubt("lead", "拆出来的一项沿用原来的单位，请留下与它有关的")],
    }
    return _with_parts_in_order(with_tasks(content, place_of(content, key), 1, ours, theirs))


def _said_in(task: Content, words: str, *, elsewhere: bool) -> Content:
    """Of dates and figures those that the words hold, or those that they do not."""

    def stays(one: Content) -> bool:
        return (bool(one["phrase"]) and one["phrase"] in words) is not elsewhere

    return {field: [one for one in task[field] if stays(one)] for field in ("deadlines", "targets")}


def added(content: Content, *, after: int | None, title: str, lead: list[str]) -> Content:
    """A task that the reading missed, behind another one, in whose section it stands."""
    if not title.strip():
        raise Refusal("标题不能空着。", field="title")
    if not lead:
        raise Refusal("每项任务至少有一个牵头单位。", field="lead")
    place = -1 if after is None else place_of(content, after)
    above = content["tasks"][place] if content["tasks"] and after is not None else None
    task = {
        "key": next_key(content),
        "path": [*(above["path"][:-1] if above else ()), title.strip()[:LONGEST_PATH_LABEL]],
        "part": 1,
        "title": title.strip(),
        "title_own": True,
        "part_title": "",
        "requirement": "",
        "lead": lead,
        "support": [],
        "only_responsible": False,
        "deadlines": [],
        "targets": [],
        "line_start": above["line_end"] if above else content["line_start"],
        "line_end": above["line_end"] if above else content["line_start"],
        "doubts": [_doubt("requirement", "这一项是核对时添上的，请写明办理要求和期限")],
    }
    return _with_parts_in_order(with_tasks(content, place + 1, 0, task))


def dropped(content: Content, key: int, *, words: str) -> Content:
    """A task that is none; it is kept among the removed with the reason."""
    if not words.strip():
        raise Refusal("请写明为什么剔除这一项。", field="words")
    return _removed(content, key, words=words.strip(), into=None)


def _removed(content: Content, key: int, *, words: str, into: int | None) -> Content:
    place = place_of(content, key)
    gone = {"task": content["tasks"][place], "place": place, "words": words, "into": into}
    rest = with_tasks(content, place, 1)
    return _with_parts_in_order({**rest, "removed": [*content["removed"], gone]})


def restored(content: Content, key: int) -> Content:
    """A removed task stands again where it stood; the one that had taken it in is to be checked."""
    gone = next((one for one in content["removed"] if one["task"]["key"] == key), None)
    if gone is None:
        raise Refusal("这一项没有被剔除，或者已经恢复。")
    left = [one for one in content["removed"] if one is not gone]
    place = min(gone["place"], len(content["tasks"]))
    again = _with_parts_in_order({**with_tasks(content, place, 0, gone["task"]), "removed": left})
    return again if gone["into"] is None else _to_be_checked(again, gone["into"], gone["task"])


def _to_be_checked(content: Content, key: int, gone: Content) -> Content:
    place = next((at for at, task in enumerate(content["tasks"]) if task["key"] == key), None)
    if place is None:
        return content
    task = content["tasks"][place]
    doubt = _doubt("requirement", f"“{gone['title']}”已从这一项分出，请删去重复的单位、期限和要求")
    return with_tasks(content, place, 1, {**task, "doubts": [*task["doubts"], doubt]})


def _with_parts_in_order(content: Content) -> Content:
    """Tasks of one measure are its parts 1, 2, … as they stand."""
    counts: dict[tuple[str, ...], int] = {}
    tasks = []
    for task in content["tasks"]:
        path = tuple(task["path"])
        counts[path] = counts.get(path, 0) + 1
        tasks.append(task if task["part"] == counts[path] else {**task, "part": counts[path]})
    return {**content, "tasks": tasks}


def _doubt(field: str, words: str) -> Content:
    return {"field": field, "words": words, "settled": False}
