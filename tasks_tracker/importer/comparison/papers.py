"""Plans as read from documents made into papers to compare; the comparison as plain data."""

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from tasks_tracker.importer.comparison.values import (
    Comparison,
    Dated,
    Differences,
    Figure,
    Labels,
    Link,
    Measure,
    Paper,
)
from tasks_tracker.importer.draft import DraftPlan, DraftTask

PLACE = re.compile(
    r"^.{1,8}?(?:自治[州县]|[市县州盟旗]|(?<![市地])区)(?=人民|委|政府|关于|[^一-鿿]|$)"
)


def paper_of(plan: DraftPlan) -> Paper:
    """The tasks of a plan gathered into measures, one for each path."""
    parts: dict[Labels, list[DraftTask]] = defaultdict(list)
    for task in plan.tasks:
        parts[task.path].append(task)
    return Paper(
        doc_no=plan.doc_no or plan.title,
        place=place_of(plan.issuer or plan.title),
        measures=[_measure(path, tasks) for path, tasks in parts.items()],
    )


def place_of(issuer: str) -> str:
    """The city or county of a body: 高唐县 of 高唐县人民政府办公室."""
    found = PLACE.match(issuer)
    return found[0] if found else ""


def _measure(path: Labels, tasks: Sequence[DraftTask]) -> Measure:
    return Measure(
        path=path,
        title=tasks[0].title,
        text="\n".join(task.text for task in tasks),
        leads=tuple(name for task in tasks for name in task.lead),
        supports=tuple(name for task in tasks for name in task.support),
        dates=tuple(
            Dated(
                phrase=deadline.phrase,
                kind=deadline.kind,
                due=deadline.due,
                rule=deadline.rule,
                deliverable=deadline.deliverable,
            )
            for task in tasks
            for deadline in task.deadlines
        ),
        figures=tuple(
            Figure(
                phrase=target.phrase,
                op=target.op,
                value=Decimal(str(target.value)),
                unit=target.unit,
            )
            for task in tasks
            for target in task.targets
        ),
    )


def as_json(comparison: Comparison) -> dict[str, Any]:
    """One link for each measure of the superior, and the subordinate's own additions."""
    return {
        "links": [_link_as_json(link, comparison) for link in comparison.links],
        "additions": [_measure_as_json(comparison.subordinate, at) for at in comparison.additions],
    }


def _link_as_json(link: Link, comparison: Comparison) -> dict[str, Any]:
    below = link.subordinate
    return {
        "superior": _measure_as_json(comparison.superior, link.superior),
        "subordinate": None if below is None else _measure_as_json(comparison.subordinate, below),
        "relation": link.relation.value,
        "deadline_changed": link.differences.deadline_changed,
        "likeness": round(link.likeness, 3),
        **differences_as_json(link.differences),
    }


def _measure_as_json(paper: Paper, at: int) -> dict[str, Any]:
    measure = paper.measures[at]
    return {"doc_no": paper.doc_no, "path": list(measure.path), "title": measure.title}


def differences_as_json(differences: Differences) -> dict[str, Any]:
    """Dates in ISO form, figures as exact decimal text."""
    return {
        "dates": [
            {
                "change": link.change.value,
                "superior": _dated(link.superior),
                "subordinate": _dated(link.subordinate),
            }
            for link in differences.dates
        ],
        "figures": [
            {
                "change": link.change.value,
                "superior": _figure(link.superior),
                "subordinate": _figure(link.subordinate),
            }
            for link in differences.figures
        ],
        "missing": list(differences.missing),
        "units": {
            "mapped": [list(pair) for pair in differences.units.mapped],
            "missing": list(differences.units.missing),
            "without": list(differences.units.without),
            "added": list(differences.units.added),
        },
    }


def _dated(one: Dated | None) -> dict[str, Any] | None:
    if one is None:
        return None
    due = one.due.isoformat() if one.due else None
    return {
        "phrase": one.phrase,
        "due": due,
        "rule": one.rule,
        "deliverable": one.deliverable,
    }


def _figure(one: Figure | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {"phrase": one.phrase, "op": one.op, "value": str(one.value), "unit": one.unit}
