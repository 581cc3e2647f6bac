"""What a circular says: its snapshot, with what the office wrote instead of drafted sentences."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.reports.circular_body import (
    OPENING,
    places,
    read_parts,
    rewritten,
    words_of,
    written,
)
from tasks_tracker.reports.circular_kept import read
from tasks_tracker.reports.circular_snapshot import Paragraph, Part, Snapshot
from tasks_tracker.reports.circular_tokens import in_words, known, stem, taken

Sentences = Mapping[str, Any]
"""By place: the drafted sentence that was there, and the paragraphs instead of it."""


def as_written(circular: Circular) -> Snapshot:
    """What pages and files are rendered from."""
    return written(read(circular.snapshot), circular.sentences, circular.unnamed)


def edited(snapshot: Snapshot, sentences: Sentences, typed: Mapping[str, str]) -> dict[str, Any]:
    """The sentences with what was typed at some places: nothing leaves a sentence out, the drafted
    words bring it back."""
    found, drafted = dict(sentences), places(snapshot.text)
    for place, text in typed.items():
        if place not in drafted:
            raise Refusal("这一句已经不在草稿里，请刷新页面。")
        _heading, sentence = drafted[place]
        found.pop(place, None)
        if text.strip() != in_words(sentence):
            found[place] = _kept(drafted[place], _taken(place, text, sentence, snapshot))
    return found


def source(snapshot: Snapshot, sentences: Sentences, place: str) -> str:
    """What the editor shows at a place."""
    instead = rewritten(sentences, place)
    shown = [places(snapshot.text)[place][1]] if instead is None else instead
    return "\n".join(in_words(sentence) for sentence in shown)


def carried(sentences: Sentences, newer: Snapshot) -> tuple[dict[str, Any], list[str]]:
    """Edits whose drafted sentence stands in a newer snapshot too, their numbers taken anew, and
    the words of those that are dropped."""
    free = {place: (heading, one) for place, (heading, one) in places(newer.text).items()}
    values = known(newer)
    found: dict[str, Any] = {}
    dropped = []
    for edit in sentences.values():
        drafted = read_parts(edit["drafted"])
        place = _same(drafted, edit["heading"], free)
        again = None if place is None else _again(edit, drafted, free[place][1], values)
        if place is None or again is None:
            dropped.append(words_of(drafted))
            continue
        found[place] = _kept(free.pop(place), again)
    return found, dropped


def _taken(place: str, text: str, sentence: Paragraph, snapshot: Snapshot) -> list[Paragraph]:
    lines = taken(text, sentence, snapshot)
    if place == OPENING and len(lines) != 1:
        raise Refusal("开头要有一段，也只有一段。", field="text")
    return lines


def _kept(drafted: tuple[str, Paragraph], lines: list[Paragraph]) -> dict[str, Any]:
    heading, sentence = drafted
    return {
        "heading": heading,
        "drafted": [asdict(part) for part in sentence],
        "written": [[asdict(part) for part in line] for line in lines],
    }


def _same(
    drafted: Paragraph, heading: str, free: Mapping[str, tuple[str, Paragraph]]
) -> str | None:
    """Where a sentence of the same words stands, whatever its numbers are."""
    wanted = _bare(drafted)
    places_ = (place for place, (above, one) in free.items() if above == heading)
    return next((place for place in places_ if _bare(free[place][1]) == wanted), None)


def _bare(sentence: Paragraph) -> str:
    return "".join(f"⟦{stem(one.figure)}⟧" if one.figure else one.words for one in sentence)


def _again(
    edit: Mapping[str, Any], drafted: Paragraph, now: Paragraph, values: Mapping[str, str]
) -> list[Paragraph] | None:
    """What was written, with the values of now; None where a number is no longer counted."""
    before = [part.figure for part in drafted if part.figure]
    after = [part.figure for part in now if part.figure]
    moved = dict(zip(before, after, strict=True))
    lines = []
    for kept in edit["written"]:
        line = [_part(part, moved, values) for part in read_parts(kept)]
        if None in line:
            return None
        lines.append(tuple(part for part in line if part is not None))
    return lines


def _part(part: Part, moved: Mapping[str, str], values: Mapping[str, str]) -> Part | None:
    if not part.figure:
        return part
    figure = moved.get(part.figure, part.figure)
    return Part(values[figure], figure) if figure in values else None
