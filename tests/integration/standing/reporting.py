"""Reporting by period."""

from tests.integration.standing.rows import Row

ROWS: dict[str, Row] = {}
SECOND: dict[str, Row] = {}
BROKEN: dict[str, Row] = {}
