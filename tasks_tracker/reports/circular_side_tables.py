"""The tables of a circular that are there only where something happened: extensions, what moved,
targets, and of a correction what is another now (pure)."""

from collections.abc import Iterable
from datetime import date

from tasks_tracker import wording
from tasks_tracker.reports.circular_counted import Change, Grant, Move, TargetRow
from tasks_tracker.reports.circular_moves import MOVES
from tasks_tracker.reports.circular_periods import day, this
from tasks_tracker.reports.circular_snapshot import Column, Kind, Setting
from tasks_tracker.reports.circular_tables import NONE, Cells, Table

N, S = Kind.NUMBER, Kind.SHORT


def extensions(setting: Setting, grants: Iterable[Grant]) -> Table:
    return Table(
        key="extensions",
        title=f"{this(setting)}批准的延期",
        heads=(
            (Column("编号", S), 15),
            (Column("任务"), 36),
            (Column("申请单位"), 28),
            (Column("节点"), 30),
            (Column("原定时限", S), 20),
            (Column("新时限", S), 20),
            (Column("累计天数", N), 13),
            (Column("次数", N), 10),
            (Column("批准人", S), 16),
            (Column("理由"), 37),
        ),
        rows=(
            (
                one.code,
                one.title,
                one.unit,
                one.milestone,
                day(one.original_on, setting),
                day(one.new_on, setting),
                str(one.days),
                str(one.times),
                one.by,
                one.reason,
            )
            for one in grants
        ),
        note="原定时限不变，累计天数为原定时限到新时限的日历天数，次数含本次。",
    )


def moves(setting: Setting, found: Iterable[Move]) -> Table:
    return Table(
        key="moves",
        title=f"{this(setting)}新增和办结事项",
        heads=(
            (Column("变动", S), 18),
            (Column("编号", S), 16),
            (Column("任务"), 84),
            (Column("牵头单位"), 42),
            (Column("日期", S), 20),
            (Column("说明"), 45),
        ),
        rows=(_move(setting, move) for move in found),
    )


def _move(setting: Setting, move: Move) -> Cells:
    words = move.words or NONE
    if move.kind == "adopted":
        words = f"{move.words}，共{move.count}项"
    on = wording.day(date.fromisoformat(move.on), in_year=setting.as_of.year)
    return (MOVES[move.kind], move.code, move.title, move.unit, on, words)


def targets(setting: Setting, targets: Iterable[TargetRow]) -> Table:
    """What units say, and what the office has verified, side by side."""
    return Table(
        key="targets",
        title="指标完成情况",
        heads=(
            (Column("编号", S), 16),
            (Column("牵头单位"), 48),
            (Column("指标"), 63),
            (Column("目标值", S), 24),
            (Column("填报值", S), 20),
            (Column("填报日期", S), 18),
            (Column("核定值", S), 20),
            (Column("核定日期", S), 18),
        ),
        rows=(
            (
                one.code,
                one.unit,
                one.phrase,
                one.wanted,
                one.reported or NONE,
                day(one.reported_on, setting) if one.reported_on else NONE,
                one.verified or NONE,
                day(one.verified_on, setting) if one.verified_on else NONE,
            )
            for one in targets
            if one.reported
        ),
        note="列出已经填报的指标。填报值为单位最近一次报送的数，核定值为审核通过的数；没有的记“—”。",
    )


def changes(found: Iterable[Change]) -> Table:
    return Table(
        key="changes",
        title="更正对照表",
        heads=((Column("内容"), 66), (Column("原通报"), 40), (Column("更正后"), 40)),
        rows=((one.what, one.before, one.after) for one in found),
        is_lying=False,
    )
