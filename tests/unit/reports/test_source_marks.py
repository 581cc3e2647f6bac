from tasks_tracker.reports.source_marks import Wanted, marked

LINES = [
    (3, "（一）推行一窗受理。6月底"),
    (5, "前启用。（牵头单位：市市"),
    (6, "  场**监管局**）"),
    (8, "（二）6月底前完成。"),
]


def pieces(*wanted, own=range(3, 7)):
    return [
        (line.number, piece.kind, piece.text)
        for line in marked(LINES, own, wanted)
        for piece in line.pieces
        if piece.kind
    ]


def test_words_torn_by_a_line_break_are_marked_on_both_lines():
    found = pieces(Wanted("deadline", "6月底前"))
    assert found == [(3, "deadline", "6月底"), (5, "deadline", "前")]


def test_marks_and_blanks_of_the_layout_do_not_hide_a_name():
    assert pieces(Wanted("unit", "市场监管局")) == [(5, "unit", "市"), (6, "unit", "场监管局")]


def test_only_the_lines_of_the_task_are_marked():
    assert pieces(Wanted("deadline", "6月底前"), own=range(8, 9)) == [(8, "deadline", "6月底前")]


def test_what_is_wanted_later_stands_above_what_was_wanted_before():
    found = pieces(Wanted("target", "6月底前启用"), Wanted("deadline", "6月底前"))
    assert found[-1] == (5, "target", "启用")


def test_what_does_not_occur_marks_nothing():
    assert pieces(Wanted("unit", ""), Wanted("unit", "县教体局")) == []


def test_every_line_keeps_its_whole_text_but_for_the_marks_of_bold():
    lines = marked(LINES, range(3, 9), [Wanted("unit", "市场监管局"), Wanted("deadline", "6月")])
    texts = [(number, text.replace("**", "")) for number, text in LINES]
    assert [(one.number, "".join(p.text for p in one.pieces)) for one in lines] == texts
    assert [one.is_own for one in marked(LINES, range(5, 6), [])] == [False, True, False, False]
