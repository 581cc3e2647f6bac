"""Builders with good defaults: what a test does not care about is filled in here."""

from datetime import UTC, date, datetime
from itertools import count

from tasks_tracker.domain.checks import Check, CheckDraw, CheckReason
from tasks_tracker.domain.comparisons import Comparison, ComparisonLink
from tasks_tracker.domain.differences import Relation
from tasks_tracker.domain.evidence import Evidence, EvidenceKind
from tasks_tracker.domain.milestones import DeadlineKind, Milestone
from tasks_tracker.domain.plans import Plan, Section
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Duty, Target, Task
from tasks_tracker.domain.units import Region, Unit, UnitGroup
from tasks_tracker.domain.users import Appointment, Post, Role, User
from tasks_tracker.operations.progress import report_progress
from tasks_tracker.persistence.session import db

TODAY = date(2024, 5, 10)
NOW = datetime(2024, 5, 10, 2, 0, tzinfo=UTC)
"""10:00 in Shanghai on that day."""

_numbers = count(1)


def saved(thing):
    """Whatever is built goes into the session, so that it has an id."""
    db.add(thing)
    db.flush()
    return thing


def region(name="聊城市", mark="聊", parent=None) -> Region:
    return saved(Region(name=name, mark=mark, office=f"{name}人民政府督查室", parent=parent))


def unit(region: Region, name=None, group=UnitGroup.DEPARTMENT) -> Unit:
    number = next(_numbers)
    return saved(Unit(region=region, name=name or f"第{number}局", group=group, position=number))


def user(account=None, name="郑安") -> User:
    account = account or f"user{next(_numbers)}"
    return saved(User(account=account, name=name, email=f"{account}@example.org"))


def person(role: Role, region: Region, unit: Unit | None = None, account=None) -> User:
    """Someone who holds a post."""
    someone = user(account)
    post = Post(region=region, role=role, title=str(role), unit=unit)
    saved(Appointment(user=someone, post=post, started_on=date(2020, 1, 1)))
    return someone


def plan(region: Region, doc_no=None) -> Plan:
    return saved(
        Plan(
            region=region,
            doc_no=doc_no or f"测政发〔2024〕{next(_numbers)}号",
            title="关于印发测试方案的通知",
            short_title="测试方案",
            issuer=region.name,
            issued_on=date(2024, 1, 5),
            adopted_at=NOW,
        )
    )


def section(plan: Plan, label="一、开办企业", leader: User | None = None) -> Section:
    position = len(plan.sections) + 1
    return saved(Section(plan=plan, position=position, label=label, leader=leader))


def task(section: Section, *leads: Unit, support=(), title="推进一窗受理", **more) -> Task:
    """A task of the section; without leads it gets a new unit."""
    region = section.plan.region
    leads = leads or (unit(region),)
    made = Task(
        region=region,
        plan=section.plan,
        section=section,
        lead_unit=leads[0],
        number=next(_numbers),
        path=[section.label, f"（一）{title}"],
        title=title,
        requirement="窗口受理、后台分办，材料只交一次。",
        line_start=1,
        line_end=2,
        **more,
    )
    for lead in leads:
        made.assign(lead, Duty.LEAD)
    for helper in support:
        made.assign(helper, Duty.SUPPORT)
    return saved(made)


def milestone(task: Task, due_on=date(2024, 5, 31), deliverable="窗口全部启用") -> Milestone:
    made = Milestone(
        task=task,
        position=len(task.milestones) + 1,
        kind=DeadlineKind.BY,
        deliverable=deliverable,
        phrase=f"{due_on.month}月底前",
        derivation="月末",
        original_due_on=due_on,
    )
    task.settle(TODAY)
    return saved(made)


def target(task: Task, value=99, op=">=", unit="%") -> Target:
    position = len(task.targets) + 1
    return saved(
        Target(task=task, position=position, phrase="网办率", op=op, value=value, unit=unit)
    )


def report(task: Task, by: User, *claims: Milestone, now=NOW, progress="已启用 12 个窗口。"):
    """A report handed in without asking for rights; see operations.progress for the real way."""
    made = ProgressReport(
        task=task,
        unit=task.lead_unit,
        by=by,
        submitted_at=now,
        submitted_on=now.date(),
        progress=progress,
    )
    for claimed in claims:
        made.claim(claimed)
    made.is_application = made.claims_the_rest
    task.note_report(made.submitted_on)
    task.awaits_office = True
    task.settle(made.submitted_on)
    return saved(made)


def handed_in(task: Task, by: User, *, now=NOW, progress="已启用 12 个窗口。", **more):
    """A report handed in the real way; one that claims the last milestones is whole."""
    more.setdefault("no_evidence", "系统内可查，没有另附材料")
    if {one.id for one in task.milestones if one.is_open} <= set(more.get("milestones", ())):
        reached = {one.id: one.value for one in task.current_targets}
        more["values"] = reached | more.get("values", {})
    return report_progress(task, by=by, now=now, progress=progress, **more)


def check(task: Task, *people: User, by=None, number=None, **more) -> Check:
    """A check that is open; the task is taken for completed if it is not."""
    if not task.is_completed:
        task.is_completed, task.completed_on, task.clock_ends_on = True, TODAY, None
    return saved(
        Check(
            region=task.region,
            year=2024,
            number=number or next(_numbers),
            task=task,
            report=more.pop("report", None),
            reason=CheckReason.SAMPLE,
            occasion="抽查",
            opened_by=by or people[0],
            opened_at=NOW,
            opened_on=TODAY,
            people=list(people),
            **more,
        )
    )


def draw(region: Region, by: User, *numbers: int) -> CheckDraw:
    """A sample that was drawn, of all that there was."""
    return saved(
        CheckDraw(
            region=region,
            seed="20240510-1",
            since=date(2024, 5, 1),
            until=TODAY,
            population=list(numbers),
            drawn=list(numbers),
            by=by,
            at=NOW,
        )
    )


def evidence(report: ProgressReport, **file) -> Evidence:
    """A file with a report; what it is need not be said."""
    columns = {
        "file_name": "a.txt",
        "media_type": "text/plain",
        "size": 3,
        "sha256": "0" * 64,
        "stored_name": "0" * 32,
        **file,
    }
    is_picture = columns["media_type"].startswith("image/")
    return saved(
        Evidence(
            region=report.task.region,
            task=report.task,
            report=report,
            kind=EvidenceKind.PHOTO if is_picture else EvidenceKind.DOCUMENT,
            by=report.by,
            added_at=NOW,
            **columns,
        )
    )


NO_DIFFERENCES = {
    "dates": [],
    "figures": [],
    "missing": [],
    "units": {"mapped": [], "missing": [], "without": [], "added": []},
}


def comparison(above: Task, below: Task, by: User, differences=None) -> Comparison:
    """The plans of two tasks compared, with the one link that both make."""
    made = Comparison(
        region=above.region,
        plan=above.plan,
        subordinate=below.region,
        subordinate_no=below.plan.doc_no,
        subordinate_title=below.plan.short_title,
        opened_by=by,
        opened_at=NOW,
    )
    ComparisonLink(
        comparison=made,
        superior_number=above.number,
        superior_last=above.number,
        subordinate_number=below.number,
        subordinate_last=below.number,
        likeness=95,
        relation=Relation.SAME,
        date_change=None,
        is_narrowed=False,
        differences=differences or NO_DIFFERENCES,
    )
    return saved(made)
