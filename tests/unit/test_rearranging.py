"""Tasks of a draft merged, split, added, dropped and restored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.operations.rearranging import added, dropped, merged, restored, sentences, split


def deadline(phrase: str) -> dict:
    return {"phrase": phrase, "due": "2024-06-30", "kind": "by", "deliverable": "建成"}


def task(key: int, **more) -> dict:
    standard = {
        "key": key,
        "path": ["一、重点", f"（{key}）第{key}条"],
        "part": 1,
        "title": f"第{key}条",
        "title_own": False,
        "part_title": "",
        "requirement": f"第{key}条。6月底前建成{key}处。8月底前验收。",
        "lead": ["市甲局"],
        "support": ["市乙局"],
        "only_responsible": False,
        "deadlines": [deadline("6月底前"), deadline("8月底前")],
        "targets": [{"phrase": f"建成{key}处", "op": ">=", "value": str(key), "unit": "处"}],
        "doubts": [],
        "line_start": key * 10,
        "line_end": key * 10 + 1,
    }
    return {**standard, **more}


def content(*tasks: dict) -> dict:
    return {"tasks": list(tasks), "removed": [], "line_start": 1}


def keys(found: dict) -> list[int]:
    return [one["key"] for one in found["tasks"]]


def test_a_merged_task_has_what_both_had_once():
    other = task(2, lead=["市丙局"], support=["市甲局", "市丁局"])
    found = merged(content(task(1), other), 1, 2, words="同一件事")
    (whole,) = found["tasks"]
    assert whole["lead"] == ["市甲局", "市丙局"]
    assert whole["support"] == ["市乙局", "市丁局"]
    assert [one["phrase"] for one in whole["deadlines"]] == ["6月底前", "8月底前"]
    assert len(whole["targets"]) == 2
    assert (whole["line_start"], whole["line_end"]) == (10, 21)
    assert "第1条" in whole["requirement"]
    assert "第2条" in whole["requirement"]


def test_dates_and_figures_go_with_the_sentence_in_which_they_stand():
    found = split(content(task(1)), 1, at=2, title="验收")
    first, second = found["tasks"]
    assert [one["phrase"] for one in first["deadlines"]] == ["6月底前"]
    assert [one["phrase"] for one in second["deadlines"]] == ["8月底前"]
    assert (len(first["targets"]), len(second["targets"])) == (1, 0)
    assert (first["part"], second["part"]) == (1, 2)
    assert second["lead"] == first["lead"]
    assert [doubt["field"] for doubt in second["doubts"]] == ["lead"]


@pytest.mark.parametrize("at", [0, 3, 99])
def test_a_split_that_leaves_one_side_empty_is_refused(at):
    with pytest.raises(Refusal, match="前后都要有内容"):
        split(content(task(1)), 1, at=at, title="验收")


def test_an_added_task_stands_in_the_section_of_the_one_above():
    found = added(content(task(1), task(2)), after=1, title="建驿站", lead=["市甲局"])
    assert keys(found) == [1, 3, 2]
    assert found["tasks"][1]["path"] == ["一、重点", "建驿站"]


def test_a_task_can_be_added_to_a_draft_that_has_none():
    found = added(content(), after=None, title="建驿站", lead=["市甲局"])
    assert found["tasks"][0]["path"] == ["建驿站"]


def test_the_key_of_a_dropped_task_is_not_given_again():
    found = dropped(content(task(1), task(2)), 2, words="是目标")
    again = added(found, after=1, title="建驿站", lead=["市甲局"])
    assert keys(again) == [1, 3]


def test_what_was_merged_comes_back_and_the_other_is_to_be_checked():
    found = merged(content(task(1), task(2)), 1, 2, words="")
    again = restored(found, 2)
    assert keys(again) == [1, 2]
    assert [doubt["field"] for doubt in again["tasks"][0]["doubts"]] == ["requirement"]


@pytest.mark.parametrize(
    "step",
    [
        lambda found: merged(found, 1, 1, words=""),
        lambda found: merged(found, 1, 9, words=""),
        lambda found: split(found, 9, at=1, title="乙"),
        lambda found: split(found, 1, at=1, title=" "),
        lambda found: dropped(found, 1, words=" "),
        lambda found: restored(found, 1),
        lambda found: added(found, after=1, title=" ", lead=["市甲局"]),
        lambda found: added(found, after=1, title="乙", lead=[]),
    ],
)
def test_what_makes_no_sense_is_refused(step):
    with pytest.raises(Refusal):
        step(content(task(1)))


STEPS = st.lists(st.tuples(st.sampled_from("msadr"), st.integers(1, 12), st.integers(1, 12)))


@given(STEPS)
def test_whatever_is_done_no_task_is_lost_and_no_key_is_doubled(steps):
    found = content(*(task(key) for key in range(1, 6)))
    for step, key, other in steps:
        try:
            found = taken(found, step, key, other)
        except Refusal:
            continue
        all_keys = [*keys(found), *(one["task"]["key"] for one in found["removed"])]
        assert len(all_keys) == len(set(all_keys))
        assert set(all_keys) >= set(range(1, 6))
        parts: dict[tuple, int] = {}
        for one in found["tasks"]:
            path = tuple(one["path"])
            parts[path] = parts.get(path, 0) + 1
            assert one["part"] == parts[path]


def taken(found: dict, step: str, key: int, other: int) -> dict:
    return {
        "m": lambda: merged(found, key, other, words=""),
        "s": lambda: split(found, key, at=other % 4, title="拆出"),
        "a": lambda: added(found, after=key, title="添上", lead=["市甲局"]),
        "d": lambda: dropped(found, key, words="不是任务"),
        "r": lambda: restored(found, key),
    }[step]()


@given(st.text(alphabet="甲乙。；\n，", max_size=60))
def test_the_sentences_of_a_text_are_all_of_it_but_line_breaks_and_empty_ones(words):
    joined = "".join(sentences({"requirement": words}))
    assert joined.replace("。", "").replace("；", "") == words.replace("\n", "").replace(
        "。", ""
    ).replace("；", "")
