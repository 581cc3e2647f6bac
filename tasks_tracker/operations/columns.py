"""A spreadsheet read again, with its columns taken for what a clerk says that they are."""

from collections.abc import Sequence
from datetime import datetime

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.sources import PlanDraft
from tasks_tracker.domain.users import User
from tasks_tracker.importer.shares import DUTY, LEAD
from tasks_tracker.importer.tables import MEASURE, ROLE_WORDS
from tasks_tracker.operations.contents import Content
from tasks_tracker.operations.originals import read_file
from tasks_tracker.operations.plan_settings import HEAD, rules_of, with_head, with_rules
from tasks_tracker.operations.plans import contents_of
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import events, plans

BY_HAND = (EventKind.DRAFT_CORRECTED, EventKind.DRAFT_REARRANGED)
KEPT = ("goals", "leaders", "new_units")


def set_columns(
    draft: PlanDraft, *, by: User, now: datetime, raw: bytes, roles: Sequence[str]
) -> int:
    """Read the sheet again with these roles, one for each column; answers how many tasks it has.

    What was set for the whole plan stays; whoever corrected single tasks would lose that.
    """
    require(by, Action.ADOPT_PLAN, draft)
    draft.require_open()
    _check(draft, roles)
    paper = read_file(draft.source.file_name, raw, roles)
    found = contents_of(paper)
    _check_untouched(draft)
    before = draft.content
    fresh = found[0]
    draft.source.content = paper.text
    draft.content = _with_settings(fresh, before, paper.text)
    record(
        EventKind.DRAFT_SETTINGS,
        by=by,
        now=now,
        subject=f"draft:{draft.id}",
        words=f"{draft.doc_no} 列的含义",
        before=_roles(before),
        after=_roles(draft.content),
    )
    return len(draft.content["tasks"])


def _check(draft: PlanDraft, roles: Sequence[str]) -> None:
    columns = draft.content.get("columns", [])
    if not columns:
        raise Refusal("这份文件不是分解表，没有列可选。")
    if len(roles) != len(columns) or not set(roles) <= set(ROLE_WORDS):
        raise Refusal("列的含义没有选全，请刷新页面后再选。")
    if MEASURE not in roles:
        raise Refusal("请指明哪一列是任务。")
    if not set(roles) & {LEAD, DUTY}:
        raise Refusal("请指明哪一列是牵头单位，只有一列单位的选责任单位。")


def _check_untouched(draft: PlanDraft) -> None:
    if plans.count_drafts(draft.source) > 1:
        raise Refusal("这份表里读出了几份方案，不能一起改列。请拆成几个文件后分别上传。")
    if events.any_of(f"draft:{draft.id}", BY_HAND):
        raise Refusal("已经有任务逐项改过，再按列重读会丢掉改动。确要重读，请放弃导入后重新上传。")


def _with_settings(fresh: Content, before: Content, text: str) -> Content:
    """What the clerk had set for the whole plan, upon what was read now."""
    kept = {name: before[name] for name in KEPT if name in before}
    content = with_rules({**fresh, **kept}, rules_of(before), text)
    return with_head(content, {name: before[name] for name in HEAD}, text)


def _roles(content: Content) -> dict[str, str]:
    return {
        f"{at} {column['header']}": ROLE_WORDS[column["role"]]
        for at, column in enumerate(content["columns"], 1)
    }
