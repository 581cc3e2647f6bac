"""From a point of a score to the page of what stands behind it."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from tasks_tracker.domain.scores import LeftOut, Point

PAGES = {
    "blocker": ("blockers.show", "blocker_id"),
    "finding": ("findings.show", "finding_id"),
    "share": ("shares.show", "share_id"),
    "urging": ("slips.show", "urging_id"),
    "circular": ("circulars.show", "circular_id"),
}
"""What has a page of its own; everything else is shown on the page of its task."""


def link_to(one: Point | LeftOut, tasks: Mapping[str, int]) -> str:
    """Its address; empty where there is none. `tasks` are the ids of tasks by their codes."""
    kind, _, number = one.subject.partition(":")
    if kind in PAGES and number.isdigit():
        endpoint, name = PAGES[kind]
        values: dict[str, Any] = {name: int(number)}
        return url_for(endpoint, **values)
    task_id = tasks.get(one.code)
    return url_for("tasks.show", task_id=task_id) if task_id else ""
