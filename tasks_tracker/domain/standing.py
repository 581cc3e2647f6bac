"""How far a task has come in the cycle, kept on it so that lists need not look elsewhere.

Each column has one owner, named beside it; nobody else writes it.
"""

from datetime import date
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Integer
from sqlalchemy.orm import Mapped, MappedAsDataclass, declared_attr, mapped_column

from tasks_tracker.domain.base import word_column


class Ending(StrEnum):
    """How a task left the open ledger without being completed."""

    AMENDED = "amended"
    TERMINATED = "terminated"
    MERGED = "merged"
    STANDING = "standing"


class Grade(StrEnum):
    """How well a completed task was done."""

    EXCELLENT = "excellent"
    GOOD = "good"
    SUFFICIENT = "sufficient"


class Standing(MappedAsDataclass, kw_only=True, eq=False, repr=False):
    """Columns of a task."""

    handed_out_on: Mapped[date | None] = mapped_column(init=False, default=None)
    """Handing out: the day of its first notice."""
    objected_on: Mapped[date | None] = mapped_column(init=False, default=None)
    """Objections: the day of the one that is open."""
    report_due_on: Mapped[date | None] = mapped_column(init=False, default=None)
    """Obligations: the earliest day of one that was not answered."""
    percent: Mapped[int | None] = mapped_column(init=False, default=None)
    """Reports: how much is done, as the lead unit said last."""
    behind_from: Mapped[date | None] = mapped_column(init=False, default=None)
    """Lights: the day from which it is too far behind its trajectory, if nothing is reported."""
    due_ends_on: Mapped[date | None] = mapped_column(init=False, default=None)
    """`Task.settle`: where the clock of the last milestone ends, while it runs."""
    settled_on: Mapped[date | None] = mapped_column(init=False, default=None)
    """`Task.settle`: the day on which it was settled last."""
    returned_on: Mapped[date | None] = mapped_column(init=False, default=None)
    """Reviews: the day of a return after which nothing was reported."""
    extension_asked_on: Mapped[date | None] = mapped_column(init=False, default=None)
    """Extensions: the day of the earliest request that is not decided."""
    urging_level: Mapped[int] = mapped_column(init=False, default=0)
    """Urgings: the highest step that is in force; 0 for none."""
    red_slips: Mapped[int] = mapped_column(init=False, default=0)
    """Urgings: red slips issued."""
    grade: Mapped[Grade | None] = mapped_column(word_column(Grade), init=False, default=None)
    """Completion: as the reviewer judged the application that was accepted."""
    check_opened_on: Mapped[date | None] = mapped_column(init=False, default=None)
    """Checks: the day of the one that is open."""
    closed_on: Mapped[date | None] = mapped_column(init=False, default=None)
    """Closing: 销号."""
    archived_on: Mapped[date | None] = mapped_column(init=False, default=None)
    """Archives: the file was put together."""
    ending: Mapped[Ending | None] = mapped_column(word_column(Ending), init=False, default=None)
    """`Task.end`."""

    @declared_attr
    @classmethod
    def merged_into_id(cls) -> Mapped[int | None]:
        """Endings: the task that goes on in its place."""
        big = BigInteger().with_variant(Integer(), "sqlite")
        return mapped_column(big, ForeignKey("tasks.id"), index=True, init=False, default=None)
