"""One thing that was checked in a circular, and where to look."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """Where it is: on the page, a task, a request for a correction, the notices."""

    fragment: str = ""
    code: str = ""
    correction_id: int | None = None
    is_notice: bool = False


@dataclass(frozen=True)
class Check:
    """What was checked, or what was found."""

    words: str
    passed: bool
    is_hint: bool = False
    """Worth a look; nothing is refused for it."""
    at: Place = field(default_factory=Place)


def right(words: str) -> Check:
    return Check(words, passed=True)


def wrong(words: str, at: Place | None = None) -> Check:
    return Check(words, passed=False, at=at or Place())


def hint(words: str, at: Place) -> Check:
    return Check(words, passed=False, is_hint=True, at=at)
