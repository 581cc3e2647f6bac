"""Measures of a document turned into draft tasks: one for each responsibility clause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks_tracker.importer.clauses import Clause, find_clauses
from tasks_tracker.importer.deadlines import deadlines_of
from tasks_tracker.importer.draft import Doubt, DraftTask
from tasks_tracker.importer.folding import fold
from tasks_tracker.importer.meanings import Issue
from tasks_tracker.importer.outline import Section
from tasks_tracker.importer.targets import targets_of
from tasks_tracker.importer.units import looks_like_unit

OWN_TITLE = 30
SHORTEST_TITLE = 6
LEADING = " \t\n。；，、."
CUT = re.compile("[，；：。\n（]")


@dataclass(frozen=True)
class Setting:
    """What all measures of one part of a document share."""

    issue: Issue
    label: str = ""
    first_leads: bool = False


@dataclass(frozen=True)
class Span:
    """A stretch of a section that makes one task, and its clause where it has one."""

    start: int
    end: int
    clause: Clause | None


def tasks_of(sections: Sequence[Section], setting: Setting) -> list[DraftTask]:
    """One task for each clause, in printed order."""
    tasks: list[DraftTask] = []
    for section in sections:
        clauses = find_clauses(section.passage, first_leads=setting.first_leads)
        spans = list(_spans(section, clauses))
        tasks += [_task(section, span, part, setting) for part, span in enumerate(spans, start=1)]
    return tasks


def bare_tasks_of(sections: Sequence[Section], setting: Setting) -> list[DraftTask]:
    """One task for each numbered measure, for documents that name no unit anywhere."""
    upper = {id(above) for section in sections for above in section.above}
    leaves = [section for section in sections if section.level >= 0 and id(section) not in upper]
    return [_task(leaf, Span(0, len(leaf.passage.text), None), 1, setting) for leaf in leaves]


def _spans(section: Section, clauses: list[Clause]) -> Iterator[Span]:
    """From the end of one clause to the end of the next; what follows the last belongs to it."""
    folded = section.passage.folded
    start = 0
    for at, clause in enumerate(clauses):
        end = len(folded) if at == len(clauses) - 1 else clause.end
        while start < clause.start and folded[start] in LEADING:
            start += 1
        yield Span(start, end, clause)
        start = end


def _task(section: Section, span: Span, part: int, setting: Setting) -> DraftTask:
    passage, clause = section.passage, span.clause
    time = deadlines_of(passage, span.start, span.end, setting.issue)
    figures_end = clause.start if clause else span.end
    first, last = passage.lines_of(span.start, clause.end if clause else span.end)
    heading = section.heading
    return DraftTask(
        path=_path(section, setting),
        part=part,
        title=heading or own_title(section.passage.text[len(section.ordinal) :]),
        title_own=not heading,
        text=passage.text[span.start : span.end].replace("\n", "").strip(),
        lead=clause.lead if clause else (),
        support=clause.support if clause else (),
        only_responsible=bool(clause and clause.only_responsible),
        deadlines=time.entries,
        targets=targets_of(passage, span.start, figures_end),
        line_start=first,
        line_end=last,
        doubts=(*_doubts(section, clause), *time.doubts),
    )


def _path(section: Section, setting: Setting) -> tuple[str, ...]:
    labels = [above.label for above in section.above]
    if section.level >= 0:
        labels.append(section.label)
    return tuple(([setting.label] if setting.label else []) + labels)


def own_title(text: str) -> str:
    """A short title where the measure has no heading: its first words."""
    words = text.strip(LEADING)
    cut = CUT.search(fold(words), SHORTEST_TITLE)
    return words[: min(cut.start() if cut else len(words), OWN_TITLE)]


def _doubts(section: Section, clause: Clause | None) -> Iterator[Doubt]:
    if not section.heading:
        yield Doubt(field="title", words="原文没有小标题，题目取自首句，请核对或改写")
    if section.level < 0:
        yield Doubt(field="path", words="责任条款前没有序号，请核对所属章节")
    if clause is None:
        yield Doubt(field="lead", words="原文未写责任单位，请指定牵头单位")
        return
    yield from clause_doubts(clause)


def _name_doubts(field: str, names: Sequence[str]) -> Iterator[Doubt]:
    for name in names:
        if not looks_like_unit(name):
            yield Doubt(field=field, words=f"“{name}”不像单位名称，请核对")


def clause_doubts(clause: Clause) -> Iterator[Doubt]:
    """What is odd about a clause and its names."""
    yield from _name_doubts("lead", clause.lead)
    yield from _name_doubts("support", clause.support)
    if clause.unclosed:
        yield Doubt(field="support", words="责任条款的括号没有收尾，请核对单位是否齐全")
    if clause.repeated_label:
        words = "原文两处都写“责任单位”，前一处作牵头、后一处作责任，请核对"
        yield Doubt(field="lead", words=words)
    for name in clause.support:
        if name in clause.lead:
            yield Doubt(field="support", words=f"“{name}”既是牵头又是责任单位，请核对")
