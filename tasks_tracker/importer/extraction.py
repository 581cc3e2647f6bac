"""The pipeline: text → lines → documents → parts → sections → tasks; the result as plain data."""

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from tasks_tracker.importer.annexes import Part, parts_of
from tasks_tracker.importer.bare_measures import (
    measures_of_plan,
    measures_of_report,
    starts_in,
    tasks_of_measures,
)
from tasks_tracker.importer.clauses import FIRST_LEADS
from tasks_tracker.importer.deadlines import deadlines_of
from tasks_tracker.importer.documents import Document, documents
from tasks_tracker.importer.draft import DraftDeadline, DraftPlan, DraftTarget, DraftTask
from tasks_tracker.importer.folding import fold
from tasks_tracker.importer.lines import clean_lines
from tasks_tracker.importer.meanings import Issue
from tasks_tracker.importer.measures import Setting, tasks_of, with_clauses
from tasks_tracker.importer.outline import ARTICLE, Section, sections
from tasks_tracker.importer.quotas import quota_rows
from tasks_tracker.importer.shared_clauses import Read
from tasks_tracker.importer.tables import Row, split_tables, tasks_of_rows
from tasks_tracker.importer.targets import targets_of

GOALS = re.compile(
    "(?:总体|工作|发展|行动|任务|主要|年度)?目标(?:任务)?$|(?:任务|总体)目标|总体要求$"
)
YEAR = re.compile("(20[0-9]{2}) ?年")
ONLY = "文中唯一写明的年份"
READ_AS_PROSE = ("plan", "rules", "other")


@dataclass(frozen=True)
class ReadPart:
    """The body or an annex, read as sections and as rows of tables."""

    label: str
    read: list[Read]
    rows: list[Row]

    @property
    def sections(self) -> list[Section]:
        return [section for section, _ in self.read]

    @property
    def has_clauses(self) -> bool:
        return any(clauses for _, clauses in self.read)


def extract(text: str, *, issue: Issue | None = None) -> list[DraftPlan]:
    """All documents of the source, those that assign nothing without tasks.

    `issue` says by which year, day and conventions to read dates where the documents do not decide.
    """
    return [_plan(document, issue) for document in documents(clean_lines(text))]


def _plan(document: Document, given: Issue | None) -> DraftPlan:
    issue = given or _issue(document)
    parts = [_read(part, first_leads=_first_leads(document)) for part in parts_of(document.body)]
    tasks = _tasks(document, parts, issue)
    deadlines, targets = _goals(
        [section for part in parts for section in part.sections], tasks, issue
    )
    return DraftPlan(
        doc_no=document.number,
        title=document.title,
        issuer=document.issuer,
        issued_on=document.issued_on,
        based_on=document.based_on,
        kind=document.kind,
        line_start=min((first for first, _ in document.spans), default=1),
        line_end=max((last for _, last in document.spans), default=1),
        line_spans=document.spans,
        goal_deadlines=deadlines,
        goal_targets=targets,
        tasks=tuple(tasks),
    )


def _issue(document: Document) -> Issue:
    if document.issued_on:
        return Issue(document.issued_on.year, document.issued_on)
    named = re.search("20[0-9]{2}", document.number or document.title)
    if named:
        return Issue(int(named[0]), None)
    years = {year for line in document.body for year in YEAR.findall(fold(line.text))}
    return Issue(int(min(years)), None, whence=ONLY) if len(years) == 1 else Issue(None, None)


def _first_leads(document: Document) -> bool:
    return any(FIRST_LEADS.search(line.text) for line in document.body)


def _read(part: Part, *, first_leads: bool) -> ReadPart:
    rows, rest = split_tables(part.lines)
    rows = rows or quota_rows(part.label, part.lines)
    read = with_clauses(sections(rest), first_leads=first_leads)
    if any(one.level == ARTICLE for one, _ in read) and not any(clauses for _, clauses in read):
        read = with_clauses(sections(rest, whole_articles=True), first_leads=first_leads)
    return ReadPart(part.label, read, rows)


