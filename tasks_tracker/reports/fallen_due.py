"""Which milestones fell due in a period: the one definition for circulars and scores."""

from dataclasses import dataclass
from datetime import date, timedelta

from tasks_tracker.domain.periods import Period
from tasks_tracker.reports.milestones_then import MilestoneThen


@dataclass(frozen=True)
class Span:
    """A period, and up to which day it has passed."""

    period: Period
    as_of: date
    is_whole: bool
    """The period was over; else what falls due on `as_of` itself is not counted yet."""

    @property
    def passed_until(self) -> date:
        """The last day that was over: what ran out on it was missed."""
        return self.as_of if self.is_whole else self.as_of - timedelta(days=1)

    def saw_due(self, milestone: MilestoneThen) -> bool:
        """Its clock ran out in the period. One whose date was moved by an extension runs out by
        the new date; while the office has to decide on an extension or an objection, it is not
        known yet by which."""
        is_known = not milestone.is_asked_about
        return is_known and self.period.first <= milestone.fell_due_on <= self.passed_until

    def precedes_due(self, milestone: MilestoneThen) -> bool:
        """It lies with a unit and its clock runs out in the period after."""
        return milestone.is_open and self.period.following.holds(milestone.clock_ends_on)
