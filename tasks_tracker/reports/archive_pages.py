"""The readable pages of an archive: they stand alone, with a style sheet beside them."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from tasks_tracker import clock, wording
from tasks_tracker.domain.events import Event
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Target, Task

FOLDER = Path(__file__).resolve().parents[2] / "templates"


def card(task: Task) -> str:
    return _templates().get_template("archives/paper_task.html").render(task=task)


def history(task: Task, events: Sequence[Event]) -> str:
    """Oldest first."""
    page = _templates().get_template("archives/paper_events.html")
    return page.render(task=task, events=events)


def reports(task: Task, found: Sequence[ProgressReport]) -> str:
    """Oldest first, with what the office said to each."""
    page = _templates().get_template("archives/paper_reports.html")
    return page.render(task=task, reports=found)


def style() -> bytes:
    return (FOLDER / "archives" / "paper.css").read_bytes()


def _target(goal: Target) -> str:
    return wording.target(goal.op, goal.value, goal.unit)


def _moment(value: datetime) -> str:
    return f"{clock.local(value):%Y-%m-%d %H:%M}"


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {
        "word": wording.word,
        "full_day": wording.full_day,
        "figure": wording.figure,
        "target": _target,
        "moment": _moment,
    }
    return made