def _tasks(document: Document, parts: Sequence[ReadPart], issue: Issue) -> list[DraftTask]:
    """The tasks of body and annexes; the path names an annex only where another part has some."""
    setting = Setting(
        issue,
        first_leads=_first_leads(document),
        prose=document.kind in READ_AS_PROSE,
        beside_clauses=any(part.has_clauses for part in parts),
        articles=document.kind == "rules",
        unnumbered=all(one.level < 0 for part in parts for one in part.sections),
    )
    found = [_tasks_of_part(part, setting) for part in parts]
    if sum(map(bool, found)) > 1:
        found = [_tasks_of_part(part, replace(setting, label=part.label)) for part in parts]
    tasks = [task for own in found for task in own]
    measures = _bare_measures(document, parts, tasks)
    others = [task for task in tasks if not any(starts_in(task, one) for one in measures)]
    bare = tasks_of_measures(measures, setting)
    return sorted([*others, *bare], key=_place(document)) if bare else tasks


def _place(document: Document) -> Callable[[DraftTask], int]:
    """Where a task stands in reading order, which jumps where pages are torn."""
    places = {line.number: at for at, line in enumerate(document.body)}
    return lambda task: places.get(task.line_start, 0)


def _bare_measures(
    document: Document, parts: Sequence[ReadPart], tasks: Sequence[DraftTask]
) -> list[Section]:
    own = [section for part in parts for section in part.sections]
    if document.kind == "speech" and not tasks:
        return measures_of_report(document.title, own)
    assigns = any(part.has_clauses or part.rows for part in parts)
    return measures_of_plan(own, tasks) if document.kind == "plan" and not assigns else []


def _tasks_of_part(part: ReadPart, setting: Setting) -> list[DraftTask]:
    tasks = tasks_of(part.read, setting) + tasks_of_rows(part.rows, setting)
    return sorted(tasks, key=lambda task: task.line_start)


def _goals(
    own: Sequence[Section], tasks: Sequence[DraftTask], issue: Issue
) -> tuple[tuple[DraftDeadline, ...], tuple[DraftTarget, ...]]:
    """Dates and figures of a section about goals that assigns nothing."""
    assigned = {line for task in tasks for line in range(task.line_start, task.line_end + 1)}
    deadlines: list[DraftDeadline] = []
    targets: list[DraftTarget] = []
    for section in own:
        headings = [section.heading, *(above.heading for above in section.above)]
        passage = section.passage
        if (
            any(GOALS.search(heading) for heading in headings)
            and passage.line_at(0) not in assigned
        ):
            deadlines += deadlines_of(passage, 0, len(passage.text), issue).entries
            targets += targets_of(passage, 0, len(passage.text))
    return tuple(deadlines), tuple(targets)


def as_json(plans: Sequence[DraftPlan]) -> dict[str, Any]:
    """The extraction format, with the doubts of each task and the derivation of each deadline."""
    return {"plans": [_plan_as_json(plan) for plan in plans]}


def _plan_as_json(plan: DraftPlan) -> dict[str, Any]:
    return {
        "doc_no": plan.doc_no,
        "title": plan.title,
        "issuer": plan.issuer,
        "issued_on": plan.issued_on.isoformat() if plan.issued_on else None,
        "based_on": list(plan.based_on),
        "kind": plan.kind,
        "line_start": plan.line_start,
        "line_end": plan.line_end,
        "line_spans": [list(span) for span in plan.line_spans],
        "goals": {
            "deadlines": [_deadline_as_json(deadline) for deadline in plan.goal_deadlines],
            "targets": [_target_as_json(target) for target in plan.goal_targets],
        },
        "tasks": [_task_as_json(task) for task in plan.tasks],
    }


def _task_as_json(task: DraftTask) -> dict[str, Any]:
    return {
        "path": list(task.path),
        "part": task.part,
        "title": task.title,
        "title_own": task.title_own,
        "lead": list(task.lead),
        "support": list(task.support),
        "only_responsible": task.only_responsible,
        "deadlines": [_deadline_as_json(deadline) for deadline in task.deadlines],
        "targets": [_target_as_json(target) for target in task.targets],
        "line_start": task.line_start,
        "line_end": task.line_end,
        "doubts": [asdict(doubt) for doubt in task.doubts],
    }


def _deadline_as_json(deadline: DraftDeadline) -> dict[str, Any]:
    return asdict(deadline) | {"due": deadline.due.isoformat() if deadline.due else None}


def _target_as_json(target: DraftTarget) -> dict[str, Any]:
    value = target.value
    return asdict(target) | {"value": float(value) if isinstance(value, Decimal) else value}
