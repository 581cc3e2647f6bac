"""Every number that a sentence of a circular may name, as it is written (pure)."""

from collections.abc import Iterator, Mapping

from tasks_tracker import wording
from tasks_tracker.reports.circular_counted import Counts, Figures, Then
from tasks_tracker.reports.circular_moves import FIGURES

NAMED: Mapping[str, int] = {"overdue": 10, "lagging": 5, "trailing": 5, "slow": 5}
"""How many items of a list stand in the body; the annex has them all."""
DAYS: Mapping[str, str] = {"overdue": "late", "lagging": "lag"}
"""Lists of which the working days are told: what their numbers are called."""
PARTS_NAMED = 10
"""How many plans or sections stand in the body."""
PART = ("tasks", "completed", "under_way", "overdue", "due", "on_time")
"""What is told of a plan or a section."""


def numbers(figures: Figures) -> dict[str, str]:
    """The one table of them."""
    return {
        **{name: str(value) for name, value in plain(figures).items()},
        **{name: f"{wording.percent(value)}%" for name, value in rates(figures).items()},
        **dict(_points(figures)),
        **{f"was.{one.figure}": one.before for one in figures.changes if one.figure},
    }


def plain(figures: Figures) -> dict[str, int]:
    """Counts, working days, and by how much a count differs from that before."""
    totals = figures.totals
    return {
        **{name: getattr(totals.counts, name) for name in Counts.summed()},
        "waiting": totals.waiting,
        "overdue_waiting": totals.overdue_waiting,
        "next_due": totals.next_due,
        **dict(_of_lists(figures)),
        **{f"good.{place}": unit.due for place, unit in enumerate(figures.good)},
        **dict(_of_parts(figures)),
        **dict(_of_moves(figures)),
        **dict(_of_reports(figures)),
        **dict(_of_help(figures)),
        **dict(_of_trend(figures)),
    }


def rates(figures: Figures) -> dict[str, int | None]:
    """In tenths of a per cent."""
    names = ("completed_share", "under_way_share", "overdue_share")
    counts = figures.totals.counts
    return {
        **dict(zip(names, figures.totals.shares, strict=True)),
        "on_time_rate": counts.on_time_rate,
        "rate_by_original": counts.rate_by_original,
        **{f"{prefix}on_time_rate": found.on_time_rate for prefix, found in parts(figures)},
    }


def parts(figures: Figures) -> Iterator[tuple[str, Counts]]:
    yield from ((f"plan.{place}.", row.counts) for place, row in enumerate(figures.plans))
    yield from ((f"section.{place}.", row.counts) for place, row in enumerate(figures.sections))


def _of_lists(figures: Figures) -> Iterator[tuple[str, int]]:
    for name, named in NAMED.items():
        yield unnamed(name), max(len(getattr(figures, name)) - named, 0)
    for name in ("missed", "lagging", "trailing", "slow"):
        yield name, len(getattr(figures, name))
    for name, figure in DAYS.items():
        for place, item in enumerate(getattr(figures, name)):
            yield f"{figure}.{place}", item.days_late


def unnamed(name: str) -> str:
    """What the rest of a list is called that the body does not name."""
    return "unnamed" if name == "overdue" else f"unnamed.{name}"


def _of_parts(figures: Figures) -> Iterator[tuple[str, int]]:
    for prefix, found in parts(figures):
        for name in PART:
            yield f"{prefix}{name}", getattr(found, name)


def _of_moves(figures: Figures) -> Iterator[tuple[str, int]]:
    for name, kinds in FIGURES.items():
        yield name, sum(move.count for move in figures.moves if move.kind in kinds)
    yield "granted", len(figures.grants)


def _of_reports(figures: Figures) -> Iterator[tuple[str, int]]:
    for name in ("due", "in_time", "late", "missing", "returned"):
        yield f"reports_{name}", sum(getattr(row, name) for row in figures.reporters)
    for place, row in enumerate(figures.reporters):
        yield f"reporter.{place}.late", row.late
        yield f"reporter.{place}.missing", row.missing


def _of_help(figures: Figures) -> Iterator[tuple[str, int]]:
    yield "waits", figures.waits
    yield "blockers", sum(one.count for one in figures.blockers)
    yield from ((f"blocker.{one.kind}", one.count) for one in figures.blockers)
    yield from ((f"step.{one.kind}", one.count) for one in figures.steps)
    yield "findings_new", figures.findings.handed_over
    yield "findings_mended", figures.findings.mended
    yield "findings_open", figures.findings.open
    yield "targets", len(figures.targets)
    yield "targets_reported", sum(bool(one.reported) for one in figures.targets)
    yield "targets_verified", sum(bool(one.verified) for one in figures.targets)


def before(figures: Figures) -> Then | None:
    """The end of the period before this one."""
    return figures.earlier[-1] if figures.earlier else None


def _of_trend(figures: Figures) -> Iterator[tuple[str, int]]:
    then, now = before(figures), figures.totals.counts
    if then is not None:
        yield "trend.tasks", abs(now.tasks - then.tasks)
        yield "trend.overdue", abs(now.overdue - then.overdue)


def _points(figures: Figures) -> Iterator[tuple[str, str]]:
    """By how many points of a per cent a rate differs from that before."""
    then, now = before(figures), figures.totals.counts.on_time_rate
    if then is not None and then.on_time_rate is not None and now is not None:
        yield "trend.rate", wording.percent(abs(now - then.on_time_rate))
