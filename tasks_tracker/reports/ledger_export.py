"""The ledger of a day as plain data for other programs (docs/operations.md says what is in it)."""

from datetime import date
from typing import Any

from sqlalchemy import true

from tasks_tracker import wording
from tasks_tracker.domain.lights import Lines, Reason, reasons
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.persistence import light_rules
from tasks_tracker.reports import past_ledger, touched
from tasks_tracker.reports.as_of import TaskThen
from tasks_tracker.reports.milestones_then import MilestoneThen
from tasks_tracker.reports.standing_then import stage_then


def rows(day: date, region: Region | None = None) -> list[dict[str, Any]]:
    """One object for each task that was under supervision at the end of that day, in the order of
    regions and numbers."""
    here = Task.region_id == region.id if region else true()
    seen = here & ~touched.adopted(day) & touched.in_force(day)
    lines = light_rules.lines_then(day)
    return [_row(then, lines) for then in past_ledger.tasks_on(day, seen)]


def _row(then: TaskThen, lines: Lines) -> dict[str, Any]:
    words, stage = then.words, stage_then(then)
    found = reasons(then.facts, lines)
    light = found[0].light
    return {
        "code": then.task.code,
        "title": words.name,
        "plan": then.task.plan.doc_no,
        "section": words.section.label,
        "lead": words.lead_unit.name,
        "leads": [unit.name for unit in words.leads],
        "supports": [unit.name for unit in words.supports],
        "milestones": [_milestone(one) for one in then.milestones],
        "stage": stage.value,
        "stage_words": wording.word(stage),
        "light": light.value,
        "light_words": wording.word(light),
        "reasons": [_reason(one) for one in found],
        "rule_version": lines.rule.version,
        "last_report_on": _day(then.reports[-1].submitted_on if then.reports else None),
        "waiting": then.awaits_office,
    }


def _milestone(one: MilestoneThen) -> dict[str, Any]:
    return {
        "deliverable": one.milestone.deliverable,
        "original_due_on": _day(one.milestone.original_due_on),
        "due_on": _day(one.due_on),
        "clock_ends_on": _day(one.clock_ends_on),
        "state": one.state.value,
        "submitted_on": _day(one.submitted_on),
        "met_on": _day(one.met_on),
    }


def _reason(one: Reason) -> dict[str, Any]:
    return {"cause": one.cause.value, "words": wording.word(one.cause), "on": _day(one.on)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
