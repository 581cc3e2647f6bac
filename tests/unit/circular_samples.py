"""A circular as tests of words, checks and paper want it, and tasks that no database has seen."""

from dataclasses import replace
from datetime import UTC, date, datetime

from tasks_tracker.domain.deadlines import Workdays
from tasks_tracker.domain.lights import DEFAULT, Rule
from tasks_tracker.domain.periods import month_of
from tasks_tracker.domain.users import Role
from tasks_tracker.reports.as_of import Told, tasks_on
from tasks_tracker.reports.circular_behind import behind
from tasks_tracker.reports.circular_figures import Basis, basis, figures
from tasks_tracker.reports.circular_ground import Ground
from tasks_tracker.reports.circular_lines import Measure
from tasks_tracker.reports.circular_snapshot import Figures, Imprint, Setting, Snapshot
from tasks_tracker.reports.circular_text import compose
from tasks_tracker.reports.fallen_due import Span
from tests.unit import loose

MONTH, LAST, AFTER = date(2024, 5, 1), date(2024, 5, 31), date(2024, 6, 3)
WORKDAYS = Workdays()
PERIOD = Span(period=month_of(MONTH), as_of=LAST, is_whole=True)
PUBLISHED = Imprint(year=2024, number=3, published_on=date(2024, 6, 5))

SETTING = Setting(
    region="聊城市",
    mark="聊",
    office="聊城市人民政府督查室",
    is_city=True,
    plans=(("测政发〔2024〕1号", "聊城市优化营商环境创新突破行动实施方案"),),
    month=MONTH,
    as_of=LAST,
    is_whole=True,
    measures_by=date(2024, 6, 17),
    checked_by=date(2024, 6, 24),
)


class Story:
    """A region with two units; tasks are added by what became of their milestones."""

    def __init__(self) -> None:
        self.region = loose.region()
        self.first = loose.unit(self.region, "市一局")
        self.second = loose.unit(self.region, "市二局")
        self.second.position = 2
        self.owner = loose.person(Role.LIAISON, self.region, self.first)
        self.reviewer = loose.person(Role.SUPERVISOR, self.region, account="reviewer")
        self.tasks, self.reports = [], []

    def task(self, *due: date, lead=None):
        task = loose.task(lead or self.first)
        task.number = len(self.tasks) + 1
        task.plan.adopted_at = datetime(2024, 1, 8, tzinfo=UTC)
        if self.tasks:
            task.plan, task.section = self.tasks[0].plan, self.tasks[0].section
        for day in due:
            loose.milestone(task, due_on=day)
        self.tasks.append(task)
        return task

    def report(self, task, *claims, on: date, words="已启用 12 个窗口。"):
        report = loose.report(task, self.owner, *claims, on=on)
        report.progress = words
        self.reports.append(report)
        return report

    def accept(self, report, on: date) -> None:
        report.accept(
            by=self.reviewer, now=datetime(on.year, on.month, on.day, tzinfo=UTC), today=on
        )

    def met(self, task, on: date) -> None:
        """Everything of it, handed in and accepted on one day."""
        self.accept(self.report(task, *task.milestones, on=on), on)

    def basis(self, span: Span = PERIOD, rule: Rule = DEFAULT, **ground) -> Basis:
        then = tasks_on(span.as_of, self.tasks, self.reports, WORKDAYS, Told(rule=rule))
        return basis(Ground(measure=Measure(span, WORKDAYS, rule), then=then, **ground))

    def figures(self, span: Span = PERIOD, rule: Rule = DEFAULT, **ground) -> Figures:
        return figures(self.basis(span, rule, **ground))


def month_of_may() -> Story:
    """Met, waiting late, overdue, missed on the last day, and not due yet."""
    story = Story()
    for day in (6, 7, 8):
        story.met(story.task(date(2024, 5, day), lead=story.second), date(2024, 5, day))
    story.task(date(2024, 5, 10))
    waits = story.task(date(2024, 5, 13), date(2024, 5, 14))
    story.report(waits, waits.milestones[0], on=date(2024, 5, 20))
    story.task(LAST)
    story.task(date(2024, 6, 28))
    late = story.task(date(2024, 5, 16))
    story.report(late, late.milestones[0], on=date(2024, 5, 20))
    return story


def snapshot(counted: Figures | None = None, **setting) -> Snapshot:
    counted = counted or month_of_may().figures()
    here = replace(SETTING, **setting)
    return Snapshot(setting=here, figures=counted, text=compose(here, counted))


def whole(**setting) -> Snapshot:
    """With the rows behind its numbers."""
    found = month_of_may().basis()
    counted = figures(found)
    return replace(snapshot(counted, **setting), rows=behind(found, counted))


def words(snapshot: Snapshot, chapter: int) -> list[str]:
    """The sentences of a chapter, with those of its parts."""
    place, found = -1, []
    for one in snapshot.text.chapters:
        place += one.level == 1
        if place == chapter:
            found += ["".join(part.words for part in sentence) for sentence in one.paragraphs]
    return found
