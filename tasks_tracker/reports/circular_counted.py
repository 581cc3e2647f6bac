"""What a circular counts and lists: plain rows, kept with its snapshot."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

RATES = frozenset({"on_time_rate", "rate_by_original"})
"""Of counts what cannot be added up; tenths of a per cent, None where nothing fell due."""


@dataclass(frozen=True)
class Counts:
    """Tasks by how far they are, and the milestones that fell due in the period."""

    tasks: int = 0
    completed: int = 0
    under_way: int = 0
    overdue: int = 0
    due: int = 0
    on_time: int = 0
    on_time_rate: int | None = None
    """Tenths of a per cent; None where nothing fell due."""
    ahead: int = 0
    """With `on_plan`, `behind`, `other` and `completed` the five parts of all tasks."""
    on_plan: int = 0
    behind: int = 0
    other: int = 0
    extended: int = 0
    """Milestones moved by a granted extension that fell due in the period by their original date
    or by the current one."""
    left: int = 0
    """Of them, those that left the period: due in it by their original date alone."""
    original_due: int = 0
    original_on_time: int = 0
    rate_by_original: int | None = None

    @classmethod
    def summed(cls) -> list[str]:
        """The names of what adds up from parts to the whole."""
        return [field.name for field in fields(cls) if field.name not in RATES]


@dataclass(frozen=True)
class Totals:
    """The whole region, or the whole plan."""

    counts: Counts
    shares: tuple[int, ...]
    """Completed, under way and overdue in tenths of a per cent; 1000 together."""
    lights: Mapping[str, int]
    waiting: int
    """Tasks of which a report waits for the office."""
    overdue_waiting: int
    """Overdue tasks among them: they are not named."""
    next_due: int
    """Clocks that run out in the period after."""
    split_shares: tuple[int, ...] = ()
    """Completed, ahead, on plan, behind and other in tenths of a per cent; 1000 together."""


@dataclass(frozen=True)
class UnitRow:
    """A first lead unit; the rows together make the totals."""

    name: str
    counts: Counts
    score: int | None = None
    """Hundredths of a point, of a score sheet that was published for the period."""
    rank: int | None = None
    movement: int | None = None
    """Places gained since the sheet before."""


@dataclass(frozen=True)
class PlanRow:
    """A plan; the rows together make the totals."""

    doc_no: str
    title: str
    counts: Counts


@dataclass(frozen=True)
class SectionRow:
    """A section of a plan with its 总指挥; the rows together make the totals."""

    doc_no: str
    label: str
    leader: str
    counts: Counts


@dataclass(frozen=True)
class Item:
    """A task that is behind, or that was submitted and waits."""

    code: str
    title: str
    unit: str
    behind: tuple[str, ...]
    """What is not there, the longest overdue first."""
    due_on: str
    days_late: int
    original_due_on: str = ""
    """Where an extension moved the date of the worst."""
    words: str = ""
    """The progress reported last."""


@dataclass(frozen=True)
class GoodUnit:
    """A unit of which all that fell due came in time, and nothing else is late."""

    name: str
    due: int


@dataclass(frozen=True)
class LedgerRow:
    """A line of the whole ledger."""

    code: str
    title: str
    leader: str
    leads: str
    supports: str
    due: str
    progress: str
    status: str
    problems: str = ""


@dataclass(frozen=True)
class Reporter:
    """A unit and the reports that it owed in the period; in official order."""

    name: str
    due: int = 0
    in_time: int = 0
    late: int = 0
    missing: int = 0
    returned: int = 0
    """Reports that the office gave back in the period."""


@dataclass(frozen=True)
class Grant:
    """An extension granted in the period."""

    code: str
    title: str
    unit: str
    milestone: str
    original_on: str
    before_on: str
    new_on: str
    days: int
    """From the original date to the new one."""
    times: int
    """How often it was extended with this."""
    by: str
    granted_on: str
    reason: str


@dataclass(frozen=True)
class Move:
    """A task that came into the ledger, was completed or closed, or left it."""

    kind: str
    """A key of `circular_moves.MOVES`."""
    code: str
    title: str
    unit: str
    on: str
    words: str = ""
    count: int = 1
    """How many tasks it tells of: a plan that was adopted is one row."""


@dataclass(frozen=True)
class Tally:
    """How many of a kind there are, in words."""

    kind: str
    words: str
    count: int


@dataclass(frozen=True)
class Findings:
    """Findings of inspections."""

    handed_over: int = 0
    mended: int = 0
    open: int = 0


@dataclass(frozen=True)
class TargetRow:
    """A figure to be reached, with what was reported and what was verified, each with its day."""

    code: str
    unit: str
    phrase: str
    wanted: str
    reported: str
    reported_on: str
    verified: str
    verified_on: str


@dataclass(frozen=True)
class Then:
    """The end of an earlier period."""

    key: str
    tasks: int
    completed: int
    overdue: int
    due: int
    on_time: int
    on_time_rate: int | None


@dataclass(frozen=True)
class Change:
    """A figure, or a cell of the ledger, that a correction puts right."""

    what: str
    before: str
    after: str
    figure: str = ""
    """Which number it is; empty for a cell of the ledger."""


@dataclass(frozen=True)
class Figures:
    """All that was counted and listed."""

    totals: Totals
    units: tuple[UnitRow, ...]
    overdue: tuple[Item, ...]
    missed: tuple[Item, ...]
    """Clocks that ran out with the last day itself."""
    waiting: tuple[Item, ...]
    good: tuple[GoodUnit, ...]
    ledger: tuple[LedgerRow, ...]
    lagging: tuple[Item, ...] = ()
    """Milestones that ran out before, of tasks that are not overdue as a whole."""
    trailing: tuple[Item, ...] = ()
    """Behind the trajectory, and nothing that fell due is missing."""
    slow: tuple[Item, ...] = ()
    """Due soon, and nothing was ever reported."""
    plans: tuple[PlanRow, ...] = ()
    sections: tuple[SectionRow, ...] = ()
    reporters: tuple[Reporter, ...] = ()
    grants: tuple[Grant, ...] = ()
    moves: tuple[Move, ...] = ()
    waits: int = 0
    """Shares that a lead waits for."""
    blockers: tuple[Tally, ...] = ()
    """Open ones, by cause."""
    findings: Findings = Findings()
    steps: tuple[Tally, ...] = ()
    """Urgings and slips issued in the period, by step."""
    targets: tuple[TargetRow, ...] = ()
    earlier: tuple[Then, ...] = ()
    """The ends of the periods before, the last one last."""
    changes: tuple[Change, ...] = ()
    """Of a correction: what differs from the circular that it corrects."""
