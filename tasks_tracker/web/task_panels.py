"""What stands on the page of a task beside its own facts: a template for each part of the cycle,
with what it is filled from."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.reports import conclusion, findings, notice_on_task, owed, strips
from tasks_tracker.web import archives, barrier_panels, task_acts, urging_panels
from tasks_tracker.web.task_acts import Act


@dataclass(frozen=True)
class Panel:
    """One part; `load` answers None where it has nothing to say, and then asks the database
    nothing if the task itself tells that. The template finds the answer under `part`."""

    template: str
    load: Callable[[Task, User, date], Any | None]
    acts: Callable[[Any, Task], Iterable[Act]] = lambda _part, _task: ()
    """What can be done, for 我能办的."""
    shows: Callable[[Any], object] = bool
    """Whether there is anything to look at; what has only something to do has no panel."""


PANELS: Sequence[Panel] = (
    Panel("tasks/_months.html", strips.of_task),
    Panel(
        "notices/_on_task.html",
        notice_on_task.load,
        task_acts.of_notice,
        lambda part: part.notice,
    ),
    Panel("obligations/_panel.html", owed.part_of),
    Panel(
        "extensions/_part.html",
        barrier_panels.dates,
        task_acts.of_dates,
        lambda part: part.requests or part.explained,
    ),
    Panel(
        "blockers/_part.html",
        barrier_panels.barriers,
        task_acts.of_barriers,
        lambda part: part.found or part.told,
    ),
    Panel(
        "urgings/_panel.html",
        urging_panels.load_urgings,
        task_acts.of_urgings,
        lambda part: part.urgings,
    ),
    Panel(
        "remarks/_panel.html",
        urging_panels.load_remarks,
        task_acts.of_remarks,
        lambda part: part.remarks,
    ),
    Panel(
        "completion/_panel.html",
        conclusion.of,
        task_acts.of_conclusion,
        lambda part: part.is_concluded,
    ),
    Panel(
        "archives/_panel.html",
        archives.panel,
        task_acts.of_archive,
        lambda part: part.archive or part.may_archive,
    ),
    Panel("findings/_on_task.html", findings.of_task),
)
"""In the order in which they stand on the page."""


@dataclass(frozen=True)
class Parts:
    """Template and contents of each panel that has something to show, and what can be done."""

    panels: Sequence[tuple[str, Any]]
    acts: Sequence[Act]


def of(task: Task, user: User, today: date) -> Parts:
    loaded = [(panel, panel.load(task, user, today)) for panel in PANELS]
    known = [(panel, part) for panel, part in loaded if part is not None]
    return Parts(
        panels=[(panel.template, part) for panel, part in known if panel.shows(part)],
        acts=[act for panel, part in known for act in panel.acts(part, task)],
    )
