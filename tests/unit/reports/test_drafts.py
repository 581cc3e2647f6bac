from types import SimpleNamespace

import pytest

from tasks_tracker.reports.drafts import DraftView


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
    lines = SimpleNamespace(
        lines=lambda start, end: [(n, f"第{n}行95%") for n in range(start, end)]
    )
    draft = SimpleNamespace(content={"tasks": list(items), "goals": goals}, source=lines)
    return DraftView(draft, {name: name for name in known} | {"市交通局": "市交通运输局"})


def test_open_doubts_and_unknown_units_make_a_task_doubtful():
    seen = view(item(1), item(2, doubts=[False, True]), item(3, units=("市一局", "市交通总局")))
    assert [(entry.number, entry.doubts) for entry in seen.doubtful] == [(2, 1), (3, 1)]
    assert seen.open_doubts == 1
    assert seen.unknown_units == ["市交通总局"]
    assert seen.unknown_in(3) == ["市交通总局"]
    assert seen.doubts_in(2, "lead") == ["请核对"]
    assert seen.doubts_in(2, "support") == []
    assert [seen.doubts_in_hand(number) for number in (1, 2, 3)] == [0, 1, 1]


def test_what_was_settled_counts_as_checked():
    assert view(item(1, doubts=[True]), item(2, doubts=[False])).checked == 1


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


def test_a_name_like_several_of_one_unit_finds_that_unit_once():
    assert view(item(1)).nearest_units("市交通总局") == ["市交通运输局", "市一局"]
    assert view(item(1)).nearest_units("聊城大学") == []


def test_the_outline_keeps_sections_and_tells_parts_of_one_measure_apart():
    seen = view(item(1), item(1, part=2), item(2, path=("二、纳税",)), item(3, path=()))
    assert [(part.label, len(part.entries)) for part in seen.parts] == [
        ("一、开办企业", 2),
        ("二、纳税", 1),
        ("全文", 1),
    ]
    assert seen.parts[0].entries[1].label == "（1）措施 · 2"
    assert seen.parts[2].entries[0].label == "措施3"
    assert seen.measures == 3


def test_tasks_without_a_date_are_counted():
    assert view(item(1), item(2, dated=False)).undated == 1


def test_only_goals_with_a_date_can_be_answered_by():
    assert view(item(1)).goals == []


def test_the_lines_of_the_task_are_marked_among_their_neighbours():
    lines = view(item(5)).lines(1)
    assert [line.number for line in lines if line.is_own] == [10]
    assert lines[0].number == 8
    assert [piece.text for piece in lines[2].pieces if piece.kind] == ["95%"]
