"""The chapter of the lights: two versions of their rule, and tasks behind their trajectory."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from tasks_tracker.domain.light_rules import BOUNDS
from tasks_tracker.domain.lights import OverdueBy, Rule
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.operations.light_rules import set_rule
from tasks_tracker.operations.progress import report_progress
from tasks_tracker.operations.reviews import accept_report
from tasks_tracker.persistence import light_rules
from tasks_tracker.seeding import facts
from tasks_tracker.seeding.story import Step, Story

Table = dict[str, Any]


def steps(story: Story) -> Iterator[Step]:
    for told in facts.tables("light_rule"):
        yield Step(told["at"], partial(_set, story, told))
    for told in facts.tables("measured"):
        made: list[ProgressReport] = []
        yield Step(told["at"], partial(_report, story, told, made))
        yield Step(told["reviewed_at"], partial(_accept, story, told, made))


def _set(story: Story, told: Table, now: datetime) -> None:
    rule = Rule(
        holds_from=told["holds_from"],
        overdue_by=OverdueBy(told["overdue_by"]),
        **{name: told[name] for name in BOUNDS},
    )
    set_rule(
        rule,
        by=story.person(told["by"]),
        now=now,
        reason=told["reason"],
        seen=light_rules.newest().version,
    )


def _report(story: Story, told: Table, made: list[ProgressReport], now: datetime) -> None:
    task = story.tasks[told["plan"], told["task"]]
    report = report_progress(
        task,
        by=story.liaison(task.lead_unit),
        now=now,
        progress=told["progress"],
        percent=told["percent"],
        no_evidence="进度由本单位统计，月底随台账一并报送",
    )
    made.append(report)


def _accept(story: Story, told: Table, made: list[ProgressReport], now: datetime) -> None:
    accept_report(made[-1], by=story.person(told["by"]), now=now)
