"""A small office in which things happen day by day, in memory, and are scored for June 2024."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.lights import Lines
from tasks_tracker.domain.objections import Objection, Ruling
from tasks_tracker.domain.obligations import Obligation, answered_by
from tasks_tracker.domain.periods import month_of
from tasks_tracker.domain.plans import WorkdayRule
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.score_rules import DEFAULT, Rule
from tasks_tracker.domain.scores import UnitScore
from tasks_tracker.domain.scoring import score
from tasks_tracker.domain.tasks import Duty
from tasks_tracker.domain.users import Role
from tasks_tracker.reports.as_of import TaskThen, tasks_on
from tasks_tracker.reports.fallen_due import Span
from tasks_tracker.reports.score_items import Setting, by_task
from tasks_tracker.reports.score_rows import ObjectedRow, OwedRow, Rows, UnitRow
from tasks_tracker.reports.scores import records_of
from tests.unit import loose
from tests.unit.test_extensions import ask

WORKDAYS = Workdays(holidays=frozenset({date(2024, 6, 10)}))
BEGIN = date(2024, 5, 10)
JUNE = month_of(date(2024, 6, 1))
SPAN = Span(JUNE, JUNE.last, is_whole=True)
DUE = (
    (date(2024, 5, 31), date(2024, 6, 14), date(2024, 6, 28)),
    (date(2024, 6, 12), date(2024, 7, 31)),
    (date(2024, 6, 7),),
)
OWED = (date(2024, 5, 25), date(2024, 6, 10), date(2024, 6, 25), date(2024, 7, 10))
OF_OFFICE = ("take", "return", "grant", "refuse", "uphold")
USUAL = (
    *("report", "report", "report", "report", "take", "take", "take", "return", "return"),
    *("ask", "ask", "grant", "grant", "refuse", "withdraw", "object", "uphold", "uphold"),
)


@dataclass(frozen=True)
class Step:
    """What somebody tries on a day; what is not allowed then does not happen."""

    day: date
    what: str
    task: int
    place: int = 0
    days: int = 1


STEPS = st.lists(
    st.builds(
        Step,
        day=st.integers(0, 70).map(lambda number: BEGIN + timedelta(days=number)),
        what=st.sampled_from(USUAL),
        task=st.integers(0, 2),
        place=st.integers(0, 3),
        days=st.integers(1, 30),
    ),
    min_size=12,
    max_size=45,
).map(lambda steps: sorted(steps, key=lambda step: step.day))
WORKDAY_RULES = st.sampled_from(WorkdayRule)


def at(day: date) -> datetime:
    return datetime.combine(day, time(2), UTC)


class World:
    """Three tasks of one unit."""

    def __init__(self, workday_rule: WorkdayRule = WorkdayRule.KEEP) -> None:
        self.unit = loose.unit(loose.region())
        self.unit.id = 1
        self.tasks, self.reports, self.owed = [], [], []
        self.asked, self.objected = {}, {}
        for number, days in enumerate(DUE):
            self.tasks.append(self._task(number, days, workday_rule))
        region = self.unit.region
        self.owner = loose.person(Role.LIAISON, region, self.unit)
        self.office = loose.person(Role.SUPERVISOR, region, account="office")
        self.helper = loose.unit(region, "市二局")

    def _task(self, number: int, days: tuple[date, ...], workday_rule: WorkdayRule):
        task = loose.task(self.unit)
        task.id, task.number = number + 1, number + 1
        task.plan.workday_rule, task.plan.adopted_at = workday_rule, at(BEGIN)
        for day in days:
            milestone = loose.milestone(task, due_on=day)
            milestone.id = 10 * task.id + milestone.position
            milestone.wind(WORKDAYS)
        task.settle(BEGIN)
        for place, day in enumerate(OWED):
            made = Obligation(
                task=task,
                unit=self.unit,
                period=f"2024-{day.month:02}",
                opens_on=OWED[place - 1] + timedelta(days=1) if place else BEGIN,
                due_on=day,
                asked_on=BEGIN,
            )
            made.id = 100 * task.id + place
            self.owed.append(made)
        return task

    def play(self, steps, until: date = date.max) -> "World":
        for step in steps:
            if step.day <= until:
                self.attempt(step)
        return self

    def attempt(self, step: Step) -> None:
        task = self.tasks[step.task]
        try:
            getattr(self, f"_{step.what}")(task, step)
        except Refusal:
            return
        task.settle(step.day)

    def _report(self, task, step: Step, *, owes: bool = True) -> None:
        """Of the milestones those of which the number has the bit; none is a plain report."""
        if task.objected_on:
            raise Refusal("异议正在处理")
        wanted = [m for m in task.milestones if step.place >> (m.position - 1) & 1 and m.is_open]
        task.note_report(step.day)
        made = ProgressReport(
            task=task,
            unit=self.unit,
            by=self.owner,
            submitted_at=at(step.day),
            submitted_on=step.day,
            progress="进展",
        )
        made.id, made.unit_id = len(self.reports) + 1, self.unit.id
        self._give_way(wanted, step.day)
        for milestone in wanted:
            made.claim(milestone)
        made.is_application = made.claims_the_rest
        self.reports.append(made)
        own = [one for one in self.owed if one.task is task] if owes else []
        for one in answered_by(own, step.day):
            one.answer(made)

    def volunteer(self, task, day: date) -> None:
        """A report that answers nothing that was asked for."""
        try:
            self._report(task, Step(day, "report", 0), owes=False)
        except Refusal:
            return
        task.settle(day)

    def _give_way(self, wanted, day: date) -> None:
        for milestone in wanted:
            request = self.asked.get(milestone.id)
            if request is not None and request.is_open:
                request.give_way_to_report(by=self.owner, now=at(day), today=day, workdays=WORKDAYS)

    def _take(self, task, step: Step) -> None:
        self._waiting(task).accept(by=self.office, now=at(step.day), today=step.day)

    def _return(self, task, step: Step) -> None:
        self._waiting(task).send_back(
            by=self.office, now=at(step.day), today=step.day, words="补", workdays=WORKDAYS
        )

    def _waiting(self, task) -> ProgressReport:
        found = [r for r in self.reports if r.task is task and r.reviewed_at is None]
        if not found:
            raise Refusal("没有待审的")
        return found[0]

    def _ask(self, task, step: Step) -> None:
        milestone = task.milestones[step.place % len(task.milestones)]
        known = self.asked.get(milestone.id)
        if known is not None and known.is_open:
            raise Refusal("已有一份")
        new = max(step.day, milestone.due_on) + timedelta(days=step.days)
        made = ask(milestone, on=step.day, new_due_on=new)
        made.hand_over(step.day)
        self.asked[milestone.id] = made

    def _request(self, task):
        found = [one for one in self.asked.values() if one.task is task and one.is_open]
        if not found:
            raise Refusal("没有申请")
        return found[0]

    def _decision(self, step: Step) -> dict:
        return {"by": self.office, "now": at(step.day), "today": step.day, "workdays": WORKDAYS}

    def _grant(self, task, step: Step) -> None:
        self._request(task).grant(**self._decision(step))

    def _refuse(self, task, step: Step) -> None:
        self._request(task).refuse(**self._decision(step), words="不同意")

    def _withdraw(self, task, step: Step) -> None:
        self._request(task).withdraw(**self._decision(step))

    def _object(self, task, step: Step) -> None:
        if task.objected_on or task.is_completed or task.id in self.objected or step.place:
            raise Refusal("不能提")
        made = Objection(
            task=task,
            unit=self.unit,
            duty=Duty.LEAD,
            proposed=self.helper,
            by=self.owner,
            raised_at=at(step.day),
            raised_on=step.day,
            reason="职责在市二局",
            agreed_by="局长",
        )
        made.stop()
        self.objected[task.id] = made

    def _uphold(self, task, step: Step) -> None:
        if task.id not in self.objected:
            raise Refusal("没有异议")
        ruling = Ruling(by=self.office, at=at(step.day), on=step.day, opinion="按分工办理")
        self.objected[task.id].uphold(ruling, WORKDAYS)

    def then(self) -> list[TaskThen]:
        """The tasks at the end of June."""
        return tasks_on(JUNE.last, self.tasks, self.reports, WORKDAYS)

    def rows(self) -> Rows:
        within = [one for one in self.owed if JUNE.holds(one.due_on)]
        answers = {}
        for one in self.owed:
            if one.report is not None:
                answers.setdefault(one.report.id, []).append(one.id)
        return Rows(
            units=[UnitRow(1, self.unit.name, self.unit.group)],
            owed=[self._owed_row(one) for one in within if not self._is_over(one)],
            answers=answers,
            objected=[
                ObjectedRow(one.task.id, one.raised_on, one.decided_on)
                for one in self.objected.values()
            ],
        )

    def _is_over(self, one: Obligation) -> bool:
        """Completed before its day: nothing is owed any more."""
        done = next((t.completed_on for t in self.then_on(one.due_on) if t.task is one.task), None)
        return one.answered_on is None and done is not None

    def then_on(self, day: date) -> list[TaskThen]:
        return tasks_on(day, self.tasks, self.reports, WORKDAYS)

    def _owed_row(self, one: Obligation) -> OwedRow:
        on, due = one.answered_on, one.due_on
        lay_there = [
            r
            for r in self.reports
            if r.task is one.task and r.is_application and r.submitted_on <= due
            if r.reviewed_at is None or r.reviewed_at.date() >= due
        ]
        return OwedRow(
            id=one.id,
            task_id=one.task.id,
            unit_id=1,
            code=one.task.code,
            title=one.task.title,
            period=one.period,
            due_on=due,
            answered_on=on if on is not None and on <= JUNE.last else None,
            is_excused=bool(lay_there),
        )

    def score(self, rule: Rule = DEFAULT, then=None, rows=None) -> UnitScore:
        rows = rows or self.rows()
        setting = Setting(
            span=SPAN,
            lines=Lines.on(JUNE.last, WORKDAYS),
            workdays=WORKDAYS,
            objected=by_task(rows.objected),
            holds=by_task(rows.holds),
        )
        found = records_of(self.then() if then is None else then, rows, setting)
        return score(found[0], rule)
