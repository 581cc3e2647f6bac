"""The table of rights, asked of the running application: nobody gets further than it says."""

import io
from datetime import date
from hashlib import sha256

import pypdfium2 as pdfium
import pytest
from werkzeug.routing import Rule

from tasks_tracker.domain.archives import Archive
from tasks_tracker.domain.causes import Cause
from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.periods import month_of
from tasks_tracker.domain.same_matters import SameMatter, same_matter
from tasks_tracker.domain.sources import PlanDraft, SourceDocument
from tasks_tracker.domain.unsigned import UnsignedReport
from tasks_tracker.mail import outbox
from tasks_tracker.operations import handovers
from tasks_tracker.operations.archives import Shelf
from tasks_tracker.operations.blockers import raise_blocker
from tasks_tracker.operations.evidence import store
from tasks_tracker.operations.extensions import request_extension
from tasks_tracker.operations.objections import raise_objection
from tasks_tracker.operations.remarks import write_remark
from tasks_tracker.operations.shares import wait_for_share
from tasks_tracker.operations.urgings import urge
from tasks_tracker.reports.circular import take_snapshot
from tests import access, make
from tests.integration.operations import inspected, met, scored
from tests.integration.operations.filled_sheets import worksheet
from tests.integration.operations.handed_out import handed_out, receipt_of, share_of
from tests.integration.web import circular_things


@pytest.fixture
def things(world, tmp_path) -> dict[str, int]:
    """One object of the city for each kind of address."""
    report = make.report(world.task, world.owner, *world.task.milestones)
    kept = draft(world)
    handed = handed_over(world)
    comparison = make.comparison(world.task, world.county_task, world.supervisor)
    return {
        "comparison_id": comparison.id,
        "link_id": comparison.links[0].id,
        "task_id": world.task.id,
        "report_id": report.id,
        **reported(report, tmp_path),
        "check_id": make.check(make.task(world.task.section), world.head).id,
        "draw_id": make.draw(world.city, world.head, 1).id,
        "draft_id": kept.id,
        "plan_id": world.task.plan_id,
        **handed,
        "subject": f"draft:{kept.id}",
        "key": 1,
        "of": 2027,
        "day": "2027-10-08",
        **circular_things.things(circular(world), world),
        "message_id": mail_about(report).id,
        "user_id": world.owner.id,
        "appointment_id": world.owner.appointments[0].id,
        "unit_id": world.lead.id,
        "same_matter_id": same_matter_of(world).id,
        **passing(world),
        **inspected.things(world),
        **met.things(world),
        **scored.things(world),
        **asked_of_a_unit(world),
        "archive_id": kept_archive(world, tmp_path).id,
        **barriers(world),
        "worksheet_id": worksheet(world).id,
    }


def mail_about(report):
    context = {"report": report}
    mail = outbox.post(
        "k", "report_returned", to=report.by, now=make.NOW, context=context, task=report.task
    )
    return make.saved(mail)


def barriers(world) -> dict[str, int]:
    """What stands in the way of a task."""
    asked = request_extension(make.milestone(world.task), by=world.owner, now=make.NOW, **LATER)
    put = raise_blocker(world.task, by=world.owner, now=make.NOW, to=world.helper, **WANTED)
    return {"extension_id": asked.id, "blocker_id": put.id}


def reported(report, folder) -> dict[str, int]:
    """Evidence with a page to be shown, and a report that waits for the head of its unit."""
    content = {"progress": "已启用", "milestones": [], "values": {}, "also": []}
    waiting = UnsignedReport(
        task=make.task(report.task.section, report.unit),
        unit=report.unit,
        by=report.by,
        written_at=make.NOW,
        content=content,
    )
    unsigned_id = make.saved(waiting).id
    return {"evidence_id": paper(report, folder).id, "number": 1, "unsigned_id": unsigned_id}


def paper(report, folder):
    """Evidence of which a page can be shown."""
    document, raw = pdfium.PdfDocument.new(), io.BytesIO()
    document.new_page(60, 80)
    document.save(raw)
    document.close()
    file = store("报告.pdf", raw.getvalue(), folder=folder, max_bytes=100_000)
    return make.evidence(report, **file.as_columns())


def handed_over(world) -> dict[str, int]:
    """A notice with a receipt of the lead, an objection to another task, a share waited for."""
    disputed = make.task(world.task.section, world.lead)
    make.milestone(disputed)
    notice = handed_out(world, world.task, disputed)
    objection = raise_objection(
        disputed,
        by=world.owner,
        now=make.NOW,
        proposed=make.unit(world.city),
        reason="职能已划转。",
        agreed_by="郑安",
    )
    share = share_of(world.task, world.helper)
    wait = wait_for_share(share, by=world.owner, now=make.NOW, what="名单", since_on=make.TODAY)
    return {
        "notice_id": notice.id,
        "receipt_id": receipt_of(world.task, world.lead).id,
        "objection_id": objection.id,
        "share_id": share.id,
        "wait_id": wait.id,
    }


