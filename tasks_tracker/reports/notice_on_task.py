"""What the page of a task says about its hand-out: notice, receipt, objection, shares."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from tasks_tracker.domain.notices import Notice
from tasks_tracker.domain.objections import Objection
from tasks_tracker.domain.permissions import Action, can
from tasks_tracker.domain.receipts import Receipt
from tasks_tracker.domain.shares import Share, ShareState
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import UNIT_ROLES, User
from tasks_tracker.persistence import notices, objections, receipts, shares


@dataclass(frozen=True)
class Members:
    """The shares of a collective unit's members, or those of units that stand alone."""

    collective: Unit | None
    shares: Sequence[Share]

    @property
    def settled(self) -> int:
        return sum(share.state is ShareState.SETTLED for share in self.shares)

    @property
    def confirmed(self) -> int:
        return sum(not share.is_unconfirmed for share in self.shares)


@dataclass(frozen=True)
class OnTask:
    """One task's hand-out, as this person sees it; without a notice it is still to come."""

    notice: Notice | None = None
    receipt: Receipt | None = None
    """The own unit's, the first that concerns this task."""
    objection: Objection | None = None
    shares: Sequence[Share] = ()
    may_object: bool = False
    sees_notice: bool = False
    sees_shares: bool = False

    @property
    def members(self) -> list[Members]:
        grouped = groupby(self.shares, key=lambda share: share.through)
        return [Members(collective, list(found)) for collective, found in grouped]

    @property
    def unconfirmed(self) -> list[Share]:
        return [share for share in self.shares if share.is_unconfirmed]


def load(task: Task, user: User, today: date) -> OnTask | None:
    """3 statements; none before the hand-out."""
    is_office = can(user, Action.HAND_OUT, task.region)
    if task.handed_out_on is None:
        return OnTask() if is_office and not (task.is_ended or task.is_completed) else None
    receipt = _own(task, user)
    objection = objections.find_open(task)
    return OnTask(
        notice=receipt.notice if receipt else notices.of_task(task),
        receipt=receipt,
        objection=objection,
        shares=shares.of_task(task),
        may_object=objection is None and _may_object(task, user, receipt, today),
        sees_notice=is_office or receipt is not None,
        sees_shares=is_office or can(user, Action.REPORT_PROGRESS, task),
    )


def _own(task: Task, user: User) -> Receipt | None:
    if not user.holds(*UNIT_ROLES):
        return None
    for unit in user.units:
        found = receipts.of_unit(task, unit)
        if found:
            return found[0]
    return None


def _may_object(task: Task, user: User, receipt: Receipt | None, today: date) -> bool:
    is_open = not (task.is_completed or task.is_ended)
    in_time = receipt is not None and today <= receipt.object_by
    return is_open and in_time and can(user, Action.RAISE_OBJECTION, task)
