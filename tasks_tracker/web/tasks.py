"""The page of one task: what its light is and why, where each date comes from, what happened."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.permissions import Action, can, require
from tasks_tracker.persistence import events, plans, progress, same_matters, tasks
from tasks_tracker.reports import levels, milestones, neighbours, seats, sections, timeline
from tasks_tracker.web import task_panels

bp = Blueprint("tasks", __name__)


@bp.get("/tasks/<int:task_id>")
def show(task_id: int) -> ResponseReturnValue:
    require(g.user, Action.SEE_LEDGER)
    task = tasks.get(task_id, g.user)
    reports = progress.of_task(task)
    knows_drafts = can(g.user, Action.IMPORT_PLAN, task.region)
    return render_template(
        "tasks/show.html",
        task=task,
        chief=sections.chief(task.section.leader),
        verdict=milestones.verdict(task, g.today),
        seats=seats.of(task),
        levels=levels.levels(task, g.user, g.today),
        documents=plans.documents_of(task.plan) if knows_drafts else (),
        neighbours=neighbours.of(task, tasks.scope(g.user)),
        reports=reports,
        same=same_matters.seen_from(task, g.user),
        entries=timeline.entries(events.of_task(task, g.user), reports),
        parts=task_panels.of(task, g.user, g.today),
    )
