"""A region is the border of what people see: whatever looks over it stands in one list."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tasks_tracker.persistence.across_regions import ACROSS_REGIONS

PACKAGE = Path(__file__).resolve().parents[2] / "tasks_tracker"
ROOMS = ("persistence", "reports", "operations", "jobs", "web")
CROSSINGS = {"region_ids_seen_by", "regions_seen_by", "parent_id", "subordinate_id"}
"""Whoever speaks of other regions than its own uses one of these names."""


def test_whatever_looks_over_the_border_of_a_region_stands_in_the_list():
    assert sorted(crossing()) == sorted(ACROSS_REGIONS)


def test_everything_in_the_list_has_a_reason():
    assert [name for name, reason in ACROSS_REGIONS.items() if len(reason) < 10] == []


def crossing() -> Iterator[str]:
    for room in ROOMS:
        for path in (PACKAGE / room).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
            yield from (f"{name}.{one.name}" for one in functions(tree) if crosses(one))


def functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def crosses(function: ast.FunctionDef) -> bool:
    names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    attributes = {node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute)}
    return bool((names | attributes | {function.name}) & CROSSINGS)
