"""A unit explains why a date passed (逾期说明); it changes no date."""

from collections.abc import Sequence
from datetime import date, datetime

from tasks_tracker import clock
from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.explanations import Explanation, passed_end
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import OFFICE_ROLES, User
from tasks_tracker.mail import links
from tasks_tracker.mail.told import Told, tell
from tasks_tracker.operations.attaching import Piece, attach
from tasks_tracker.operations.extensions import require_proof, speaking_unit
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import explanations, tasks, users
from tasks_tracker.persistence.session import db
from tasks_tracker.wording import day, full_day, word


def explain_lateness(
    milestone: Milestone,
    *,
    by: User,
    now: datetime,
    cause: Cause,
    reason: str,
    promised_on: date,
    unit: Unit | None = None,
    no_evidence: str = "",
    evidence: Sequence[Piece] = (),
) -> Explanation:
    """Say why, and by when it will be done; another one only when that day has passed too."""
    task, today = milestone.task, clock.local(now).date()
    require(by, Action.EXPLAIN_LATENESS, task)
    require_proof(evidence, no_evidence)
    made = Explanation(
        milestone=milestone,
        number=_next_number(milestone, today),
        unit=speaking_unit(by, task, unit),
        by=by,
        made_at=now,
        made_on=today,
        cause=cause,
        reason=reason.strip(),
        promised_on=promised_on,
        no_evidence=no_evidence.strip(),
    )
    tasks.hold(task)
    db.add(made)
    db.flush()
    attach(evidence, task=task, subject=made.subject, by=by, now=now)
    _note(made, now)
    _tell_office(made, now)
    return made


def _next_number(milestone: Milestone, today: date) -> int:
    ends_on = passed_end(milestone, today)
    before = [one for one in explanations.of_milestone(milestone) if one.ended_on == ends_on]
    if before and before[-1].stands_on(today):
        raise Refusal(
            f"这次逾期已经说明过，承诺{day(before[-1].promised_on, in_year=today.year)}完成，"
            "过了这一天还没有完成再说明。"
        )
    return len(before) + 1


def _note(made: Explanation, now: datetime) -> None:
    milestone = made.milestone
    record(
        EventKind.LATENESS_EXPLAINED,
        by=made.by,
        now=now,
        task=made.task,
        subject=made.subject,
        words=f"{milestone.deliverable}（{word(made.cause)}）：{made.reason}",
    )


def _tell_office(made: Explanation, now: datetime) -> None:
    task, milestone = made.task, made.milestone
    told = Told(
        subject=f"【逾期说明】{task.code}：承诺{full_day(made.promised_on)}完成",
        opening=f"{made.unit.name}说明了逾期原因，期限不变，照常计算逾期。",
        facts=[
            ("任务", f"{task.code} {task.name}"),
            ("节点", milestone.deliverable),
            ("原定期限", full_day(milestone.original_due_on)),
            ("现行期限", full_day(milestone.due_on)),
            ("原因", f"{word(made.cause)}。{made.reason}"),
            ("第几次说明", f"第 {made.number} 次"),
        ],
        step="看这项任务",
        url=links.task(task.id),
        why="督查室负责这项任务，所以收到这封邮件。",
    )
    for person in users.holders(task.region, *OFFICE_ROLES):
        key = f"lateness-explained:{made.id}:{person.id}"
        tell(key, "lateness_explained", told, to=person, now=now, task=task)
