"""A comparison as people read it: each of the superior's measures with its carrier, worst first."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import lazyload, load_only

from tasks_tracker.domain.comparisons import Comparison, ComparisonLink
from tasks_tracker.domain.differences import DateChange, FigureChange, Relation
from tasks_tracker.domain.lights import WORST_FIRST, Light, Lines
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.persistence import comparisons, light_rules
from tasks_tracker.persistence.session import db
from tasks_tracker.wording import short_day

ALL = "all"
PROPOSED = "proposed"


@dataclass(frozen=True)
class Finding:
    """Something that became of measures, in the order in which a supervisor wants to see it."""

    key: str
    words: str
    tone: str
    applies: Callable[[ComparisonLink], bool]


def _relation(wanted: Relation) -> Callable[[ComparisonLink], bool]:
    return lambda link: link.relation is wanted


def _dates(*wanted: DateChange) -> Callable[[ComparisonLink], bool]:
    return lambda link: any(one["change"] in wanted for one in link.differences["dates"])


def _figures(*wanted: FigureChange) -> Callable[[ComparisonLink], bool]:
    return lambda link: any(one["change"] in wanted for one in link.differences["figures"])


FINDINGS = (
    Finding("dropped", "未承接", "stop", _relation(Relation.DROPPED)),
    Finding("later", "期限推后", "stop", _dates(DateChange.LATER)),
    Finding("raised", "指标加码", "stop", _figures(FigureChange.RAISED)),
    Finding("undated", "期限未写", "warn", _dates(DateChange.DROPPED)),
    Finding(
        "lowered",
        "指标调低或未写",
        "warn",
        _figures(FigureChange.LOWERED, FigureChange.DROPPED),
    ),
    Finding("actions", "有动作未写", "warn", lambda link: bool(link.differences["missing"])),
    Finding("left", "按照上级部署", "", _dates(DateChange.LEFT_TO_SUPERIOR)),
    Finding("merged", "合并", "", _relation(Relation.MERGED)),
    Finding("moved", "期限提前或自加", "", _dates(DateChange.EARLIER, DateChange.ADDED)),
)


@dataclass(frozen=True)
class Side:
    """A measure of one of the two plans."""

    id: int
    number: int
    code: str
    title: str
    section: str
    lead: str
    days: tuple[str, ...]
    """Its own dates, in order; the year only where it is not that of the plan."""
    light: Light
    """The worst of its tasks."""
    last_report_on: date | None
    is_ended: bool
    """An amendment has taken it out of the plan."""


@dataclass(frozen=True)
class Row:
    link: ComparisonLink
    superior: Side
    subordinate: Side | None
    findings: Sequence[Finding]


@dataclass(frozen=True)
class View:
    """All rows that were asked for, with the figures of the whole."""

    comparison: Comparison
    below: Plan
    rows: Sequence[Row]
    tabs: Sequence[tuple[str, str, int]]
    """Key, words and count of each choice of rows."""
    additions: Sequence[Side]
    not_compared: int
    """Measures that an amendment brought into the superior's plan since."""
    confirmed: int
    clear: int

    @property
    def total(self) -> int:
        return len(self.comparison.links)

    @property
    def carried(self) -> int:
        return sum(link.relation is not Relation.DROPPED for link in self.comparison.links)


def view(comparison: Comparison, shown: str, today: date) -> View:
    """The comparison with its rows, worst first (3 statements)."""
    below = comparisons.plan_below(comparison)
    lines = light_rules.lines(today)
    high, low = _sides(comparison.plan, lines), _sides(below, lines)
    rows = sorted((_row(link, high, low) for link in comparison.links), key=_worst_first)
    return View(
        comparison=comparison,
        below=below,
        rows=[row for row in rows if _is_shown(row.link, shown)],
        tabs=_tabs(comparison.links),
        additions=_additions(comparison.links, low),
        not_compared=_not_compared(comparison.links, high),
        confirmed=sum(link.is_confirmed for link in comparison.links),
        clear=len(comparison.clear_links),
    )


def carriers(comparison: Comparison, today: date) -> list[tuple[str, str]]:
    """Number and words of every measure that could carry one."""
    below = comparisons.plan_below(comparison)
    low = _sides(below, light_rules.lines(today))
    return [(str(one.number), f"{one.code} {one.title}（{one.section}）") for one in _measures(low)]


