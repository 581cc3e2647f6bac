"""反馈表 that were made to break something: refused in words, or taken for what they say."""

import io
import zipfile

import pytest
import xlsxwriter

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.worksheet_marks import Mark
from tasks_tracker.domain.worksheet_rows import RowState
from tasks_tracker.operations.worksheets import weighed
from tests import make, people
from tests.integration.operations.filled_sheets import reported, uploaded, written

HEADS = ["编号", "进展情况", "完成比例", "核对码"]
FIGURES = ["编号", "指标", "目前的数", "核对码"]
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
MANY = 30_000


@pytest.fixture
def world(session):
    return people.world()


def mark(task, unit, base=None, **more) -> str:
    said = {"seen": 0, "milestones": [], "shown": {}, **more}
    return Mark(task.id, unit.id, base=base or {}, **said).written()


def one_item(*row) -> dict:
    return {"反馈表": [HEADS, list(row)]}


def book(write) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as made:
        sheet = made.add_worksheet("反馈表")
        for column, name in enumerate(HEADS):
            sheet.write_string(0, column, name)
        write(sheet)
    return file.getvalue()


def with_part(raw: bytes, name: str, change) -> bytes:
    """The same package with one part changed by hand."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(file, "w", 8) as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content) if part == name else content)
    return file.getvalue()


@pytest.mark.parametrize("cell", ["foo", "milestones", "figure_0", "figure_" + "9" * 19, ""])
def test_a_forged_mark_names_no_cell_that_there_is_not(world, cell):
    forged = mark(world.task, world.lead, {cell: ""})
    items = one_item(world.task.code, "已启用", "", mark(world.task, world.lead))
    sheets = {**items, "指标": [FIGURES, [world.task.code, "", "12", forged]]}
    one = uploaded(world.owner, written(sheets))
    (found,) = weighed(one, world.owner)
    assert found.row["cells"] == {"progress": "已启用"}
    assert found.state is RowState.READY


def test_a_forged_mark_reports_for_nobody_else(world):
    forged = mark(world.task, world.helper)
    one = uploaded(world.owner, written(one_item(world.task.code, "已启用", "", forged)))
    (found,) = weighed(one, world.owner)
    assert found.state is RowState.ERROR
    with pytest.raises(Refusal, match="一项也没有报"):
        reported(one, world.owner)


def test_a_forged_mark_claims_no_milestone_of_another_task(world):
    other = make.milestone(make.task(world.task.section, world.helper))
    forged = mark(world.task, world.lead, milestones=[other.id])
    sheets = {"反馈表": [[*HEADS, "本次完成节点"], [world.task.code, "已启用", "", forged, "全部"]]}
    (found,) = weighed(uploaded(world.owner, written(sheets)), world.owner)
    assert "已经改了" in found.errors["milestones"]


def test_a_forged_mark_shows_nothing_of_a_task_that_is_not_seen(world):
    forged = mark(world.county_task, world.lead)
    mine = [world.task.code, "已启用", "", mark(world.task, world.lead)]
    sheets = {"反馈表": [HEADS, mine, ["", "套话", "", forged]]}
    one = uploaded(world.owner, written(sheets))
    assert [row["task_id"] for row in one.rows] == [world.task.id]
    assert world.county_task.title not in "".join(one.remarks)
    assert world.county_task.code not in "".join(one.remarks)


@pytest.mark.parametrize(
    "formula", ["=cmd|' /C calc'!A0", "='[http://x.invalid/a.xlsx]S'!A1", '=WEBSERVICE("http://x")']
)
def test_of_a_formula_the_value_that_was_kept_is_text(world, formula):
    def write(sheet):
        sheet.write_string(1, 0, world.task.code)
        sheet.write_formula(1, 1, formula, None, "已启用")

    (row,) = uploaded(world.owner, book(write)).rows
    assert row["cells"] == {"progress": "已启用"}


@pytest.mark.parametrize(
    ("place", "said"),
    [((1_048_575, 0), "一次最多读"), ((1, 300), "一次最多读"), ((1_048_575, 16_383), "读不下去")],
)
def test_a_cell_far_away_is_refused_in_words(world, place, said):
    with pytest.raises(Refusal, match=said):
        uploaded(world.owner, book(lambda sheet: sheet.write_string(*place, "远处")))


def test_a_part_that_unfolds_to_gigabytes_is_refused_in_words(world):
    raw = with_part(book(lambda sheet: None), SHEET, lambda old: old + b" " * 80_000_000)
    assert len(raw) < 1_000_000
    with pytest.raises(Refusal, match="压缩比"):
        uploaded(world.owner, raw)


def test_words_that_are_said_again_and_again_are_refused_in_words(world):
    """A short file of one long text, to which very many cells point."""

    def write(sheet):
        for line in range(1, 101):
            for column in range(40):
                sheet.write_string(line, column, "长" * 10)

    longer = "长".encode()
    raw = with_part(book(write), STRINGS, lambda old: old.replace(longer * 10, longer * MANY))
    assert len(raw) < 1_000_000
    with pytest.raises(Refusal, match="万字"):
        uploaded(world.owner, raw)


def test_one_endless_cell_is_not_reported(world):
    raw = written(one_item(world.task.code, "长" * MANY, "", mark(world.task, world.lead)))
    (found,) = weighed(uploaded(world.owner, raw), world.owner)
    assert "最多 4000 字" in found.errors["progress"]
