"""Sentences are edited around their numbers; a number itself cannot be written by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.reports.circular_body import paragraphs, places, words_of, written
from tasks_tracker.reports.circular_checks import Case, blocking, checks
from tasks_tracker.reports.circular_edits import carried, edited, source
from tasks_tracker.reports.circular_loose import loose, names_with_digits
from tasks_tracker.reports.circular_named import in_annex, in_text, named
from tasks_tracker.reports.circular_snapshot import Part
from tasks_tracker.reports.circular_tokens import TOKEN, in_words, offered, taken, tokens_of
from tests.unit.circular_samples import AFTER, snapshot

WHOLE = snapshot()
PLACES = [place for place, (_, one) in places(WHOLE.text).items() if tokens_of(one)]
DIGITS = st.sampled_from("0123456789０９①④Ⅳ½二八卅柒")


def findings(sentences, unnamed=()):
    text = written(WHOLE, sentences, unnamed)
    found = Case(WHOLE, text, AFTER, sentences, dict.fromkeys(unnamed, "理由"))
    return [one for one in blocking(checks(found)) if "核实" not in one]


@pytest.mark.parametrize("place", list(places(WHOLE.text)))
def test_what_the_editor_shows_is_the_drafted_sentence(place):
    drafted = places(WHOLE.text)[place][1]
    (again,) = taken(in_words(drafted), drafted, WHOLE)
    assert words_of(again) == words_of(drafted)
    assert [one.figure for one in again if one.figure] == [o.figure for o in drafted if o.figure]
    assert edited(WHOLE, {}, {place: in_words(drafted)}) == {}


def test_an_untouched_circular_reads_as_it_was_drafted():
    assert written(WHOLE, {}, ()) is WHOLE
    assert findings({}) == []


@given(place=st.sampled_from(PLACES), value=st.text("0123456789.%", min_size=1, max_size=6))
def test_a_number_whose_value_was_changed_is_refused(place, value):
    sentence = places(WHOLE.text)[place][1]
    token = tokens_of(sentence)[0]
    typed = in_words(sentence).replace(token.words, f"【{token.label} {value}】", 1)
    if value == token.value:
        assert edited(WHOLE, {}, {place: typed}) == {}
        return
    with pytest.raises(Refusal, match="不能手改"):
        edited(WHOLE, {}, {place: typed})


@given(
    place=st.sampled_from(PLACES),
    which=st.integers(0, 9),
    typed=st.text(DIGITS, min_size=1, max_size=3),
)
def test_a_number_that_was_typed_over_keeps_the_circular_from_going_on(place, which, typed):
    sentence = places(WHOLE.text)[place][1]
    token = tokens_of(sentence)[which % len(tokens_of(sentence))]
    over = in_words(sentence).replace(token.words, f"{typed}项")
    assert findings(edited(WHOLE, {}, {place: over}))


@pytest.mark.parametrize(
    "typed", ["【", "】", "【任务总数", "【没有这个 3】", "【】", "【 3】", "任务总数 1】"]
)
def test_a_mark_that_is_none_is_refused(typed):
    with pytest.raises(Refusal):
        edited(WHOLE, {}, {PLACES[0]: typed})


@given(st.text(max_size=60))
def test_whatever_is_typed_is_refused_in_words_or_kept(typed):
    try:
        sentences = edited(WHOLE, {}, {PLACES[0]: typed})
    except Refusal:
        return
    known = {(part.figure, part.words) for one in paragraphs(WHOLE.text) for part in one}
    for one in paragraphs(written(WHOLE, sentences, ()).text):
        assert {(part.figure, part.words) for part in one if part.figure} <= known


def test_a_paragraph_is_left_out_added_to_and_brought_back():
    place = PLACES[0]
    before = source(WHOLE, {}, place)
    gone = edited(WHOLE, {}, {place: ""})
    assert words_of(places(WHOLE.text)[place][1]) not in [
        words_of(one) for one in paragraphs(written(WHOLE, gone, ()).text)
    ]
    more = edited(WHOLE, gone, {place: f"{before}\n各单位务必抓紧。"})
    lines = [words_of(one) for one in paragraphs(written(WHOLE, more, ()).text)]
    assert "各单位务必抓紧。" in lines
    assert findings(more) == []
    assert edited(WHOLE, more, {place: before}) == {}


def test_the_opening_stays():
    with pytest.raises(Refusal, match="只有一段"):
        edited(WHOLE, {}, {"opening": ""})


def test_a_figure_may_be_named_elsewhere_by_its_mark():
    token = next(one for one in offered(WHOLE) if one.figure == "completed")
    sentences = edited(
        WHOLE, {}, {PLACES[-1]: f"{source(WHOLE, {}, PLACES[-1])}\n已办结{token.words}项。"}
    )
    assert findings(sentences) == []


@pytest.mark.parametrize(
    "words",
    [
        "2024年5月31日",
        "5月底",
        "测政发〔2024〕1号",
        "第3期",
        "附件2",
        "聊020",
        "1. 市一局",
        "17:30",
    ],
)
def test_dates_and_numbers_of_documents_are_no_quantities(words):
    assert not loose([Part(words)], names_with_digits(WHOLE), "聊")


@pytest.mark.parametrize(
    "words", ["28项", "２８项", "②家", "二十八项", "百分之三十", "28日", "3.5%", "⅔"]
)
def test_quantities_are_found_in_whatever_script(words):
    assert loose([Part(f"逾期{words}")], [], "聊")


def test_a_newer_snapshot_keeps_edits_and_takes_their_numbers_anew():
    place = next(
        p for p in PLACES if any(t.figure == "tasks" for t in tokens_of(places(WHOLE.text)[p][1]))
    )
    typed = f"经核对，{source(WHOLE, {}, place)}"
    sentences = edited(WHOLE, {}, {place: typed})
    other = snapshot(replace(WHOLE.figures, totals=replace(WHOLE.figures.totals, next_due=77)))
    kept, dropped = carried(sentences, other)
    assert (list(kept), dropped) == ([place], [])
    assert TOKEN.sub("", source(other, kept, place)) == TOKEN.sub("", typed)


def test_an_edit_whose_sentence_is_gone_is_told():
    sentences = edited(WHOLE, {}, {PLACES[0]: "另写一段。"})
    lost = {place: {**edit, "heading": "九、没有这一节"} for place, edit in sentences.items()}
    kept, dropped = carried(lost, WHOLE)
    assert kept == {}
    assert dropped == [words_of(places(WHOLE.text)[PLACES[0]][1])]


def test_what_is_not_named_stands_neither_in_text_nor_in_its_annex():
    code = named(WHOLE)[0].said.code
    text = written(WHOLE, {}, {code})
    assert code not in in_text(text)
    assert code not in in_annex(text)
    assert text.figures == WHOLE.figures
    assert findings({}, [code]) == []
