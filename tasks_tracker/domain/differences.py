"""What can become of a superior's measure one level below: as a whole, of its dates and figures."""

from enum import StrEnum


class Relation(StrEnum):
    """How a superior's measure fares in the subordinate's plan."""

    SAME = "same"
    NARROWED = "narrowed"
    """Carried, but actions or figures of it are missing, or all that lead it."""
    MERGED = "merged"
    """Carried together with others by one measure."""
    DROPPED = "dropped"


class DateChange(StrEnum):
    """What became of a date."""

    KEPT = "kept"
    LATER = "later"
    EARLIER = "earlier"
    DROPPED = "dropped"
    LEFT_TO_SUPERIOR = "left_to_superior"
    """No date of its own any more: the measure is done as the superior directs (按照上级部署)."""
    ADDED = "added"


class CountyMark(StrEnum):
    """What is said of a county's part in a measure, beside its light."""

    DROPPED = "dropped"
    LATE = "late"
    LATER_DATE = "later_date"
    NARROWED = "narrowed"
    PROPOSED = "proposed"
    """Nobody has confirmed yet that its task carries the measure."""


class FigureChange(StrEnum):
    """What became of a figure."""

    KEPT = "kept"
    RAISED = "raised"
    """Harder to reach than the superior asks (层层加码)."""
    LOWERED = "lowered"
    DROPPED = "dropped"
