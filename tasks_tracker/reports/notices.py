"""Notices as their pages and their paper show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from tasks_tracker.domain.notices import Notice, NoticeItem, why_not
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.receipts import Receipt
from tasks_tracker.domain.seating import Part, part_of
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import OFFICE_ROLES, User
from tasks_tracker.persistence import notices, receipts
from tasks_tracker.persistence.receipts import Signed
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.slices import Slice
from tasks_tracker.reports.letters import Heading, Letter, Table, Text
from tasks_tracker.reports.title_lines import title_lines
from tasks_tracker.wording import day, full_day


@dataclass(frozen=True)
class Listed:
    """Notices of the own office: those that not everybody signed for, worst first; the others,
    newest first."""

    unsigned: Sequence[Notice]
    page: Slice[Notice]
    signed: Mapping[int, Signed]


def listed(user: User, today: date, *, before: int | None) -> Listed:
    """For the office (3 statements)."""
    region = user.region
    if region is None or not user.holds(*OFFICE_ROLES):
        raise AssertionError("only the office has notices of its own")
    waiting = notices.unsigned_of(region)
    page = notices.signed_of(region, before=before)
    counts = receipts.signed({one.id for one in (*waiting, *page.rows)}, today)

    def badness(notice: Notice) -> tuple[int, int, int]:
        signed = counts[notice.id]
        return (-signed.missing, signed.signed - signed.total, notice.id)

    return Listed(sorted(waiting, key=badness), page, counts)


@dataclass(frozen=True)
class Row:
    """One receipt, with how many tasks it is about and when the unit first reported."""

    receipt: Receipt
    tasks: int
    first_report_at: datetime | None

    def is_missing(self, today: date) -> bool:
        return self.receipt.is_missing(today)


def rows(notice: Notice) -> list[Row]:
    """All receipts of a notice (2 statements)."""
    reported = _first_reports(notice)
    return [_row(notice, one, reported.get(one.unit_id)) for one in receipts.of_notice(notice)]


def _row(notice: Notice, receipt: Receipt, at: datetime | None) -> Row:
    count = 1 if receipt.task is not None else len(parts(notice, receipt.unit))
    return Row(receipt, count, at)


def parts(notice: Notice, unit: Unit) -> list[Part]:
    """What a unit has to do with the tasks of a notice, as they stand."""
    found = (part_of(item.task, unit) for item in notice.items)
    return [part for part in found if part is not None]


def _first_reports(notice: Notice) -> dict[int, datetime]:
    query = (
        select(ProgressReport.unit_id, func.min(ProgressReport.submitted_at))
        .join(NoticeItem, NoticeItem.task_id == ProgressReport.task_id)
        .where(NoticeItem.notice_id == notice.id, ProgressReport.submitted_at >= notice.issued_at)
        .group_by(ProgressReport.unit_id)
    )
    return {row[0]: row[1] for row in db.execute(query)}


@dataclass(frozen=True)
class Offered:
    """A task of a plan beside the box that chooses it."""

    task: Task
    why_not: str


def offered(tasks: Sequence[Task]) -> list[Offered]:
    return [Offered(task, why_not(task)) for task in tasks]


def letter(notice: Notice, receipts_of: Sequence[Row]) -> Letter:
    """The paper: with a table of the tasks, and one of the units that got it."""
    units = list(dict.fromkeys(row.receipt.unit.name for row in receipts_of))
    return Letter(
        masthead=notice.region.office,
        number=notice.doc_no,
        title=title_lines(f"关于交办《{notice.plan.short_title}》", "有关任务的通知"),
        addressees=f"{'、'.join(units)}：",
        body=[
            Text(_opening(notice)),
            Text(
                "请在下一个工作日以前签收；对分工有异议的，3 个工作日内提出，"
                "并写明应由哪个单位承办。"
                f"{full_day(notice.reply_by)}前回复怎么办、分几步、谁负责。"
            ),
            *([Text(notice.requirements)] if notice.requirements else []),
            Heading("附　交办任务清单"),
            _tasks(notice),
        ],
        signature=notice.region.office,
        on=notice.issued_on,
    )


def _opening(notice: Notice) -> str:
    return (
        f"按照《{notice.plan.title}》（{notice.plan.doc_no}），现将其中 {len(notice.items)} 项任务"
        "交给你们办理。牵头单位对整项负责，责任单位对自己的一份负责。"
    )


def _tasks(notice: Notice) -> Table:
    """The column of the supporting units only where there are any."""
    rows = _cells(notice)
    if any(row[3] != "—" for row in rows):
        return Table(("序号", "任务", "牵头单位", "责任单位", "时限"), (12, 46, 32, 34, 32), rows)
    without = [row[:3] + row[4:] for row in rows]
    return Table(("序号", "任务", "牵头单位", "时限"), (12, 58, 54, 32), without)


def _cells(notice: Notice) -> list[tuple[str, ...]]:
    return [
        (
            str(item.position),
            item.title,
            "、".join(item.said["leads"]),
            "、".join(item.said["supports"]) or "—",
            "；".join(_limits(item)),
        )
        for item in notice.items
    ]


def _limits(item: NoticeItem) -> list[str]:
    """Each date once, in order; what has none goes by its phrase."""
    year = item.notice.year
    found = [
        day(date.fromisoformat(one["due"]), in_year=year) if one["due"] else one["phrase"]
        for one in item.said["deadlines"]
    ]
    return list(dict.fromkeys(found))


def limits(item: NoticeItem) -> str:
    return "；".join(_limits(item))
