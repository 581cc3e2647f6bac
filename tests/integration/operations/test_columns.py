"""A spreadsheet read again: what is refused before anything is read."""

import pytest

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.users import Role
from tasks_tracker.operations import plans
from tasks_tracker.operations.columns import set_columns
from tests import make
from tests.integration.operations.test_plans import DOCUMENT
from tests.unit.importer.files import made

HEADER = ("事项", "责任单位", "完成时限")
ROWS = [("甲事", "市一局", "6月底前"), ("乙事", "市二局", "年底前")]
ONE = made.sheet_of(HEADER, *ROWS)


def two(workbook) -> None:
    for number in (3, 4):
        own = workbook.add_worksheet(f"表{number}")
        for at, row in enumerate([(f"平政办字〔2024〕{number}号",), ("重点任务",), HEADER, *ROWS]):
            own.write_row(at, 0, row)


@pytest.fixture
def city(session):
    return make.region("平川市", "平")


@pytest.fixture
def clerk(city):
    return make.person(Role.SUPERVISOR, city)


def hand_in(city, clerk, raw, name="表.xlsx"):
    return plans.hand_in_document(city, by=clerk, now=make.NOW, file_name=name, raw=raw)


def read_again(draft, by, raw=ONE, roles=("measure", "lead", "time")):
    return set_columns(draft, by=by, now=make.NOW, raw=raw, roles=roles)


def test_a_sheet_is_read_again_with_other_columns(city, clerk):
    (draft,) = hand_in(city, clerk, ONE)
    assert draft.content["tasks"][0]["only_responsible"] is True
    assert read_again(draft, clerk, roles=("measure", "lead", "note")) == 2
    assert draft.content["tasks"][0]["only_responsible"] is False
    assert draft.content["tasks"][0]["deadlines"] == []
    assert [column["role"] for column in draft.content["columns"]] == ["measure", "lead", "note"]


def test_a_text_has_no_columns(city, clerk):
    (draft,) = hand_in(city, clerk, DOCUMENT.encode(), "方案.txt")
    with pytest.raises(Refusal, match="不是分解表"):
        read_again(draft, clerk)


def test_a_file_of_several_plans_keeps_its_columns(city, clerk):
    first, second = hand_in(city, clerk, made.sheet(two))
    assert (first.doc_no, second.doc_no) == ("平政办字〔2024〕3号", "平政办字〔2024〕4号")
    with pytest.raises(Refusal, match="几份方案"):
        read_again(first, clerk, made.sheet(two), ("measure", "lead", "time") * 2)


def test_only_the_own_office_says_what_columns_mean(city, clerk):
    (draft,) = hand_in(city, clerk, ONE)
    with pytest.raises(NotAllowed):
        read_again(draft, make.person(Role.SUPERVISOR, make.region("远山县", "远")))


def test_a_draft_that_was_thrown_away_is_not_read_again(city, clerk):
    (draft,) = hand_in(city, clerk, ONE)
    draft.discard(make.NOW)
    with pytest.raises(Refusal, match="已放弃"):
        read_again(draft, clerk)
