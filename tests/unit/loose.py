"""Things of the domain that no database has seen."""

from datetime import UTC, date, datetime

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.lights import LATE, Lines
from tasks_tracker.domain.milestones import DeadlineKind, Milestone
from tasks_tracker.domain.plans import Plan, Section
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.tasks import Duty, Task
from tasks_tracker.domain.units import Region, Unit, UnitGroup
from tasks_tracker.domain.users import Appointment, Post, Role, User

NOW = datetime(2024, 5, 10, 2, 0, tzinfo=UTC)
TODAY = date(2024, 5, 10)


def region(name="聊城市", mark="聊") -> Region:
    return Region(name=name, mark=mark, office=f"{name}人民政府督查室")


def unit(region: Region, name="市一局", group=UnitGroup.DEPARTMENT) -> Unit:
    return Unit(region=region, name=name, group=group, position=1)


def user(account="owner") -> User:
    return User(account=account, name="郑安", email=f"{account}@example.org")


def person(role: Role, region: Region, unit: Unit | None = None, account="owner") -> User:
    someone = user(account)
    post = Post(region=region, role=role, title=str(role), unit=unit)
    Appointment(user=someone, post=post, started_on=date(2020, 1, 1))
    return someone


def task(lead: Unit | None = None) -> Task:
    lead = lead or unit(region())
    plan = Plan(
        region=lead.region,
        doc_no="测政发〔2024〕1号",
        title="关于印发测试方案的通知",
        short_title="测试方案",
        issuer=lead.region.name,
        issued_on=date(2024, 1, 5),
        adopted_at=NOW,
    )
    section = Section(plan=plan, position=1, label="一、开办企业")
    made = Task(
        region=lead.region,
        plan=plan,
        section=section,
        lead_unit=lead,
        number=8,
        path=[section.label],
        title="推进一窗受理",
        requirement="窗口受理、后台分办。",
        line_start=1,
        line_end=2,
    )
    made.assign(lead, Duty.LEAD)
    return made


def milestone(task: Task, due_on=date(2024, 5, 31)) -> Milestone:
    return Milestone(
        task=task,
        position=len(task.milestones) + 1,
        kind=DeadlineKind.BY,
        deliverable="窗口全部启用",
        phrase="5月底前",
        derivation="月末",
        original_due_on=due_on,
    )


def is_red(task: Task, day: date) -> bool:
    """Whether the task's light on that day says that it is overdue."""
    task.settle(day)
    return task.light(Lines.on(day, Workdays())) in LATE


def report(task: Task, by: User, *claims: Milestone, on=TODAY) -> ProgressReport:
    made = ProgressReport(
        task=task,
        unit=task.lead_unit,
        by=by,
        submitted_at=NOW,
        submitted_on=on,
        progress="已启用 12 个窗口。",
    )
    for claimed in claims:
        made.claim(claimed)
    return made