def passing(world) -> dict[str, int]:
    """A sheet by which the liaison of the lead unit leaves, signed by that person."""
    successors = {world.owner.posts[0]: make.user("newcomer")}
    sheet = handovers.open_handover(
        world.owner, by=world.system_admin, now=make.NOW, reason="调任", successors=successors
    )
    handovers.confirm_handover(sheet, by=world.security_admin, now=make.NOW)
    seen = handovers.mark_of(handovers.all_in_hand(sheet))
    handovers.sign_handover(sheet, by=world.owner, now=make.NOW, seen=seen)
    return {"handover_id": sheet.id, "line_id": sheet.posts[0].id}


def asked_of_a_unit(world) -> dict[str, int]:
    """A slip to the lead unit that it has answered, and a remark of the leader."""
    late = make.task(world.task.section, world.lead)
    make.milestone(late, due_on=date(2024, 5, 8))
    given = {"unit": world.lead, "level": 2, "reason": "说明原因。", "urgent_reason": "急"}
    slip = urge([late], by=world.head, now=make.NOW, **given)[0]
    remark = write_remark(late, by=world.leader, now=make.NOW, remark="请抓紧。")
    return {"urging_id": slip.id, "remark_id": remark.id}


def kept_archive(world, folder) -> Archive:
    with Shelf(folder) as shelf:
        shelf.path.write_bytes(b"zip")
        shelf.keep()
    return make.saved(
        Archive(
            region=world.city,
            task=world.task,
            edition=1,
            by=world.supervisor,
            at=make.NOW,
            stored_name=shelf.stored_name,
            sha256=sha256(b"zip").hexdigest(),
            size=3,
            members=1,
        )
    )


def same_matter_of(world) -> SameMatter:
    other = make.task(make.section(make.plan(world.city)))
    return make.saved(same_matter(world.task, other, by=world.supervisor, at=make.NOW))


def draft(world) -> PlanDraft:
    source = SourceDocument(
        region=world.city,
        file_name="f.txt",
        sha256="0" * 64,
        content="一、任务\n",
        handed_in_by=world.supervisor,
        handed_in_at=make.NOW,
        stored_name="0" * 32,
    )
    return make.saved(
        PlanDraft(region=world.city, source=source, position=1, doc_no="测1号", content=CONTENT)
    )


LATER = {"new_due_on": date(2024, 6, 28), "reason": "等批复", "no_evidence": "批复未下"}
WANTED = {"cause": Cause.DATA, "request": "开放接口"}
CONTENT = {
    "doc_no": "测1号",
    "title": "测试方案",
    "short_title": "测试方案",
    "issuer": "聊城市",
    "issued_on": "2024-01-05",
    "based_on": [],
    "goals": {"deadlines": [], "targets": []},
    "kind": "assigns",
    "line_start": 1,
    "line_end": 1,
    "line_spans": [[1, 1]],
    "removed": [],
    "columns": [{"sheet": "表", "header": "任务", "role": "measure", "samples": []}],
    "tasks": [
        {
            "key": 1,
            "path": ["一、任务"],
            "part": 1,
            "part_title": "",
            "title": "任务",
            "requirement": "做",
            "lead": ["市一局"],
            "support": [],
            "only_responsible": False,
            "deadlines": [],
            "targets": [],
            "line_start": 1,
            "line_end": 1,
            "doubts": [],
        }
    ],
}


def circular(world) -> Circular:
    month = make.TODAY.replace(day=1)
    snapshot = take_snapshot(world.city, month_of(month), today=make.TODAY)
    return make.saved(
        Circular(
            region=world.city,
            first_on=month,
            as_of=make.TODAY,
            snapshot=snapshot,
            drafted_at=make.NOW,
        )
    )


def routes(app) -> list[tuple[Rule, str]]:
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: rule.endpoint)
    return [
        (rule, method)
        for rule in rules
        if rule.endpoint != "static"
        for method in sorted(rule.methods & {"GET", "POST", "PUT", "PATCH", "DELETE"})
    ]


def test_every_route_stands_in_the_table_and_nothing_else(app):
    found = {(rule.endpoint, method) for rule, method in routes(app)}
    assert found == set(access.ACCESS)


@pytest.mark.parametrize("person", access.PEOPLE)
def test_nobody_gets_further_than_the_table_says(app, client, world, things, person):
    """Reads first; signing out, which ends all, comes last."""
    if person != "nobody":
        client.sign_in(world.people[person])
    addresses = app.url_map.bind("localhost")
    got = {}
    for rule, method in sorted(routes(app), key=_harm):
        given = {name: things[name] for name in rule.arguments}
        ask = client.get if method == "GET" else client.post
        got[rule.endpoint, method] = _outcome(ask(addresses.build(rule.endpoint, given)))
    assert got == {key: row[person] for key, row in access.ACCESS.items()}


def _harm(route: tuple[Rule, str]) -> tuple[bool, bool, str]:
    rule, method = route
    return rule.endpoint == "sign_in.end", method != "GET", rule.endpoint


def _outcome(answer) -> str:
    if answer.status_code in {401, 403, 404}:
        return str(answer.status_code)
    assert answer.status_code < 500
    is_door = answer.headers.get("Location", "").startswith("/sign-in")
    return "door" if is_door and answer.request.path != "/sign-out" else "in"
