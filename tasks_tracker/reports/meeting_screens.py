"""What the screens of a dispatch meeting show: put together once, when it begins, and kept.

Read from ten metres: few words, large figures, the worst items and what is missing.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from tasks_tracker import wording
from tasks_tracker.domain.blockers import Blocker
from tasks_tracker.domain.lights import LATE, WORST_FIRST, Cause, Light
from tasks_tracker.domain.meetings import AgendaItem, Meeting, MeetingCut
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.resolutions import Resolution
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence import light_rules, meetings
from tasks_tracker.persistence.session import db
from tasks_tracker.reports import ledger, lights
from tasks_tracker.reports.days import Lateness
from tasks_tracker.reports.ledger import LedgerRow
from tasks_tracker.reports.meeting_standings import (
    NOTHING,
    OPEN_BLOCKERS,
    Scope,
    Standing,
    standings,
)
from tasks_tracker.reports.resolution_outcomes import Outcome, outcomes
from tasks_tracker.reports.sections import chief

WORST_SHOWN, BLOCKERS_SHOWN, BEFORE_SHOWN = 3, 2, 3
ASKED = (*LATE, Light.LAGGING, Light.DUE_SOON)
LONGEST_WORDS, LONGEST_DONE = 64, 40

Shown = dict[str, Any]
"""As it is kept: JSON."""


def shown(meeting: Meeting, today: date) -> dict[int, Shown]:
    """By the id of the agenda's item (18 statements at most, however many screens)."""
    scope = Scope(meeting.region, meeting.cut, meeting.plans, today)
    keys = {_key(item): item for item in meeting.items}
    standing, worst = standings(scope), _worst(scope, keys)
    blockers, earlier = _blockers(scope, keys), _before(meeting, today)
    return {
        item.id: {
            "name": item.name,
            "chief": chief(item.section.leader) if item.section else "",
            **_figures(standing.get(key, NOTHING)),
            "worst": worst[key],
            "blockers": blockers[key],
            "before": earlier[item.key],
        }
        for key, item in keys.items()
    }


def _key(item: AgendaItem) -> int:
    return item.unit.id if item.unit else item.section.id if item.section else 0


def _figures(standing: Standing) -> Shown:
    return {
        "total": standing.tally.total,
        "late": standing.late,
        "lights": {light.value: standing.tally[light] for light in WORST_FIRST},
        "slips": standing.slips,
        "blocked": standing.blockers,
        "extensions": standing.extensions,
    }


def _worst(scope: Scope, keys: Mapping[int, AgendaItem]) -> Mapping[int, list[Shown]]:
    lines = light_rules.lines(scope.today)
    rank = lights.rank(lines)
    order = (rank, Task.clock_ends_on.asc().nulls_last(), Task.number)
    numbered = (
        select(
            Task.id,
            scope.key.label("key"),
            func.row_number().over(partition_by=scope.key, order_by=order).label("turn"),
        )
        .where(scope.seen, scope.key.in_(keys), lights.any_of(ASKED, lines))
        .subquery()
    )
    found = select(numbered.c.id, numbered.c.key).where(numbered.c.turn <= WORST_SHOWN)
    key_of = {row[0]: row[1] for row in db.execute(found)}
    said = _said(key_of)
    listed: dict[int, list[Shown]] = defaultdict(list)
    for row in ledger.rows(Task.id.in_(key_of), scope.today):
        listed[key_of[row.task_id]].append(_task(row, said.get(row.task_id), scope.cut))
    return listed


def _said(task_ids: Mapping[int, int]) -> dict[int, tuple[str, date]]:
    """The last words on each task, and of which day."""
    last = (
        select(func.max(ProgressReport.id))
        .where(ProgressReport.task_id.in_(task_ids))
        .group_by(ProgressReport.task_id)
    )
    query = select(
        ProgressReport.task_id, ProgressReport.progress, ProgressReport.submitted_on
    ).where(ProgressReport.id.in_(last))
    return {row[0]: (row[1], row[2]) for row in db.execute(query)}


