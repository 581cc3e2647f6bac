"""A plan is amended: all that the clerk ticked, in one transaction, or nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tasks_tracker import clock
from tasks_tracker.domain.amendments import Amendment
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.plans import Phase, Plan
from tasks_tracker.domain.sources import PlanDraft
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.users import User
from tasks_tracker.importer.amendment.values import Changed, Clause, Step
from tasks_tracker.operations.adoption import made_task, register_for, require_leads_and_days
from tasks_tracker.operations.amended_sections import Sections
from tasks_tracker.operations.amended_tasks import (
    Amending,
    amend_task,
    facts_of,
    stand_in,
    told,
)
from tasks_tracker.operations.amendments import Proposal, proposal_of
from tasks_tracker.operations.announcements import tell_amended_units
from tasks_tracker.operations.contents import Content, task_of
from tasks_tracker.operations.plans import leaders_of
from tasks_tracker.operations.same_matters import link_marked
from tasks_tracker.operations.trail import record
from tasks_tracker.operations.unsent import forget_all
from tasks_tracker.persistence import tasks, workdays
from tasks_tracker.persistence.session import db

OVERTAKEN = (
    "这份导入稿或台账里的任务刚有改动，下面是按现在的情况重新对照的结果。"
    "请再看一遍，然后再修订台账。"
)


def row_of(kind: Amendment, ref: int) -> str:
    """The name of one row of a proposal: number in the ledger, or key in the draft if added."""
    return f"{kind}-{ref}"


@dataclass(frozen=True)
class Choice:
    """What of a proposal is taken, and why the rest is left."""

    seen: str
    taken: frozenset[str]
    reasons: Mapping[str, str] = field(default_factory=dict)
    new_units: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Taken:
    """The part of a proposal that is to be carried out."""

    changed: list[Changed]
    added: list[Clause]
    dropped: list[Clause]
    left: dict[str, str]
    """By row the reason for which it is not."""

    @property
    def count(self) -> int:
        return len(self.changed) + len(self.added) + len(self.dropped)


def amend_plan(draft: PlanDraft, *, by: User, now: datetime, choice: Choice) -> Plan:
    """Change the ledger as the amended document says, as far as it was ticked."""
    require(by, Action.ADOPT_PLAN, draft)
    draft.require_open()
    workdays.hold()
    proposal = proposal_of(draft)
    if choice.seen != proposal.mark:
        raise Refusal(OVERTAKEN, field="seen")
    taken = _taken(proposal, choice)
    _check(draft, proposal, taken)
    draft.adopt(now)
    forget_all(f"draft:{draft.id}:")
    before = _plan_facts(proposal.plan)
    amending = _amending(proposal, taken, choice, by=by, now=now)
    with db.no_autoflush:  # what is made goes in together, once it hangs together
        _take_plan(proposal, taken, amending)
        said, leads = _carry_out(proposal, taken, amending)
    db.flush()
    record(
        EventKind.PLAN_AMENDED,
        by=by,
        now=now,
        region=draft.region,
        subject=f"plan:{proposal.plan.id}",
        words=_counted(draft, taken),
        before=before,
        after={**_plan_facts(proposal.plan), "left": taken.left},
    )
    tell_amended_units(proposal.plan, draft, said, leads, now=now)
    return proposal.plan


def left_by_default(proposal: Proposal) -> set[str]:
    """What a supplement does not mention, and what a clerk had taken out before: not ticked."""
    diff = proposal.diff
    left = {row_of(Amendment.ADDED, key) for key in diff.dropped_before}
    if not diff.is_whole:
        left |= {row_of(Amendment.DROPPED, clause.ref) for clause in diff.dropped}
    return left


def _taken(proposal: Proposal, choice: Choice) -> Taken:
    diff = proposal.diff
    standing = [clause for clause in diff.dropped if not clause.is_completed]
    rows = [
        *(row_of(Amendment.CHANGED, one.old.ref) for one in diff.changed),
        *(row_of(Amendment.ADDED, clause.ref) for clause in diff.added),
        *(row_of(Amendment.DROPPED, clause.ref) for clause in standing),
    ]
    needless = left_by_default(proposal)
    left = {row: choice.reasons.get(row, "").strip() for row in rows if row not in choice.taken}
    unexplained = [row for row, words in left.items() if not words and row not in needless]
    if unexplained:
        raise Refusal("没有勾选的改动要写明为什么不采用，请补上理由。", field=unexplained[0])

    left = {row: words for row, words in left.items() if words}

    def is_taken(kind: Amendment, ref: int) -> bool:
        return row_of(kind, ref) in choice.taken

    return Taken(
        changed=[one for one in diff.changed if is_taken(Amendment.CHANGED, one.old.ref)],
        added=[one for one in diff.added if is_taken(Amendment.ADDED, one.ref)],
        dropped=[one for one in standing if is_taken(Amendment.DROPPED, one.ref)],
        left=left,
    )


def _check(draft: PlanDraft, proposal: Proposal, taken: Taken) -> None:
    if not taken.count and not (proposal.diff.is_empty and proposal.diff.is_whole):
        raise Refusal("一处改动也没有勾选；都不采用的，请回到核对页放弃导入。")
    require_leads_and_days(_items(draft, taken))


def _items(draft: PlanDraft, taken: Taken) -> list[Content]:
    """The tasks of the draft that change or come in."""
    clauses = [*(one.new for one in taken.changed), *taken.added]
    return [task_of(draft.content, clause.ref) for clause in clauses]


def _amending(
    proposal: Proposal, taken: Taken, choice: Choice, *, by: User, now: datetime
) -> Amending:
    draft, plan, diff = proposal.draft, proposal.plan, proposal.diff
    content = {**draft.content, "tasks": _items(draft, taken)}
    remain = len(taken.left) or any(clause.is_completed for clause in diff.dropped)
    moves = diff.is_whole and (plan.source is not None or not remain)
    return Amending(
        by=by,
        now=now,
        on=clock.local(now).date(),
        doc_no=draft.doc_no,
        register=register_for(content, draft.region, by=by, now=now, new_units=choice.new_units),
        sections=Sections(plan, leaders_of(draft), rename=diff.is_whole),
        source=None if moves else draft.source,
        is_whole=diff.is_whole,
    )


def _take_plan(proposal: Proposal, taken: Taken, amending: Amending) -> None:
    """The plan's own document and dates; what is left as it was keeps the document it came from."""
    plan, draft = proposal.plan, proposal.draft
    if amending.is_whole:
        _take_phases(plan, proposal.phases)
    if amending.source is not None:
        return
    stays = {row.partition("-")[2] for row in taken.left if not row.startswith(Amendment.ADDED)}
    gone = {clause.ref for clause in proposal.diff.dropped}
    for number, task in proposal.tasks.items():
        if (str(number) in stays or number in gone) and task.source is None:
            task.source = plan.source
    plan.source = draft.source


