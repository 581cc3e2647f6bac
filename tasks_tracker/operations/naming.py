"""A name in a draft that the register does not know gets its unit, or becomes a new one."""

from collections.abc import Sequence
from datetime import datetime

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.sources import PlanDraft
from tasks_tracker.domain.units import Unit, UnitGroup
from tasks_tracker.domain.users import User
from tasks_tracker.operations.contents import Content, unit_names
from tasks_tracker.operations.trail import record
from tasks_tracker.operations.units import LONGEST_NAME, enter_alias
from tasks_tracker.persistence import units


def name_unit(
    draft: PlanDraft, printed: str, unit: Unit, *, by: User, now: datetime, remember: bool
) -> int:
    """Put the official name in the place of a printed one in every task; with `remember` the
    register knows it from now on. Answers how many tasks named it."""
    require(by, Action.ADOPT_PLAN, draft)
    _check(draft, printed)
    if unit.region is not draft.region:
        raise Refusal(f"“{unit.name}”不在{draft.region.name}的名册里，请选本地区的单位。")
    if remember:
        enter_alias(unit, by=by, now=now, name=printed)
    count = sum(printed in (*task["lead"], *task["support"]) for task in draft.content["tasks"])
    renamed = [_renamed(task, printed, unit.name) for task in draft.content["tasks"]]
    draft.content = {**_without(draft.content, printed), "tasks": renamed}
    words = f"{draft.doc_no} {count} 项任务里的“{printed}”改为“{unit.name}”"
    _record(draft, words, by=by, now=now, before=printed, after=unit.name)
    return count


def announce_unit(
    draft: PlanDraft,
    printed: str,
    *,
    by: User,
    now: datetime,
    group: UnitGroup,
    members: Sequence[Unit] = (),
) -> None:
    """Decide that the name is that of a new unit; adoption enters it with its group and members."""
    require(by, Action.ADOPT_PLAN, draft)
    _check(draft, printed)
    if len(printed) > LONGEST_NAME:
        raise Refusal(f"“{printed[:20]}…”太长，单位名称最多 {LONGEST_NAME} 字，请先在任务里改短。")
    _check_members(draft, group, members)
    announced = {"name": printed, "group": group.value, "members": [unit.id for unit in members]}
    rest = _without(draft.content, printed)
    draft.content = {**rest, "new_units": [*rest["new_units"], announced]}
    names = [unit.name for unit in members]
    words = f"{draft.doc_no} “{printed}”定为新单位"
    _record(draft, words, by=by, now=now, after={"group": group.value, "members": names})


def retract_unit(draft: PlanDraft, printed: str, *, by: User, now: datetime) -> None:
    """Take that decision back: the name is unknown again."""
    require(by, Action.ADOPT_PLAN, draft)
    draft.require_open()
    if all(one["name"] != printed for one in draft.content.get("new_units", [])):
        raise Refusal(f"“{printed}”没有定为新单位，请刷新页面。")
    draft.content = _without(draft.content, printed)
    words = f"{draft.doc_no} “{printed}”不再定为新单位"
    _record(draft, words, by=by, now=now)


def _check(draft: PlanDraft, printed: str) -> None:
    draft.require_open()
    if printed not in unit_names(draft.content):
        raise Refusal(f"这份导入稿里已经没有“{printed}”，请刷新页面。")
    known = units.find(draft.region, printed)
    if known:
        raise Refusal(f"“{printed}”在名册里已是“{known.name}”的名称，不用再核对。")


def _check_members(draft: PlanDraft, group: UnitGroup, members: Sequence[Unit]) -> None:
    if members and group is not UnitGroup.COLLECTIVE:
        raise Refusal("只有集合单位有成员，请把类别选为集合单位。", field="group")
    strange = [unit.name for unit in members if unit.region is not draft.region]
    if strange:
        raise Refusal(f"“{strange[0]}”不在{draft.region.name}的名册里，成员须在同一地区。")
    nested = [unit.name for unit in members if unit.is_collective]
    if nested:
        raise Refusal(f"“{nested[0]}”本身是集合单位，不能作为成员。")


def _renamed(task: Content, printed: str, official: str) -> Content:
    """A unit that leads does not support as well."""
    if printed not in (*task["lead"], *task["support"]):
        return task
    lead, support = (
        list(dict.fromkeys(official if name == printed else name for name in task[duty]))
        for duty in ("lead", "support")
    )
    kept = [name for name in support if name != official or name not in lead]
    return {**task, "lead": lead, "support": kept}


def _without(content: Content, printed: str) -> Content:
    """The content without a decision about this name."""
    others = [one for one in content.get("new_units", []) if one["name"] != printed]
    return {**content, "new_units": others}


def _record(
    draft: PlanDraft,
    words: str,
    *,
    by: User,
    now: datetime,
    before: object = None,
    after: object = None,
) -> None:
    record(
        EventKind.DRAFT_CORRECTED,
        by=by,
        now=now,
        subject=f"draft:{draft.id}",
        words=words,
        before=before,
        after=after,
    )
