"""Tasks handed out, for the tests of what follows."""

from datetime import date, timedelta

from tasks_tracker.domain.notices import Notice
from tasks_tracker.domain.receipts import Receipt
from tasks_tracker.domain.shares import Share
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.operations.notices import hand_out
from tasks_tracker.persistence import receipts, shares
from tests import make

REPLY_BY = date(2024, 5, 24)


def handed_out(world, *tasks: Task, now=make.NOW, **more) -> Notice:
    """By the city's supervisor, on 2024-05-10, a Friday before a worked Saturday."""
    chosen = tasks or (world.task,)
    given = {"reply_by": REPLY_BY, **more}
    return hand_out(chosen[0].plan, chosen, by=world.supervisor, now=now, **given)


def receipt_of(task: Task, unit: Unit) -> Receipt:
    return receipts.of_unit(task, unit)[0]


def share_of(task: Task, unit: Unit) -> Share:
    return next(one for one in shares.ever_of(task) if one.unit is unit)


def days_on(count: int):
    """So many days after the moment of the tests."""
    return make.NOW + timedelta(days=count)
