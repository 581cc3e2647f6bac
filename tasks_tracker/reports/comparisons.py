"""A comparison as people read it: each of the superior's measures with its carrier, worst first."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select

from tasks_tracker.domain.comparisons import Comparison, ComparisonLink
from tasks_tracker.domain.differences import DateChange, FigureChange, Relation
from tasks_tracker.domain.milestones import Milestone
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.persistence import comparisons
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
    confirmed: int
    clear: int

    @property
    def total(self) -> int:
        return len(self.comparison.links)

    @property
    def carried(self) -> int:
        return sum(link.relation is not Relation.DROPPED for link in self.comparison.links)


def view(comparison: Comparison, shown: str) -> View:
    """The comparison with its rows, worst first (3 statements)."""
    below = comparisons.plan_below(comparison)
    high, low = _sides(comparison.plan), _sides(below)
    rows = sorted((_row(link, high, low) for link in comparison.links), key=_worst_first)
    return View(
        comparison=comparison,
        below=below,
        rows=[row for row in rows if _is_shown(row.link, shown)],
        tabs=_tabs(comparison.links),
        additions=_additions(comparison.links, low),
        confirmed=sum(link.is_confirmed for link in comparison.links),
        clear=len(comparison.clear_links),
    )


def carriers(comparison: Comparison) -> list[tuple[str, str]]:
    """Number and words of every measure that could carry one."""
    low = _sides(comparisons.plan_below(comparison))
    return [(str(one.number), f"{one.code} {one.title}（{one.section}）") for one in low.values()]


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


def _sides(plan: Plan) -> dict[int, Side]:
    """The measures of a plan by the number of their first task (1 statement)."""
    own = and_(
        Milestone.task_id == Task.id,
        Milestone.is_phase.is_(False),
        Milestone.superior_code.is_(None),
    )
    query = (
        select(Task.id, Task.number, Task.title, Task.path, Unit.name, Milestone.original_due_on)
        .join(Unit, Unit.id == Task.lead_unit_id)
        .outerjoin(Milestone, own)
        .where(Task.plan_id == plan.id)
        .order_by(Task.number)
    )
    days: dict[tuple[str, ...], set[date]] = defaultdict(set)
    first: dict[tuple[str, ...], tuple[int, int, str, str]] = {}
    for task_id, number, title, path, lead, day in db.execute(query):
        first.setdefault(tuple(path), (task_id, number, title, lead))
        days[tuple(path)] |= {day} if day else set()
    mark = plan.region.mark
    return {
        number: Side(
            task_id, number, f"{mark}{number:03d}", title, path[0], lead, _days(days[path], plan)
        )
        for path, (task_id, number, title, lead) in first.items()
    }


def _days(days: Iterable[date], plan: Plan) -> tuple[str, ...]:
    year = plan.issued_on.year
    return tuple(short_day(day) if day.year == year else day.isoformat() for day in sorted(days))


def _additions(links: Iterable[ComparisonLink], low: dict[int, Side]) -> list[Side]:
    carrying = {link.subordinate_number for link in links}
    return [one for number, one in low.items() if number not in carrying]
