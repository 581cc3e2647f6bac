"""Measures that name nobody: offered where the document leaves it to others to name somebody."""

import re
from collections.abc import Sequence

from tasks_tracker.importer.draft import DraftTask
from tasks_tracker.importer.measures import Setting, bare_task
from tasks_tracker.importer.outline import Section
from tasks_tracker.importer.spans import CLOSING, IDLE

REPORT = re.compile("工作报告$")
AHEAD = re.compile("(?:重点|主要)?(?:工作|任务)(?:安排|任务|部署)?$")
MANY = 10
BACKGROUND = re.compile(
    "总体(?:要求|思路|目标)|重要意义|充分认识|(?:发展|工作|主要|目标)(?:任务|目标)?目标|对象和范围|总则|附则"
)


def measures_of_plan(sections: Sequence[Section], tasks: Sequence[DraftTask]) -> list[Section]:
    """The measures of a plan of which hardly one names a unit: its closing words alone do.

    Where measures name their units, those that name none are no tasks.
    """
    leaves = [one for one in _leaves(sections) if not any(map(_is_idle, _headings(one)))]
    naming = {task.line_start for task in tasks if any(starts_in(task, one) for one in leaves)}
    return leaves if len(naming) <= len(leaves) / MANY else []


def starts_in(task: DraftTask, section: Section) -> bool:
    return task.line_start in section.passage.numbers


def measures_of_report(title: str, sections: Sequence[Section]) -> list[Section]:
    """What a report on the government's work says of the year to come."""
    if not REPORT.search(title):
        return []
    return [one for one in _leaves(sections) if any(map(AHEAD.search, _headings(one)[:-1]))]


def tasks_of_measures(measures: Sequence[Section], setting: Setting) -> list[DraftTask]:
    return [bare_task(measure, setting) for measure in measures]


def _leaves(sections: Sequence[Section]) -> list[Section]:
    upper = {id(above) for section in sections for above in section.above if not section.is_box}
    return [one for one in sections if one.level >= 0 and id(one) not in upper]


def _headings(section: Section) -> list[str]:
    return [one.heading for one in (*section.above, section)]


def _is_idle(heading: str) -> bool:
    return any(pattern.search(heading) for pattern in (IDLE, CLOSING, BACKGROUND))
