"""Where in a section its tasks stand: the stretches of its clauses, or of its duties in prose."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tasks_tracker.importer.outline import Section
from tasks_tracker.importer.prose import Duty, LeftOut, Said, duties_of, listed_units
from tasks_tracker.importer.shares import DUTY, LABELS, LEAD, SUPPORT, Clause, clause_of
from tasks_tracker.importer.subjects import SUBJECT, is_general, is_named, is_nobody, names_of

LEADING = " \t\n。；，、."
IDLE = re.compile(
    "指导思想|(?:基本|工作|实施|遵循)原则|法律责任|罚则|(?:发展|工作)(?:基础|环境|现状)|存在问题|建设标准|建设模式"
    "|(?:总体|工作|发展|行动|主要|年度)目标|目标任务$"
)
CLOSING = re.compile(
    "保障(?:措施|机制)|(?:组织|支撑|工作|服务|政策|要素)保障|(?:工作|有关|相关|几点)要求|工作纪律|组织领导|(?:强化|严格|加强|明确|压实|抓好)?责任落实$|监督考核|督[查导]考核"
)
DIVIDES = re.compile("职责|分工|任务")
ITEM = re.compile("[0-9（①-⑳]|[一二三四五六七八九十]{1,3}、|[^。；]{0,8}：")
LIMIT = re.compile(rf"\n(?P<line>(?:{LABELS[3][1]})：[^\n]*)")
LINE, PARAGRAPH = 60, 500
EVERYBODY = re.compile("各(?:有关|相关|责任|牵头|成员)?(?:单位|部门)")
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


def headed_by(section: Section, names: tuple[str, ...]) -> Span:
    """All of a section that names nobody, below a heading that does."""
    end = len(section.passage.text)
    return Span(((0, end),), clause_of((end, end), [(DUTY, names)]))


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
    folded = passage.folded
    apart = (start for start in passage.starts if start >= clause.end)
    for start in apart:
        line = folded[start : start + LINE]
        begins = clause.start in passage.starts or folded[start - 1] in "\n）"
        said = SUBJECT.match(line) if begins and not ITEM.match(line) else None
        if said and names_of(said["names"]):
            return start
    return len(passage.folded)


def prose_spans(section: Section, *, beside_clauses: bool, opens: bool, joined: bool) -> list[Span]:
    """The unit that heads its own duties, else each unit that a sentence names.

    A section that opens others, or closes the document, speaks to everybody and means nobody;
    beside clauses, closing words only repeat them to everybody of a kind.
    """
    headings = [one.heading for one in (*section.above, section)]
    if any(map(IDLE.search, headings)):
        return []
    if listed := _listed_by_lines(section) or _listed(section):
        return listed
    closing = any(map(CLOSING.search, headings))
    left_out: LeftOut = _whoever if closing or opens else _nobody
    if closing and beside_clauses:
        left_out = _somebody_of_a_kind
    duties = duties_of(section.passage, section.heading_end, left_out, joined=joined)
    if len(duties) == 1 and not (closing or opens):
        duties = [_with_its_paragraph(duties[0], section.passage.text)]
    return [_of_duty(duty) for duty in _with_limit(duties, section.passage.folded)]


def _with_limit(duties: list[Duty], folded: str) -> list[Duty]:
    """A line 整改时限：… below several duties holds for all of them."""
    limit = LIMIT.search(folded) if len(duties) > 1 else None
    if limit is None:
        return duties
    stretch = limit.span("line")
    return [
        duty if duty.stretches[-1][1] >= stretch[0] else duty.and_on(stretch) for duty in duties
    ]


def _with_its_paragraph(duty: Duty, text: str) -> Duty:
    """The only unit of a measure has what is said around its sentence without a subject as well."""
    start = text.rfind("\n", 0, duty.stretches[0][0] + 1) + 1
    end = text.find("\n", duty.stretches[-1][1])
    end = len(text) if end < 0 else end
    return replace(duty, stretches=((start, end),)) if end - start <= PARAGRAPH else duty


def _nobody(said: Said) -> bool:
    return all(map(is_nobody, said.lead))


def _whoever(said: Said) -> bool:
    return all(map(is_general, said.lead))


def _somebody_of_a_kind(said: Said) -> bool:
    return not all(map(is_named, said.lead))


def _listed(section: Section) -> list[Span]:
    """某局。负责…: the unit is the heading, what follows its duty."""
    passage = section.passage
    names, end = listed_units(passage, len(section.ordinal))
    divided = any(DIVIDES.search(above.heading) for above in section.above)
    told = divided or passage.folded[end : end + 1] == "：" or DUTY_FIRST.match(passage.folded, end)
    if not names or not told:
        return []
    title = passage.text[len(section.ordinal) : end].strip()
    stop = next(
        (
            start
            for start in passage.starts
            if start > end and EVERYBODY.match(passage.folded, start)
        ),
        len(passage.text),
    )
    clause = clause_of((stop, stop), [(DUTY, names)])
    return [Span(((end, stop),), clause, in_prose=True, title=title)]


def _listed_by_lines(section: Section) -> list[Span]:
    """Below 职责分工, a line for each unit (某局：负责…), without ordinals."""
    passage = section.passage
    if not DIVIDES.search(section.heading):
        return []
    below = [start for start in passage.starts if start >= section.heading_end]
    heads = [(start, *listed_units(passage, start)) for start in below]
    heads = [(start, names, end) for start, names, end in heads if names]
    ends = [start for start, _, _ in heads[1:]] + [len(passage.text)]
    if len(heads) < 2:  # noqa: PLR2004
        return []
    return [
        Span(((start, stop),), clause_of((stop, stop), [(DUTY, names)]), in_prose=True)
        for (start, names, _), stop in zip(heads, ends, strict=True)
    ]


def _of_duty(duty: Duty) -> Span:
    rank = LEAD if duty.leads or duty.support else DUTY
    end = duty.stretches[0][1]
    clause = clause_of((end, end), [(rank, duty.lead), (SUPPORT, duty.support)])
    return Span(duty.stretches, clause, in_prose=True)
