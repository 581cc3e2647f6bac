"""What words of time mean by convention where a plan does not say; a clerk may set it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Conventions:
    """Days of the month, by extraction FORMAT, convention 1."""

    beginning: int = 5
    """月初."""
    first_third: int = 10
    """上旬前."""
    second_third: int = 20
    """中旬前."""
    month_included: bool = False
    """Whether “8月前” still includes August."""


USUAL = Conventions()
EARLIEST, LATEST = 1, 28
"""Days that every month has."""
