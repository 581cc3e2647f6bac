from types import SimpleNamespace

import pytest

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.reports.drafts import DraftView
from tasks_tracker.reports.outlines import MOST, around, outline
from tasks_tracker.reports.task_in_hand import TaskInHand


def item(number, *, path=("一、开办企业",), units=("市一局",), doubts=(), part=1, dated=True):
    return {
        "path": [*path, f"（{number}）措施"] if path else [],
        "part": part,
        "title": f"措施{number}",
        "lead": list(units[:1]),
        "support": list(units[1:]),
        "deadlines": [{"kind": "by" if dated else "ongoing", "phrase": "6月底前"}],
        "targets": [{"phrase": "95%"}],
        "doubts": [{"field": "lead", "words": "请核对", "settled": settled} for settled in doubts],
        "line_start": number * 2,
        "line_end": number * 2,
    }


def view(*items, known=("市一局", "市交通运输局")):
    goals = {"deadlines": [{"phrase": "8月底前", "deliverable": "基本完成", "due": None}]}
    tasks = [{**one, "key": key} for key, one in enumerate(items, 1)]
    lines = SimpleNamespace(
        lines=lambda start, end: [(n, f"第{n}行95%") for n in range(start, end)]
    )
    draft = SimpleNamespace(content={"tasks": tasks, "goals": goals}, source=lines)
    register = {name: SimpleNamespace(name=name) for name in known}
    return DraftView(draft, register, Workdays())


def test_open_doubts_and_unknown_units_make_a_task_doubtful():
    seen = view(item(1), item(2, doubts=[False, True]), item(3, units=("市一局", "市交通总局")))
    assert [(entry.number, entry.doubts) for entry in seen.doubtful] == [(2, 1), (3, 1)]
    assert (seen.open_doubts, seen.settled_doubts) == (1, 1)
    assert seen.settled_of(140) == 70
    assert seen.unknown_units == ["市交通总局"]
    assert TaskInHand(seen, 3).unknown == ["市交通总局"]
    assert TaskInHand(seen, 2).doubts("lead") == ["请核对"]
    assert TaskInHand(seen, 2).doubts("support", "title") == []


def test_the_cursor_goes_to_the_first_doubt():
    strange = item(1, units=("市一局", "市交通总局"), doubts=[False])
    seen = view(strange, item(2, doubts=[False]), item(3, doubts=[True]))
    assert [TaskInHand(seen, key).first_doubt for key in (1, 2, 3)] == ["unknown", "lead", "title"]


@pytest.mark.parametrize(
    ("at", "before", "after"), [(1, 4, 2), (2, 4, 4), (3, 2, 4), (4, 2, 2), (5, 4, 2)]
)
def test_the_way_through_the_doubts_goes_round(at, before, after):
    doubtful = {2, 4}
    seen = view(*(item(n, doubts=[False] if n in doubtful else ()) for n in range(1, 6)))
    assert (seen.before(at), seen.after(at)) == (before, after)


def test_the_only_doubt_has_no_neighbours():
    seen = view(item(1), item(2, doubts=[False]))
    assert (seen.first(), seen.before(2), seen.after(2)) == (2, None, None)
    assert view(item(1)).first() == 1


def test_a_name_that_is_to_be_a_new_unit_is_asked_for_no_more():
    seen = view(item(1, units=("市粮食局",)))
    assert seen.unknown_units == ["市粮食局"]
    announced = {"name": "市粮食局", "group": "department", "members": []}
    seen.draft.content = {**seen.draft.content, "new_units": [announced]}
    again = seen.again()
    assert (again.unknown_units, again.doubtful) == ([], [])


def test_the_outline_keeps_sections_and_tells_parts_of_one_measure_apart():
    seen = view(item(1), item(1, part=2), item(2, path=("二、纳税",)), item(3, path=()))
    assert [(part.label, len(part.entries)) for part in seen.parts] == [
        ("一、开办企业", 2),
        ("二、纳税", 1),
        ("全文", 1),
    ]
    assert seen.parts[0].entries[1].label == "（1）措施 · 2"
    assert seen.parts[2].entries[0].label == "措施3"
    bare = {**item(1), "path": ["一、目标", "2、"]}
    assert view(bare).entries[0].label == "2、 措施1"
    assert seen.measures == 3


def test_tasks_without_a_date_are_counted():
    assert view(item(1), item(2, dated=False)).undated == 1


def test_only_goals_with_a_date_can_be_answered_by():
    assert view(item(1)).goals == []


def test_the_lines_of_the_task_are_marked_among_their_neighbours():
    lines = TaskInHand(view(item(5)), 1).lines
    assert [line.number for line in lines if line.is_own] == [10]
    assert lines[0].number == 8
    assert [piece.text for piece in lines[2].pieces if piece.kind] == ["95%"]


def test_phrase_and_date_are_not_said_twice():
    day = {"phrase": "6月底前", "due": "2021-06-30", "derivation": "6月底前 → 2021-06-30：月末"}
    cycle = {"phrase": "每年", "due": None, "derivation": "每年 → yearly：按年循环"}
    assert view(item(1)).derivation(cycle) == "按年循环"
    corrected = {**day, "derivation": "核对时改为 2021-07-01"}
    assert view(item(1)).derivation(day) == "月末"
    assert view(item(1)).derivation(corrected) == "核对时改为 2021-07-01"


def test_each_field_tells_the_lines_in_which_it_stands():
    hand = TaskInHand(view(item(5)), 1)
    assert (hand.lines_of(["95%"]), hand.lines_of(["6月底前"])) == ("10 行", "")
    long = {**item(5), "line_end": 12}
    assert TaskInHand(view(long), 1).lines_of(["95%"]) == "10—12 行"


@pytest.mark.parametrize(
    ("at", "shown", "before", "after"),
    [(0, "abc", 0, 4), (1, "abc", 0, 4), (3, "cde", 2, 2), (6, "efg", 4, 0)],
)
def test_a_list_is_shown_around_the_line_in_hand(at, shown, before, after):
    some = around("abcdefg", at, most=3)
    assert (some.shown, some.before, some.after) == (shown, before, after)
    assert some.previous == ("abcdefg"[before - 1] if before else None)
    assert some.following == ("abcdefg"[-after] if after else None)


def test_a_short_list_is_shown_whole():
    some = around("ab", 1, most=3)
    assert (some.shown, some.previous, some.following) == ("ab", None, None)


def test_only_the_section_in_hand_or_asked_for_stands_open():
    seen = view(*(item(n, path=(f"第{n // 10}章",)) for n in range(100)))
    assert [head.index for head in outline(seen, 55).heads.shown if head.tasks] == [5]
    assert [head.index for head in outline(seen, 55, 2).heads.shown if head.tasks] == [2]
    assert [head.index for head in outline(seen, 55, 99).heads.shown if head.tasks] == [5]


def test_of_a_large_draft_the_outline_shows_a_part_and_counts_the_rest():
    seen = view(*(item(n, doubts=[False]) for n in range(10_000)))
    shown = outline(seen, 5_000)
    (head,) = shown.heads.shown
    for some in (shown.doubtful, head.tasks):
        assert len(some.shown) == MOST
        assert 5_000 in [entry.key for entry in some.shown]
        assert some.before + len(some.shown) + some.after == 10_000
