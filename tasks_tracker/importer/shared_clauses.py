"""One clause for several small items: below all of them, or in the measure above them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks_tracker.importer.lines import run_on
from tasks_tracker.importer.outline import Section
from tasks_tracker.importer.shares import Clause

FIELD = re.compile(
    "(?:目标(?:任务|要求)?|(?:工作|任务)目标|(?:主要|工作|具体|整改|推进)(?:措施|任务|内容|目标|要求)|责任(?:分工|单位|部门|领导)"
    "|(?:牵头|配合)(?:单位|部门|领导)|完成(?:时限|时间)|时间(?:安排|要求|节点)|进度安排|整改时限|责任人)[：。]"
)
SMALL = 5  # 1. and what stands below it
Read = tuple[Section, list[Clause]]


def shared(read: Sequence[Read]) -> list[Section]:
    """The sections; items whose last one ends with a clause on a line of its own become one."""
    found: list[Section] = []
    for at, (section, clauses) in enumerate(read):
        found.append(section)
        count = _items_above(read, at) if _closes(section, clauses) else 0
        if count and not (at + 1 < len(read) and _is_next(section, read[at + 1][0])):
            items = found[-count - 1 :]
            passage = run_on([one.passage for one in items])
            found[-count - 1 :] = [replace(items[0], passage=passage)]
    return found


def headed(read: Sequence[Read]) -> list[Section]:
    """The sections; a measure with a clause takes in the items below it that have none.

    So does a measure whose items are its fields: 1.目标任务：… 2.主要措施：… 3.责任分工：…
    """
    found: list[Section] = []
    at = 0
    while at < len(read):
        section, clauses = read[at]
        below = _below(read, at)
        if below and _are_its_own(clauses, read[at + 1 : at + 1 + below]):
            items = [one.passage for one, _ in read[at : at + 1 + below]]
            section = replace(section, passage=run_on(items))
            at += below
        found.append(section)
        at += 1
    return found


def _are_its_own(clauses: Sequence[Clause], items: Sequence[Read]) -> bool:
    if any(item.is_box for item, _ in items):
        return False
    with_clauses = [item for item, own in items if own]
    if clauses:
        return not with_clauses
    fields = [FIELD.match(one.passage.folded, len(one.ordinal)) for one, _ in items]
    return bool(with_clauses) and all(fields)


def _below(read: Sequence[Read], at: int) -> int:
    """How many of the following sections stand below this one."""
    section = read[at][0]
    count = 0
    for other, _ in read[at + 1 :]:
        if not any(above is section for above in other.above):
            break
        count += 1
    return count


def _closes(section: Section, clauses: Sequence[Clause]) -> bool:
    """Whether all that the section says of units is one clause on its last lines."""
    return (
        section.level >= SMALL
        and len(clauses) == 1
        and clauses[0].start in section.passage.starts
        and not section.passage.text[clauses[0].end :].strip(" 。；\n")
    )


def _items_above(read: Sequence[Read], at: int) -> int:
    """How many items without clauses lead up to this one, if the measure above them is next."""
    section = read[at][0]
    first = at
    while first and _is_next(read[first - 1][0], read[first][0]) and not read[first - 1][1]:
        first -= 1
    above = read[first - 1] if first else None
    if above is None or read[first][0].value != 1 or first == at:
        return 0
    opens = bool(section.above) and above[0] is section.above[-1] and not above[1]
    return at - first + 1 if opens else 0


def _is_next(one: Section, other: Section) -> bool:
    return one.level == other.level and other.value == one.value + 1
