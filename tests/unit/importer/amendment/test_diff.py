"""The ledger against an amended document: what is found is what was done to it, and no more."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.domain.amendments import Field
from tasks_tracker.domain.milestones import DeadlineKind
from tasks_tracker.importer.amendment.diff import Known, difference
from tests.unit.importer.amendment.clauses import (
    DAYS,
    MATTERS,
    UNITS,
    as_draft,
    clause,
    goal,
    plans,
    step,
)

REISSUE = Known(is_reissue=True)
OTHER_DAY = date(2025, 6, 30)
PHASES = (step(date(2024, 8, 31), "基本完成", is_phase=True),)


@given(plans())
def test_a_plan_against_itself_is_unchanged_however_it_is_numbered(ledger):
    found = difference(ledger, as_draft(ledger), REISSUE)
    assert found.is_empty
    assert [(old.ref, new.ref) for old, new in found.unchanged] == [
        (one.ref, 100 + at) for at, one in enumerate(ledger, 1)
    ]


@given(plans(), st.data())
def test_exactly_the_tasks_left_out_are_dropped(ledger, data):
    kept = data.draw(st.lists(st.booleans(), min_size=len(ledger), max_size=len(ledger)))
    draft = as_draft([one for one, stays in zip(ledger, kept, strict=True) if stays])
    found = difference(ledger, draft, REISSUE)
    assert [one.ref for one in found.dropped] == [
        one.ref for one, stays in zip(ledger, kept, strict=True) if not stays
    ]
    assert found.changed == found.added == ()


@given(plans(), st.data())
def test_exactly_the_tasks_put_in_are_added(document, data):
    known = data.draw(
        st.lists(st.booleans(), min_size=len(document), max_size=len(document)).filter(any)
    )
    ledger = [one for one, was in zip(document, known, strict=True) if was]
    found = difference(ledger, as_draft(document), REISSUE)
    assert [one.title for one in found.added] == [
        one.title for one, was in zip(document, known, strict=True) if not was
    ]
    assert found.changed == found.dropped == ()


CHANGES = {
    Field.LEAD: lambda one: replace(one, leads=("市九局", *one.leads)),
    Field.SUPPORT: lambda one: replace(one, supports=(*one.supports, "市九局")),
    Field.HEADING: lambda one: replace(one, title=f"{one.title[:4]}工作"),
    Field.REQUIREMENT: lambda one: replace(one, requirement=one.requirement + "每季度通报一次。"),
    Field.TARGETS: lambda one: replace(one, goals=(*one.goals, goal(3, "新增点位", "处"))),
    Field.DEADLINES: lambda one: replace(one, steps=(*one.steps, step(OTHER_DAY, "复查验收"))),
}


@given(plans(), st.data())
def test_exactly_the_fields_changed_are_found_changed(ledger, data):
    wanted = [data.draw(st.sets(st.sampled_from(list(CHANGES)))) for _ in ledger]
    draft = as_draft(ledger)
    for at, fields in enumerate(wanted):
        for field in fields:
            draft[at] = CHANGES[field](draft[at])
    found = difference(ledger, draft, REISSUE)
    fields_found = {one.old.ref: one.fields for one in found.changed}
    assert fields_found == {
        one.ref: frozenset(fields) for one, fields in zip(ledger, wanted, strict=True) if fields
    }
    assert found.added == found.dropped == ()


@given(plans())
def test_every_task_stands_in_the_difference_once(ledger):
    draft = as_draft(ledger[::2]) + as_draft([clause(number) for number in range(len(MATTERS))])
    draft = [replace(one, ref=at) for at, one in enumerate(draft, 1)]
    found = difference(ledger, draft, REISSUE)
    pairs = [*found.unchanged, *((one.old, one.new) for one in found.changed)]
    assert sorted([*(old.ref for old, _ in pairs), *(one.ref for one in found.dropped)]) == sorted(
        one.ref for one in ledger
    )
    assert sorted([*(new.ref for _, new in pairs), *(one.ref for one in found.added)]) == [
        one.ref for one in draft
    ]


def changed(old, new, **known):
    found = difference([old], [new], Known(is_reissue=True, **known))
    return found.changed[0] if found.changed else None


def test_a_date_that_was_moved_is_told_with_both_dates():
    new = clause(0, steps=(step(OTHER_DAY),))
    (one,) = changed(clause(0), new).steps
    assert (one.old.due, one.new.due, one.moves) == (DAYS[0], OTHER_DAY, True)


def test_other_words_for_the_same_date_move_nothing():
    new = clause(0, steps=(step(DAYS[0], "全部做完并公示"),))
    (one,) = changed(clause(0), new).steps
    assert not one.moves


def test_a_milestone_that_is_met_stays_whatever_its_date_becomes():
    old = clause(0, steps=(step(DAYS[0], is_met=True),))
    assert changed(old, clause(0, steps=(step(OTHER_DAY),))) is None
    assert changed(old, clause(0, steps=())) is None


def test_something_else_than_what_was_met_is_added_and_opens_the_task_again():
    old = clause(0, steps=(step(DAYS[0], "印发方案", is_met=True),), is_completed=True)
    found = changed(old, clause(0, steps=(step(OTHER_DAY, "窗口启用率达标"),)))
    assert [(one.old, one.new.due) for one in found.steps] == [(None, OTHER_DAY)]
    assert found.reopens


def test_a_task_without_a_date_follows_the_plans_own():
    old = clause(0, steps=(replace(PHASES[0], position=1),))
    assert changed(old, clause(0, steps=()), phases=PHASES) is None
    later = (replace(PHASES[0], due=OTHER_DAY),)
    (one,) = changed(old, clause(0, steps=()), phases=later).steps
    assert (one.old.due, one.new.due) == (PHASES[0].due, OTHER_DAY)


def test_a_date_of_the_superior_stays_while_the_document_names_none():
    old = clause(0, steps=(step(DAYS[3], is_superior=True, position=2),))
    assert changed(old, clause(0, steps=()), phases=PHASES) is None
    (one,) = changed(old, clause(0, steps=(step(OTHER_DAY),)), phases=PHASES).steps
    assert (one.old.is_superior, one.new.due) == (True, OTHER_DAY)


def test_a_figure_is_told_apart_from_its_words():
    old = clause(0, goals=(goal(95, position=1),))
    (raised,) = changed(old, clause(0, goals=(goal(99),))).goals
    (worded,) = changed(old, clause(0, goals=(goal(95, "窗口覆盖率"),))).goals
    assert (raised.old.value, raised.new.value, raised.moves) == (95, 99, True)
    assert not worded.moves


def test_a_correction_of_the_first_reading_is_no_change_of_the_document():
    read = clause(0, leads=("市一局",), title="推行一窗受理工作", steps=())
    corrected = clause(0, leads=("市二局",))
    again = replace(read, ref=9)
    assert changed(corrected, again, base={corrected.ref: read}) is None
    moved = replace(again, steps=(step(OTHER_DAY),))
    assert changed(corrected, moved, base={corrected.ref: read}).fields == {Field.DEADLINES}


def test_a_new_leader_counts_and_another_order_of_helpers_does_not():
    old = clause(0, leads=UNITS[:2], supports=UNITS[2:4])
    assert changed(old, clause(0, leads=UNITS[:2], supports=UNITS[3:1:-1])) is None
    assert changed(old, clause(0, leads=UNITS[1::-1], supports=UNITS[2:4])).fields == {Field.LEAD}


def test_who_answers_is_not_part_of_the_requirement():
    said = clause(0).requirement
    old = clause(0, requirement=f"{said}（牵头单位：市一局）")
    assert changed(old, clause(0, requirement=f"{said}（牵头单位：市二局）")) is None


def test_what_a_person_says_about_a_pair_holds():
    ledger = [clause(0), clause(1)]
    draft = [replace(clause(0), ref=11), replace(clause(1), ref=12)]
    crossed = difference(ledger, draft, Known(said={11: 2, 12: 1}, is_reissue=True))
    assert {(one.old.ref, one.new.ref) for one in crossed.changed} == {(2, 11), (1, 12)}
    new = difference(ledger, draft, Known(said={11: None}, is_reissue=True))
    assert ([one.ref for one in new.added], [one.ref for one in new.dropped]) == ([11], [1])


def test_a_supplement_is_told_from_a_document_that_takes_the_plans_place():
    ledger = [clause(number) for number in range(6)]
    few = [replace(ledger[2], ref=1, path=("修改如下", "一、推行"), steps=(step(OTHER_DAY),))]
    found = difference(ledger, few, Known())
    assert (found.is_whole, [one.fields for one in found.changed]) == (
        False,
        [frozenset({Field.DEADLINES})],
    )
    assert found.changed[0].new.path == ledger[2].path
    assert difference(ledger, as_draft(ledger[:4]), Known()).is_whole


@pytest.mark.parametrize("kind", [DeadlineKind.ONGOING, DeadlineKind.RECURRING])
def test_a_date_that_became_no_date_is_a_dropped_and_an_added_one(kind):
    new = clause(0, steps=(step(None, kind=kind, rule="monthly"),))
    assert [(bool(one.old), bool(one.new)) for one in changed(clause(0), new).steps] == [
        (True, False),
        (False, True),
    ]


def test_what_was_set_aside_at_adoption_is_known_again():
    aside = clause(5)
    found = difference(
        [clause(0)], [clause(0), replace(aside, ref=7)], Known(set_aside=[aside], is_reissue=True)
    )
    assert found.dropped_before == {7}


def test_two_thousand_tasks_are_compared_quickly():
    ledger = [
        replace(
            clause(number), ref=number + 1, requirement=f"{clause(number).requirement}{number}号"
        )
        for number in range(2000)
    ]
    draft = [replace(one, steps=(step(OTHER_DAY),)) for one in as_draft(ledger)]
    assert len(difference(ledger, draft, REISSUE).changed) == 2000
