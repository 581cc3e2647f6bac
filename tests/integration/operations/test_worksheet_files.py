"""反馈表 in the shapes in which they come back: re-sorted, torn, cut, retyped, hostile."""

import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.worksheet_cells import TEXTS
from tasks_tracker.domain.worksheet_rows import RowState
from tasks_tracker.importer import filled_sheets
from tasks_tracker.importer.files import grids
from tasks_tracker.operations.worksheets import weighed
from tests import make, people
from tests.integration.operations.filled_sheets import (
    fill,
    filled,
    handed_out,
    reported,
    sheets_of,
    uploaded,
    written,
)

HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)", "<r>&", "_x0041_", "{{ 7*7 }}")
SHARED_FIXTURE = [HealthCheck.function_scoped_fixture]


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch, request):
    """The child that opens files takes most of the time; it has tests of its own, and those
    that get their file from outside here."""
    if "raw" not in request.fixturenames:
        monkeypatch.setattr(filled_sheets, "grids_apart", grids.read)


@pytest.fixture
def world(session):
    return people.world()


@pytest.fixture
def tasks(world):
    """Five open items of one unit."""
    more = [make.task(world.task.section, world.lead, title=f"第{n}件事") for n in range(4)]
    for task in more:
        make.milestone(task)
    return [world.task, *more]


def taken(one):
    return {row["task_id"]: row["cells"] for row in one.rows}


def drop_column(rows, name):
    at = rows[0].index(name)
    for row in rows:
        del row[at]


def test_rows_and_columns_may_stand_in_any_order(world, tasks):
    sheets = sheets_of(handed_out(world.owner))
    for task in tasks:
        fill(sheets, task.code, 进展情况=f"{task.code}已启用")
    head, *rows = sheets["反馈表"]
    order = list(range(len(head)))
    rows = [*rows[3:], *rows[:3]][::-1]
    order = [*order[5:], *order[:5]][::-1]
    moved = [[row[at] for at in order] for row in (head, *rows)]

    one = uploaded(world.owner, written({"改了名的表": moved}, above=[["某局反馈"], [], ["八月"]]))

    assert taken(one) == {task.id: {"progress": f"{task.code}已启用"} for task in tasks}
    assert one.remarks == []


def test_rows_may_be_taken_out(world, tasks):
    sheets = sheets_of(handed_out(world.owner))
    fill(sheets, tasks[2].code, 进展情况="已启用")
    sheets["反馈表"] = [row for row in sheets["反馈表"] if row[0] in {"编号", tasks[2].code}]
    assert list(taken(uploaded(world.owner, written(sheets)))) == [tasks[2].id]


def test_columns_that_are_not_filled_in_may_be_taken_out(world, tasks):
    sheets = sheets_of(handed_out(world.owner))
    fill(sheets, tasks[0].code, 进展情况="已启用")
    for name in ("存在问题", "亮灯", "任务"):
        drop_column(sheets["反馈表"], name)
    one = uploaded(world.owner, written(sheets))
    assert (taken(one), one.remarks) == ({tasks[0].id: {"progress": "已启用"}}, [])


def test_a_row_that_was_torn_apart_is_asked_about(world, tasks):
    """Somebody sorted the first columns alone: the hidden mark stayed where it was."""
    sheets = sheets_of(handed_out(world.owner))
    row = fill(sheets, tasks[0].code, 进展情况="已启用")
    row[0] = tasks[1].code
    (found,) = weighed(uploaded(world.owner, written(sheets)), world.owner)
    assert found.state is RowState.ERROR
    assert "编号与核对码对不上" in found.errors["row"]


def test_a_locked_cell_that_was_changed_is_told_and_left(world, tasks):
    sheets = sheets_of(handed_out(world.owner))
    fill(sheets, tasks[0].code, 进展情况="已启用", 现行时限="2030年1月1日")
    one = uploaded(world.owner, written(sheets))
    (remark,) = one.remarks
    assert "“现行时限”是锁定的，改动不作数" in remark
    assert tasks[0].clock_ends_on.year == 2024


def test_a_row_without_its_mark_is_found_by_its_number(world, tasks):
    make.handed_in(tasks[0], world.unit_head, progress="他写的")
    sheets = sheets_of(handed_out(world.owner))
    fill(sheets, tasks[0].code, 进展情况="我写的", 核对码="")
    one = uploaded(world.owner, written(sheets))
    (found,) = weighed(one, world.owner)
    assert "没有核对码" in one.remarks[0]
    assert found.state is RowState.CONFLICT


