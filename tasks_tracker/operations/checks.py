"""Checks 核查/回头看: a sample is drawn, a check is opened, what was found is said."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from tasks_tracker import clock, wording
from tasks_tracker.domain import checks as rules
from tasks_tracker.domain.checks import Check, CheckDraw, CheckReason, Finding
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.series import SeriesKind
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import OFFICE_ROLES, User
from tasks_tracker.operations import check_mails, closing
from tasks_tracker.operations.attaching import Piece, attach
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import checks as kept
from tasks_tracker.persistence import completion, series, tasks, users, workdays
from tasks_tracker.persistence.checks import Frame
from tasks_tracker.persistence.session import db

CHANGED = "这段时间里已办结任务有变化，抽到的不再是刚才看到的这些，请再看一遍。"


def open_check(
    task: Task,
    *,
    by: User,
    now: datetime,
    reason: CheckReason,
    occasion: str,
    people: Collection[int],
    draw: CheckDraw | None = None,
) -> Check:
    """Have a completed task looked at again by these people (ids)."""
    require(by, Action.OPEN_CHECK, task.region)
    if not occasion.strip():
        raise Refusal("写明核查什么，或者反映的是什么问题。", field="occasion")
    today = clock.local(now).date()
    report = completion.application_of(task)
    tasks.hold(task)
    rules.require_completed(task)
    check = Check(
        region=task.region,
        year=today.year,
        number=series.take(task.region, SeriesKind.CHECK, today.year),
        task=task,
        report=report,
        reason=reason,
        occasion=occasion.strip(),
        opened_by=by,
        opened_at=now,
        opened_on=today,
        draw=draw,
        people=_people(task.region, people),
    )
    db.add(check)
    db.flush()
    _record(EventKind.CHECK_OPENED, check, by=by, now=now, words=check.occasion)
    check_mails.opened(check, now=now)
    return check


def reassign_check(check: Check, *, by: User, now: datetime, people: Collection[int]) -> None:
    """Somebody else looks."""
    require(by, Action.OPEN_CHECK, check.region)
    if not check.is_open:
        raise Refusal("这次核查已经有结论，不用再改派。")
    before = [person.name for person in check.people]
    named = _people(check.region, people)
    if not named:
        raise Refusal("请指定核查人。", field="people")
    for person in named:
        rules.require_other_eyes(person, check.report, check.task)
    fresh = [person for person in named if person not in check.people]
    check.people = named
    tasks.hold(check.task)
    words = "、".join(person.name for person in named)
    _record(
        EventKind.CHECK_REASSIGNED, check, by=by, now=now, words=words, before={"people": before}
    )
    check_mails.opened(check, now=now, to=fresh)


def record_finding(
    check: Check,
    *,
    by: User,
    now: datetime,
    finding: Finding,
    found_words: str,
    milestones: Collection[int] = (),
    evidence: Sequence[Piece] = (),
) -> None:
    """What was seen; what is untrue lies with the unit again, and its light follows."""
    require(by, Action.RECORD_FINDING, check)
    rules.require_other_eyes(by, check.report, check.task)
    workdays.hold()
    today = clock.local(now).date()
    task = check.task
    tasks.hold(task)
    before = _completion_of(task)
    check.find(finding, words=found_words, by=by, now=now, today=today)
    attach(evidence, task=task, subject=f"check:{check.id}", by=by, now=now)
    is_untrue = finding is not Finding.TRUE
    if is_untrue:
        _undo(check, milestones, today)
    words = f"{wording.word(finding)}：{check.found_words}"
    _record(
        EventKind.CHECK_FOUND,
        check,
        by=by,
        now=now,
        words=words,
        before=before if is_untrue else None,
    )
    if is_untrue:
        _record(EventKind.TASK_REOPENED, check, by=by, now=now, words=_number(check), before=before)
        closing.undo(task, on=today)
    check_mails.found(check, now=now)


def draw_sample(
    region: Region,
    *,
    by: User,
    now: datetime,
    frame: Frame,
    count: int | None,
    per_cent: int | None,
    people: Collection[int],
    seen: Collection[int],
    occasion: str,
) -> CheckDraw:
    """Draw from what was completed in a time, and open a check of each; `seen` are the numbers
    of the tasks that were shown before."""
    require(by, Action.OPEN_CHECK, region)
    seed, population, drawn = preview(region, clock.local(now).date(), frame, (count, per_cent))
    if not drawn:
        raise Refusal("这段时间没有可抽查的已办结任务，请放宽范围。")
    if sorted(seen) != drawn:
        raise Refusal(CHANGED)
    draw = CheckDraw(
        region=region,
        seed=seed,
        since=frame.since,
        until=frame.until,
        unit=frame.unit,
        plan=frame.plan,
        per_cent=per_cent if count is None else None,
        population=list(population),
        drawn=drawn,
        by=by,
        at=now,
    )
    db.add(draw)
    db.flush()
    _record_draw(draw)
    for task in kept.completed(region, drawn):
        _check_of_draw(task, draw, by=by, now=now, people=people, occasion=occasion)
    return draw


def preview(
    region: Region, today: date, frame: Frame, size: tuple[int | None, int | None]
) -> tuple[str, Sequence[int], list[int]]:
    """With which seed, from which tasks, and which of them would be drawn: until one is really
    drawn it stays the same all day, so that nobody draws until the answer pleases."""
    seed = f"{today:%Y%m%d}-{kept.draws_of(region, today.year) + 1}"
    population = kept.population(region, frame)
    count, per_cent = size
    wanted = rules.sample_size(len(population), count=count, per_cent=per_cent)
    return seed, population, rules.sample(population, wanted, seed)


def _check_of_draw(
    task: Task,
    draw: CheckDraw,
    *,
    by: User,
    now: datetime,
    people: Collection[int],
    occasion: str,
) -> None:
    """Of those named, whoever had no part in its completion."""
    report = completion.application_of(task)
    parts = (report.by, report.reviewed_by, report.signed_by) if report else ()
    involved = {person.id for person in parts if person}
    free = [one for one in people if one not in involved]
    if people and not free:
        raise Refusal(f"{task.code}的办结由所选核查人审核，请再选一位核查人。", field="people")
    words = occasion.strip() or "按期抽查"
    open_check(
        task,
        by=by,
        now=now,
        reason=CheckReason.SAMPLE,
        occasion=words,
        people=free,
        draw=draw,
    )


def _undo(check: Check, milestones: Collection[int], today: date) -> None:
    """All that the application claimed, where it is untrue; of what is partly so, what is named."""
    own = {one.id: one for one in check.task.milestones}
    if not own.keys() >= set(milestones):
        raise Refusal("所选节点不属于这项任务，请刷新页面。", field="milestones")
    again: dict[int, Milestone] = {one: own[one] for one in milestones}
    if check.finding is Finding.UNTRUE:
        again |= {one.id: one for one in check.claimed}
    check.undo(again.values(), today=today, workdays=workdays.calendar())


def _people(region: Region, ids: Collection[int]) -> list[User]:
    """Those of the office of the region who were named."""
    office = {person.id: person for person in users.holders(region, *OFFICE_ROLES)}
    if not office.keys() >= set(ids):
        raise Refusal("核查人须是本地督查室的在岗人员，请刷新页面重选。", field="people")
    return [office[one] for one in sorted(set(ids))]


def _completion_of(task: Task) -> dict[str, str | None]:
    """What stood on the completion, kept in the event where it goes."""
    return {
        "completed_on": task.completed_on.isoformat() if task.completed_on else None,
        "closed_on": task.closed_on.isoformat() if task.closed_on else None,
        "grade": task.grade,
    }


def _number(check: Check) -> str:
    return wording.doc_no(SeriesKind.CHECK, check.year, check.number)


def _record(
    kind: EventKind,
    check: Check,
    *,
    by: User,
    now: datetime,
    words: str,
    before: Any = None,
) -> None:
    record(
        kind,
        by=by,
        now=now,
        task=check.task,
        subject=f"check:{check.id}",
        words=words if kind is EventKind.TASK_REOPENED else f"{_number(check)}，{words}",
        before=before,
    )


def _record_draw(draw: CheckDraw) -> None:
    record(
        EventKind.CHECKS_DRAWN,
        by=draw.by,
        now=draw.at,
        region=draw.region,
        subject=f"draw:{draw.id}",
        words=f"从 {len(draw.population)} 项中抽 {len(draw.drawn)} 项，抽签号 {draw.seed}",
        after={"drawn": draw.drawn},
    )
