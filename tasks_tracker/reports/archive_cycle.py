"""The parts of an archive that come from the supervision cycle, with their papers."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select

from tasks_tracker.domain.blockers import Blocker
from tasks_tracker.domain.checks import Check
from tasks_tracker.domain.closing import Closing
from tasks_tracker.domain.endings import TaskEnding
from tasks_tracker.domain.explanations import Explanation
from tasks_tracker.domain.extensions import Extension
from tasks_tracker.domain.findings import Finding
from tasks_tracker.domain.light_rules import ShownLight
from tasks_tracker.domain.notices import NoticeItem
from tasks_tracker.domain.objections import Objection
from tasks_tracker.domain.receipts import Receipt
from tasks_tracker.domain.remarks import Remark
from tasks_tracker.domain.resolutions import Resolution
from tasks_tracker.domain.shares import Share
from tasks_tracker.domain.unsigned import UnsignedReport
from tasks_tracker.domain.urgings import Urging
from tasks_tracker.persistence import workdays
from tasks_tracker.persistence.session import db
from tasks_tracker.reports import check_paper, letters, notices, slips
from tasks_tracker.reports.archive_part import Case, Part, json_of, rows
from tasks_tracker.reports.archive_rows import as_data
from tasks_tracker.reports.archive_zip import Document


def _notices(case: Case) -> Sequence[Document]:
    """The notice that handed it out, and whoever signed for it."""
    query = select(NoticeItem).where(NoticeItem.task_id == case.task.id)
    items = db.scalars(query.order_by(NoticeItem.id)).all()
    data = [{**as_data(item), "notice": as_data(item.notice)} for item in items]
    papers = [
        Document(
            f"papers/notice-{item.notice_id}.docx",
            "督办通知",
            letters.render(notices.letter(item.notice, notices.rows(item.notice))),
        )
        for item in items
    ]
    return [json_of("notices", "督办通知", data), *papers] if data else []


def _receipts(case: Case) -> Any:
    """Those for its notice as a whole, and those for this task alone."""
    of_notice = select(NoticeItem.notice_id).where(NoticeItem.task_id == case.task.id)
    whole = Receipt.notice_id.in_(of_notice) & Receipt.task_id.is_(None)
    return or_(Receipt.task_id == case.task.id, whole)


def _urgings(case: Case) -> Sequence[Document]:
    """Those with a number have a paper."""
    query = select(Urging).where(Urging.task_id == case.task.id).order_by(Urging.id)
    found = db.scalars(query).all()
    data = [as_data(one, "replies", "recipients") for one in found]
    papers = [
        Document(
            f"papers/urging-{one.id}.docx",
            slips.file_name(one),
            slips.document(one, workdays.calendar()),
        )
        for one in found
        if one.number is not None
    ]
    return [json_of("urgings", "催办督办", data), *papers] if data else []


def _checks(case: Case) -> Sequence[Document]:
    query = select(Check).where(Check.task_id == case.task.id).order_by(Check.id)
    found = db.scalars(query).all()
    data = [as_data(one, "people") for one in found]
    papers = [
        Document(
            f"papers/check-{one.id}.docx", check_paper.number_of(one), check_paper.document(one)
        )
        for one in found
    ]
    return [json_of("checks", "核查", data), *papers] if data else []


def _remarks(case: Case) -> Any:
    return or_(Remark.task_id == case.task.id, Remark.made_task_id == case.task.id)


def _resolutions(case: Case) -> Any:
    """What meetings resolved about it: through an urging, or because it was made by one."""
    urged = select(Urging.resolution_id).where(Urging.task_id == case.task.id)
    made = Resolution.made_task_id == case.task.id
    remarked = select(Remark.id).where(_remarks(case))
    return or_(made, Resolution.id.in_(urged), Resolution.remark_id.in_(remarked))


CYCLE: Sequence[Part] = (
    Part("notices", ("notice_items",), _notices),
    Part("receipts", ("receipts",), rows("receipts", "签收", Receipt, by=_receipts)),
    Part("objections", ("objections",), rows("objections", "异议", Objection)),
    Part("shares", ("shares", "waits"), rows("shares", "配合分工", Share, "waits")),
    Part("unsigned", ("unsigned_reports",), rows("sign-offs", "单位负责人签发", UnsignedReport)),
    Part(
        "extensions",
        ("extensions", "extension_consents"),
        rows("extensions", "延期申请", Extension, "consents"),
    ),
    Part("explanations", ("explanations",), rows("explanations", "逾期说明", Explanation)),
    Part(
        "blockers",
        ("blockers", "blocker_rounds"),
        rows("blockers", "需协调事项", Blocker, "rounds"),
    ),
    Part("urgings", ("urgings", "urging_replies", "urging_recipients"), _urgings),
    Part("remarks", ("remarks",), rows("remarks", "批示", Remark, by=_remarks)),
    Part(
        "resolutions",
        ("resolutions", "resolution_units"),
        rows("resolutions", "调度会议定", Resolution, "units", by=_resolutions),
    ),
    Part("checks", ("checks", "check_people"), _checks),
    Part("closings", ("closings",), rows("closings", "销号", Closing)),
    Part("endings", ("task_endings",), rows("endings", "终止、合并、转常态", TaskEnding)),
    Part(
        "findings",
        ("findings", "finding_moves", "finding_replies"),
        rows("findings", "督导发现的问题", Finding, "replies", "moves"),
    ),
    Part("lights", ("shown_lights",), rows("lights", "亮灯记录", ShownLight)),
)
