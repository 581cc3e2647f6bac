"""What waits for people beside dates: one count for each kind, read once for everybody."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tasks_tracker.domain.users import OFFICE_ROLES, Role, User
from tasks_tracker.persistence import (
    accountability,
    blockers,
    checks,
    circular_notices,
    closing,
    findings,
    handover_turns,
    objections,
    obligations,
    receipts,
    remarks,
    score_todos,
    shares,
    unsigned,
    urgings,
    waiting_extensions,
)


class Addressee(StrEnum):
    """By what the counts of a kind are told apart."""

    UNIT = "unit"
    """Ids of units: for their liaisons and heads."""
    OFFICE = "office"
    """Ids of regions: for everybody in the office."""
    HEAD = "head"
    """Ids of regions: for the head of supervision."""
    PERSON = "person"
    """Ids of people."""


@dataclass(frozen=True)
class Kind:
    """Things of one kind: 待签收的通知."""

    words: str
    to: Addressee
    counts: Callable[[date], Mapping[int, int]]
    """How many wait on that day, by the id of whoever they wait for (1 statement)."""


KINDS: Sequence[Kind] = (
    Kind("待签收的通知", Addressee.UNIT, lambda _: receipts.open_by_unit()),
    Kind("待确认的分工", Addressee.UNIT, shares.unconfirmed_by_unit),
    Kind("别的单位在等的分工", Addressee.UNIT, lambda _: shares.waited_for_by_unit()),
    Kind("过了自报日期的分工", Addressee.UNIT, shares.due_by_unit),
    Kind("应报的进展反馈", Addressee.UNIT, obligations.count_by_unit),
    Kind("待签发的反馈", Addressee.PERSON, lambda _: unsigned.open_by_person()),
    Kind("待答复的异议", Addressee.OFFICE, lambda _: objections.open_by_region()),
    Kind("待核查的任务", Addressee.PERSON, lambda _: checks.open_by_person()),
    Kind("待销号的任务", Addressee.HEAD, lambda _: closing.count_waiting()),
    Kind("待答复的催办督办", Addressee.UNIT, urgings.counts_to_answer),
    Kind("待审看的催办答复", Addressee.OFFICE, urgings.counts_to_judge),
    Kind("待办理的批示", Addressee.OFFICE, remarks.counts_open),
    Kind("过期没有答复的催办", Addressee.HEAD, urgings.counts_unanswered),
    Kind("待表示意见的延期", Addressee.UNIT, lambda _: waiting_extensions.consents_by_unit()),
    Kind("待审批的延期", Addressee.HEAD, lambda _: waiting_extensions.decisions_by_region()),
    Kind("请你审批的延期", Addressee.PERSON, lambda _: waiting_extensions.decisions_by_leader()),
    Kind("待答复的需协调事项", Addressee.UNIT, lambda _: blockers.open_by_unit()),
    Kind("请你协调的事项", Addressee.PERSON, lambda _: blockers.open_by_person()),
    Kind("请督查室协调的事项", Addressee.OFFICE, lambda _: blockers.open_by_region()),
    Kind("待确认的协调答复", Addressee.UNIT, lambda _: blockers.answered_by_unit()),
    Kind("待签的交接单", Addressee.PERSON, lambda _: handover_turns.by_person()),
    Kind("待签收的督导问题", Addressee.UNIT, findings.unsigned_by_unit),
    Kind("逾期的督导整改", Addressee.UNIT, findings.late_by_unit),
    Kind("待审的整改回复", Addressee.OFFICE, findings.waiting_by_region),
    Kind("待核对的通报内容", Addressee.UNIT, circular_notices.unchecked_by_unit),
    Kind("待答复的通报更正申请", Addressee.OFFICE, lambda _: circular_notices.open_by_region()),
    Kind("待批准的通报", Addressee.HEAD, lambda _: circular_notices.proposed_by_region()),
    Kind("待核对的得分", Addressee.UNIT, score_todos.to_look_over_by_unit),
    Kind("待复核的得分申诉", Addressee.OFFICE, lambda _: score_todos.to_recheck_by_region()),
    Kind("可以公布的得分", Addressee.HEAD, score_todos.to_publish_by_region),
    Kind("待落实的问责措施", Addressee.OFFICE, accountability.open_by_region),
)
"""In the order in which a digest lists them. What nobody waits for, as a period whose scores could
be frozen, stands in 待办 alone: no mail goes out for it day after day."""

Key = tuple[Addressee, int]
Counted = Mapping[Key, Sequence[tuple[int, int]]]
"""By whom it waits for: the place of the kind in `KINDS`, and how many there are."""


def count(today: date) -> Counted:
    waiting: dict[Key, list[tuple[int, int]]] = {}
    for place, kind in enumerate(KINDS):
        for one, number in kind.counts(today).items():
            waiting.setdefault((kind.to, one), []).append((place, number))
    return waiting


def of_unit(unit_id: int, today: date) -> list[tuple[str, int]]:
    """What waits for one unit, with how many there are (1 statement for each kind)."""
    kinds = (kind for kind in KINDS if kind.to is Addressee.UNIT)
    found = ((kind.words, kind.counts(today).get(unit_id, 0)) for kind in kinds)
    return [(words, number) for words, number in found if number]


def of(person: User, counted: Counted) -> list[tuple[str, int]]:
    """What waits for this person, with how many there are."""
    found: Counter[int] = Counter()
    for key in _keys(person):
        for place, number in counted.get(key, ()):
            found[place] += number
    return [(KINDS[place].words, number) for place, number in sorted(found.items()) if number]


def _keys(person: User) -> set[Key]:
    keys = {(Addressee.PERSON, person.id)}
    for post in person.posts:
        if post.unit_id is not None:
            keys.add((Addressee.UNIT, post.unit_id))
        if post.role in OFFICE_ROLES:
            keys.add((Addressee.OFFICE, post.region_id))
        if post.role is Role.SUPERVISION_HEAD:
            keys.add((Addressee.HEAD, post.region_id))
    return keys