def _task(row: LedgerRow, said: tuple[str, date] | None, cut: MeetingCut) -> Shown:
    return {
        "id": row.task_id,
        "code": row.code,
        "name": row.name,
        "light": row.light.value,
        "days": _days(row),
        "what": _missing(row),
        "due": row.due.due_on.isoformat() if row.due else None,
        "of": row.section if cut is MeetingCut.UNIT else row.lead,
        "said": _short(said[0], LONGEST_WORDS) if said else "",
        "said_on": said[1].isoformat() if said else None,
        "waits": row.awaits_office,
    }


def _days(row: LedgerRow) -> str:
    """Days that are left say something only where that is what the light is about."""
    words = {Lateness.OVER: "超", Lateness.LATE: "迟"}
    if row.light is Light.DUE_SOON and row.reasons[0].cause is Cause.MILESTONE_SOON:
        words[Lateness.LEFT] = "余"
    if row.due is None or row.due.days is None or row.due.days.lateness not in words:
        return ""
    return f"{words[row.due.days.lateness]} {row.due.days.count} 日"


def _missing(row: LedgerRow) -> str:
    """What the light is about: the report that was to come, or what is to be there."""
    first = row.reasons[0]
    if first.cause in {Cause.REPORT_MISSED, Cause.REPORT_SOON}:
        return f"{wording.day(first.on)}应报的进展反馈"
    return row.due.deliverable if row.due else ""


def _blockers(scope: Scope, keys: Mapping[int, AgendaItem]) -> Mapping[int, list[Shown]]:
    key = Blocker.unit_id if scope.cut is MeetingCut.UNIT else Task.section_id
    query = (
        select(Blocker, key)
        .join(Blocker.task)
        .where(scope.seen, OPEN_BLOCKERS, key.in_(keys))
        .options(
            joinedload(Blocker.task),
            joinedload(Blocker.to_unit),
            joinedload(Blocker.to_person),
            joinedload(Blocker.unit),
        )
        .order_by(Blocker.due_on, Blocker.id)
    )
    listed: dict[int, list[Shown]] = defaultdict(list)
    for blocker, of in db.execute(query):
        if len(listed[of]) < BLOCKERS_SHOWN:
            listed[of].append(_blocker(blocker, scope.today))
    return listed


def _blocker(blocker: Blocker, today: date) -> Shown:
    return {
        "id": blocker.id,
        "code": blocker.task.code,
        "unit": blocker.unit.name,
        "to": blocker.addressee,
        "cause": wording.word(blocker.cause),
        "request": _short(blocker.request, LONGEST_WORDS),
        "due": blocker.due_on.isoformat(),
        "is_late": blocker.due_on < today,
    }


def _before(meeting: Meeting, today: date) -> Mapping[str, list[Shown]]:
    """What the last meeting resolved about the same, and what came of it; what is late first."""
    listed: dict[str, list[Shown]] = defaultdict(list)
    last = meetings.before(meeting)
    made = meetings.standing_in(last) if last else []
    came = outcomes(made, today)
    ordered = sorted(made, key=lambda one: (not came[one.id].is_late, came[one.id].is_done, one.id))
    for one in ordered:
        for key in {one.item.key, *(f"unit:{unit.id}" for unit in one.units)}:
            if len(listed[key]) < BEFORE_SHOWN:
                listed[key].append(_earlier(one, came[one.id]))
    return listed


def _earlier(resolution: Resolution, came: Outcome) -> Shown:
    return {
        "id": resolution.id,
        "words": _short(resolution.words, LONGEST_DONE),
        "result": resolution.result,
        "came": came.words,
        "is_done": came.is_done,
        "is_late": came.is_late,
    }


def _short(words: str, longest: int) -> str:
    line = " ".join(words.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def agenda(
    items: Sequence[AgendaItem], found: Mapping[int, Standing]
) -> list[tuple[AgendaItem, Standing]]:
    """Each screen to come with its figures of today."""
    return [(item, found.get(_key(item), NOTHING)) for item in items]
