"""What an extraction holds: plain frozen values, to be corrected and adopted by people."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """Something that the text does not settle: in which field, and what a person should do."""

    field: str
    words: str


@dataclass(frozen=True, kw_only=True)
class DraftDeadline:
    phrase: str
    due: date | None
    kind: str
    rule: str | None
    deliverable: str
    derivation: str
    line_start: int
    line_end: int


@dataclass(frozen=True, kw_only=True)
class DraftTarget:
    phrase: str
    op: str
    value: Decimal | int
    unit: str
    line_start: int
    line_end: int


@dataclass(frozen=True, kw_only=True)
class DraftTask:
    path: tuple[str, ...]
    part: int
    title: str
    title_own: bool
    text: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    only_responsible: bool
    deadlines: tuple[DraftDeadline, ...]
    targets: tuple[DraftTarget, ...]
    line_start: int
    line_end: int
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, kw_only=True)
class DraftPlan:
    doc_no: str | None
    title: str
    issuer: str | None
    issued_on: date | None
    based_on: tuple[str, ...]
    kind: str
    line_start: int
    line_end: int
    line_spans: tuple[tuple[int, int], ...]
    goal_deadlines: tuple[DraftDeadline, ...]
    goal_targets: tuple[DraftTarget, ...]
    tasks: tuple[DraftTask, ...]
