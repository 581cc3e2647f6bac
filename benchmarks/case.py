"""One measured case, and how it is measured."""

import gc
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
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
    """The shortest of several runs: what the machine did besides is no part of it."""
    times = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)
