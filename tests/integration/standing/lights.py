"""Rules of the lights and what was shown."""

from tests.integration.standing.rows import Row

ROWS: dict[str, Row] = {}
SECOND: dict[str, Row] = {}
BROKEN: dict[str, Row] = {}
