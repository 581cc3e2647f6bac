"""A dispatch meeting that has begun, for tests of what is resolved in it."""

from tasks_tracker.domain.lights import Light
from tasks_tracker.domain.meetings import Meeting, MeetingCut
from tasks_tracker.domain.resolutions import Effect
from tasks_tracker.operations.meetings import close_meeting, prepare_meeting, start_meeting
from tasks_tracker.operations.resolutions import resolve
from tests import make
from tests.people import World

HEAD = {
    "title": "五月调度会",
    "held_on": make.TODAY,
    "place": "第二会议室",
    "chair": "常务副市长",
    "attendees": "各牵头单位负责人",
}
LIGHTS = dict.fromkeys((light.value for light in Light), 0)
BLANK = {
    "name": "市一局",
    "chief": "",
    "total": 0,
    "late": 0,
    "lights": LIGHTS,
    "slips": 0,
    "blocked": 0,
    "extensions": 0,
    "worst": [],
    "blockers": [],
    "before": [],
}


def prepared(world: World, *subjects, by=None, **more) -> Meeting:
    given = {"cut": MeetingCut.UNIT, **HEAD, "agenda": subjects or (world.lead,), **more}
    return prepare_meeting(world.city, by=by or world.supervisor, now=make.NOW, **given)


def running(world: World, *subjects, **more) -> Meeting:
    meeting = prepared(world, *subjects, **more)
    shown = {item.id: BLANK | {"name": item.name} for item in meeting.items}
    start_meeting(meeting, by=world.supervisor, now=make.NOW, shown=shown)
    return meeting


def things(world: World) -> dict[str, int]:
    """A closed meeting that resolved something for the lead unit of a task."""
    meeting = running(world)
    task = make.task(world.task.section, world.lead)
    make.milestone(task)
    given = {"said": "一周内报方案。", "effect": Effect.URGED, "chosen": [task]}
    made = resolve(meeting.items[0], by=world.supervisor, now=make.NOW, **given)
    close_meeting(meeting, by=world.supervisor, now=make.NOW)
    return {"meeting_id": meeting.id, "resolution_id": made.id, "place": 1}
