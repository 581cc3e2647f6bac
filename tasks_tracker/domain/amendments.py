"""Amended plans: what can differ between a task in the ledger and the document read again."""

from enum import StrEnum


class Amendment(StrEnum):
    """What an amended document does to a task."""

    DROPPED = "dropped"
    CHANGED = "changed"
    ADDED = "added"


class Field(StrEnum):
    """A part of a task that an amendment can change."""

    DEADLINES = "deadlines"
    LEAD = "lead"
    SUPPORT = "support"
    HEADING = "heading"
    REQUIREMENT = "requirement"
    TARGETS = "targets"


class Group(StrEnum):
    """What a row of a comparison is about; worst first."""

    DROPPED = "dropped"
    DATES = "dates"
    LEADS = "leads"
    ADDED = "added"
    OTHER = "other"
