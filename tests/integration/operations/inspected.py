"""An inspection of the city with a finding, on its way as far as a test wants it."""

from datetime import date

from tasks_tracker.domain.inspections import InspectionKind
from tasks_tracker.operations.attaching import SiteNote
from tasks_tracker.operations.findings import (
    answer_finding,
    hand_over_findings,
    receive_finding,
    write_finding,
)
from tasks_tracker.operations.inspections import plan_inspection, start_inspection
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
