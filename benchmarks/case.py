"""One measured case, and how it is measured."""

import gc
import resource
from collections.abc import Callable
from dataclasses import asdict, dataclass
from resource import RUSAGE_CHILDREN, RUSAGE_SELF
from typing import Any

RUNS = 5


@dataclass(frozen=True, kw_only=True)
class Case:
    """What took how long: `n` things, `ours` and `floor` in seconds, and what is asked of it."""

    case: str
    n: int
    ours: float
    goal: str
    met: bool
    floor: float | None = None
    """The least for the same work, by a small program of its own."""
    statements: int | None = None
    """How many statements the database was given."""

    @property
    def ratio(self) -> float | None:
        return round(self.ours / self.floor, 2) if self.floor else None

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"ratio": self.ratio, "rate": round(self.n / self.ours)}


def best(work: Callable[[], object], runs: int = RUNS) -> float:
    """The processor time of the best of several runs, with that of the processes it started.

    On an idle machine it is the time by the clock; on a busy one what others do is no part of it.
    """
    times = []
    for _ in range(runs):
        gc.collect()
        start = _spent()
        work()
        times.append(_spent() - start)
    return min(times)


def _spent() -> float:
    own, children = (resource.getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
