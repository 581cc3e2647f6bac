"""The main navigation: each person sees the doors that the own rights open."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from flask import Flask, current_app, g, request

from tasks_tracker.domain.permissions import Action, can
from tasks_tracker.persistence.progress import count_waiting


class Group(StrEnum):
    """What belongs together: one entry of the main navigation, its pages in a row below it."""

    DESK = "工作台"
    MINE = "我的任务"
    LEDGER = "台账"
    CYCLE = "督办"
    REVIEW = "审核"
    INSPECTION = "督导问责"
    PLANS = "方案"
    CIRCULARS = "通报"
    REGISTERS = "名册规则"
    SYSTEM = "系统"


@dataclass(frozen=True)
class Place:
    """One page of a group, and the blueprints whose pages belong to it."""

    words: str
    endpoint: str
    action: Action
    group: Group
    covers: frozenset[str] = field(default_factory=frozenset)


IMPORT_PAGES = ("columns", "naming", "same", "settings", "tasks", "units")
IMPORTING = frozenset({"imports"} | {f"import_{page}" for page in IMPORT_PAGES})
IN_LEDGER = frozenset({"endings", "ledger", "same_matters", "tasks"})
HANDING_OVER = frozenset({"handovers"})
COMPARING = frozenset({"comparisons"})
MY_OWN = frozenset({"completion", "my", "progress"})
FILLING = frozenset({"worksheets"})
URGING = frozenset({"urgings", "slips", "ladder"})
MEETING = frozenset({"meetings", "meeting_screens"})
REMARKING = frozenset({"remarks", "remark_handling"})
INSPECTING, MENDING = frozenset({"inspections"}), frozenset({"findings"})
ACCOUNTING = frozenset({"accountability"})
SCORING = frozenset({"scores", "score_objections"})
PLACES = (
    Place("分管", "leader.show", Action.SEE_OWN_SECTIONS, Group.DESK, frozenset({"leader"})),
    Place("工作台", "overview.show", Action.SEE_OVERVIEW, Group.DESK, frozenset({"overview"})),
    Place("我的任务", "my.show", Action.SEE_OWN_TASKS, Group.MINE, MY_OWN),
    Place("本单位", "unit_work.mine", Action.SEE_OWN_TASKS, Group.MINE, frozenset({"unit_work"})),
    Place("反馈历史", "my.history", Action.SEE_OWN_TASKS, Group.MINE),
    Place("用 Excel 填报", "worksheets.index", Action.FILL_WORKSHEET, Group.MINE, FILLING),
    Place("待签发", "unsigned.index", Action.SEE_OWN_TASKS, Group.MINE, frozenset({"unsigned"})),
    Place("岗位分工", "posts.show", Action.SEE_OWN_TASKS, Group.MINE, frozenset({"posts"})),
    Place("台账", "ledger.show", Action.SEE_LEDGER, Group.LEDGER, IN_LEDGER),
    Place("路线图", "roadmap.show", Action.SEE_LEDGER, Group.LEDGER, frozenset({"roadmap"})),
    Place(
        "交办", "notices.index", Action.SEE_NOTICES, Group.CYCLE, frozenset({"notices", "receipts"})
    ),
    Place("异议", "objections.index", Action.SEE_NOTICES, Group.CYCLE, frozenset({"objections"})),
    Place(
        "应报", "obligations.index", Action.SEE_OBLIGATIONS, Group.CYCLE, frozenset({"obligations"})
    ),
    Place("负担", "burden.show", Action.SEE_BURDEN, Group.CYCLE, frozenset({"burden"})),
    Place("分工配合", "shares.index", Action.SEE_NOTICES, Group.CYCLE, frozenset({"shares"})),
    Place(
        "延期",
        "extensions.index",
        Action.SEE_EXTENSIONS,
        Group.CYCLE,
        frozenset({"extensions", "explanations"}),
    ),
    Place("需协调", "blockers.index", Action.SEE_BLOCKERS, Group.CYCLE, frozenset({"blockers"})),
    Place("催办督办", "urgings.index", Action.SEE_URGINGS, Group.CYCLE, URGING),
    Place("调度会", "meetings.index", Action.SEE_MEETINGS, Group.CYCLE, MEETING),
    Place("批示", "remarks.index", Action.SEE_REMARKS, Group.CYCLE, REMARKING),
    Place("审核", "reviews.index", Action.SEE_REVIEWS, Group.REVIEW, frozenset({"reviews"})),
    Place("核查", "checks.index", Action.SEE_CHECKS, Group.REVIEW, frozenset({"checks"})),
    Place("销号", "closing.index", Action.SEE_CLOSINGS, Group.REVIEW, frozenset({"closing"})),
    Place("归档", "archives.index", Action.SEE_ARCHIVES, Group.REVIEW, frozenset({"archives"})),
    Place("导入方案", "imports.index", Action.IMPORT_PLAN, Group.PLANS, IMPORTING),
    Place("落实对照", "comparisons.index", Action.SEE_COMPARISONS, Group.PLANS, COMPARING),
    Place("各县落实", "comparisons.by_county", Action.SEE_BY_COUNTY, Group.PLANS),
    Place("专项督导", "inspections.index", Action.SEE_INSPECTIONS, Group.INSPECTION, INSPECTING),
    Place("整改问题", "findings.index", Action.SEE_INSPECTIONS, Group.INSPECTION, MENDING),
    Place("问责", "accountability.index", Action.SEE_ACCOUNTABILITY, Group.INSPECTION, ACCOUNTING),
    Place(
        "调度通报",
        "circulars.index",
        Action.SEE_CIRCULARS,
        Group.CIRCULARS,
        frozenset({"circulars", "circular_steps", "circular_notices", "circular_corrections"}),
    ),
    Place("得分", "scores.index", Action.SEE_SCORES, Group.CIRCULARS, SCORING),
    Place("单位", "units.index", Action.SEE_UNITS, Group.REGISTERS, frozenset({"units"})),
    Place("人员", "people.index", Action.SEE_PEOPLE, Group.REGISTERS, frozenset({"people"})),
    Place("岗位交接", "handovers.index", Action.SEE_HANDOVERS, Group.REGISTERS, HANDING_OVER),
    Place(
        "工作日历", "calendar.show", Action.SEE_CALENDAR, Group.REGISTERS, frozenset({"calendar"})
    ),
    Place(
        "亮灯规则",
        "light_rules.show",
        Action.SEE_LIGHT_RULES,
        Group.REGISTERS,
        frozenset({"light_rules"}),
    ),
    Place(
        "评分规则",
        "score_rules.show",
        Action.SEE_SCORE_RULES,
        Group.REGISTERS,
        frozenset({"score_rules"}),
    ),
    Place("定时作业", "jobs.index", Action.SEE_JOBS, Group.SYSTEM, frozenset({"jobs"})),
    Place("发件箱", "outbox.index", Action.SEE_OUTBOX, Group.SYSTEM, frozenset({"outbox"})),
    Place("审计", "audit.index", Action.READ_AUDIT, Group.SYSTEM, frozenset({"audit"})),
)


@dataclass(frozen=True)
class Entry:
    """One entry of the main navigation, with the pages of its group that are open."""

    group: Group
    places: Sequence[Place]

    @property
    def is_current(self) -> bool:
        return any(is_current(place) for place in self.places)

    @property
    def words(self) -> str:
        """Where there is one page only, its own name."""
        return self.places[0].words if len(self.places) == 1 else str(self.group.value)


def install(app: Flask) -> None:
    app.add_template_global(menu_entries)
    app.add_template_global(is_current)
    app.add_template_global(waiting_reviews)
    app.add_template_global(has_page)


def menu_entries() -> Sequence[Entry]:
    """What this person may open and this application has, group by group."""
    opened = [place for place in PLACES if _is_open(place)]
    grouped = ((group, [p for p in opened if p.group is group]) for group in Group)
    return [Entry(group, places) for group, places in grouped if places]


def _is_open(place: Place) -> bool:
    return has_page(place.endpoint) and can(g.user, place.action, g.user.region)


def is_current(place: Place) -> bool:
    if any(request.endpoint == other.endpoint for other in PLACES):
        return request.endpoint == place.endpoint
    return request.blueprint in place.covers


def waiting_reviews() -> int:
    return count_waiting(g.user)


def has_page(endpoint: str) -> bool:
    return endpoint in current_app.view_functions
