"""The hidden mark of a row in a 反馈表: which item it is, and what was seen when it was made.

It guards against accidents, not against people: a row that was torn apart when only some columns
were sorted, a cell that was lost. Who may report on what is asked again of everything in it.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

VERSION = "F1"
CHECKED = 12
LONGEST = 8000
MOST = 2**53


@dataclass(frozen=True)
class Mark:
    """`shown` has a check value for each locked cell; `base` what stood in the cells to fill in."""

    task_id: int
    unit_id: int
    seen: int
    """The last report of the unit that was known; 0 where there was none."""
    milestones: Sequence[int]
    base: dict[str, str]
    shown: dict[str, str]

    def written(self) -> str:
        said = json.dumps(asdict(self), ensure_ascii=True, separators=(",", ":"), sort_keys=True)
        return f"{VERSION}{said}{check_of(said)}"

    @classmethod
    def read(cls, words: str) -> Self | None:
        """What was written; None where it was lost or torn."""
        said, check = words.strip()[len(VERSION) : -CHECKED], words.strip()[-CHECKED:]
        if not words.startswith(VERSION) or len(words) > LONGEST or check_of(said) != check:
            return None
        try:
            found = json.loads(said)
        except (ValueError, RecursionError):
            return None
        return cls(**found) if _is_mark(found) else None


def check_of(words: str) -> str:
    return hashlib.sha256(words.encode(errors="replace")).hexdigest()[:CHECKED]


def shown_check(words: str) -> str:
    """The check value of one locked cell; blanks and line ends are the program's, not its own."""
    return check_of("".join(words.split()))[:6]


def _is_mark(found: Any) -> bool:
    if not isinstance(found, dict) or found.keys() != {one.name for one in fields(Mark)}:
        return False
    numbers = [found["task_id"], found["unit_id"], found["seen"]]
    return (
        isinstance(found["milestones"], list)
        and all(_is_id(one) for one in [*numbers, *found["milestones"]])
        and all(_are_words(found[name]) for name in ("base", "shown"))
    )


def _is_id(found: Any) -> bool:
    return type(found) is int and 0 <= found < MOST


def _are_words(found: Any) -> bool:
    return isinstance(found, dict) and all(isinstance(one, str) for one in found.values())
