"""反馈表: what was filled in is what is reported, and nothing else; what two wrote is asked."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.milestones import MilestoneState
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.worksheet_rows import RowState
from tasks_tracker.domain.worksheets import WorksheetState
from tasks_tracker.operations.worksheets import correct, drop, report, weighed
from tasks_tracker.persistence.session import db
from tests import make, people
from tests.integration.operations import event_kinds
from tests.integration.operations.filled_sheets import (
    fill,
    filled,
    handed_out,
    reported,
    sheets_of,
    uploaded,
    written,
)

LATER = make.NOW + timedelta(hours=3)


@pytest.fixture
def world(session):
    return people.world()


def reports() -> int:
    return db.scalar(select(func.count(ProgressReport.id)))


def states(one, user):
    return [row.state for row in weighed(one, user)]


def test_a_sheet_that_comes_back_as_it_went_reports_nothing(world):
    make.handed_in(world.task, world.owner, percent=40)
    with pytest.raises(Refusal, match="没有填内容"):
        uploaded(world.owner, handed_out(world.owner))


def test_what_was_filled_in_is_reported_and_nothing_else(world):
    make.milestone(world.task, deliverable="材料只交一次")
    other = make.task(world.task.section, world.lead)
    target = make.target(world.task)
    sheets = sheets_of(handed_out(world.owner))
    code = world.task.code
    fill(sheets, code, 进展情况="=启用 12 个", 存在问题="缺人", 完成比例="６０％", 本次完成节点="1")
    fill(sheets, code, sheet="指标", 目前的数="98.5")
    one = uploaded(world.owner, written(sheets))

    (handed,) = reported(one, world.owner)

    (made,) = handed.reports
    assert (made.task, made.by, made.unit) == (world.task, world.owner, world.lead)
    assert (made.progress, made.problems, made.percent) == ("=启用 12 个", "缺人", 60)
    assert made.milestones == [world.task.milestones[0]]
    assert world.task.milestones[1].state is MilestoneState.OPEN
    assert [given.value for given in made.values] == [Decimal("98.5")]
    assert target.reported_value == Decimal("98.5")
    assert other.begun_on is None
    assert EventKind.WORKSHEET_REPORTED in event_kinds(db)


def test_a_second_report_of_the_same_upload_is_refused(world):
    one = uploaded(world.owner, filled(world.owner, world.task.code, 进展情况="已启用"))
    reported(one, world.owner)
    with pytest.raises(Refusal, match="已经报送过"):
        reported(one, world.owner)
    assert reports() == 1


def test_what_was_dropped_is_not_reported(world):
    one = uploaded(world.owner, filled(world.owner, world.task.code, 进展情况="已启用"))
    drop(one, by=world.owner, now=LATER)
    assert one.state is WorksheetState.DROPPED
    with pytest.raises(Refusal, match="已经放弃"):
        reported(one, world.owner)


def test_nobody_touches_the_upload_of_another(world):
    one = uploaded(world.owner, filled(world.owner, world.task.code, 进展情况="已启用"))
    for act in (drop, report):
        more = {"seen": ""} if act is report else {}
        with pytest.raises(NotAllowed):
            act(one, by=world.unit_head, now=LATER, **more)


def test_where_a_colleague_wrote_meanwhile_each_cell_is_asked_for(world):
    raw = filled(world.owner, world.task.code, 进展情况="我写的", 存在问题="缺人", 下步打算="推开")
    make.handed_in(world.task, world.unit_head, progress="他写的", problems="缺钱")
    one = uploaded(world.owner, raw, LATER)
    (row,) = weighed(one, world.owner)

    assert row.state is RowState.CONFLICT
    assert [(c.cell, c.theirs, c.yours) for c in row.conflicts] == [
        ("progress", "他写的", "我写的"),
        ("problems", "缺钱", "缺人"),
    ]
    with pytest.raises(Refusal, match=f"{world.task.code}还没有改好或选好"):
        reported(one, world.owner, LATER)
    db.refresh(one)


def test_a_conflict_is_settled_cell_by_cell(world):
    raw = filled(world.owner, world.task.code, 进展情况="我写的", 存在问题="缺人")
    make.handed_in(world.task, world.unit_head, progress="他写的", problems="缺钱")
    one = uploaded(world.owner, raw, LATER)
    chosen = {"progress": "yours", "problems": "theirs"}
    cells = dict(one.rows[0]["cells"])
    correct(one, world.task.id, by=world.owner, cells=cells, chosen=chosen)

    (handed,) = reported(one, world.owner, LATER)

    assert (handed.reports[0].progress, handed.reports[0].problems) == ("我写的", "缺钱")


def test_whoever_leaves_everything_to_the_other_reports_nothing(world):
    raw = filled(world.owner, world.task.code, 进展情况="我写的")
    make.handed_in(world.task, world.unit_head, progress="他写的")
    one = uploaded(world.owner, raw, LATER)
    cells = dict(one.rows[0]["cells"])
    correct(one, world.task.id, by=world.owner, cells=cells, chosen={"progress": "theirs"})

    assert states(one, world.owner) == [RowState.SAME]
    with pytest.raises(Refusal, match="没有要报的内容"):
        reported(one, world.owner, LATER)


def test_who_reports_must_have_seen_what_is_known_now(world):
    one = uploaded(
        world.owner, filled(world.owner, world.task.code, 下步打算="推开", 进展情况="我")
    )
    with pytest.raises(Refusal, match="打开本页之后"):
        report(one, by=world.owner, now=LATER, seen="as it was")
    assert reports() == 0


@pytest.mark.parametrize(
    ("cell", "words", "said"),
    [
        ("完成比例", "八成", "写的是“八成”，应是 0—100 的整数"),
        ("完成比例", "101", "应是 0—100 的整数"),
        ("完成比例", "0.8", "应是 0—100 的整数"),
        ("本次完成节点", "3", "应是节点的序号（1）"),
        ("申请办结", "大概", "写的是“大概”"),
        ("存在问题", "长" * 4001, "最多 4000 字"),
    ],
)
def test_what_a_cell_cannot_mean_is_said_in_words(world, cell, words, said):
    raw = filled(world.owner, world.task.code, 进展情况="已启用", **{cell: words})
    one = uploaded(world.owner, raw)
    (row,) = weighed(one, world.owner)
    assert row.state is RowState.ERROR
    assert said in "".join(row.errors.values())


def test_an_error_is_put_right_on_the_page(world):
    raw = filled(world.owner, world.task.code, 进展情况="已启用", 完成比例="八成")
    one = uploaded(world.owner, raw)
    cells = one.rows[0]["cells"] | {"percent": "80"}
    correct(one, world.task.id, by=world.owner, cells=cells, chosen={})
    assert reported(one, world.owner)[0].reports[0].percent == 80


def test_all_or_nothing(world):
    good = make.task(world.task.section, world.lead)
    sheets = sheets_of(handed_out(world.owner))
    fill(sheets, world.task.code, 完成比例="50")
    fill(sheets, good.code, 进展情况="已启用")
    one = uploaded(world.owner, written(sheets))
    assert sorted(states(one, world.owner)) == [RowState.ERROR, RowState.READY]
    with pytest.raises(Refusal, match="一项也没有报"):
        reported(one, world.owner)
    assert reports() == 0


def test_what_is_left_out_does_not_stand_in_the_way(world):
    good = make.task(world.task.section, world.lead)
    sheets = sheets_of(handed_out(world.owner))
    fill(sheets, world.task.code, 完成比例="50")
    fill(sheets, good.code, 进展情况="已启用")
    one = uploaded(world.owner, written(sheets))
    correct(one, world.task.id, by=world.owner, cells={}, chosen={}, is_out=True)
    assert [row.reports[0].task for row in reported(one, world.owner)] == [good]
