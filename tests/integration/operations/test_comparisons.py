"""Opening a comparison, confirming and correcting its links, and what the dates below become."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from tasks_tracker.domain.comparisons import Comparison, ComparisonLink, LinkState
from tasks_tracker.domain.differences import DateChange, Relation
from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.milestones import DeadlineKind, Milestone, MilestoneState
from tasks_tracker.operations.comparisons import (
    confirm_clear_links,
    confirm_link,
    correct_link,
    open_comparison,
)
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.workdays import calendar
from tasks_tracker.reports.as_of import tasks_on
from tests import make, people

LATER = date(2024, 6, 28)


@pytest.fixture
def world(session) -> people.World:
    return people.world()


class Levels:
    """A plan of the city and one of the county with a few measures each."""

    def __init__(self, world: people.World, due: date = LATER) -> None:
        self.world = world
        self.above = make.section(make.plan(world.city), "一、办事提速")
        self.below = make.section(make.plan(world.county), "一、办事提速")
        self.same = self.pair("压缩办理时限", "逐项核对审批环节，压缩许可事项平均用时。")
        self.left = self.pair(
            "上线查询页面",
            "上线办理结果查询页面，按季度公开诉求办结数量和群众评价。",
            "按照上级部署要求，上线办理结果查询页面，按季度公开诉求办结数量和群众评价。",
        )
        self.dropped = self.measure(self.above, "开通外语专席", "为外国人提供双语接听，轮班值守。")
        self.own = self.measure(self.below, "规范乡村大集", "划定摊位和停车区，集日安排巡查。")
        make.milestone(self.left[0], due, "查询页面上线")
        self.phase = make.milestone(self.left[1], date(2024, 8, 30), "基本完成")
        self.phase.is_phase = True
        db.flush()

    def pair(self, title, words, other=None):
        return (
            self.measure(self.above, title, words),
            self.measure(self.below, title, other or words),
        )

    def measure(self, section, title, words):
        task = make.task(section, title=title)
        task.requirement = words
        return task

    def open(self, by=None) -> Comparison:
        by = by or self.world.supervisor
        return open_comparison(self.above.plan, self.below.plan, by=by, now=make.NOW)


@pytest.fixture
def levels(world) -> Levels:
    return Levels(world)


def link_of(comparison: Comparison, task) -> ComparisonLink:
    return next(one for one in comparison.links if one.superior_number == task.number)


def events(kind: EventKind) -> list[Event]:
    return list(db.scalars(select(Event).where(Event.kind == kind).order_by(Event.id)))


def test_proposals_are_made_for_every_measure_of_the_superior(levels):
    comparison = levels.open()
    found = {
        one.superior_number: (one.subordinate_number, one.relation) for one in comparison.links
    }
    assert found == {
        levels.same[0].number: (levels.same[1].number, Relation.SAME),
        levels.left[0].number: (levels.left[1].number, Relation.SAME),
        levels.dropped.number: (None, Relation.DROPPED),
    }
    assert {one.state for one in comparison.links} == {LinkState.PROPOSED}
    assert [event.subject for event in events(EventKind.COMPARISON_OPENED)] == [
        f"comparison:{comparison.id}"
    ]


def test_a_date_left_to_the_superior_is_told(levels):
    link = link_of(levels.open(), levels.left[0])
    assert link.date_change is DateChange.LEFT_TO_SUPERIOR


def test_a_pair_is_compared_once(levels):
    levels.open()
    with pytest.raises(Refusal, match="已经开过对照"):
        levels.open()


@pytest.mark.parametrize("who", ["owner", "leader", "county_supervisor", "system_admin"])
def test_only_the_office_of_the_superior_opens_and_decides(levels, who):
    comparison = levels.open()
    by = levels.world.people[who]
    with pytest.raises(NotAllowed):
        open_comparison(levels.above.plan, levels.below.plan, by=by, now=make.NOW)
    with pytest.raises(NotAllowed):
        confirm_clear_links(comparison, by=by, now=make.NOW)
    with pytest.raises(NotAllowed):
        confirm_link(comparison.links[0], by=by, now=make.NOW)
    with pytest.raises(NotAllowed):
        correct_link(comparison.links[0], by=by, now=make.NOW, carrier=None, words="没有")


def test_only_a_region_below_is_compared(levels):
    with pytest.raises(Refusal, match="不是聊城市的下级"):
        open_comparison(levels.above.plan, levels.above.plan, by=levels.world.head, now=make.NOW)


def test_clear_proposals_are_confirmed_together_in_one_event(levels):
    comparison = levels.open()
    assert confirm_clear_links(comparison, by=levels.world.head, now=make.NOW) == 2
    assert not link_of(comparison, levels.dropped).is_confirmed
    (event,) = events(EventKind.LINKS_CONFIRMED)
    assert event.after == {
        "links": [
            [levels.same[0].number, levels.same[1].number],
            [levels.left[0].number, levels.left[1].number],
        ]
    }
    with pytest.raises(Refusal, match="没有可以一并确认的"):
        confirm_clear_links(comparison, by=levels.world.head, now=make.NOW)


def test_that_nothing_carries_a_measure_is_confirmed_by_itself(levels):
    link = link_of(levels.open(), levels.dropped)
    confirm_link(link, by=levels.world.supervisor, now=make.NOW, words="县里没有外国人常住。")
    assert (link.state, link.decided_by) == (LinkState.CONFIRMED, levels.world.supervisor)
    (event,) = events(EventKind.LINKS_CONFIRMED)
    assert (event.task, event.words) == (levels.dropped, "县里没有外国人常住。")
    with pytest.raises(Refusal, match="已经确认过"):
        confirm_link(link, by=levels.world.supervisor, now=make.NOW)


def test_a_correction_points_elsewhere_and_keeps_what_was(levels):
    comparison = levels.open()
    link = link_of(comparison, levels.dropped)
    correct_link(
        link,
        by=levels.world.supervisor,
        now=make.NOW,
        carrier=levels.own.number,
        words="由大集巡查一并承担。",
    )
    assert (link.subordinate_number, link.state) == (levels.own.number, LinkState.CONFIRMED)
    assert link.relation is Relation.NARROWED
    (event,) = events(EventKind.LINK_CORRECTED)
    assert (event.before, event.after) == ({"carrier": None}, {"carrier": levels.own.number})


def test_two_measures_on_one_are_merged_and_one_alone_is_not(levels):
    comparison = levels.open()
    by, same = levels.world.supervisor, link_of(comparison, levels.same[0])
    dropped = link_of(comparison, levels.dropped)
    carrier = levels.same[1].number
    correct_link(dropped, by=by, now=make.NOW, carrier=carrier, words="一并承担。")
    assert {same.relation, dropped.relation} == {Relation.MERGED}
    correct_link(dropped, by=by, now=make.NOW, carrier=None, words="看错了。")
    assert (same.relation, dropped.relation) == (Relation.SAME, Relation.DROPPED)


@pytest.mark.parametrize(("carrier", "words"), [("own", ""), ("same", "就是它"), ("strange", "它")])
def test_a_correction_without_reason_difference_or_sense_is_refused(levels, carrier, words):
    link = link_of(levels.open(), levels.same[0])
    numbers = {
        "own": levels.own.number,
        "same": levels.same[1].number,
        "strange": levels.world.county_task.number,
    }
    with pytest.raises(Refusal):
        correct_link(
            link, by=levels.world.head, now=make.NOW, carrier=numbers[carrier], words=words
        )


def dates_of(task) -> list[Milestone]:
    return [one for one in task.milestones if one.has_clock]


def test_a_measure_left_to_the_superior_takes_its_date_instead_of_the_phases(levels):
    confirm_clear_links(levels.open(), by=levels.world.head, now=make.NOW)
    task = levels.left[1]
    (taken,) = dates_of(task)
    assert (taken.due_on, taken.superior_code) == (LATER, levels.left[0].code)
    assert taken.derivation.startswith(f"按照上级部署：{levels.above.plan.doc_no}")
    assert (levels.phase.kind, levels.phase.replaced_on) == (DeadlineKind.ONGOING, make.TODAY)
    assert levels.phase.original_due_on == date(2024, 8, 30)
    assert task.clock_ends_on == LATER
    (event,) = events(EventKind.SUPERIOR_DATE_TAKEN)
    assert (event.task, event.region) == (task, levels.world.county)


def test_a_phase_for_which_something_was_submitted_stays(levels):
    levels.phase.submit(make.TODAY)
    confirm_clear_links(levels.open(), by=levels.world.head, now=make.NOW)
    assert dates_of(levels.left[1]) == [levels.phase]
    assert levels.phase.state is MilestoneState.SUBMITTED


def test_a_date_of_the_superior_that_has_passed_makes_no_clock(world):
    levels = Levels(world, due=date(2024, 5, 9))
    confirm_clear_links(levels.open(), by=levels.world.head, now=make.NOW)
    assert dates_of(levels.left[1]) == [levels.phase]
    assert events(EventKind.SUPERIOR_DATE_TAKEN) == []


def test_a_measure_with_a_date_of_its_own_keeps_it(levels):
    make.milestone(levels.left[1], date(2024, 12, 31), "全部上线")
    confirm_clear_links(levels.open(), by=levels.world.head, now=make.NOW)
    assert [one.superior_code for one in dates_of(levels.left[1])] == [None, None]


def test_two_merged_measures_give_their_dates_and_take_them_back_one_by_one(levels):
    comparison, by, task = levels.open(), levels.world.head, levels.left[1]
    confirm_link(link_of(comparison, levels.left[0]), by=by, now=make.NOW)
    sooner = make.milestone(levels.dropped, date(2024, 6, 3), "专席开通")
    second = link_of(comparison, levels.dropped)
    correct_link(second, by=by, now=make.NOW, carrier=task.number, words="一并承担。")
    assert [one.due_on for one in dates_of(task)] == [LATER, sooner.due_on]
    correct_link(second, by=by, now=make.NOW, carrier=None, words="看错了。")
    assert [one.due_on for one in dates_of(task)] == [LATER]
    assert levels.phase.replaced_on == make.TODAY


def test_what_was_submitted_for_the_superiors_date_stays_when_the_link_goes(levels):
    comparison, by, task = levels.open(), levels.world.head, levels.left[1]
    link = link_of(comparison, levels.left[0])
    confirm_link(link, by=by, now=make.NOW)
    (taken,) = dates_of(task)
    taken.submit(make.TODAY)
    correct_link(link, by=by, now=make.NOW, carrier=None, words="看错了。")
    assert dates_of(task) == [taken]
    assert events(EventKind.SUPERIOR_DATE_WITHDRAWN) == []


def test_the_ledger_of_an_earlier_day_shows_the_phase_that_held_then(levels):
    confirm_clear_links(levels.open(), by=levels.world.head, now=make.NOW)
    levels.below.plan.adopted_at = make.NOW - timedelta(days=10)

    def dates_on(day: date) -> list[date]:
        (then,) = tasks_on(day, [levels.left[1]], [], calendar())
        return [one.milestone.due_on for one in then.milestones]

    assert dates_on(make.TODAY - timedelta(days=1)) == [date(2024, 8, 30)]
    assert dates_on(make.TODAY) == [LATER]


def test_equal_figures_are_equal_however_the_column_keeps_them(levels):
    make.target(levels.same[0], value=Decimal("99.50"))
    make.target(levels.same[1], value=Decimal("99.5"))
    db.expire_all()
    link = link_of(levels.open(), levels.same[0])
    (figure,) = link.differences["figures"]
    assert (figure["change"], figure["superior"]["value"]) == ("kept", "99.5")


def test_a_correction_gives_the_phases_their_clocks_back(levels):
    comparison = levels.open()
    by = levels.world.head
    confirm_clear_links(comparison, by=by, now=make.NOW)
    link = link_of(comparison, levels.left[0])
    correct_link(link, by=by, now=make.NOW, carrier=levels.own.number, words="认错了。")
    task = levels.left[1]
    assert dates_of(task) == [levels.phase]
    assert levels.phase.replaced_on is None
    assert len(task.milestones) == 2
    assert task.clock_ends_on == date(2024, 8, 30)
    assert [event.task for event in events(EventKind.SUPERIOR_DATE_WITHDRAWN)] == [task]
