"""Handing posts over: a sheet is opened, confirmed, signed by who leaves and by who follows."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from tasks_tracker import clock
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.handovers import Handover, HandoverPost
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.series import SeriesKind
from tasks_tracker.domain.users import Post, Role, User
from tasks_tracker.mail import links
from tasks_tracker.mail.told import Told, tell
from tasks_tracker.operations.open_items import Listed, in_hand, pass_on
from tasks_tracker.operations.trail import record
from tasks_tracker.operations.users import pass_post
from tasks_tracker.persistence import handovers, series, users
from tasks_tracker.persistence.session import db
from tasks_tracker.wording import doc_no, full_day

CHANGED = "清单在你看过之后有变化，没有签字。下面是新的清单，看过之后再签。"


def number_of(handover: Handover) -> str:
    """交接〔2021〕3号."""
    return doc_no(SeriesKind.HANDOVER, handover.year, handover.number)


def mark_of(listed: Listed) -> str:
    """Changes with every line of what is in hand."""
    text = json.dumps([list(kind) for kind in listed], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def still_in_hand(handover: Handover) -> dict[int, Listed]:
    """What is open now at each post that nobody has taken yet, by the id of its line."""
    return {
        line.id: in_hand(handover.leaver, line.post)
        for line in handover.posts
        if line.taken_at is None
    }


def open_handover(
    leaver: User,
    *,
    by: User,
    now: datetime,
    reason: str,
    successors: Mapping[Post, User],
    is_absent: bool = False,
) -> Handover:
    """A new sheet with the next number of the year; the security administrator comes next."""
    require(by, Action.OPEN_HANDOVER)
    _check(leaver, by, reason, successors)
    year = clock.local(now).year
    region = next(iter(successors)).region
    handover = Handover(
        region=region,
        year=year,
        number=series.take(region, SeriesKind.HANDOVER, year),
        leaver=leaver,
        reason=reason.strip(),
        is_absent=is_absent,
        opened_by=by,
        opened_at=now,
    )
    for post, successor in successors.items():
        handover.pass_on(post, successor)
    db.add(handover)
    db.flush()
    _record(EventKind.HANDOVER_OPENED, handover, by, now)
    _ask(handover, users.holders(region, Role.SECURITY_ADMIN), "to_confirm", now)
    return handover


def _check(leaver: User, by: User, reason: str, successors: Mapping[Post, User]) -> None:
    if leaver is by:
        raise Refusal("自己的岗位请另一位系统管理员办理。")
    if not reason.strip():
        raise Refusal("请写明为什么交接，如“调任”“退休”。", field="reason")
    if not successors:
        raise Refusal("请至少给一个岗位选定接收人。")
    current = handovers.current_of(leaver)
    if current is not None:
        raise Refusal(f"{leaver.name}已有一张没有办完的交接单（{number_of(current)}），请先办完。")


def confirm_handover(handover: Handover, *, by: User, now: datetime) -> None:
    """The appointments that it brings are in order; now who leaves signs."""
    require(by, Action.CONFIRM_HANDOVER, handover)
    handover.confirm(by=by, now=now)
    _record(EventKind.HANDOVER_CONFIRMED, handover, by, now)
    _ask(handover, _signers(handover), "to_sign", now)


def sign_handover(handover: Handover, *, by: User, now: datetime, seen: str) -> None:
    """The first signature, under what is open now; `seen` is the mark of the list on the page."""
    require(by, Action.SIGN_HANDOVER, handover)
    found = still_in_hand(handover)
    handover.hand_over(by=by, now=now)
    if seen != mark_of_all(found):
        raise Refusal(CHANGED)
    for line in handover.posts:
        line.handed = found[line.id]
    _record(EventKind.HANDOVER_SIGNED, handover, by, now)
    _ask(handover, handover.successors, "to_take", now)


def take_post(line: HandoverPost, *, by: User, now: datetime, seen: str) -> None:
    """The second signature: the post and all that is open at it pass to the successor."""
    require(by, Action.TAKE_POST, line)
    handover = line.handover
    found = in_hand(handover.leaver, line.post)
    handover.take(line, now=now)
    if seen != mark_of(found):
        raise Refusal(CHANGED)
    line.taken = found
    pass_on(handover.leaver, line.post, line.successor)
    pass_post(line, by=by, now=now, today=clock.local(now).date())
    _record(EventKind.HANDOVER_TAKEN, handover, by, now, line.post.name)
    if handover.is_over:
        _tell_all(handover, "done", now)


def cancel_handover(handover: Handover, *, by: User, now: datetime, reason: str) -> None:
    """It ends without the posts that nobody has taken."""
    require(by, Action.CANCEL_HANDOVER, handover)
    handover.cancel(now=now, words=reason)
    _record(EventKind.HANDOVER_CANCELLED, handover, by, now, reason.strip())
    _tell_all(handover, "cancelled", now)


def all_in_hand(handover: Handover) -> Listed:
    """What is open at all its posts together, as the first signature stands under it."""
    return _all(still_in_hand(handover))


def mark_of_all(found: Mapping[int, Listed]) -> str:
    """Under what the first signature stands."""
    return mark_of(_all(found))


def _all(found: Mapping[int, Listed]) -> Listed:
    return [kind for listed in found.values() for kind in listed]


def _signers(handover: Handover) -> list[User]:
    """Who leaves, or whoever may sign instead."""
    if not handover.is_absent:
        return [handover.leaver]
    units = [line.post.unit for line in handover.posts if line.post.unit]
    heads = [head for unit in units for head in users.people_of(unit, Role.UNIT_HEAD)]
    is_chief = handover.leaver.holds(Role.SUPERVISION_HEAD)
    chief = Role.LEADER if is_chief else Role.SUPERVISION_HEAD
    found = heads or list(users.holders(handover.region, chief))
    return [person for person in found if person is not handover.leaver]


def _record(kind: EventKind, handover: Handover, by: User, now: datetime, words: str = "") -> None:
    told = f"{number_of(handover)}，{handover.leaver.account}"
    record(
        kind,
        by=by,
        now=now,
        region=handover.region,
        subject=f"handover:{handover.id}",
        words=f"{told}，{words}" if words else told,
    )


ASKED = {
    "to_confirm": ("待核准", "系统管理员开具了岗位交接单，请核准其中的任免。", "去核准"),
    "to_sign": ("待签字", "岗位交接单已核准，请核对手上的事项并签字。", "去签字"),
    "to_take": ("待接收", "移交人已签字，请核对清单并签字接收。", "去接收"),
    "done": ("已办完", "各岗位都已接收，任职当天起算。", "看交接单"),
    "cancelled": ("已撤销", "没有接收的岗位照旧，不再交接。", "看交接单"),
}


def _tell_all(handover: Handover, step: str, now: datetime) -> None:
    """The parties and who opened it."""
    people = {handover.leaver, *handover.successors, handover.opened_by}
    _ask(handover, sorted(people, key=lambda person: person.id), step, now)


def _ask(handover: Handover, people: Iterable[User], step: str, now: datetime) -> None:
    state, opening, link = ASKED[step]
    told = Told(
        subject=f"【岗位交接】{number_of(handover)}：{state}",
        opening=opening,
        step=link,
        url=links.handover(handover.id),
        why="你在这张交接单上有要办的事，所以收到这封邮件。",
        facts=[
            ("移交人", handover.leaver.name),
            ("缘由", handover.reason),
            ("开具", full_day(clock.local(handover.opened_at).date())),
        ],
        items=[f"{line.post.name} → {line.successor.name}" for line in handover.posts],
    )
    for person in dict.fromkeys(people):
        tell(f"handover-{step}:{handover.id}:{person.id}", "handover", told, to=person, now=now)
