"""Comparing plans of two levels: opening, confirming, correcting (落实对照)."""

from collections.abc import Sequence
from datetime import datetime

from tasks_tracker.domain.comparisons import Comparison, ComparisonLink, Numbers
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.users import User
from tasks_tracker.importer.comparison.compared import compare, side_by_side
from tasks_tracker.importer.comparison.papers import differences_as_json
from tasks_tracker.importer.comparison.values import Differences
from tasks_tracker.operations.papers import AdoptedPaper, paper_of
from tasks_tracker.operations.superior_dates import take_dates, withdraw_dates
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import comparisons, tasks
from tasks_tracker.persistence.session import db


def open_comparison(superior: Plan, subordinate: Plan, *, by: User, now: datetime) -> Comparison:
    """Propose for each measure of the superior which one carries it; people decide later."""
    require(by, Action.COMPARE_PLANS, superior.region)
    if subordinate.region.parent is not superior.region:
        raise Refusal(f"{subordinate.region.name}不是{superior.region.name}的下级，不能对照。")
    if comparisons.find(superior, subordinate):
        raise Refusal(f"{superior.doc_no}与{subordinate.doc_no}已经开过对照，请从列表打开。")
    comparison = Comparison(
        region=superior.region,
        plan=superior,
        subordinate=subordinate.region,
        subordinate_no=subordinate.doc_no,
        subordinate_title=subordinate.short_title,
        opened_by=by,
        opened_at=now,
    )
    _propose(comparison, _paper(superior), _paper(subordinate))
    db.add(comparison)
    db.flush()
    words = f"{superior.doc_no} × {subordinate.doc_no}，{len(comparison.links)} 项措施"
    record(EventKind.COMPARISON_OPENED, by=by, now=now, subject=_subject(comparison), words=words)
    return comparison


def compare_anew(comparison: Comparison, *, by: User, now: datetime) -> int:
    """After an amendment: propose anew what nobody has decided, and what has come since; answers
    how many measures came."""
    require(by, Action.COMPARE_PLANS, comparison.region)
    before = len(comparison.links)
    above, below = _papers(comparison)
    with db.no_autoflush:  # links go in together, once each points somewhere
        _propose(comparison, above, below)
        comparison.settle()
        db.add(comparison)
    db.flush()
    came = len(comparison.links) - before
    words = f"{comparison.subordinate_no}，方案修订后新增 {came} 项措施"
    record(EventKind.COMPARISON_OPENED, by=by, now=now, subject=_subject(comparison), words=words)
    return came


def confirm_clear_links(comparison: Comparison, *, by: User, now: datetime) -> int:
    """Confirm at once all proposals that nothing speaks against; answers how many."""
    require(by, Action.DECIDE_LINKS, comparison)
    clear = comparison.clear_links
    if not clear:
        raise Refusal("没有可以一并确认的条目了，其余请逐项看过再定。")
    _confirm(comparison, clear, by=by, now=now)
    return len(clear)


def confirm_link(link: ComparisonLink, *, by: User, now: datetime, words: str = "") -> None:
    """Confirm one proposal: that this measure carries it, or that none does."""
    require(by, Action.DECIDE_LINKS, link.comparison)
    _confirm(link.comparison, [link], by=by, now=now, words=words)


def correct_link(
    link: ComparisonLink, *, by: User, now: datetime, carrier: int | None, words: str
) -> None:
    """Say that the measure of another task carries it, or none; what differs is told anew."""
    require(by, Action.DECIDE_LINKS, link.comparison)
    comparison = link.comparison
    above, below = _papers(comparison)
    before = link.subordinate_numbers
    with db.no_autoflush:  # a link goes in once its relation says where it points
        link.point_at(_numbers(below, carrier), by=by, now=now, words=words)
        _tell_differences(link, above, below)
        comparison.settle()
    db.flush()
    record(
        EventKind.LINK_CORRECTED,
        by=by,
        now=now,
        subject=f"link:{link.id}",
        words=words,
        task=_first_task(link),
        before={"carrier": before and before[0]},
        after={"carrier": link.subordinate_number},
    )
    withdraw_dates(link, before, by=by, now=now)
    take_dates(comparison, [link], by=by, now=now)


def _confirm(
    comparison: Comparison,
    links: Sequence[ComparisonLink],
    *,
    by: User,
    now: datetime,
    words: str = "",
) -> None:
    for link in links:
        link.confirm(by=by, now=now, words=words)
    db.flush()
    record(
        EventKind.LINKS_CONFIRMED,
        by=by,
        now=now,
        subject=_subject(comparison),
        words=words or f"{comparison.subordinate_no}，{len(links)} 项",
        task=_first_task(links[0]) if len(links) == 1 else None,
        after={"links": [[link.superior_number, link.subordinate_number] for link in links]},
    )
    take_dates(comparison, links, by=by, now=now)


def _propose(comparison: Comparison, above: AdoptedPaper, below: AdoptedPaper) -> None:
    """A link for each measure of the superior; what a person has decided stays."""
    known = {number: link for link in comparison.links for number in link.carried}
    for found in compare(above.paper, below.paper).links:
        superior = above.numbers(found.superior)
        link = known.get(superior[0]) or known.get(superior[1])
        if link and link.is_confirmed:
            continue
        link = link or ComparisonLink(
            comparison=comparison, superior_number=superior[0], superior_last=superior[1]
        )
        link.carry(None if found.subordinate is None else below.numbers(found.subordinate))
        link.likeness, link.relation = round(100 * found.likeness), found.relation
        _tell(link, found.differences)


def _tell_differences(link: ComparisonLink, above: AdoptedPaper, below: AdoptedPaper) -> None:
    """By the words of both measures, and by the units as all the links map them."""
    places = [
        (above.place(each.superior_number), below.place(each.subordinate_number))
        for each in link.comparison.links
        if each.subordinate_number is not None
    ]
    carried = [(one, other) for one, other in places if one is not None and other is not None]
    known = side_by_side(above.paper, below.paper, carried)
    one, other = above.place(link.superior_number), None
    if link.subordinate_number is not None:
        other = below.place(link.subordinate_number)
    _tell(link, Differences() if one is None or other is None else known.differences(one, other))


def _tell(link: ComparisonLink, told: Differences) -> None:
    link.tell(
        date_change=told.deadline_changed,
        is_narrowed=told.is_narrowed,
        differences=differences_as_json(told),
    )


def _numbers(below: AdoptedPaper, carrier: int | None) -> Numbers | None:
    if carrier is None:
        return None
    place = below.place(carrier)
    if place is None:
        raise Refusal("承接措施须是下级方案里的一项，请重新选。", field="carrier")
    return below.numbers(place)


def _papers(comparison: Comparison) -> tuple[AdoptedPaper, AdoptedPaper]:
    return _paper(comparison.plan), _paper(comparisons.plan_below(comparison))


def _paper(plan: Plan) -> AdoptedPaper:
    return paper_of(plan, tasks.of_plan(plan))


def _first_task(link: ComparisonLink) -> Task | None:
    at = (link.comparison.region_id, link.superior_number)
    return comparisons.tasks_at([at]).get(at)


def _subject(comparison: Comparison) -> str:
    return f"comparison:{comparison.id}"