@pytest.mark.parametrize("mark", ["F1{}", "x" * 9000, "F1" + "[" * 5000 + "000000000000", "是"])
def test_a_mark_that_was_spoilt_is_no_mark(world, tasks, mark):
    sheets = sheets_of(handed_out(world.owner))
    fill(sheets, tasks[0].code, 进展情况="我写的", 核对码=mark)
    one = uploaded(world.owner, written(sheets))
    assert list(taken(one)) == [tasks[0].id]


def test_rows_of_other_units_are_refused_in_words(world, tasks):
    other = make.task(world.task.section, make.unit(world.city))
    sheets = sheets_of(handed_out(world.owner))
    fill(sheets, tasks[0].code, 进展情况="已启用")
    head, first, *rest = sheets["反馈表"]
    stranger = ["" for _ in head]
    stranger[head.index("编号")], stranger[head.index("进展情况")] = other.code, "替他写"
    sheets["反馈表"] = [head, first, *rest, stranger, ["", *stranger[1:]]]
    one = uploaded(world.owner, written(sheets))
    assert list(taken(one)) == [tasks[0].id]
    assert [words for words in one.remarks if "没有收" in words] == one.remarks
    assert len(one.remarks) == 2


def test_a_helper_has_nothing_to_fill_in(world):
    assert len(sheets_of(handed_out(world.helping))["反馈表"]) == 1
    with pytest.raises(Refusal, match="不是由你单位牵头"):
        uploaded(world.helping, filled(world.owner, world.task.code, 进展情况="替他写"))


def test_the_same_item_twice_is_asked_about_and_nothing_is_lost(world, tasks):
    sheets = sheets_of(handed_out(world.owner))
    row = fill(sheets, tasks[0].code, 进展情况="第一种")
    again = [*row]
    again[sheets["反馈表"][0].index("进展情况")] = "第二种"
    sheets["反馈表"].append(again)
    one = uploaded(world.owner, written(sheets))
    (found,) = weighed(one, world.owner)
    assert "内容不一样" in found.errors["row"]
    assert "第二种" in one.remarks[-1]


@pytest.mark.parametrize("words", HOSTILE)
def test_what_looks_like_a_formula_is_text(world, words):
    one = uploaded(
        world.owner, filled(world.owner, world.task.code, 进展情况=words, 存在问题="缺人")
    )
    (handed,) = reported(one, world.owner)
    assert handed.reports[0].progress == words
    again = sheets_of(handed_out(world.owner))["反馈表"][1]
    assert again[5].endswith(words)


def test_numbers_typed_as_numbers_and_percentages_are_understood(world):
    sheets = sheets_of(handed_out(world.owner))
    row = fill(sheets, world.task.code, 进展情况="已启用")
    row[sheets["反馈表"][0].index("完成比例")] = 80
    one = uploaded(world.owner, written(sheets))
    assert weighed(one, world.owner)[0].said["percent"] == 80


@given(
    edits=st.dictionaries(
        st.integers(0, 4),
        st.dictionaries(
            st.sampled_from(sorted(TEXTS.values())), st.text("甲乙=@-1 \n", min_size=1, max_size=20)
        ),
    )
)
@settings(
    max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_exactly_what_was_written_is_taken(world, tasks, edits):
    """Whatever is written into whichever cells: these cells, in these words, and no others."""
    names = {head: cell for cell, head in TEXTS.items()}
    sheets = sheets_of(handed_out(world.owner))
    expected = {}
    for at, cells in edits.items():
        fill(sheets, tasks[at].code, **cells)
        if said := {names[name]: words.strip() for name, words in cells.items() if words.strip()}:
            expected[tasks[at].id] = said
    if not expected:
        with pytest.raises(Refusal, match="没有填内容"):
            uploaded(world.owner, written(sheets))
        return
    assert taken(uploaded(world.owner, written(sheets))) == expected


def with_macro(raw):
    file = io.BytesIO(raw)
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("xl/vbaProject.bin", b"x")
    return file.getvalue()


def empty_book():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet().write_string(0, 0, "别的表")
    return file.getvalue()


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"hello", "不是 Excel"),
        (b"%PDF-1.7\n%%EOF\n", "不是 Excel"),
        (b"", "不是 Excel"),
        (b"PK\x03\x04broken", "打不开"),
        (with_macro(empty_book()), "宏"),
        (empty_book(), "没有找到反馈表"),
    ],
)
def test_what_is_no_feedback_sheet_is_refused_in_words(world, raw, said):
    with pytest.raises(Refusal, match=said):
        uploaded(world.owner, raw)
