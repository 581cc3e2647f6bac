"""The page of a leader: the own sections, what is new, the worst, and what became of remarks."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import defer

from tasks_tracker import clock, wording
from tasks_tracker.domain.circulars import Circular, CircularState
from tasks_tracker.domain.lights import LATE, Light
from tasks_tracker.domain.looks import Look
from tasks_tracker.domain.remarks import Remark, RemarkState
from tasks_tracker.domain.urgings import Urging, UrgingState
from tasks_tracker.domain.users import User
from tasks_tracker.persistence import remarks, tasks
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.urgings import of_remarks
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports import changes, ledger, sections
from tasks_tracker.reports.changes import Changes
from tasks_tracker.reports.ledger import LedgerRow
from tasks_tracker.reports.sections import PlanTable
from tasks_tracker.reports.selection import Selection

WORST_SHOWN, REMARKS_SHOWN, MOVES_SHOWN = 5, 5, 6


@dataclass(frozen=True)
class Followed:
    """A remark, what came of it, and how many working days that took or has taken."""

    remark: Remark
    came: str
    days: int
    is_late: bool


@dataclass(frozen=True)
class LeaderPage:
    """All that stands on it."""

    marked_on: date | None
    """The day of the last 已阅; None where there is none."""
    changes: Changes
    plans: Sequence[PlanTable]
    worst: Sequence[LedgerRow]
    remarks: Sequence[Followed]
    circular: Circular | None

    @property
    def sections(self) -> int:
        return sum(len(table.rows) for table in self.plans)

    @property
    def late(self) -> int:
        return sum(self.changes.after[light] for light in LATE)


def page(user: User, today: date) -> LeaderPage:
    """Of the sections in this person's charge (about 20 statements, however many tasks)."""
    seen = tasks.scope(user)
    look = db.get(Look, user.id)
    marked = clock.local(look.looked_at).date() if look else None
    day = calendar().last_before(min(marked, today) if marked else today)
    return LeaderPage(
        marked_on=marked,
        changes=changes.since(tasks.sight(user), day, today),
        plans=sections.tables(seen, today),
        worst=ledger.rows(seen, today, Selection(lights=(*LATE, Light.LAGGING)), limit=WORST_SHOWN),
        remarks=_followed(user, today),
        circular=_circular(user),
    )


def _followed(user: User, today: date) -> list[Followed]:
    """The own ones; what is not done yet first, then the newest."""
    own = [one for one in remarks.listed(user) if one.leader_id == user.id]
    own.sort(key=lambda one: (one.carried_out_on is not None, -one.remarked_on.toordinal()))
    shown = own[:REMARKS_SHOWN]
    sent: dict[int, list[Urging]] = defaultdict(list)
    for urging in of_remarks([one.id for one in shown]):
        sent[urging.remark_id or 0].append(urging)
    return [_follow(one, sent[one.id], today) for one in shown]


def _follow(remark: Remark, sent: Sequence[Urging], today: date) -> Followed:
    end = remark.carried_out_on or today
    days = max(0, calendar().between(remark.remarked_on, end))
    return Followed(remark, _came(remark, sent), days, _is_late(remark, today))


def _is_late(remark: Remark, today: date) -> bool:
    """What became a task answers by the task's own clock."""
    if remark.carried_out_on is not None:
        return False
    made = remark.made_task
    until = made.clock_ends_on if made else remark.reply_by
    return until is not None and until < today


def _came(remark: Remark, sent: Sequence[Urging]) -> str:
    if remark.made_task is not None:
        ends = remark.made_task.clock_ends_on
        until = f"，{wording.day(ends)}前办结" if ends else ""
        return f"立为{remark.made_task.code}{'，已办结' if remark.carried_out_on else until}"
    if remark.state is RemarkState.URGED:
        return _urged(sent)
    return "督查室还没有办理" if remark.state is RemarkState.OPEN else "已阅处"


def _urged(sent: Sequence[Urging]) -> str:
    last = [one for one in sent if one.state is not UrgingState.ESCALATED]
    open_ones = [one for one in last if one.state is UrgingState.OPEN]
    units = "、".join(dict.fromkeys(one.unit.name for one in open_ones or last))
    if open_ones:
        return f"已转督办，{units}{wording.day(min(one.reply_by for one in open_ones))}前答复"
    return f"已转督办，{units}已答复"


def _circular(user: User) -> Circular | None:
    """The newest that was published."""
    query = (
        select(Circular)
        .where(
            Circular.region_id == (user.region.id if user.region else None),
            Circular.state == CircularState.PUBLISHED,
        )
        .options(defer(Circular.snapshot))
        .order_by(Circular.published_at.desc(), Circular.id.desc())
    )
    return db.scalars(query.limit(1)).first()
