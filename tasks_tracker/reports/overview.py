"""The overview (工作台): what the office and the leaders look at first in the morning."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement

from tasks_tracker.domain.lights import LATE
from tasks_tracker.persistence.tasks import IN_FORCE
from tasks_tracker.reports import calendar, changes, ledger, rates, sections, units
from tasks_tracker.reports.calendar import Month
from tasks_tracker.reports.changes import Changes, Move
from tasks_tracker.reports.ledger import LedgerRow
from tasks_tracker.reports.lights import Tally
from tasks_tracker.reports.rates import Punctuality
from tasks_tracker.reports.sections import PlanTable
from tasks_tracker.reports.selection import Selection
from tasks_tracker.reports.units import RegionTable

WORST_SHOWN = 15
MOVES_SHOWN = 10


@dataclass(frozen=True)
class Overview:
    """All figures of the page; they agree because they are counted from one set of tasks."""

    changes: Changes
    worst: Sequence[LedgerRow]
    regions: Sequence[RegionTable]
    plans: Sequence[PlanTable]
    months: Sequence[Month]

    @property
    def tally(self) -> Tally:
        return self.changes.after

    @property
    def late(self) -> int:
        return sum(self.tally[light] for light in LATE)

    @property
    def first_moves(self) -> Sequence[Move]:
        return self.changes.moves[:MOVES_SHOWN]

    @property
    def other_moves(self) -> Sequence[Move]:
        return self.changes.moves[MOVES_SHOWN:]

    @property
    def sections(self) -> int:
        return sum(len(table.rows) for table in self.plans)

    @property
    def punctuality(self) -> Punctuality:
        return rates.total(table.punctuality for table in self.regions)

    @property
    def lead_units(self) -> int:
        return sum(len(table.rows) for table in self.regions)


def overview(sight: ColumnElement[bool], today: date, month: date) -> Overview:
    """The overview of the tasks in sight, those that ended among them; the calendar shows the
    month that begins on `month`, and the one after it."""
    seen = sight & IN_FORCE
    first = calendar.month(seen, month)
    return Overview(
        changes=changes.since_last_workday(sight, today),
        worst=ledger.rows(seen, today, Selection(lights=LATE), limit=WORST_SHOWN),
        regions=units.tables(seen, today),
        plans=sections.tables(seen, today),
        months=(first, calendar.month(seen, first.following)),
    )
