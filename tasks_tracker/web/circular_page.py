"""The page of a circular: outline, paper with its editable places, checks, what comes next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import g, render_template
from flask.typing import ResponseReturnValue

from tasks_tracker.domain.circular_notices import CircularNotice
from tasks_tracker.domain.circulars import Circular, CircularState
from tasks_tracker.domain.permissions import Action, can
from tasks_tracker.persistence import circulars
from tasks_tracker.reports.circular_body import OPENING, codes_in, places, rewritten, words_of
from tasks_tracker.reports.circular_case import Examined, examine, untold
from tasks_tracker.reports.circular_checks import must_be_redrafted
from tasks_tracker.reports.circular_edits import source
from tasks_tracker.reports.circular_files import imprint_of
from tasks_tracker.reports.circular_imprint import day_of, number_of
from tasks_tracker.reports.circular_named import in_annex, in_text
from tasks_tracker.reports.circular_snapshot import Chapter, Paragraph
from tasks_tracker.reports.circular_sources import by_meaning, sources
from tasks_tracker.reports.circular_tokens import Token, in_words, offered, tokens_of
from tasks_tracker.web.circular_forms import SeenForm, SentenceForm
from tasks_tracker.web.filters import day, moment
from tasks_tracker.wording.numbers import circular_no

SHOWN_ROWS = 60
"""Rows of an annex on the page; the file has them all."""
NEXT = {
    CircularState.DRAFT: "核对、核实后报批",
    CircularState.NOTICED: "等单位核对",
    CircularState.PROPOSED: "等主任批准",
    CircularState.APPROVED: "编号印发",
    CircularState.PUBLISHED: "",
}


@dataclass(frozen=True)
class Slot:
    """A place of the draft as it stands on the paper."""

    place: str
    lines: Sequence[tuple[str, Paragraph]]
    """What is written there, each with its mark on the page."""
    is_edited: bool = False
    is_left_out: bool = False
    codes: Sequence[str] = ()
    """Items that only this place names."""


@dataclass(frozen=True)
class Slots:
    """A chapter of the paper."""

    chapter: Chapter
    slots: Sequence[Slot] = field(default_factory=list)


def next_step(circular: Circular) -> str:
    return NEXT[circular.state]


def shown(
    circular: Circular,
    form: SeenForm,
    *,
    sentence: SentenceForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """Page of a circular as this person may see it; `sentence` is the place under edit."""
    found = examine(circular, g.today)
    drafted, text = found.case.drafted, found.case.written
    imprint = imprint_of(circular)
    may_draft = not circular.is_published and can(g.user, Action.DRAFT_CIRCULAR, circular.region)
    page = render_template(
        "circulars/show.html",
        circular=circular,
        form=form,
        snapshot=text,
        opening=_slot(circular, found, OPENING, drafted.text.opening, 0),
        chapters=list(_chapters(circular, found)),
        number=number_of(text, imprint),
        day=day_of(imprint),
        found=found,
        since=found.case.around.since,
        stale=must_be_redrafted(found.case.drafted, g.today),
        may_draft=may_draft,
        steps=_steps(circular, found.notices),
        sentence=_prepared(sentence, found),
        tokens=_tokens(sentence, found),
        drafted_words=_drafted_words(sentence, found),
        sources=by_meaning(sources(text)),
        untold=untold(circular, text, found.notices) if may_draft else {},
        named=sorted(in_text(text).keys() | in_annex(text).keys()) if may_draft else (),
        corrected_by=circulars.find_correcting(circular) if circular.is_published else None,
        shown_rows=SHOWN_ROWS,
        typed_reason=form.data.get("reason") or "",
    )
    return page, status


def _chapters(circular: Circular, found: Examined) -> Iterator[Slots]:
    """Drafted places under the headings; one that is not named any more stays to be seen there."""
    drafted, text = found.case.drafted.text, found.case.written.text
    for number, chapter in enumerate(drafted.chapters):
        slots: list[Slot] = []
        at = 0
        for place, sentence in enumerate(chapter.paragraphs):
            slot = _slot(circular, found, f"{number}.{place}", sentence, at)
            at += len(slot.lines)
            slots.append(slot)
        if not at and text.chapters[number].paragraphs:
            slots.append(Slot("", [(f"s-{number}.0", text.chapters[number].paragraphs[0])]))
        yield Slots(text.chapters[number], slots)


def _slot(circular: Circular, found: Examined, place: str, sentence: Paragraph, at: int) -> Slot:
    instead = rewritten(circular.sentences, place)
    text, mark = found.case.written.text, found.case.drafted.setting.mark
    codes = sorted(codes_in(words_of(sentence), mark))
    is_gone = instead is None and bool(codes) and set(codes) <= circular.unnamed.keys()
    if place == OPENING:
        lines: Sequence[tuple[str, Paragraph]] = [(f"s-{OPENING}", text.opening)]
    else:
        number = int(place.split(".", maxsplit=1)[0])
        count = 0 if is_gone else 1 if instead is None else len(instead)
        written = text.chapters[number].paragraphs[at : at + count]
        lines = [(f"s-{number}.{at + step}", line) for step, line in enumerate(written)]
    return Slot(
        place=place,
        lines=lines,
        is_edited=instead is not None,
        is_left_out=not lines,
        codes=codes,
    )


def _prepared(sentence: SentenceForm | None, found: Examined) -> SentenceForm | None:
    """The editor with what stands there now, unless something was typed."""
    if sentence is None or sentence.place.data not in places(found.case.drafted.text):
        return None
    if not sentence.is_submitted():
        case = found.case
        sentence.text.data = source(case.drafted, case.sentences, sentence.place.data)
    return sentence


def _tokens(sentence: SentenceForm | None, found: Examined) -> Sequence[Token]:
    """The numbers of the place itself first, then those that may stand anywhere."""
    if sentence is None:
        return ()
    at = places(found.case.drafted.text).get(sentence.place.data or "")
    own = tokens_of(at[1]) if at else []
    return [*own, *(one for one in offered(found.case.drafted) if one not in own)]


def _drafted_words(sentence: SentenceForm | None, found: Examined) -> str:
    at = places(found.case.drafted.text).get(sentence.place.data or "") if sentence else None
    return in_words(at[1]) if at else ""


def _steps(circular: Circular, notices: Sequence[CircularNotice]) -> dict[str, Any]:
    state = circular.state
    asked = [one for notice in notices for one in notice.corrections]
    waiting = sum(one.is_open for one in asked)
    checked = sum(notice.checked_at is not None for notice in notices)
    told = f"{_until(circular.corrections_until)}，{checked}/{len(notices)} 家已核对"
    decided = f"{waiting} 件待答复" if waiting else f"{len(asked)} 件，都已答复"
    by = circular.approved_by.name if circular.approved_by else ""
    proposer = circular.proposed_by.name if circular.proposed_by else ""
    names = [
        ("快照", day(circular.as_of)),
        ("起草", moment(circular.drafted_at)),
        ("印发前核实", told if notices else ("未发" if state is CircularState.DRAFT else "不用")),
        ("答复更正", decided if asked else "没有申请"),
        ("批准", by or (f"{proposer} 已报批" if proposer else "未报批")),
        ("印发", circular_no(circular) or "未编号"),
    ]
    return {"names": names, "current": _current(state, waiting)}


def _until(until: date | None) -> str:
    return f"到{day(until)}" if until else ""


def _current(state: CircularState, waiting: int) -> int:
    if state in {CircularState.PROPOSED, CircularState.APPROVED}:
        return 4 if state is CircularState.PROPOSED else 5
    if state is CircularState.PUBLISHED:
        return 6
    if waiting:
        return 3
    return 2
