"""A plan of the city and one of the county, for the tests of comparisons."""

from datetime import date

from sqlalchemy import select

from tasks_tracker.domain.comparisons import Comparison, ComparisonLink
from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.operations.comparisons import open_comparison
from tasks_tracker.persistence.session import db
from tests import make, people

LATER = date(2024, 6, 28)


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


def link_of(comparison: Comparison, task) -> ComparisonLink:
    return next(one for one in comparison.links if one.superior_number == task.number)


def events(kind: EventKind) -> list[Event]:
    return list(db.scalars(select(Event).where(Event.kind == kind).order_by(Event.id)))
