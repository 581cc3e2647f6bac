"""Where in a section its tasks stand: the stretches of its clauses, or of its duties in prose."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tasks_tracker.importer.clauses import DUTY, LEAD, SUPPORT, Clause, clause_of
from tasks_tracker.importer.outline import Section
from tasks_tracker.importer.prose import Duty, LeftOut, duties_of, listed_units
from tasks_tracker.importer.subjects import SUBJECT, is_general, is_named

LEADING = " \t\n。；，、."
IDLE = re.compile(
    "指导思想|基本原则|工作原则|法律责任|罚则|(?:发展|工作)(?:基础|环境|现状)|存在问题|建设标准|建设模式"
    "|(?:总体|工作|发展|行动|主要|年度)目标|目标任务$"
)
CLOSING = re.compile(
    "保障(?:措施|机制)|(?:组织|支撑|工作|服务|政策|要素)保障|(?:工作|有关|相关|几点)要求|组织领导|责任落实"
)
DIVIDES = re.compile("职责|分工|任务")
ITEM = re.compile("[0-9（①-⑳]|[一二三四五六七八九十]{1,3}、|[^。；]{0,8}：")
LINE = 60
DUTY_FIRST = re.compile(r"[。：\s]*(?:要|应|具体|主要)?(?:负责|牵头|承担|指导|组织|协助|配合|督促)")

Stretch = tuple[int, int]


@dataclass(frozen=True)
class Span:
    """What of a section makes one task: who is responsible, and the stretches that say for what."""

    stretches: tuple[Stretch, ...]
    clause: Clause | None
    in_prose: bool = False
    title: str = ""

    @property
    def end(self) -> int:
        return max(end for _, end in self.stretches)


def whole(section: Section) -> Span:
    """All of a section that names nobody."""
    return Span(((0, len(section.passage.text)),), None)


def clause_spans(section: Section, clauses: list[Clause]) -> Iterator[Span]:
    """From the end of one clause to the end of the next; what follows the last belongs to it."""
    folded = section.passage.folded
    start = 0
    for at, clause in enumerate(clauses):
        end = _end_of_last(section, clause) if at == len(clauses) - 1 else clause.end
        while start < clause.start and folded[start] in LEADING:
            start += 1
        yield Span(((start, end),), clause)
        start = end


def _end_of_last(section: Section, clause: Clause) -> int:
    """Behind lines of labels, a line about a unit closes the document, not the measure."""
    passage = section.passage
    for start in passage.starts if clause.start in passage.starts else ():
        line = passage.folded[start : start + LINE]
        if start >= clause.end and not ITEM.match(line) and SUBJECT.match(line):
            return start
    return len(passage.folded)


def prose_spans(section: Section, *, beside_clauses: bool) -> Iterator[Span]:
    """The unit that heads its own duties, else each unit that a sentence names.

    Beside clauses, prose that speaks to everybody of a kind only repeats them.
    """
    if section.level < 0 or IDLE.search(section.heading):
        return
    if listed := _listed(section):
        yield listed
        return
    left_out: LeftOut = _nobody
    if beside_clauses:
        left_out = _somebody_of_a_kind
    elif any(CLOSING.search(one.heading) for one in (*section.above, section)):
        left_out = _whoever
    for duty in duties_of(section.passage, section.heading_end, left_out):
        yield _of_duty(duty)


def _nobody(_names: tuple[str, ...]) -> bool:
    return False


def _whoever(names: tuple[str, ...]) -> bool:
    return all(map(is_general, names))


def _somebody_of_a_kind(names: tuple[str, ...]) -> bool:
    return not all(map(is_named, names))


def _listed(section: Section) -> Span | None:
    passage = section.passage
    names, end = listed_units(passage, len(section.ordinal))
    divided = any(DIVIDES.search(above.heading) for above in section.above)
    if not names or not (divided or DUTY_FIRST.match(passage.folded, end)):
        return None
    title = passage.text[len(section.ordinal) : end].strip()
    stop = len(passage.text)
    clause = clause_of((stop, stop), [(DUTY, names)])
    return Span(((end, stop),), clause, in_prose=True, title=title)


def _of_duty(duty: Duty) -> Span:
    rank = LEAD if duty.leads or duty.support else DUTY
    end = duty.stretches[0][1]
    clause = clause_of((end, end), [(rank, duty.lead), (SUPPORT, duty.support)])
    return Span(duty.stretches, clause, in_prose=True)
