"""A dispatch meeting that has begun, for tests of what is resolved in it."""

from tasks_tracker.domain.meetings import Meeting, MeetingCut
from tasks_tracker.operations.meetings import prepare_meeting, start_meeting
from tests import make
from tests.people import World

HEAD = {
    "title": "五月调度会",
    "held_on": make.TODAY,
    "place": "第二会议室",
    "chair": "常务副市长",
    "attendees": "各牵头单位负责人",
}
BLANK = {"name": "市一局", "lights": {}, "counts": {}, "worst": [], "blockers": [], "before": []}


def prepared(world: World, *subjects, by=None, **more) -> Meeting:
    given = {"cut": MeetingCut.UNIT, **HEAD, "agenda": subjects or (world.lead,), **more}
    return prepare_meeting(world.city, by=by or world.supervisor, now=make.NOW, **given)


def running(world: World, *subjects, **more) -> Meeting:
    meeting = prepared(world, *subjects, **more)
    shown = {item.id: BLANK | {"name": item.name} for item in meeting.items}
    start_meeting(meeting, by=world.supervisor, now=make.NOW, shown=shown)
    return meeting
