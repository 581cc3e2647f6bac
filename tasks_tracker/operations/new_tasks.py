"""A task that is added to a plan after its adoption, because a leader or a meeting orders it."""

from datetime import date, datetime

from tasks_tracker import clock, wording
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.plans import Section
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.mail import links
from tasks_tracker.mail.told import Told, tell
from tasks_tracker.operations.adoption import made_task
from tasks_tracker.persistence import tasks, users, workdays
from tasks_tracker.persistence.session import db


def add_task(
    section: Section,
    *,
    now: datetime,
    title: str,
    requirement: str,
    lead: Unit,
    due_on: date,
    order: str,
) -> Task:
    """Numbered like the others, in the ledger from this day on; `order` says whose it is."""
    today = clock.local(now).date()
    if due_on <= today:
        raise Refusal("期限要晚于今天。", field="due_on")
    workdays.hold()
    item = {
        "lead": [lead.name],
        "support": [],
        "path": [section.label, title.strip()],
        "part": 1,
        "title": title.strip(),
        "requirement": requirement.strip(),
        "line_start": 0,  # no line of the document stands behind it
        "line_end": 0,
        "deadlines": [_deadline(title.strip(), due_on, order)],
        "targets": [],
    }
    counter = tasks.counter(section.plan.region)
    task = made_task(section, item, {lead.name: lead}, counter.take())
    task.added_on = today
    db.add(task)
    db.flush()
    return task


def tell_lead(task: Task, *, now: datetime, order: str, words: str) -> None:
    """Whoever answers for it is told, with the words that are behind it."""
    told = Told(
        subject=f"【新增任务】{task.code} {task.name}",
        opening=f"按{order}，督查室新立一项任务，由{task.lead_unit.name}牵头。",
        step="看这项任务",
        url=links.task(task.id),
        why=f"收件人是{task.lead_unit.name}的联络员。",
        facts=[(order.removeprefix("领导"), words), ("办理要求", task.requirement)],
    )
    members = [one.id for one in task.lead_unit.members]
    for person in users.liaisons_of([task.lead_unit.id, *members]):
        key = f"task-added:{task.id}:{person.id}"
        tell(key, "task_added", told, to=person, now=now, task=task)


def _deadline(deliverable: str, due_on: date, order: str) -> dict[str, str]:
    """As a draft would have it."""
    due = wording.full_day(due_on)
    return {
        "kind": "by",
        "deliverable": deliverable,
        "phrase": f"{due}前",
        "derivation": f"按{order}定的期限：{due}",
        "due": due_on.isoformat(),
    }
