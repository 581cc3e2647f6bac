"""What is compared, and what comes out: plain frozen values, from the ledger or from a draft."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from tasks_tracker.domain.amendments import Field
from tasks_tracker.domain.milestones import DeadlineKind

Labels = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Step:
    """A deadline; `position` is that of its milestone, 0 in a draft."""

    kind: DeadlineKind
    deliverable: str
    phrase: str
    due: date | None = None
    """The original date: what an extension granted is no change of the document."""
    rule: str | None = None
    derivation: str = ""
    position: int = 0
    is_phase: bool = False
    is_superior: bool = False
    """The date is the superior's, because the measure leaves its own to it."""
    is_met: bool = False

    @property
    def has_clock(self) -> bool:
        return self.kind is DeadlineKind.BY


@dataclass(frozen=True, kw_only=True)
class Goal:
    """A figure to be reached; `position` is that of its target, 0 in a draft."""

    phrase: str
    op: str
    value: Decimal
    unit: str
    position: int = 0


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A task as it is compared; `ref` is its number in the ledger, or its key in the draft."""

    ref: int
    path: Labels
    title: str
    part: int = 1
    part_title: str = ""
    requirement: str = ""
    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    goals: tuple[Goal, ...] = ()
    line_start: int = 1
    line_end: int = 1
    is_completed: bool = False

    @property
    def answers_to_superior(self) -> bool:
        return any(step.is_superior for step in self.steps)


@dataclass(frozen=True, kw_only=True)
class StepChange:
    """What became of a deadline: one side alone is a deadline dropped or added."""

    old: Step | None
    new: Step | None

    @property
    def moves(self) -> bool:
        """Its date, kind or cycle is another: a new milestone takes its place."""
        if self.old is None or self.new is None:
            return True
        old, new = self.old, self.new
        return (old.kind, old.due, old.rule) != (new.kind, new.due, new.rule)


@dataclass(frozen=True, kw_only=True)
class GoalChange:
    """What became of a figure: one side alone is a figure dropped or added."""

    old: Goal | None
    new: Goal | None

    @property
    def moves(self) -> bool:
        if self.old is None or self.new is None:
            return True
        old, new = self.old, self.new
        return (old.op, old.value, old.unit) != (new.op, new.value, new.unit)


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A task that the document words or dates otherwise; `new` is what is to hold from now on."""

    old: Clause
    new: Clause
    fields: frozenset[Field]
    steps: tuple[StepChange, ...] = ()
    goals: tuple[GoalChange, ...] = ()

    @property
    def reopens(self) -> bool:
        """It was completed, and something more is to be met."""
        return self.old.is_completed and any(
            change.new and change.new.has_clock and change.moves for change in self.steps
        )


@dataclass(frozen=True, kw_only=True)
class Diff:
    """Each task of the ledger and of the draft stands in it once."""

    unchanged: tuple[tuple[Clause, Clause], ...] = ()
    changed: tuple[Changed, ...] = ()
    added: tuple[Clause, ...] = ()
    dropped: tuple[Clause, ...] = ()
    dropped_before: frozenset[int] = field(default_factory=frozenset)
    """Of those added the ones that a clerk had taken out when the document was adopted."""
    is_whole: bool = True
    """The document takes the place of the one in force; else it is a mere supplement to it."""

    @property
    def is_empty(self) -> bool:
        return not (self.changed or self.added or self.dropped)