def next_proposed(comparison: Comparison, link: ComparisonLink) -> ComparisonLink | None:
    """The next one to decide, in the order of the superior's plan, from the start at the end."""
    waiting = [one for one in comparison.links if not one.is_confirmed]
    later = [one for one in waiting if one.superior_number > link.superior_number]
    return next(iter(later or waiting), None)


def findings_of(link: ComparisonLink) -> list[Finding]:
    return [finding for finding in FINDINGS if finding.applies(link)]


def _row(link: ComparisonLink, high: dict[int, Side], low: dict[int, Side]) -> Row:
    carrier = low.get(link.subordinate_number) if link.subordinate_number else None
    return Row(link, high[link.superior_number], carrier, findings_of(link))


def _worst_first(row: Row) -> tuple[int, int]:
    first = FINDINGS.index(row.findings[0]) if row.findings else len(FINDINGS)
    return first, row.superior.number


def _is_shown(link: ComparisonLink, shown: str) -> bool:
    if shown == PROPOSED:
        return not link.is_confirmed
    if shown == Relation.SAME:
        return link.relation is Relation.SAME
    wanted = [finding for finding in FINDINGS if finding.key == shown]
    return not wanted or wanted[0].applies(link)


def _tabs(links: Sequence[ComparisonLink]) -> list[tuple[str, str, int]]:
    found = [(finding.key, finding.words, sum(map(finding.applies, links))) for finding in FINDINGS]
    tabs = [
        (ALL, "全部", len(links)),
        (PROPOSED, "待确认", sum(not link.is_confirmed for link in links)),
        *found,
        (Relation.SAME.value, "一致", sum(link.relation is Relation.SAME for link in links)),
    ]
    return [tab for tab in tabs if tab[2] or tab[0] == ALL]


def _sides(plan: Plan, lines: Lines) -> dict[int, Side]:
    """The measures of a plan, by the number of each of their tasks (1 statement)."""
    own = and_(
        Milestone.task_id == Task.id,
        Milestone.is_phase.is_(False),
        Milestone.superior_code.is_(None),
        Milestone.replaced_on.is_(None),
    )
    query = (
        select(Task, Unit.name, Milestone.original_due_on)
        .join(Unit, Unit.id == Task.lead_unit_id)
        .outerjoin(Milestone, own)
        .where(Task.plan_id == plan.id)
        .options(load_only(*COLUMNS), lazyload(Task.region))
        .order_by(Task.number)
    )
    parts: dict[tuple[str, ...], list[tuple[Task, str, date | None]]] = defaultdict(list)
    for task, lead, day in db.execute(query):
        parts[tuple(task.path)].append((task, lead, day))
    return {
        task.number: side
        for own_rows in parts.values()
        for side in [_side(own_rows, plan, lines)]
        for task, _, _ in own_rows
    }


COLUMNS = (
    Task.number,
    Task.title,
    Task.path,
    Task.is_completed,
    Task.begun_on,
    Task.clock_ends_on,
    Task.due_ends_on,
    Task.report_due_on,
    Task.behind_from,
    Task.red_slips,
    Task.submitted_late,
    Task.last_report_on,
    Task.ended_on,
)


def _side(rows: Sequence[tuple[Task, str, date | None]], plan: Plan, lines: Lines) -> Side:
    first, lead, _ = rows[0]
    reported = [task.last_report_on for task, _, _ in rows if task.last_report_on]
    return Side(
        id=first.id,
        number=first.number,
        code=f"{plan.region.mark}{first.number:03d}",
        title=first.title,
        section=first.path[0],
        lead=lead,
        days=_days({day for _, _, day in rows if day}, plan),
        light=min((task.light(lines) for task, _, _ in rows), key=WORST_FIRST.index),
        last_report_on=max(reported, default=None),
        is_ended=all(task.ended_on for task, _, _ in rows),
    )


def _days(days: Iterable[date], plan: Plan) -> tuple[str, ...]:
    year = plan.issued_on.year
    return tuple(short_day(day) if day.year == year else day.isoformat() for day in sorted(days))


def _measures(sides: dict[int, Side]) -> list[Side]:
    """Each that is in force once, in the order of the plan."""
    return [one for number, one in sides.items() if one.number == number and not one.is_ended]


def _additions(links: Iterable[ComparisonLink], low: dict[int, Side]) -> list[Side]:
    carrying = {number for link in links for number in link.carriers}
    return [one for one in _measures(low) if one.number not in carrying]


def _not_compared(links: Iterable[ComparisonLink], high: dict[int, Side]) -> int:
    compared = {number for link in links for number in link.carried}
    return sum(one.number not in compared for one in _measures(high))
