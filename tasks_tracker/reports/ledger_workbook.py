"""任务台账 as an Excel file: the office's, a unit's and a leader's view of the same rows."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from tasks_tracker import wording
from tasks_tracker.domain.lights import Light
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import OFFICE_ROLES, Role, User
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.units import unit_ids_of
from tasks_tracker.reports.days import Days, Lateness
from tasks_tracker.reports.ledger_lines import LedgerLine
from tasks_tracker.reports.workbook import Cell, Column, Kind, Sheet, Tinted, write

TITLE = "任务台账"
COLOURS = {
    Light.SEVERE: "#F6D9DB",
    Light.OVERDUE: "#FDEAEA",
    Light.LAGGING: "#FDF1D6",
    Light.DUE_SOON: "#E4F0FB",
    Light.IDLE: "#EFF1F4",
    Light.NORMAL: "#E7F3EA",
    Light.DONE: "#E9EEF3",
}
"""Pale, so that the word on it can be read on grey paper too."""
WAITS = "待审·停表"
DAYS_SAID = {Lateness.OVER: "超", Lateness.LEFT: "余", Lateness.LATE: "迟"}
FROZEN = 3


@dataclass(frozen=True)
class Field:
    """One column, and what of a row stands in it."""

    column: Column
    of: Callable[[LedgerLine, int], Cell]


def _text(head: str, width: float, of: Callable[[LedgerLine], Cell]) -> Field:
    return Field(Column(head, width), lambda line, _: of(line))


def _day(head: str, of: Callable[[LedgerLine], date | None]) -> Field:
    return Field(Column(head, 14, Kind.DATE), lambda line, _: of(line))


PLACE = Field(Column("序号", 6, Kind.NUMBER), lambda _, place: place)
CODE = _text("编号", 9, lambda line: line.row.code)
PLAN = _text("方案", 18, lambda line: line.plan)
SECTION = _text("板块", 18, lambda line: line.row.section)
NAME = _text("任务", 36, lambda line: line.row.name)
LEADER = _text("牵头领导", 10, lambda line: line.leader)
LEADS = _text("牵头单位", 18, lambda line: "、".join(line.leads))
SUPPORTS = _text("责任单位", 24, lambda line: "、".join(line.supports))
MILESTONE = _text("当前节点", 24, lambda line: line.row.due.deliverable if line.row.due else "")
ORIGINAL = _day("原定时限", lambda line: line.row.due.original_due_on if line.row.due else None)
CURRENT = _day("现行时限", lambda line: line.row.due.due_on if line.row.due else None)
DAYS = _text("工作日", 10, lambda line: _days(line.row.due.days if line.row.due else None))
LIGHT = _text("亮灯", 10, lambda line: _light(line.row.light))
STAGE = _text("状态", 10, lambda line: wording.word(line.row.stage))
MET = _text("节点完成", 9, lambda line: f"{line.row.met}/{line.row.milestones}")
PERCENT = Field(Column("完成%", 8, Kind.NUMBER), lambda line, _: line.percent)
PROGRESS = _text("最近进展", 48, lambda line: line.progress)
PROBLEMS = _text("存在问题", 30, lambda line: line.problems)
REPORTED = _day("报送日", lambda line: line.row.last_report_on)
WAITING = _text("待审", 10, lambda line: WAITS if line.row.awaits_office else "")

OFFICE = (
    PLACE, CODE, NAME, PLAN, SECTION, LEADER, LEADS, SUPPORTS, MILESTONE, ORIGINAL, CURRENT, DAYS,
    LIGHT, STAGE, MET, PERCENT, PROGRESS, PROBLEMS, REPORTED, WAITING,
)  # fmt: skip
LEADING = (PLACE, CODE, NAME, SECTION, LEADS, CURRENT, DAYS, LIGHT, PROGRESS, PROBLEMS)


def of_unit(units: Collection[str]) -> Sequence[Field]:
    """What a unit wants to know of its own items, and as what it stands there."""

    def duty(line: LedgerLine) -> str:
        return "牵头" if set(units) & set(line.leads) else "责任"

    return (
        PLACE, CODE, NAME, PLAN, _text("我单位", 8, duty), LEADS, SUPPORTS, MILESTONE, ORIGINAL,
        CURRENT, DAYS, LIGHT, STAGE, PERCENT, PROGRESS, PROBLEMS, REPORTED, WAITING,
    )  # fmt: skip


def fields_for(user: User) -> Sequence[Field]:
    """The view of who asks: the office sees all columns, a leader the few that a meeting needs."""
    if user.holds(*OFFICE_ROLES):
        return OFFICE
    if user.holds(Role.LEADER):
        return LEADING
    own = select(Unit.name).where(Unit.id.in_(unit_ids_of(user)))
    return of_unit(db.scalars(own).all())


def sheet(lines: Iterable[LedgerLine], fields: Sequence[Field], notes: Sequence[str] = ()) -> Sheet:
    return Sheet(
        title=TITLE,
        columns=[one.column for one in fields],
        rows=([one.of(line, at) for one in fields] for at, line in enumerate(lines, 1)),
        heading=TITLE,
        notes=notes,
        frozen=FROZEN,
    )


def workbook(
    lines: Iterable[LedgerLine],
    fields: Sequence[Field],
    *,
    office: str,
    on: date,
    asked: str = "",
) -> bytes:
    """The file; `asked` says in words which rows these are."""
    told = f"截至{wording.full_day(on)}" + (f"；{asked}" if asked else "")
    return write([sheet(lines, fields, [told])], title=TITLE, author=office, on=on)


def _light(light: Light) -> Tinted:
    return Tinted(wording.word(light), COLOURS[light])


def _days(days: Days | None) -> str:
    if days is None or days.lateness is Lateness.IN_TIME:
        return "按期" if days else ""
    return f"{DAYS_SAID[days.lateness]}{days.count}天"
