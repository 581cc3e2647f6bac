"""The ledger of a past day is the one that was seen then, although plans were amended since."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from tasks_tracker.domain.lights import Lines
from tasks_tracker.domain.milestones import MilestoneState
from tasks_tracker.domain.periods import month_of
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.sources import PlanDraft, SourceDocument
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.tasks import IN_FORCE
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports import ledger
from tasks_tracker.reports.as_of import region_on
from tasks_tracker.reports.changes import since_last_workday
from tasks_tracker.reports.circular import take_snapshot
from tasks_tracker.reports.selection import Selection
from tests import make
from tests.integration.operations.amended import amend
from tests.integration.reports.test_as_of import DAYS, FIRST, Office, at, worked_out
from tests.unit.importer.amendment.clauses import MATTERS

UNNAMED = "推进一窗受理"


class Amending(Office):
    """The same, with plans that are amended at random every few days."""

    def adopt(self, day: date, count: int) -> None:
        super().adopt(day, count)
        for number, task in enumerate(self.tasks):
            if task.title == UNNAMED:
                task.title = f"{MATTERS[number % len(MATTERS)][0]}{day:%d}"

    def live(self, day: date) -> None:
        super().live(day)
        self.tasks = [task for task in self.tasks if not task.is_ended]
        if self.chance.random() < 0.4:
            self.amend(self.chance.choice(self.plans()), day)

    def answer(self, report, now: datetime) -> None:
        super().answer(report, now)
        db.flush()

    def plans(self) -> list[Plan]:
        return list(dict.fromkeys(task.plan for task in self.tasks))

    def amend(self, plan: Plan, day: date) -> None:
        items = [item for task in self.tasks if task.plan is plan for item in self.rewritten(task)]
        items += [self.item(f"新增事项{day:%m%d}", units=self.units[:1])][
            : self.chance.randint(0, 1)
        ]
        for key, item in enumerate(items, 1):
            item["key"] = key
        draft = draft_of(plan, items, self.reviewer)
        db.flush()
        amend(draft, self.reviewer, now=at(day, self.chance.choice([1, 9, 23])))
        known = {*self.tasks}
        found = db.scalars(select(Task).where(Task.plan_id == plan.id, IN_FORCE))
        self.tasks += [task for task in found if task not in known]
        self.tasks = [task for task in self.tasks if not task.is_ended]

    def rewritten(self, task: Task) -> list[dict]:
        """The task as it is, changed, or not at all; what lies with the office is left alone."""
        lies = any(one.state is MilestoneState.SUBMITTED for one in task.milestones)
        if task.awaits_office or lies or self.chance.random() < 0.5:
            return [item_of(task)]
        if self.chance.random() < 0.25:
            return []
        units = self.chance.choice([self.units, self.units[::-1], self.units[:1]])
        return [{**item_of(task), **self.item(task.title, units=units)}]

    def item(self, title: str, units) -> dict:
        days = [
            FIRST + timedelta(days=self.chance.randint(-20, 40))
            for _ in range(self.chance.randint(0, 2))
        ]
        return item(title, [one.name for one in units], sorted(days))

    def words_seen(self) -> dict[str, object]:
        return {task.code: (task.name, task.lead_unit, tuple(task.leads)) for task in self.tasks}


def item(title: str, lead: list[str], days: list[date]) -> dict:
    deadlines = [
        {
            "kind": "by",
            "due": day.isoformat(),
            "rule": None,
            "phrase": f"{day}前",
            "deliverable": f"第{at}步",
            "derivation": "照写",
        }
        for at, day in enumerate(days)
    ]
    return {
        "path": ["一、开办企业", f"（一）{title}"],
        "part": 1,
        "title": title,
        "requirement": f"{title}：按季推进，按月报送。",
        "lead": lead,
        "support": [],
        "deadlines": deadlines,
        "targets": [],
        "line_start": 1,
        "line_end": 2,
    }


def item_of(task: Task) -> dict:
    current = [one for one in task.milestones if one.replaced_on is None]
    whole = item(task.title, [unit.name for unit in task.leads], [])
    deadlines = [
        {
            "kind": one.kind.value,
            "due": one.original_due_on.isoformat(),
            "rule": None,
            "phrase": one.phrase,
            "deliverable": one.deliverable,
            "derivation": one.derivation,
        }
        for one in current
    ]
    own = {"path": task.path, "requirement": task.requirement, "deadlines": deadlines}
    return {**whole, **own}


def draft_of(plan: Plan, items: list[dict], clerk) -> PlanDraft:
    source = SourceDocument(
        region=plan.region,
        file_name="修订.txt",
        sha256="0" * 64,
        content="一、任务\n",
        handed_in_by=clerk,
        handed_in_at=make.NOW,
    )
    content = {
        "doc_no": plan.doc_no,
        "tasks": items,
        "goals": {"deadlines": [], "targets": []},
        "removed": [],
    }
    draft = PlanDraft(
        region=plan.region,
        source=source,
        position=1,
        doc_no=plan.doc_no,
        content=content,
        amends=plan,
    )
    return make.saved(draft)


@pytest.mark.parametrize("seed", range(4))
def test_every_past_evening_is_worked_out_as_it_was_seen(session, seed):
    office, seen, words, lights = Amending(seed), {}, {}, {}
    for day in DAYS:
        office.live(day)
        session.flush()
        seen[day], words[day] = office.seen(), office.words_seen()
        lights[day] = ledger.tallies(*_open(office), day).by_light.counts
        check_changes(office, day, lights)
    session.expire_all()
    for day in DAYS:
        assert worked_out(office, day) == seen[day]
        then = region_on(day, office.region, calendar())
        said = {
            one.task.code: (one.words.name, one.words.lead_unit, one.words.leads) for one in then
        }
        assert said == words[day]
    totals = take_snapshot(office.region, month_of(date(2024, 4, 1)), today=DAYS[-1])["figures"][
        "totals"
    ]
    shown = {light.value: count for light, count in lights[date(2024, 4, 30)].items()}
    assert Counter(totals["lights"]) == Counter(shown)


def check_changes(office: Amending, day: date, lights: dict) -> None:
    """What the overview says of the last working day is what was counted on its evening."""
    before = lights.get(calendar().last_before(day))
    if before is not None:
        found = since_last_workday(Task.region_id == office.region.id, day)
        assert found.before.counts == Counter(before)
        assert Counter(found.after.counts) == Counter(lights[day])


def _open(office: Amending) -> tuple[object, Selection]:
    return (Task.region_id == office.region.id) & IN_FORCE, Selection()


def test_the_lights_of_the_evening_follow_the_date_that_held(session):
    office = Amending(0)
    task = make.task(make.section(make.plan(office.region)), *office.units)
    task.plan.adopted_at = at(DAYS[0], 1)
    make.milestone(task, due_on=date(2024, 4, 24))
    later = item(task.title, [unit.name for unit in task.leads], [date(2024, 6, 28)])
    draft = draft_of(task.plan, [{**item_of(task), **later, "key": 1}], office.reviewer)
    amend(draft, office.reviewer, now=at(date(2024, 5, 6)))

    def light(day: date):
        known = calendar()
        then = next(one for one in region_on(day, office.region, known) if one.task is task)
        return then.light(Lines.on(day, known)).value

    assert [light(date(2024, 4, 23)), light(date(2024, 5, 5)), light(date(2024, 5, 6))] == [
        "due_soon",
        "overdue",
        "idle",
    ]
