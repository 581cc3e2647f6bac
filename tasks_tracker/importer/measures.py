"""Measures of a document turned into draft tasks: one for each responsibility clause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks_tracker.importer.clauses import find_clauses
from tasks_tracker.importer.deadlines import deadlines_of
from tasks_tracker.importer.draft import Doubt, DraftTask
from tasks_tracker.importer.folding import fold
from tasks_tracker.importer.meanings import Issue
from tasks_tracker.importer.outline import Section
from tasks_tracker.importer.shared_clauses import Read, headed, shared
from tasks_tracker.importer.shares import Clause
from tasks_tracker.importer.spans import (
    LEADING,
    Span,
    Stretch,
    clause_spans,
    headed_by,
    prose_spans,
    whole,
)
from tasks_tracker.importer.targets import targets_of
from tasks_tracker.importer.unit_headings import head_of, heads_of
from tasks_tracker.importer.units import looks_like_unit

OWN_TITLE = 30
SHORTEST_TITLE = 6
REPORTS_TO = re.compile("向[^，。；]{2,30}(?:报告|通报|移送|移交)")
CUT = re.compile("[，；：。\n（]")


@dataclass(frozen=True)
class Setting:
    """What all measures of one part of a document share."""

    issue: Issue
    label: str = ""
    first_leads: bool = False
    prose: bool = False
    beside_clauses: bool = False
    articles: bool = False
    unnumbered: bool = False


def with_clauses(sections: Sequence[Section], *, first_leads: bool) -> list[Read]:
    """Each section with the clauses in it."""
    read = [
        (section, find_clauses(section.passage, first_leads=first_leads)) for section in sections
    ]
    for put_together in (shared, headed):
        whole = put_together(read)
        if len(whole) < len(read):
            return with_clauses(whole, first_leads=first_leads)
    return read


def tasks_of(sections: Sequence[Read], setting: Setting) -> list[DraftTask]:
    """One task for each clause, in printed order; where there is none, for each duty in prose."""
    tasks: list[DraftTask] = []
    upper = {id(above) for section, _ in sections for above in section.above}
    heads = heads_of([section for section, _ in sections])
    for section, clauses in sections:
        spans = list(clause_spans(section, clauses))
        opens = id(section) in upper
        if not spans and id(section) not in heads:
            spans = _unclaimed(section, setting, opens=opens)
        if not spans and not opens and (names := head_of(section, heads)):
            spans = [headed_by(section, names)]
        tasks += [_task(section, span, part, setting) for part, span in enumerate(spans, start=1)]
    return tasks


def _unclaimed(section: Section, setting: Setting, *, opens: bool) -> list[Span]:
    """The duties in prose of a section without clauses."""
    if not setting.prose or (section.level < 0 and not setting.unnumbered):
        return []
    return prose_spans(
        section, beside_clauses=setting.beside_clauses, opens=opens, joined=setting.articles
    )


def bare_task(section: Section, setting: Setting) -> DraftTask:
    """All of a measure that names nobody."""
    return _task(section, whole(section), 1, setting)


def _task(section: Section, span: Span, part: int, setting: Setting) -> DraftTask:
    passage, clause = section.passage, span.clause
    times = [deadlines_of(passage, start, end, setting.issue) for start, end in span.stretches]
    own = span.title or (section.heading if section.level >= 0 or not span.in_prose else "")
    start = span.stretches[0][0]
    first, last = passage.lines_of(start, clause.end if clause and not span.in_prose else span.end)
    return DraftTask(
        path=_path(section, setting, span.title),
        part=part,
        title=own or own_title(_said_first(section, span)),
        title_own=not own,
        text=_words(passage.text, span),
        lead=clause.lead if clause else (),
        support=clause.support if clause else (),
        only_responsible=bool(clause and clause.only_responsible),
        deadlines=tuple(entry for time in times for entry in time.entries),
        targets=tuple(
            target for begin, end in _figures(span) for target in targets_of(passage, begin, end)
        ),
        line_start=first,
        line_end=last,
        doubts=(*_doubts(section, span), *(doubt for time in times for doubt in time.doubts)),
    )


def _said_first(section: Section, span: Span) -> str:
    """The words that a title of one's own is taken from."""
    if section.level < 0 and span.in_prose:
        return _words(section.passage.text, span)
    return section.passage.text[len(section.ordinal) :]


def _figures(span: Span) -> list[Stretch]:
    """Where the figures of a task stand: not inside its clause."""
    if span.clause is None or span.in_prose:
        return list(span.stretches)
    ((start, end),) = span.stretches
    return [(start, span.clause.start), (span.clause.end, end)]


def _words(text: str, span: Span) -> str:
    return "".join(text[start:end] for start, end in span.stretches).replace("\n", "").strip()


def _path(section: Section, setting: Setting, title: str) -> tuple[str, ...]:
    labels = [above.label for above in section.above]
    if section.level >= 0:
        labels.append(section.ordinal + title if title else section.label)
    return tuple(([setting.label] if setting.label else []) + labels)


def own_title(text: str) -> str:
    """A short title where the measure has no heading: its first words."""
    words = text.strip(LEADING)
    cut = CUT.search(fold(words), SHORTEST_TITLE)
    return words[: min(cut.start() if cut else len(words), OWN_TITLE)]


def _doubts(section: Section, span: Span) -> Iterator[Doubt]:
    if span.in_prose:
        yield from _prose_doubts(_words(section.passage.folded, span))
        return
    if not section.heading:
        yield Doubt(field="title", words="原文没有小标题，题目取自首句，请核对或改写")
    if section.level < 0:
        yield Doubt(field="path", words="责任条款前没有序号，请核对所属章节")
    if span.clause is None:
        yield Doubt(field="lead", words="原文未写责任单位，请指定牵头单位")
        return
    yield from clause_doubts(span.clause)


def _prose_doubts(words: str) -> Iterator[Doubt]:
    yield Doubt(field="lead", words="职责写在行文中，没有责任条款，请核对单位和分项")
    if REPORTS_TO.search(words):
        yield Doubt(field="support", words="文中要求向其他单位报告或移交，请核对是否列入配合单位")


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
