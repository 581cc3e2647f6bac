"""Each check passes on a right circular and fails on one that was tampered with."""

from dataclasses import replace
from datetime import date

import pytest

from tasks_tracker.reports.circular_checks import checks, is_stale
from tasks_tracker.reports.circular_snapshot import Part
from tasks_tracker.reports.circular_sources import MEANINGS, anchor, sources
from tests.unit.circular_samples import snapshot


def _with(found, **changes):
    return replace(found, figures=replace(found.figures, **changes))


def _totals(found, **changes):
    return _with(found, totals=replace(found.figures.totals, **changes))


def _reworded(found):
    text = replace(found.text, opening=(Part("9", "tasks"),))
    return replace(found, text=text)


TAMPERED = {
    0: lambda found: _totals(found, counts=replace(found.figures.totals.counts, completed=4)),
    1: lambda found: _totals(found, shares=(375, 375, 251)),
    2: lambda found: _with(found, units=found.figures.units[:1]),
    3: lambda found: _with(found, ledger=found.figures.ledger[1:]),
    4: lambda found: _with(found, overdue=found.figures.waiting),
    5: _reworded,
}


def test_a_right_circular_passes_everything():
    found = checks(snapshot())
    assert len(found) == len(TAMPERED)
    assert [check.words for check in found if not check.passed] == []


@pytest.mark.parametrize("place", TAMPERED)
def test_what_was_tampered_with_is_found(place):
    assert not checks(TAMPERED[place](snapshot()))[place].passed


def test_a_draft_is_stale_when_its_own_deadline_has_come():
    assert is_stale(snapshot(), date(2024, 6, 14)) == ""
    assert "6月17日已到" in is_stale(snapshot(), date(2024, 6, 17))
    assert "没有结束" in is_stale(snapshot(is_whole=False), date(2024, 5, 31))


def test_every_number_in_the_text_leads_somewhere():
    found = snapshot()
    explained = {source.figure for source in sources(found)}
    used = {
        part.figure
        for chapter in found.text.chapters
        for sentence in chapter.paragraphs
        for part in sentence
        if part.figure
    }
    assert {figure for figure in used if figure in MEANINGS} == explained
    assert {anchor(figure) for figure in used - explained} == {"annex-1", "annex-2"}
