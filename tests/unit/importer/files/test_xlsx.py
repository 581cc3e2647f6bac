"""Spreadsheets: the header found, columns told apart, cells as people read them."""

from datetime import date

import pytest

from tasks_tracker.importer.extraction import extract
from tasks_tracker.importer.files.xlsx import read
from tests.unit.importer.files import made
from tests.unit.importer.files.made import HEADER, ROWS


def lines(raw: bytes, **more) -> list[str]:
    return read(raw, title="分解表", **more).text.split("\n")


def roles(*rows) -> dict[str, str]:
    paper = read(made.sheet_of(*rows), title="分解表")
    return {column.header: column.role for column in paper.columns}


def test_title_number_and_date_stand_above_the_table():
    head = [("云泽市2023年重点任务分解表",), ("云政办字〔2023〕12号",), ("2023年3月1日",)]
    paper = read(made.sheet_of(*head, HEADER, *ROWS), title="表")
    (plan,) = extract(paper.text)
    assert (plan.doc_no, plan.title) == ("云政办字〔2023〕12号", "云泽市2023年重点任务分解表")
    assert plan.issued_on == date(2023, 3, 1)
    assert [task.lead for task in plan.tasks] == [("市审批局",), ("市民政局",), ("市数据局",)]
    assert plan.tasks[0].support == ("市公安局", "市税务局")


def test_a_sheet_without_a_title_bears_the_name_of_its_file():
    assert lines(made.sheet_of(HEADER, *ROWS))[:2] == ["分解表", "\t".join(HEADER)]


def test_a_sheet_with_a_number_and_a_date_only_bears_the_name_of_its_file():
    head = [("2023年3月1日",), ("云政办字〔2023〕12号",)]
    assert lines(made.sheet_of(*head, HEADER, *ROWS))[:3] == [
        "云政办字〔2023〕12号", "分解表", "2023年3月1日"
    ]  # fmt: skip


def test_every_usual_column_is_told_by_its_header():
    wanted = {
        "序号": "number",
        "类别": "group",
        "任务": "measure",
        "目标": "goal",
        "牵头单位": "lead",
        "配合单位": "support",
        "完成时限": "time",
        "责任领导": "person",
        "备注": "note",
    }
    assert (
        roles(tuple(wanted), ("1", "甲", "乙", "丙", "市一局", "", "年底", "李一", "无")) == wanted
    )


def test_a_column_of_names_beside_one_of_content_is_the_title():
    rows = [(f"第{at}项", "建成平台并投入运行，实现数据共享" * 2, "市数据局") for at in range(3)]
    assert roles(("任务名称", "工作内容", "责任单位"), *rows) == {
        "任务名称": "measure",
        "工作内容": "goal",
        "责任单位": "duty",
    }


def test_a_column_that_repeats_is_a_group():
    rows = [("窗口", f"建成第{at}个平台并投入运行", "市数据局") for at in range(3)]
    assert roles(("板块", "措施", "责任单位"), *rows)["板块"] == "group"


def test_a_header_of_two_rows_is_read_as_one():
    def build(workbook):
        own = workbook.add_worksheet()
        own.merge_range("A1:A2", "序号")
        own.merge_range("B1:B2", "任务")
        own.merge_range("C1:D1", "责任单位")
        own.write_row("C2", ["牵头", "配合"])
        own.write_row("A3", [1, "甲事", "市一局", "市二局"])

    paper = read(made.sheet(build), title="表")
    assert [column.role for column in paper.columns] == ["number", "measure", "lead", "support"]
    (plan,) = extract(paper.text)
    assert (plan.tasks[0].lead, plan.tasks[0].support) == (("市一局",), ("市二局",))


def test_merged_cells_hold_for_each_of_their_rows():
    def build(workbook):
        own = workbook.add_worksheet()
        own.write_row(0, 0, ("板块", *HEADER))
        own.merge_range("A2:A4", "窗口")
        own.merge_range("D2:D3", "市审批局")
        for at, row in enumerate(ROWS, 1):
            for column, words in enumerate(row, 1):
                if (at, column) not in {(1, 3), (2, 3)}:
                    own.write(at, column, words)

    (plan,) = extract(read(made.sheet(build), title="表").text)
    assert [task.lead for task in plan.tasks] == [("市审批局",), ("市审批局",), ("市数据局",)]
    assert {task.path[0] for task in plan.tasks} == {"窗口"}


