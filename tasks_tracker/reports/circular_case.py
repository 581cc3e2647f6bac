"""A circular with all that its checks look at, as it stands today."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, selectinload

from tasks_tracker import wording
from tasks_tracker.domain.circular_notices import CircularNotice, CorrectionState, Said
from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.milestones import Milestone, MilestoneState
from tasks_tracker.domain.stops import StopReason
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.persistence import circular_notices
from tasks_tracker.persistence import units as register
from tasks_tracker.persistence.session import db
from tasks_tracker.reports.circular_around import Around, Asked, Told
from tasks_tracker.reports.circular_body import written
from tasks_tracker.reports.circular_checks import Case, Check, blocking, checks
from tasks_tracker.reports.circular_kept import read
from tasks_tracker.reports.circular_named import behind, figures_of, units
from tasks_tracker.reports.circular_snapshot import Snapshot
from tasks_tracker.reports.circular_titles import titled


@dataclass(frozen=True)
class Examined:
    """What was looked at, and what was found."""

    case: Case
    found: Sequence[Check]
    notices: Sequence[CircularNotice]

    @property
    def findings(self) -> list[str]:
        return blocking(self.found)


def examine(circular: Circular, today: date) -> Examined:
    """Look at all of it (up to 4 statements; a published circular is not held against the ledger
    of today)."""
    drafted = read(circular.snapshot)
    text = written(drafted, circular.sentences, circular.unnamed)
    notices = circular_notices.of_circular(circular)
    case = Case(
        drafted=drafted,
        written=text,
        today=today,
        sentences=circular.sentences,
        unnamed=circular.unnamed,
        around=_around(circular, drafted, text, notices),
    )
    return Examined(case, checks(case), notices)


def untold(
    circular: Circular, snapshot: Snapshot, notices: Sequence[CircularNotice]
) -> dict[Unit, list[Said]]:
    """Units that will be named with something of which they were not told, in official order, with
    their figures (1 statement); what is named by a name that is not in the register is not here."""
    told = _told_keys(notices)
    fresh = {
        name: [one for one in things if one.key not in told[name]]
        for name, things in units(snapshot).items()
    }
    by_name = register.by_name(circular.region) if any(fresh.values()) else {}
    found = {
        by_name[name]: [*things, *figures_of(snapshot, name)]
        for name, things in fresh.items()
        if things and name in by_name
    }
    return dict(sorted(found.items(), key=lambda pair: pair[0].position))


def _told_keys(notices: Sequence[CircularNotice]) -> Mapping[str, set[str]]:
    told: dict[str, set[str]] = defaultdict(set)
    for notice in notices:
        told[notice.unit.name].update(one.key for one in notice.things)
    return told


def _around(
    circular: Circular, drafted: Snapshot, snapshot: Snapshot, notices: Sequence[CircularNotice]
) -> Around:
    if circular.is_published:
        return Around(needs_notice=False)
    named = {one.code for things in units(snapshot).values() for one in things if one.code}
    named |= {one.code for one in titled(drafted, circular.sentences)} - circular.unnamed.keys()
    return Around(
        told=[
            Told(
                unit=notice.unit.name,
                keys=frozenset(one.key for one in notice.things),
                until=notice.until,
                is_checked=notice.checked_at is not None,
            )
            for notice in notices
        ],
        asked=list(_asked(circular, notices)),
        since=_since(circular.region, snapshot, named) if named else {},
    )


def _asked(circular: Circular, notices: Sequence[CircularNotice]) -> Iterator[Asked]:
    """Requests that wait, and data put right after the snapshot was taken."""
    for notice in notices:
        for one in notice.corrections:
            is_newer = one.decided_at is not None and one.decided_at >= circular.drafted_at
            if one.is_open or (one.state is CorrectionState.PUT_RIGHT and is_newer):
                yield Asked(one.id, notice.unit.name, one.said, one.is_open)


def _since(region: Region, snapshot: Snapshot, named: Collection[str]) -> dict[str, str]:
    """What the ledger says today against naming an item (2 statements)."""
    deliverables = {item.code: item.behind for item in behind(snapshot)}
    numbers = [int(code.removeprefix(region.mark)) for code in named]
    query = (
        select(Milestone)
        .join(Milestone.task)
        .where(Task.region_id == region.id, Task.number.in_(numbers))
        .options(contains_eager(Milestone.task), selectinload(Milestone.moves))
        .order_by(Milestone.task_id, Milestone.position)
    )
    found: dict[str, str] = {}
    for milestone in db.scalars(query):
        words = _speaks_against(milestone, snapshot.setting.as_of)
        code = milestone.task.code
        if words and milestone.deliverable in deliverables.get(code, ()):
            found.setdefault(code, words)
    return found


def _speaks_against(milestone: Milestone, as_of: date) -> str:
    """A granted extension that reaches beyond the day of the snapshot, or a report that waits."""
    granted = [move for move in milestone.moves if move.subject.startswith("extension:")]
    if granted and granted[-1].after > as_of:
        return (
            f"{wording.day(granted[-1].on)}已批准“{milestone.deliverable}”"
            f"延期至{wording.full_day(granted[-1].after)}"
        )
    waits = milestone.state is MilestoneState.SUBMITTED
    if waits and milestone.stopped_by is StopReason.REPORT:
        return f"“{milestone.deliverable}”的反馈{wording.day(milestone.submitted_on)}已报，正在审核"
    if waits:
        return (
            f"“{milestone.deliverable}”的申请{wording.day(milestone.submitted_on)}已报，还没有答复"
        )
    return ""
