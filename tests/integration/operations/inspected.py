"""An inspection of the city with a finding, on its way as far as a test wants it."""

from datetime import date

from tasks_tracker.domain.accountability import Counted, Stage
from tasks_tracker.domain.inspections import InspectionKind
from tasks_tracker.domain.periods import PeriodKind
from tasks_tracker.operations.accountability import enter_fact
from tasks_tracker.operations.accountability_rules import Terms, set_rule
from tasks_tracker.operations.attaching import SiteNote
from tasks_tracker.operations.findings import (
    answer_finding,
    hand_over_findings,
    receive_finding,
    write_finding,
)
from tasks_tracker.operations.inspections import plan_inspection, start_inspection
from tasks_tracker.persistence import accountability
from tests import make


def planned(world, kind=InspectionKind.UNANNOUNCED, **more):
    facts = {
        "title": "窗口服务督导",
        "basis": "市政府常务会议",
        "subject": "窗口开放",
        "from_on": make.TODAY,
        "to_on": make.TODAY,
        "team": [world.supervisor],
        **more,
    }
    return plan_inspection(world.city, by=world.supervisor, now=make.NOW, kind=kind, **facts)


def running(world, **more):
    made = planned(world, **more)
    start_inspection(made, by=world.supervisor, now=make.NOW)
    return made


def written(world, inspection=None, **more):
    facts = {
        "unit": world.lead,
        "fact": "三个窗口关着，没有公示。",
        "demand": "全部开放。",
        "due_on": date(2024, 5, 20),
        "evidence": [SiteNote("5月10日上午，二楼大厅")],
        **more,
    }
    return write_finding(inspection or running(world), by=world.supervisor, now=make.NOW, **facts)


def handed_over(world, **more):
    made = written(world, **more)
    hand_over_findings(made.inspection, by=world.supervisor, now=make.NOW, finding_ids=[made.id])
    return made


def answered(world, now=make.NOW, **more):
    made = handed_over(world, **more)
    receive_finding(made, by=world.owner, now=now)
    answer_finding(
        made, by=world.owner, now=now, mended="六个窗口全开。", evidence=[SiteNote("在场")]
    )
    return made


def fire_points(world, now=make.NOW, **more):
    """A rule about fire points, with steps at one, two and four."""
    facts = {
        "basis": "冠政办发〔2018〕62号",
        "period": PeriodKind.MONTH,
        "stages": [
            Stage(1, "约谈分管负责人"),
            Stage(2, "约谈主要负责人"),
            Stage(4, "全市通报"),
        ],
        "holds_from": make.TODAY,
        **more,
    }
    return set_rule(
        world.city,
        by=world.head,
        now=now,
        name="秸秆焚烧火点",
        counted=Counted.ENTERED,
        fact_name="火点",
        terms=Terms(**facts),
    )


def fire_point(rule, world, on=make.TODAY, unit=None, **more):
    return enter_fact(
        rule,
        by=world.supervisor,
        now=make.NOW,
        unit=unit or world.lead,
        happened_on=on,
        place="村南",
        account="一处火点，过火两分地。",
        **more,
    )


def things(world) -> dict[str, int]:
    """An announced inspection of the lead unit with a finding that it has, and a fact about it."""
    announced = running(world, kind=InspectionKind.ANNOUNCED, units=[world.lead])
    finding = handed_over(world, inspection=announced)
    fact = fire_point(fire_points(world), world)
    (action,) = accountability.actions(world.supervisor)
    return {
        "inspection_id": announced.id,
        "finding_id": finding.id,
        "rule_id": fact.rule.id,
        "fact_id": fact.id,
        "action_id": action.id,
    }
