"""What an amended document would change, and what the clerk says about it beforehand."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.sources import PlanDraft, SourceDocument
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Region
from tasks_tracker.domain.users import User
from tasks_tracker.importer.amendment.diff import Known, difference
from tasks_tracker.importer.amendment.sides import as_read, draft_clause, ledger_clause, phases_of
from tasks_tracker.importer.amendment.values import Clause, Diff, Step
from tasks_tracker.importer.extraction import extract
from tasks_tracker.operations.contents import Content, content_of, task_of
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import plans, tasks, units

NEW = 0
"""Said of a task of the draft that stands for none in the ledger."""


@dataclass(frozen=True)
class Proposal:
    """A draft beside the plan that it amends; `mark` is another as soon as either has changed."""

    draft: PlanDraft
    plan: Plan
    tasks: Mapping[int, Task]
    """The open tasks of the plan by number."""
    diff: Diff
    phases: Sequence[Step]
    """The plan's own dates as they are to be."""
    mark: str


def proposal_of(draft: PlanDraft) -> Proposal:
    """Worked out anew each time: nothing of it is kept but what the clerk said."""
    if draft.amends is None:
        raise Refusal("这份导入稿没有指明修订哪份方案，请先在核对页选定。")
    plan, content = draft.amends, draft.content
    standing = [task for task in tasks.of_plan(plan) if task.line_end]
    official = units.official_names(draft.region)
    held = _in_force(plan)
    base, set_aside = _as_in_force(held, standing, official)
    phases = phases_of(content, plan, held)
    known = Known(
        said={int(key): number or None for key, number in content.get("pairs", {}).items()},
        phases=phases,
        base=base,
        set_aside=set_aside,
        is_reissue=content["doc_no"] == plan.doc_no,
    )
    ours = [ledger_clause(task) for task in standing]
    theirs = [draft_clause(item, official) for item in content["tasks"]]
    return Proposal(
        draft=draft,
        plan=plan,
        tasks={task.number: task for task in standing},
        diff=difference(ours, theirs, known),
        phases=phases,
        mark=_mark(draft, standing),
    )


def _as_in_force(
    held: Content | None, standing: Sequence[Task], official: Mapping[str, str]
) -> tuple[dict[int, Clause], list[Clause]]:
    """The plan's tasks as its document reads, so that a correction is told from a change."""
    if held is None:
        return {}, []
    read = [draft_clause(item, official) for item in held["tasks"]]
    return as_read([task for task in standing if task.source is None], read)


def _in_force(plan: Plan) -> Content | None:
    """What the plan's document reads; one of another number took its place, if it has one plan."""
    found = _read(plan.source) if plan.source else []
    own = [content for content in found if content["doc_no"] == plan.doc_no]
    return next(iter(own or (found if len(found) == 1 else [])), None)


def _read(source: SourceDocument) -> list[Content]:
    return [content_of(plan) for plan in extract(source.content) if plan.tasks]


def _mark(draft: PlanDraft, standing: Sequence[Task]) -> str:
    seen = [draft.version, draft.amends_id, *([task.number, task.version] for task in standing)]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()[:16]


def plan_amended_by(region: Region, content: Content) -> tuple[Plan | None, str]:
    """The adopted plan whose number, or whose amendment's number, a document bears; and words
    where the document says the same as the one that holds."""
    doc_no = content["doc_no"]
    plan = plans.find(region, doc_no)
    last = plans.last_adopted_draft(region, doc_no)
    plan = plan or (last.amends if last else None)
    if plan is None:
        return None, ""
    is_own = doc_no == plan.doc_no
    source = (plan.source if is_own else None) or (last.source if last else None)
    held = [one for one in _read(source) if one["doc_no"] == doc_no] if source else []
    is_same = any(_said(one) == _said(content) for one in held)
    return plan, f"{doc_no}已经立项" if is_same else ""


def _said(content: Content) -> str:
    """What a document says, wherever its lines stand."""
    names = ("path", "title", "requirement", "lead", "support")
    tasks_said = [
        [*(task[name] for name in names), _phrases(task["deadlines"]), _phrases(task["targets"])]
        for task in content["tasks"]
    ]
    return "".join(json.dumps([_phrases(content["goals"]["deadlines"]), tasks_said]).split())


def _phrases(parts: Sequence[Content]) -> list[str]:
    return [part["phrase"] for part in parts]


def declare_amendment(draft: PlanDraft, *, by: User, now: datetime, plan: Plan | None) -> None:
    """Say which adopted plan a document of its own number changes, or that it changes none."""
    require(by, Action.ADOPT_PLAN, draft)
    draft.require_open()
    if plan is not None and plan.region is not draft.region:
        raise Refusal("只能修订本地区已立项的方案，请重新选。", field="plan")
    if plan is None and plans.find(draft.region, draft.doc_no):
        raise Refusal(f"{draft.doc_no}已经立项，这份文件只能作为它的修订。", field="plan")
    before = draft.amends.doc_no if draft.amends else None
    draft.amends = plan
    draft.content = {**draft.content, "pairs": {}}
    record(
        EventKind.DRAFT_SETTINGS,
        by=by,
        now=now,
        subject=f"draft:{draft.id}",
        words=f"{draft.doc_no}：{'修订' + plan.doc_no if plan else '不是修订'}",
        before={"amends": before},
        after={"amends": plan.doc_no if plan else None},
    )


def pair_task(draft: PlanDraft, key: int, *, by: User, now: datetime, number: int) -> None:
    """Say which task of the ledger a task of the draft is; `NEW` for none of them."""
    require(by, Action.ADOPT_PLAN, draft)
    draft.require_open()
    item = task_of(draft.content, key)
    if draft.amends is None or number not in {NEW, *_numbers(draft.amends)}:
        raise Refusal("选的任务不在这份方案的台账里，请刷新页面重新选。", field="number")
    before = draft.content.get("pairs", {})
    others = {other: paired for other, paired in before.items() if paired != number or not number}
    draft.content = {**draft.content, "pairs": {**others, str(key): number}}
    record(
        EventKind.DRAFT_CORRECTED,
        by=by,
        now=now,
        subject=f"draft:{draft.id}",
        words=f"{draft.doc_no} “{item['title']}”：{_called(draft, number)}"[:300],
        before={"pairs": before},
        after={"pairs": draft.content["pairs"]},
    )


def _numbers(plan: Plan) -> list[int]:
    return [task.number for task in tasks.of_plan(plan)]


def _called(draft: PlanDraft, number: int) -> str:
    return f"对应{draft.region.mark}{number:03d}" if number else "是新增任务"