@pytest.mark.parametrize(
    ("value", "code", "words"),
    [
        (date(2023, 6, 30), "yyyy-mm-dd", "2023年6月30日"),
        (date(2023, 6, 1), 'yyyy"年"m"月"', "2023年6月"),
        (date(2023, 6, 1), 'yyyy"年"m"月"d"日"', "2023年6月1日"),
        (date(2023, 1, 1), "yyyy", "2023年"),
        (0.95, "0%", "95%"),
        (0.955, "0.0%", "95.5%"),
        (12.0, "0", "12"),
        (0.1 + 0.2, "General", "0.3"),
        (True, "General", "是"),
    ],
)
def test_a_cell_says_what_people_see(value, code, words):
    def build(workbook):
        own = workbook.add_worksheet()
        own.write_row(0, 0, ("任务", "责任单位", "完成时限"))
        own.write_row(1, 0, ("甲事", "市一局"))
        write = own.write_datetime if isinstance(value, date) else own.write
        write(1, 2, value, workbook.add_format({"num_format": code}))

    assert lines(made.sheet(build))[-1] == f"甲事\t市一局\t{words}"


def test_sheets_of_one_plan_are_its_parts():
    def build(workbook):
        for name in ("窗口", "数据"):
            own = workbook.add_worksheet(name)
            for at, row in enumerate((HEADER, *ROWS)):
                own.write_row(at, 0, row)

    paper = read(made.sheet(build), title="表")
    (plan,) = extract(paper.text)
    assert [task.path[0] for task in plan.tasks] == ["窗口"] * 3 + ["数据"] * 3
    assert [column.sheet for column in paper.columns] == ["窗口"] * 5 + ["数据"] * 5


def test_hidden_sheets_and_sheets_without_a_table_are_named():
    def build(workbook):
        own = workbook.add_worksheet("表")
        for at, row in enumerate((HEADER, *ROWS)):
            own.write_row(at, 0, row)
        workbook.add_worksheet("说明").write(0, 0, "填表说明")
        hidden = workbook.add_worksheet("选项")
        hidden.write(0, 0, "是")
        hidden.hide()

    assert list(read(made.sheet(build), title="表").remarks) == [
        "隐藏的工作表没有读：选项。",
        "工作表“说明”里没有认出表格，没有读。",
    ]


def test_columns_without_telling_headers_are_told_by_their_cells():
    header = ("板块", "事项", "承担科室", "何时", "说明")
    assert list(roles(header, ("窗口", "甲事", "市一局、市二局", "6月底前", "新增")).values()) == [
        "group", "measure", "duty", "time", "note"
    ]  # fmt: skip


def test_a_person_says_what_a_column_means():
    """Who does it is a unit here; the table says so from then on, and is read again."""
    header = ("事项", "谁来办", "何时")
    table = [header, ("甲事", "老张他们", "6月底前"), ("乙事", "老李他们", "年底前")]
    assert roles(*table) == {"事项": "note", "谁来办": "note", "何时": "time"}
    text = read(made.sheet_of(*table), title="2023年表", roles=["measure", "lead", "time"]).text
    (plan,) = extract(text)
    assert [(task.title, task.lead) for task in plan.tasks] == [
        ("甲事", ("老张他们",)),
        ("乙事", ("老李他们",)),
    ]
    assert [one.due for task in plan.tasks for one in task.deadlines] == [
        date(2023, 6, 30),
        date(2023, 12, 31),
    ]


def test_a_header_may_be_overruled():
    table = [HEADER, *ROWS]
    wanted = ["number", "goal", "support", "lead", "note"]
    header = lines(made.sheet_of(*table), roles=["number", "measure", "support", "lead", "note"])[1]
    assert header == "序号\t任务\t牵头单位〔配合单位〕\t责任单位〔牵头单位〕\t完成时限〔不读〕"
    columns = read(made.sheet_of(*table), title="表", roles=wanted).columns
    assert [column.role for column in columns] == wanted


def test_roles_of_another_sheet_are_not_taken():
    assert lines(made.sheet_of(HEADER, *ROWS), roles=["measure"])[1] == "\t".join(HEADER)
