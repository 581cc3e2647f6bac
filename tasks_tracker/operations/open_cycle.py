"""What is open in a person's hands out of the supervision cycle."""

from collections.abc import Callable, Sequence
from typing import Any

from tasks_tracker.domain.blockers import Blocker
from tasks_tracker.domain.consents import ExtensionConsent
from tasks_tracker.domain.extensions import Extension
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import OFFICE_ROLES, UNIT_ROLES, Post, Role, User
from tasks_tracker.operations.open_sources import Lines, Source
from tasks_tracker.persistence import open_cycle, users
from tasks_tracker.wording import full_day, word

SHOWN = 60
"""Characters of a text; the whole stands where the thing itself is."""


def _of_unit(
    words: str, found: Callable[[Post], Sequence[Any]], line: Callable[[Any], str]
) -> Source:
    """Things that wait for a unit; its liaisons and its head stand in for each other."""

    def lines(_person: User, post: Post) -> Sequence[str]:
        return [line(one) for one in found(post)] if post.role in UNIT_ROLES else ()

    return Source(words, lines, left=_without_colleagues(lines))


def _without_colleagues(lines: Lines) -> Lines:
    """As long as somebody else acts for the unit, nothing of that is left behind."""

    def left(person: User, post: Post) -> Sequence[str]:
        if post.unit is None:
            return ()
        others = users.people_of(post.unit, *UNIT_ROLES)
        return () if any(one is not person for one in others) else lines(person, post)

    return left


def _of_heads(lines: Lines) -> Lines:
    def of_head(person: User, post: Post) -> Sequence[str]:
        return lines(person, post) if post.role is Role.UNIT_HEAD else ()

    return of_head


def _unsigned(_person: User, post: Post) -> Sequence[str]:
    return [f"{_task(one.task)}，{one.by.name}报" for one in open_cycle.unsigned(post)]


def _blockers(person: User, post: Post) -> Sequence[str]:
    if post.role is not Role.LEADER:
        return ()
    return [_blocker(one) for one in open_cycle.blockers_of(person)]


def _give_blockers(person: User, post: Post, successor: User) -> None:
    if post.role is Role.LEADER:
        open_cycle.give_blockers(person, successor)


def _decisions(person: User, post: Post) -> Sequence[str]:
    if post.role not in {Role.LEADER, Role.SUPERVISION_HEAD}:
        return ()
    return [_extension(one) for one in open_cycle.extensions_before(person)]


def _checks(person: User, post: Post) -> Sequence[str]:
    if post.role not in OFFICE_ROLES:
        return ()
    return [_task(one.task) for one in open_cycle.checks_of(person)]


def _give_checks(person: User, post: Post, successor: User) -> None:
    if post.role in OFFICE_ROLES:
        open_cycle.give_checks(person, successor)


def _task(task: Task) -> str:
    return f"{task.code} {task.name}"


def _blocker(one: Blocker) -> str:
    return f"{one.task.code} {_short(one.request)}，{full_day(one.due_on)}前答复"


def _extension(one: Extension) -> str:
    return f"{_task(one.task)}：{one.milestone.deliverable}，申请延至{full_day(one.new_due_on)}"


def _consent(one: ExtensionConsent) -> str:
    return _extension(one.extension)


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


SOURCES: Sequence[Source] = (
    _of_unit(
        "没有签收的通知",
        open_cycle.receipts,
        lambda one: f"{one.notice.doc_no}，{full_day(one.due_on)}前签收",
    ),
    _of_unit("没有确认的分工", open_cycle.shares, lambda one: _task(one.task)),
    _of_unit(
        "没有答复的催办督办",
        open_cycle.urgings,
        lambda one: f"{word(one.step)} {_task(one.task)}，{full_day(one.reply_by)}前答复",
    ),
    _of_unit("没有表示意见的延期", open_cycle.consents, _consent),
    _of_unit("没有答复的需协调事项", open_cycle.blockers_to, _blocker),
    _of_unit("没有确认的协调答复", open_cycle.blockers_answered, _blocker),
    _of_unit(
        "没有整改的督导问题",
        open_cycle.findings,
        lambda one: f"{_short(one.fact)}，{full_day(one.due_on)}前整改",
    ),
    Source("没有签发的反馈", _of_heads(_unsigned)),
    Source("请本人协调的事项", _blockers, _give_blockers),
    Source("没有审批的延期", _decisions),
    Source("没有核查的任务", _checks, _give_checks),
)
