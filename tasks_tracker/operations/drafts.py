"""What a clerk does to a draft plan between reading and adoption; each step is an event."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.sources import PlanDraft
from tasks_tracker.domain.users import User
from tasks_tracker.operations import plan_settings, rearranging
from tasks_tracker.operations.contents import Content, corrected, task_of, with_doubt_settled
from tasks_tracker.operations.trail import record
from tasks_tracker.operations.unsent import forget_all


def correct_task(
    draft: PlanDraft, key: int, *, by: User, now: datetime, changes: Mapping[str, Any]
) -> None:
    """Change fields of one task of a draft (see contents.CORRIGIBLE); its doubts are settled."""
    _require_open(draft, by)
    before = task_of(draft.content, key)
    draft.content = corrected(draft.content, key, changes)
    changed = {name: value for name, value in changes.items() if before[name] != value}
    record(
        EventKind.DRAFT_CORRECTED,
        by=by,
        now=now,
        subject=f"draft:{draft.id}",
        words=f"{draft.doc_no} {before['title']}"[:300],
        before={name: before[name] for name in changed},
        after=changed,
    )


def settle_doubts(draft: PlanDraft, *, by: User, now: datetime, words: str) -> int:
    """A doubt that stands in the same words at many tasks is settled at all; answers how many."""
    _require_open(draft, by)
    content, count = with_doubt_settled(draft.content, words)
    if not count:
        raise Refusal("这样的疑点都已经核过，请刷新页面。")
    draft.content = content
    record(
        EventKind.DRAFT_CORRECTED,
        by=by,
        now=now,
        subject=f"draft:{draft.id}",
        words=f"{draft.doc_no} 核过 {count} 处疑点：{words}"[:300],
    )
    return count


def merge_tasks(
    draft: PlanDraft, key: int, other: int, *, by: User, now: datetime, words: str = ""
) -> None:
    """Make another task of the draft a part of this one."""
    _require_open(draft, by)
    task, gone = task_of(draft.content, key), task_of(draft.content, other)
    draft.content = rearranging.merged(draft.content, key, other, words=words)
    _rearranged(draft, by, now, f"“{gone['title']}”并入“{task['title']}”", gone)


def split_task(draft: PlanDraft, key: int, *, by: User, now: datetime, at: int, title: str) -> None:
    """Make the sentences from `at` on a task of their own."""
    _require_open(draft, by)
    task = task_of(draft.content, key)
    draft.content = rearranging.split(draft.content, key, at=at, title=title)
    _rearranged(draft, by, now, f"“{task['title']}”拆出“{title}”", task)


def add_task(
    draft: PlanDraft,
    *,
    by: User,
    now: datetime,
    after: int | None,
    title: str,
    lead: Sequence[str],
) -> int:
    """Add a task that the reading missed; answers its key."""
    _require_open(draft, by)
    draft.content = rearranging.added(draft.content, after=after, title=title, lead=list(lead))
    _rearranged(draft, by, now, f"添上“{title}”", None)
    return max(int(task["key"]) for task in draft.content["tasks"])


def drop_task(draft: PlanDraft, key: int, *, by: User, now: datetime, words: str) -> None:
    """Take out what is no task, with the reason; it can be restored until adoption."""
    _require_open(draft, by)
    task = task_of(draft.content, key)
    draft.content = rearranging.dropped(draft.content, key, words=words)
    _rearranged(draft, by, now, f"剔除“{task['title']}”：{words}", task)


def restore_task(draft: PlanDraft, key: int, *, by: User, now: datetime) -> None:
    """Put a removed task back."""
    _require_open(draft, by)
    draft.content = rearranging.restored(draft.content, key)
    _rearranged(draft, by, now, f"恢复“{task_of(draft.content, key)['title']}”", None)


def set_head(draft: PlanDraft, *, by: User, now: datetime, changes: Mapping[str, Any]) -> None:
    """Correct number, title, issuer and day of issue; the dates follow the year of issue."""
    _require_open(draft, by)
    before = draft.content
    draft.content = plan_settings.with_head(before, changes, draft.source.content)
    draft.doc_no = draft.content["doc_no"]
    _set(draft, by, now, before, changes)


def set_rules(draft: PlanDraft, *, by: User, now: datetime, changes: Mapping[str, Any]) -> None:
    """Set year, conventions, days off and reporting for the whole plan; its dates follow."""
    _require_open(draft, by)
    before = plan_settings.rules_of(draft.content)
    draft.content = plan_settings.with_rules(draft.content, changes, draft.source.content)
    _set(draft, by, now, before, changes)


def set_phases(
    draft: PlanDraft,
    *,
    by: User,
    now: datetime,
    phases: Sequence[Content],
    leaders: Mapping[str, int],
) -> None:
    """Set the plan's own dates, and by section label the id of its 总指挥."""
    _require_open(draft, by)
    before = {"phases": draft.content["goals"]["deadlines"], "leaders": _leaders(draft)}
    draft.content = plan_settings.with_phases(draft.content, phases, leaders)
    _set(draft, by, now, before, {"phases": list(phases), "leaders": dict(leaders)})


def _leaders(draft: PlanDraft) -> Any:
    return draft.content.get("leaders", {})


def want(draft: PlanDraft, *, by: User, now: datetime, wanted: bool) -> None:
    """Tick a document for adoption, or take the tick away."""
    _require_open(draft, by)
    draft.wanted = wanted
    words = f"{draft.doc_no}：{'要立项' if wanted else '不立项'}"
    record(EventKind.DRAFT_WANTED, by=by, now=now, subject=f"draft:{draft.id}", words=words)


def discard_draft(draft: PlanDraft, *, by: User, now: datetime) -> None:
    """Throw a draft away; the document may be handed in again."""
    require(by, Action.ADOPT_PLAN, draft)
    draft.discard(now)
    forget_all(f"draft:{draft.id}:")
    record(
        EventKind.DRAFT_DISCARDED,
        by=by,
        now=now,
        subject=f"draft:{draft.id}",
        words=draft.doc_no,
    )


def _require_open(draft: PlanDraft, by: User) -> None:
    require(by, Action.ADOPT_PLAN, draft)
    draft.require_open()


def _rearranged(
    draft: PlanDraft, by: User, now: datetime, words: str, before: Content | None
) -> None:
    record(
        EventKind.DRAFT_REARRANGED,
        by=by,
        now=now,
        subject=f"draft:{draft.id}",
        words=f"{draft.doc_no} {words}"[:300],
        before=before,
    )


def _set(
    draft: PlanDraft, by: User, now: datetime, before: Content, changes: Mapping[str, Any]
) -> None:
    changed = {name: value for name, value in changes.items() if before.get(name) != value}
    if not changed:
        return
    record(
        EventKind.DRAFT_SETTINGS,
        by=by,
        now=now,
        subject=f"draft:{draft.id}",
        words=draft.doc_no,
        before={name: before.get(name) for name in changed},
        after=changed,
    )
