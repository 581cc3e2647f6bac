"""Many things one after the other: what fails for one is told after the others had their turn."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from tasks_tracker.persistence.session import transaction

log = logging.getLogger(__name__)

T = TypeVar("T")
R = TypeVar("R")
Failures = list[Exception]


def attempt(things: Iterable[T], act: Callable[[T], R]) -> tuple[list[R], Failures]:
    """What `act` answered for each thing that worked, and the errors of the others."""
    answers = []
    failures = []
    for thing in things:
        try:
            answers.append(act(thing))
        except Exception as error:
            log.exception("one of many failed")
            failures.append(error)
    return answers, failures


def each(things: Iterable[T], act: Callable[[T], R]) -> tuple[list[R], Failures]:
    """The same with one transaction for each thing."""

    def act_alone(thing: T) -> R:
        with transaction():
            return act(thing)

    return attempt(things, act_alone)


def tell(failures: Failures) -> None:
    """Let the run fail if something failed in it."""
    if failures:
        raise ExceptionGroup(f"{len(failures)} 件没有做成：{failures[0]}", failures)