def _take_phases(plan: Plan, phases: Collection[Step]) -> None:
    wanted = [(one.phrase, one.deliverable, one.due) for one in phases if one.due]
    if wanted == [(one.phrase, one.deliverable, one.due_on) for one in plan.answering_phases]:
        return
    for phase in plan.phases:
        phase.applies = False
    for phrase, deliverable, due_on in wanted:
        position = len(plan.phases) + 1
        db.add(
            Phase(
                plan=plan,
                position=position,
                phrase=phrase,
                due_on=due_on,
                deliverable=deliverable,
            )
        )


def _carry_out(
    proposal: Proposal, taken: Taken, amending: Amending
) -> tuple[dict[Task, str], dict[Task, list[Unit]]]:
    """What is said of each task, and who led it before."""
    said: dict[Task, str] = {}
    leads: dict[Task, list[Unit]] = {}
    for old, new in proposal.diff.unchanged:
        stand_in(proposal.tasks[old.ref], new, amending)
    for change in taken.changed:
        task = proposal.tasks[change.old.ref]
        leads[task] = task.leads
        amend_task(task, change, amending)
        said[task] = told(change, amending.doc_no)
    for clause in taken.dropped:
        task = proposal.tasks[clause.ref]
        _end(task, amending)
        said[task] = f"终止：{task.ended_words}"
    said.update(dict.fromkeys(_added(proposal, taken, amending), "修订新增"))
    return said, leads


def _end(task: Task, amending: Amending) -> None:
    before = facts_of(task)
    task.end(amending.on, f"{amending.doc_no}修订后不再列入")
    tasks.hold(task)
    record(
        EventKind.TASK_ENDED,
        by=amending.by,
        now=amending.now,
        task=task,
        words=task.ended_words or "",
        before=before,
    )


def _added(proposal: Proposal, taken: Taken, amending: Amending) -> list[Task]:
    draft = proposal.draft
    items = [task_of(draft.content, clause.ref) for clause in taken.added]
    counter = tasks.counter(draft.region)
    made = []
    for item in items:
        section = amending.sections.of(tuple(item["path"]))
        task = made_task(section, item, amending.register, counter.take())
        task.added_on, task.source = amending.on, amending.source
        made.append(task)
    db.add_all(made)
    db.flush()
    for task in made:
        _record_added(task, amending)
    link_marked({"tasks": items}, made, by=amending.by, now=amending.now)
    return made


def _record_added(task: Task, amending: Amending) -> None:
    words = f"{amending.doc_no}修订新增"
    after: Any = facts_of(task)
    by, now = amending.by, amending.now
    record(EventKind.TASK_AMENDED, by=by, now=now, task=task, words=words, after=after)


def _plan_facts(plan: Plan) -> dict[str, Any]:
    return {
        "source_id": plan.source.id if plan.source else None,
        "phases": [[one.phrase, one.due_on.isoformat()] for one in plan.answering_phases],
        "sections": [section.label for section in plan.sections],
    }


def _counted(draft: PlanDraft, taken: Taken) -> str:
    counts = f"改 {len(taken.changed)} 项，增 {len(taken.added)} 项，终止 {len(taken.dropped)} 项"
    left = f"，未采用 {len(taken.left)} 处" if taken.left else ""
    return f"{draft.doc_no}：{counts}{left}"
