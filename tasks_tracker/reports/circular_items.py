"""What a circular lists item by item: what is behind, what waits, and the whole ledger (pure)."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from tasks_tracker import wording
from tasks_tracker.domain.lights import Cause, Light
from tasks_tracker.domain.progress import ReportState
from tasks_tracker.reports.as_of import TaskThen, state_on
from tasks_tracker.reports.by_original import is_moved
from tasks_tracker.reports.circular_counted import Item, LedgerRow
from tasks_tracker.reports.circular_lines import Line, Measure
from tasks_tracker.reports.fallen_due import Span
from tasks_tracker.reports.milestones_then import MilestoneThen

PROGRESS_LENGTH = 48
PROBLEMS_LENGTH = 40
AWAITS, MISSING_REPORT, TRAILS = "待审", "漏报", "未达序时进度"
STOPS = "，；。、"
"""Where words that are too long are broken off, if there is one near their end."""

Listed = Mapping[str, tuple[Item, ...]]


def listed(lines: Sequence[Line], measure: Measure) -> Listed:
    """By how it is behind; each task in one list at most."""
    found: dict[str, list[Item]] = {name: [] for name in LISTS}
    for line in lines:
        name = next((name for name, holds in LISTS.items() if holds(line, measure.span)), None)
        if name is not None:
            found[name].append(_item(line, measure))
    return {
        name: _worst_first(items) if name in WORST_FIRST else tuple(items)
        for name, items in found.items()
    }


def _waits(line: Line, span: Span) -> bool:
    return line.awaits and bool(_behind(line, span))


def _is_overdue(line: Line, _span: Span) -> bool:
    return line.is_late and not line.awaits


def _missed(line: Line, span: Span) -> bool:
    """Nothing of it is overdue yet, but the day that has just ended was its last."""
    ends = line.then.facts.clock_ends_on
    return not line.awaits and span.is_whole and ends == span.as_of


def _lags(line: Line, span: Span) -> bool:
    """A milestone before its last one ran out and is not there."""
    ends = line.then.facts.clock_ends_on
    return not line.awaits and ends is not None and ends < span.as_of


def _trails(line: Line, _span: Span) -> bool:
    """Nothing is missing, but it is behind its trajectory; who was given more time is not named."""
    return Cause.BEHIND in line.causes and not line.awaits and not line.has_more_time


def _is_slow(line: Line, _span: Span) -> bool:
    """It is due within a few days, and nothing was ever reported."""
    is_soon = line.light is Light.DUE_SOON and Cause.MILESTONE_SOON in line.causes
    return is_soon and not line.then.reports and not line.has_more_time


LISTS: Mapping[str, Callable[[Line, Span], bool]] = {
    "waiting": _waits,
    "overdue": _is_overdue,
    "lagging": _lags,
    "missed": _missed,
    "trailing": _trails,
    "slow": _is_slow,
}
WORST_FIRST = frozenset({"overdue", "lagging"})


def _item(line: Line, measure: Measure) -> Item:
    span = measure.span
    worst = next(iter(_behind(line, span)), None) or line.then.running[0]
    due_on = worst.due_on
    return Item(
        code=line.code,
        title=line.then.words.name,
        unit=line.then.words.lead_unit.name,
        behind=tuple(one.milestone.deliverable for one in _behind(line, span) or [worst]),
        due_on=due_on.isoformat(),
        days_late=max(
            0, measure.workdays.between(worst.clock_ends_on, worst.submitted_on or span.as_of)
        ),
        original_due_on=_original(worst, span),
        words=first_words(line.then.last_words, PROGRESS_LENGTH),
    )


def _original(worst: MilestoneThen, span: Span) -> str:
    """Where an extension moved it."""
    on = worst.milestone.original_due_on
    return on.isoformat() if on and is_moved(worst, span.as_of) else ""


def _behind(line: Line, span: Span) -> list[MilestoneThen]:
    """What ran out and is not there; where nothing is, what came late and waits."""
    passed = [m for m in line.then.running if m.clock_ends_on <= span.passed_until]
    late = [m for m in line.then.milestones if _lies_with_office(m)]
    return passed or [m for m in late if not m.was_on_time]


def _lies_with_office(milestone: MilestoneThen) -> bool:
    is_in = milestone.submitted_on is not None and not milestone.met_on
    return is_in and not milestone.is_asked_about


def _worst_first(items: Iterable[Item]) -> tuple[Item, ...]:
    """The longest overdue first; items of one day stay in the order of the ledger."""
    return tuple(sorted(items, key=lambda item: -item.days_late))


def ledger_row(line: Line) -> LedgerRow:
    words = line.then.words
    leader = words.section.leader
    return LedgerRow(
        code=line.code,
        title=words.name,
        leader=leader.name if leader else "—",
        leads="、".join(unit.name for unit in words.leads),
        supports="、".join(unit.name for unit in words.supports) or "—",
        due=_due(line.then),
        progress=first_words(line.then.last_words, PROGRESS_LENGTH) or "—",
        status=_status(line),
        problems=first_words(_last_problems(line.then), PROBLEMS_LENGTH) or "—",
    )


def _status(line: Line) -> str:
    """In the words of the body: nothing is called 滞后 that has only a report missing."""
    if line.awaits:
        return AWAITS
    if line.light is not Light.LAGGING or Cause.MILESTONE_MISSED in line.causes:
        return wording.word(line.light)
    return MISSING_REPORT if Cause.REPORT_MISSED in line.causes else TRAILS


def _due(then: TaskThen) -> str:
    """The dates of a task as they were, each once; the phrase where it has none."""
    days = sorted({one.due_on for one in then.milestones})
    if days:
        return "、".join(wording.day(day, in_year=then.day.year) for day in days)
    return "、".join(dict.fromkeys(one.phrase for one in then.standing)) or "—"


def _last_problems(then: TaskThen) -> str:
    """What the report said last that was not given back."""
    standing = [r for r in then.reports if state_on(then.day, r) is not ReportState.RETURNED]
    return standing[-1].problems if standing else ""


def first_words(text: str, length: int) -> str:
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    stop = max(flat.rfind(mark, length * 2 // 3, length) for mark in STOPS)
    return f"{flat[: stop if stop > 0 else length]}…"
