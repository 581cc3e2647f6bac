"""What a circular tells of beside tasks: reports, extensions, help asked for, slips, findings,
targets; each number with the tasks behind it (pure)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tasks_tracker import wording
from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.extensions import Extension
from tasks_tracker.domain.ladder import STEPS
from tasks_tracker.domain.progress import ReportState
from tasks_tracker.reports.as_of import decided_on, state_on
from tasks_tracker.reports.circular_counted import Findings, Grant, Reporter, Tally, TargetRow
from tasks_tracker.reports.circular_ground import Ground
from tasks_tracker.reports.circular_lines import Line
from tasks_tracker.reports.circular_targets import Reached, TargetThen

Rows = dict[str, tuple[str, ...]]
NO_TASK = "—"
"""Behind a finding that hangs on no task."""


@dataclass(frozen=True)
class Rest:
    """Fields of `Figures`, and what is behind their numbers."""

    fields: Mapping[str, Any]
    rows: Rows


def rest(ground: Ground, lines: Sequence[Line]) -> Rest:
    named = {line.task.id: line for line in lines}
    codes = {task_id: line.code for task_id, line in named.items()}
    codes |= {task.id: task.code for task in ground.ended}
    parts = (
        _reporting(ground, lines, codes),
        _granted(ground, named),
        _helping(ground, codes),
        _acting(ground, codes),
        _reaching(ground, named),
    )
    return Rest(
        fields={name: value for part in parts for name, value in part.fields.items()},
        rows={name: behind for part in parts for name, behind in part.rows.items()},
    )


def _reporting(ground: Ground, lines: Sequence[Line], codes: Mapping[int, str]) -> Rest:
    """Units in official order, with what they owed and what they got back."""
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in ground.happened.owed:
        if one.task_id in codes:
            found[one.unit_id]["due"].append(codes[one.task_id])
            found[one.unit_id][one.how].append(codes[one.task_id])
    for unit_id, code in _returned(ground, lines):
        found[unit_id]["returned"].append(code)
    units = [(unit, found[one]) for one, unit in ground.happened.units.items() if one in found]
    names = ("due", "in_time", "late", "missing", "returned")
    reporters = tuple(
        Reporter(unit.name, **{name: len(own[name]) for name in names}) for unit, own in units
    )
    rows: Rows = {
        f"reports_{name}": tuple(code for _, own in units for code in own[name]) for name in names
    }
    for place, (_, own) in enumerate(units):
        rows |= {f"reporter.{place}.{name}": tuple(own[name]) for name in ("late", "missing")}
    return Rest({"reporters": reporters}, rows)


def _returned(ground: Ground, lines: Iterable[Line]) -> Iterator[tuple[int, str]]:
    """Reports that the office gave back in the period."""
    for line in lines:
        for report in line.then.reports:
            is_returned = state_on(line.then.day, report) is ReportState.RETURNED
            if is_returned and ground.saw(decided_on(report)):
                yield report.unit_id, line.code


def _granted(ground: Ground, named: Mapping[int, Line]) -> Rest:
    grants = [one for one in ground.happened.grants if one.task_id in named]
    rows = tuple(_grant(one, named[one.task_id]) for one in grants)
    return Rest({"grants": rows}, {"granted": tuple(row.code for row in rows)})


def _grant(one: Extension, line: Line) -> Grant:
    original = one.milestone.original_due_on or one.due_before
    granted_on = one.answered_on or one.asked_on
    return Grant(
        code=line.code,
        title=line.then.words.name,
        unit=one.unit.name,
        milestone=one.milestone.deliverable,
        original_on=original.isoformat(),
        before_on=one.due_before.isoformat(),
        new_on=one.new_due_on.isoformat(),
        days=(one.new_due_on - original).days,
        times=sum(move.after <= one.new_due_on for move in one.milestone.moves),
        by=one.answered_by.name if one.answered_by else "—",
        granted_on=granted_on.isoformat(),
        reason=" ".join(one.reason.split()),
    )


def _helping(ground: Ground, codes: Mapping[int, str]) -> Rest:
    """Shares that a lead waits for, and blockers that are open, by cause."""
    waits = tuple(codes[one] for one in ground.happened.waits if one in codes)
    causes: dict[str, list[str]] = {cause: [] for cause in Cause}
    for task_id, cause in ground.happened.blockers:
        if task_id in codes:
            causes[cause].append(codes[task_id])
    tallies = _tallies({cause: wording.word(cause) for cause in Cause}, causes)
    rows: Rows = {f"blocker.{one.kind}": tuple(causes[one.kind]) for one in tallies}
    rows["blockers"] = tuple(code for one in tallies for code in causes[one.kind])
    return Rest({"waits": len(waits), "blockers": tallies}, {**rows, "waits": waits})


def _acting(ground: Ground, codes: Mapping[int, str]) -> Rest:
    """Urgings and slips by step, and findings."""
    steps: dict[str, list[str]] = {step: [] for step in STEPS}
    for task_id, level in ground.happened.steps:
        if task_id in codes:
            steps[STEPS[level]].append(codes[task_id])
    tallies = _tallies({step: wording.word(step) for step in STEPS}, steps)
    findings = [(codes.get(one.task_id or 0, NO_TASK), one) for one in ground.happened.findings]
    rows: Rows = {f"step.{one.kind}": tuple(steps[one.kind]) for one in tallies}
    rows |= {
        "findings_new": tuple(code for code, one in findings if one.is_new),
        "findings_mended": tuple(code for code, one in findings if one.was_mended),
        "findings_open": tuple(code for code, one in findings if one.is_open),
    }
    count = Findings(*(len(rows[f"findings_{name}"]) for name in ("new", "mended", "open")))
    return Rest({"steps": tallies, "findings": count}, rows)


def _tallies(words: Mapping[str, str], found: Mapping[str, Sequence[str]]) -> tuple[Tally, ...]:
    return tuple(Tally(kind, words[kind], len(codes)) for kind, codes in found.items() if codes)


def _reaching(ground: Ground, named: Mapping[int, Line]) -> Rest:
    found = [(named[one.task_id], one) for one in ground.happened.targets if one.task_id in named]
    rows: Rows = {
        "targets": tuple(line.code for line, _ in found),
        "targets_reported": tuple(line.code for line, one in found if one.reported),
        "targets_verified": tuple(line.code for line, one in found if one.verified),
    }
    return Rest({"targets": tuple(_target(line, one) for line, one in found)}, rows)


def _target(line: Line, one: TargetThen) -> TargetRow:
    reported, verified = _reached(one.reported, one.unit), _reached(one.verified, one.unit)
    return TargetRow(
        code=line.code,
        unit=line.then.words.lead_unit.name,
        phrase=one.phrase,
        wanted=wording.target(one.op, one.value, one.unit),
        reported=reported[0],
        reported_on=reported[1],
        verified=verified[0],
        verified_on=verified[1],
    )


def _reached(one: Reached | None, unit: str) -> tuple[str, str]:
    """What, and on which day; nothing where there is nothing yet."""
    return (f"{wording.figure(one.value)}{unit}", one.on.isoformat()) if one else ("", "")
