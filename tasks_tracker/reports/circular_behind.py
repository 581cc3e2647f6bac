"""By figure of a circular, the codes of the tasks behind it (pure).

A count has as many codes as it says; a rate has those of its numerator, and with `.of` behind its
name those of its denominator; a difference has those of now, and with `.of` those of before.
"""

from collections.abc import Container, Iterable, Sequence

from tasks_tracker.reports.circular_counted import Counts, Figures
from tasks_tracker.reports.circular_figures import Basis, Group, next_due
from tasks_tracker.reports.circular_items import LISTS
from tasks_tracker.reports.circular_moves import rows_behind
from tasks_tracker.reports.circular_numbers import DAYS, NAMED, PART, numbers, unnamed
from tasks_tracker.reports.circular_rest import Rows

RATES = {
    "completed_share": ("completed", "tasks"),
    "under_way_share": ("under_way", "tasks"),
    "overdue_share": ("overdue", "tasks"),
    "on_time_rate": ("on_time", "due"),
    "rate_by_original": ("original_on_time", "original_due"),
}
"""Of which counts rates are made."""


def behind(found: Basis, figures: Figures) -> Rows:
    """For every number that a sentence may name."""
    lines = found.whole.lines
    rows: Rows = {
        **_of_group(found.whole, Counts.summed()),
        "waiting": tuple(line.code for line in lines if line.awaits),
        "overdue_waiting": tuple(line.code for line in lines if line.is_late and line.awaits),
        "next_due": tuple(next_due(found)),
        **_of_lists(figures),
        **rows_behind(found.moved),
        **found.others.rows,
        **_of_parts(found, figures),
        **_of_trend(found),
    }
    rows |= _of_rates(rows)
    return {name: rows[name] for name in sorted(_wanted(numbers(figures), rows))}


def _wanted(known: Iterable[str], rows: Container[str]) -> set[str]:
    """What numbers are there for, and the second half of some of them."""
    names = set(known)
    return names | {f"{name}.of" for name in names if f"{name}.of" in rows}


def _of_group(group: Group, names: Sequence[str], prefix: str = "") -> Rows:
    return {f"{prefix}{name}": tuple(group.codes[name]) for name in names}


def _of_lists(figures: Figures) -> Rows:
    rows: Rows = {}
    for name in LISTS:
        rows[name] = tuple(item.code for item in getattr(figures, name))
    for name, named in NAMED.items():
        rows[unnamed(name)] = rows[name][named:]
    for name, figure in DAYS.items():
        rows |= {f"{figure}.{place}": (code,) for place, code in enumerate(rows[name])}
    return {name: codes for name, codes in rows.items() if name not in {"waiting", "overdue"}}


def _of_parts(found: Basis, figures: Figures) -> Rows:
    rows: Rows = {}
    for kind, groups in (("plan", found.plans), ("section", found.sections)):
        for place, (_, group) in enumerate(groups):
            rows |= _of_group(group, PART, f"{kind}.{place}.")
    due = {unit.name: group.codes["due"] for unit, group in found.units}
    rows |= {f"good.{place}": tuple(due[one.name]) for place, one in enumerate(figures.good)}
    return rows


def _of_trend(found: Basis) -> Rows:
    if not found.ground.earlier:
        return {}
    before, now = found.ground.earlier[-1][1], found.whole.codes
    pairs = {"trend.tasks": "tasks", "trend.overdue": "overdue", "trend.rate": "due"}
    return {
        f"{name}{end}": tuple(codes[of])
        for name, of in pairs.items()
        for end, codes in (("", now), (".of", before))
    }


def _of_rates(rows: Rows) -> Rows:
    found: Rows = {}
    prefixes = {name.removesuffix("on_time") for name in rows if name.endswith(".on_time")}
    for prefix in ("", *prefixes):
        for name, (part, whole) in RATES.items():
            if f"{prefix}{part}" in rows and f"{prefix}{whole}" in rows:
                found[f"{prefix}{name}"] = rows[f"{prefix}{part}"]
                found[f"{prefix}{name}.of"] = rows[f"{prefix}{whole}"]
    return found
