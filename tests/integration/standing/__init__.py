"""A valid row for every table, what a second one beside it must not share, and what each check
refuses; put together from a module for each part of the house."""

from tests.integration.standing import (
    archives,
    broken,
    circular_notices,
    circulars,
    completion,
    cycle,
    extensions,
    inspections,
    lights,
    meetings,
    notices,
    reporting,
    rows,
    score_rules,
    scores,
    urgings,
    worksheets,
)
from tests.integration.standing.rows import DAY, NOW, Row

__all__ = ["BROKEN", "DAY", "FITTING", "NEIGHBOURS", "NOW", "OPEN", "ROWS", "SECOND", "Row"]

PARTS = (
    rows,
    broken,
    circulars,
    circular_notices,
    cycle,
    notices,
    reporting,
    extensions,
    urgings,
    meetings,
    completion,
    archives,
    inspections,
    lights,
    score_rules,
    scores,
    worksheets,
)
"""In the order in which their rows can be written."""


def _all(name: str) -> dict[str, Row]:
    return {key: row for part in PARTS for key, row in getattr(part, name, {}).items()}


ROWS, NEIGHBOURS, SECOND = _all("ROWS"), _all("NEIGHBOURS"), _all("SECOND")
"""In the order in which they can be written; what stands there already for others to refer to;
what one more row has of its own."""
BROKEN, OPEN, FITTING = _all("BROKEN"), _all("OPEN"), _all("FITTING")
"""For every check what breaks it and nothing else; with what a row is one of those that must not
be there twice; what a reference to nothing needs beside it, for no check to speak first."""
