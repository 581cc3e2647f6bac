"""What stands on the page of a task beside its own facts: a template for each part of the cycle,
with what it is filled from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.reports import conclusion, findings, notice_on_task, owed, strips
from tasks_tracker.web import archives, barrier_panels, urging_panels


@dataclass(frozen=True)
class Panel:
    """One part; `load` answers None where there is nothing to show, and then asks the database
    nothing if the task itself tells that. The template finds the answer under `part`."""

    template: str
    load: Callable[[Task, User, date], Any | None]


PANELS: Sequence[Panel] = (
    Panel("tasks/_months.html", strips.of_task),
    Panel("notices/_on_task.html", notice_on_task.load),
    Panel("obligations/_panel.html", owed.part_of),
    Panel("completion/_panel.html", conclusion.of),
    Panel("extensions/_part.html", barrier_panels.dates),
    Panel("blockers/_part.html", barrier_panels.barriers),
    Panel("urgings/_panel.html", urging_panels.load_urgings),
    Panel("remarks/_panel.html", urging_panels.load_remarks),
    Panel("archives/_panel.html", archives.panel),
    Panel("findings/_on_task.html", findings.of_task),
)
"""In the order in which they stand on the page."""


def of(task: Task, user: User, today: date) -> list[tuple[str, Any]]:
    """Template and contents of those that have something to show."""
    loaded = [(panel.template, panel.load(task, user, today)) for panel in PANELS]
    return [(template, content) for template, content in loaded if content is not None]
