"""What a run of a job answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Outcome:
    """How many things it did, and what it could not do."""

    count: int = 0
    words: str = ""


Run = Callable[[date, datetime], Outcome]
"""A job's function: for which day it runs, and at which moment."""
