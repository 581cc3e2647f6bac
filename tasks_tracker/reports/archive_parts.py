"""Of what the file of a task is made: a part for each thing that the house keeps about it.

Whoever adds a table that hangs on a task adds a part here, or a reason why not; a test looks.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import or_, select

from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.obligations import Obligation
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.same_matters import SameMatter
from tasks_tracker.persistence import events
from tasks_tracker.persistence.session import db
from tasks_tracker.reports import archive_pages
from tasks_tracker.reports.archive_cycle import CYCLE
from tasks_tracker.reports.archive_evidence import evidence
from tasks_tracker.reports.archive_part import Case, Part, json_of, rows
from tasks_tracker.reports.archive_rows import as_data
from tasks_tracker.reports.archive_zip import Document


def _card(case: Case) -> Sequence[Document]:
    """Every field; milestones with their stops and moves, units, targets."""
    task = case.task
    data = {
        **as_data(task, "units", "targets"),
        "milestones": [as_data(one, "stops", "moves") for one in task.milestones],
        "section": task.section.label,
        "plan": {"doc_no": task.plan.doc_no, "title": task.plan.title},
    }
    page = archive_pages.card(task)
    return [
        json_of("task", "任务卡", data),
        Document("task.html", "任务卡", page.encode()),
        Document("style.css", "版式", archive_pages.style()),
    ]


def _source(case: Case) -> Sequence[Document]:
    task = case.task
    if task.document is None:
        return []
    lines = task.document.lines(task.line_start, task.line_end)
    text = "".join(f"{number}\t{line}\n" for number, line in lines)
    head = f"{task.document.file_name}，SHA-256 {task.document.sha256}\n"
    return [Document("source.txt", "出处原文", (head + text).encode())]


def _events(case: Case) -> Sequence[Document]:
    found = list(reversed(events.of_task(case.task)))
    page = archive_pages.history(case.task, found)
    return [
        json_of("events", "经过", [as_data(one) for one in found]),
        Document("events.html", "经过", page.encode()),
    ]


def _reports(case: Case) -> Sequence[Document]:
    query = select(ProgressReport).where(ProgressReport.task_id == case.task.id)
    found = db.scalars(query.order_by(ProgressReport.id)).all()
    if not found:
        return []
    page = archive_pages.reports(case.task, found)
    return [
        json_of("reports", "进展反馈", [as_data(one, "claims", "values") for one in found]),
        Document("reports.html", "进展反馈", page.encode()),
    ]


def _same(case: Case) -> Any:
    return or_(SameMatter.task_id == case.task.id, SameMatter.other_id == case.task.id)


PARTS: Sequence[Part] = (
    Part(
        "card", ("tasks", "task_units", "milestones", "clock_stops", "due_moves", "targets"), _card
    ),
    Part("source", (), _source),
    Part(
        "reports",
        ("progress_reports", "milestone_claims", "reported_values"),
        _reports,
    ),
    Part("obligations", ("obligations",), rows("obligations", "应报", Obligation)),
    Part("same_matters", ("same_matters",), rows("same-matters", "同一事项", SameMatter, by=_same)),
    Part("messages", ("messages",), rows("messages", "邮件", Message)),
    Part("events", ("events",), _events),
    Part("evidence", ("evidence",), lambda case: evidence(case.task, case.folder)),
    *CYCLE,
)
"""In no order that matters: members stand by their names."""

EXCEPTIONS: Mapping[str, str] = {
    "archives": "是归档本身的登记，写在这包文件做成之后",
}
"""Tables that hang on a task and have no part, each with its reason."""


def documents(case: Case) -> list[Document]:
    return [document for part in PARTS for document in part.load(case)]
