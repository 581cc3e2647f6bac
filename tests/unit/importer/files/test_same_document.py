"""One document, however it comes: the same tasks, units and dates."""

import re

import pytest

from tasks_tracker.importer.draft import DraftTask
from tasks_tracker.importer.extraction import extract
from tasks_tracker.importer.source import read
from tests.unit.importer import specimens
from tests.unit.importer.files import made
from tests.unit.importer.files.made import HEADER, ROWS

COUNTY = [line for line in specimens.COUNTY.split("\n") if line.strip()]
LETTER = COUNTY[: COUNTY.index("抄送：县委有关部门，县法院，")]
FORMS = {
    "a.txt": "\n".join(LETTER).encode("gb18030"),
    "a.docx": made.word_of(LETTER),
    "a.pdf": made.printed_of(LETTER, head="青禾县人民政府公报"),
}
HEAD = ("云泽市2023年重点任务分解表", "云政办字〔2023〕12号", "2023年3月1日")
NUMBER_FIRST = (HEAD[1], HEAD[0], HEAD[2])
TABLE = [HEADER, *ROWS]
TABLES = {
    "t.txt": "\n".join([*NUMBER_FIRST, *("\t".join(row) for row in TABLE)]).encode(),
    "t.docx": made.word_of(NUMBER_FIRST, TABLE),
    "t.pdf": made.printed_of(NUMBER_FIRST, TABLE),
    "t.xlsx": made.sheet_of(*[(words,) for words in HEAD], *TABLE),
}


def gist(task: DraftTask) -> tuple:
    dates = [(one.due, one.kind, one.rule) for one in task.deadlines]
    path = tuple(re.sub(r"\s", "", label) for label in task.path)
    return path, task.part, task.title, task.lead, task.support, dates


def tasks(name: str, raw: bytes) -> list[tuple]:
    (plan,) = extract(read(name, raw).text)
    return [(plan.doc_no, plan.issued_on, *gist(task)) for task in plan.tasks]


@pytest.mark.parametrize("name", FORMS)
def test_a_letter_says_the_same_in_every_form(name):
    wanted = tasks("a.txt", FORMS["a.txt"])
    assert len(wanted) == 5
    assert tasks(name, FORMS[name]) == wanted


@pytest.mark.parametrize("name", TABLES)
def test_a_table_says_the_same_in_every_form(name):
    wanted = tasks("t.txt", TABLES["t.txt"])
    assert [one[5] for one in wanted] == [("市审批局",), ("市民政局",), ("市数据局",)]
    assert tasks(name, TABLES[name]) == wanted
