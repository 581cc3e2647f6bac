"""Tasks of which the office wrote by their titles, where the drafted text does not (pure)."""

from collections.abc import Mapping
from typing import NamedTuple

from tasks_tracker.reports.circular_body import places, rewritten, words_of
from tasks_tracker.reports.circular_snapshot import Snapshot


class Titled(NamedTuple):
    """A title in a rewritten place, with the code of its task."""

    place: str
    code: str
    title: str


def titled(drafted: Snapshot, sentences: Mapping[str, object]) -> list[Titled]:
    """A title within a longer one is not read as its own."""
    rows = sorted(drafted.figures.ledger, key=lambda row: len(row.title), reverse=True)
    known = places(drafted.text)
    found: list[Titled] = []
    for place in sentences:
        typed = "\n".join(words_of(line) for line in rewritten(sentences, place) or ())
        said_before = words_of(known[place][1]) if place in known else ""
        mine: list[Titled] = []
        for row in rows:
            if any(one.title == row.title for one in mine) or row.title in typed:
                typed = typed.replace(row.title, "")
                mine.append(Titled(place, row.code, row.title))
        found += [one for one in mine if one.title not in said_before]
    return found
