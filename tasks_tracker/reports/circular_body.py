"""The body of a circular by places, and how it reads with what the office changed (pure)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tasks_tracker.reports.circular_snapshot import (
    Annex,
    Chapter,
    Paragraph,
    Part,
    Snapshot,
    Text,
)

OPENING = "opening"
LAGGING = "lagging"
NUMBERED = re.compile(r"^\d+\. ?")
ALL_LEFT_OUT = Part("经核实，没有需要点名的事项。")


def paragraphs(text: Text) -> Iterator[Paragraph]:
    """All sentences of the body."""
    yield text.opening
    for chapter in text.chapters:
        yield from chapter.paragraphs


def places(text: Text) -> dict[str, tuple[str, Paragraph]]:
    """Every drafted paragraph with the heading above it, by its place: opening, 2.0."""
    found = {OPENING: ("", text.opening)}
    for number, chapter in enumerate(text.chapters):
        for place, sentence in enumerate(chapter.paragraphs):
            found[f"{number}.{place}"] = (chapter.heading, sentence)
    return found


def words_of(sentence: Iterable[Part]) -> str:
    return "".join(part.words for part in sentence)


def read_parts(kept: Iterable[Mapping[str, str]]) -> Paragraph:
    return tuple(Part(**part) for part in kept)


def rewritten(sentences: Mapping[str, Any], place: str) -> list[Paragraph] | None:
    """What stands at a place instead of the drafted paragraph; None where nothing was changed."""
    if place not in sentences:
        return None
    return [read_parts(kept) for kept in sentences[place]["written"]]


def codes_in(words: str, mark: str) -> set[str]:
    """Codes of tasks in a text: 聊020."""
    return set(re.findall(rf"{re.escape(mark)}\d{{3,}}", words))


def written(snapshot: Snapshot, sentences: Mapping[str, Any], unnamed: Iterable[str]) -> Snapshot:
    """The snapshot with rewritten sentences, and without the items that are not named."""
    gone = frozenset(unnamed)
    if not sentences and not gone:
        return snapshot
    text, mark = snapshot.text, snapshot.setting.mark
    opening = rewritten(sentences, OPENING)
    chapters = [
        _chapter(chapter, number, sentences, lambda words: _is_gone(words, mark, gone))
        for number, chapter in enumerate(text.chapters)
    ]
    new = replace(
        text,
        opening=tuple(part for one in opening for part in one) if opening else text.opening,
        chapters=tuple(chapters),
        annexes=tuple(_annex(annex, gone) for annex in text.annexes),
    )
    return replace(snapshot, text=new)


def _chapter(chapter: Chapter, number: int, sentences: Mapping[str, Any], is_gone: Any) -> Chapter:
    found: list[Paragraph] = []
    for place, drafted in enumerate(chapter.paragraphs):
        other = rewritten(sentences, f"{number}.{place}")
        if other is not None:
            found.extend(other)
        elif not is_gone(words_of(drafted)):
            found.append(drafted)
    if tuple(found) == chapter.paragraphs:
        return chapter
    left_out = all(is_gone(words_of(drafted)) for drafted in chapter.paragraphs)
    if not found and left_out:
        found.append((ALL_LEFT_OUT,))
    return replace(chapter, paragraphs=tuple(_renumbered(found)))


def _is_gone(words: str, mark: str, gone: frozenset[str]) -> bool:
    """It names items, and none that is still named."""
    named = codes_in(words, mark)
    return bool(named) and named <= gone


def _renumbered(found: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Lists that begin with 1. count on without gaps."""
    number = 0
    for sentence in found:
        first = sentence[0] if sentence else Part("")
        if first.figure or not NUMBERED.match(first.words):
            yield sentence
            continue
        number += 1
        yield (Part(NUMBERED.sub(f"{number}. ", first.words)), *sentence[1:])


def _annex(annex: Annex, gone: frozenset[str]) -> Annex:
    """Of the annex of what is behind, the rows of items that are not named are taken out."""
    kept = [row for row in annex.rows if not gone.intersection(row)]
    if annex.key != LAGGING or len(kept) == len(annex.rows):
        return annex
    rows = tuple((str(place), *row[1:]) for place, row in enumerate(kept, 1))
    left = f"另有{len(annex.rows) - len(kept)}项经核实不在本表列出。"
    return replace(annex, rows=rows, note=f"{annex.note}{left}", empty=left)
