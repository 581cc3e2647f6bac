"""Dispatch meetings: prepared with an agenda, begun, closed with a number, or called off."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from tasks_tracker import clock
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.meetings import AgendaItem, Meeting, MeetingCut
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.plans import Plan, Section
from tasks_tracker.domain.series import SeriesKind
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import User
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import meetings, series
from tasks_tracker.persistence.session import db
from tasks_tracker.wording import doc_no, full_day

OVERTAKEN = "议程刚刚被别人改过，下面是改过以后的，请看过再改。"


def prepare_meeting(
    region: Region,
    *,
    by: User,
    now: datetime,
    title: str,
    held_on: date,
    place: str,
    chair: str,
    attendees: str,
    cut: MeetingCut,
    plans: Sequence[Plan] = (),
    agenda: Sequence[Unit | Section] = (),
) -> Meeting:
    """`agenda` is what it goes through, the worst first."""
    require(by, Action.HOLD_MEETING, region)
    _refuse_past(held_on, now)
    made = Meeting(
        region=region,
        title=title.strip(),
        held_on=held_on,
        place=place.strip(),
        chair=chair.strip(),
        attendees=attendees.strip(),
        cut=cut,
        prepared_by=by,
        prepared_at=now,
        plans=list(plans),
    )
    for subject in agenda:
        made.put(subject)
    db.add(made)
    db.flush()
    _record(EventKind.MEETING_PREPARED, made, by, now)
    return made


def change_meeting(
    meeting: Meeting,
    *,
    by: User,
    now: datetime,
    title: str,
    held_on: date,
    place: str,
    chair: str,
    attendees: str,
) -> None:
    require(by, Action.HOLD_MEETING, meeting.region)
    if held_on != meeting.held_on:
        _refuse_past(held_on, now)
    before = {"title": meeting.title, "held_on": meeting.held_on.isoformat()}
    meeting.change(title=title, held_on=held_on, place=place, chair=chair, attendees=attendees)
    db.flush()
    _record(EventKind.MEETING_CHANGED, meeting, by, now, before=before)


def add_to_agenda(
    meeting: Meeting, *, by: User, now: datetime, subject: Unit | Section
) -> AgendaItem:
    """At its end; two who add the same are told."""
    require(by, Action.HOLD_MEETING, meeting.region)
    fits = Unit if meeting.cut is MeetingCut.UNIT else Section
    region = subject.region if isinstance(subject, Unit) else subject.plan.region
    if not isinstance(subject, fits) or region is not meeting.region:
        raise Refusal("名册里没有，照名册上的名称写。", field="name")
    item = meeting.put(subject)
    db.add(item)
    meetings.hold(meeting)
    db.flush()
    _record(EventKind.MEETING_CHANGED, meeting, by, now, words=f"议程加上{item.name}")
    return item


def arrange_agenda(
    meeting: Meeting,
    *,
    by: User,
    now: datetime,
    seen: str,
    places: Mapping[int, int],
    without: Collection[int] = (),
) -> None:
    """In another order, or with less; `seen` says which agenda the person had before him."""
    require(by, Action.HOLD_MEETING, meeting.region)
    if seen != agenda_seen(meeting):
        raise Refusal(OVERTAKEN)
    left_out = meeting.arrange(places, without)
    for item in left_out:
        db.delete(item)
    meetings.hold(meeting)
    db.flush()
    names = "、".join(item.name for item in left_out)
    words = f"移出{names}" if names else "调整次序"
    _record(EventKind.MEETING_CHANGED, meeting, by, now, words=words)


def agenda_seen(meeting: Meeting) -> str:
    """Tells one state of the agenda from another."""
    return ".".join(str(item.id) for item in meeting.items)


def start_meeting(meeting: Meeting, *, by: User, now: datetime, shown: Mapping[int, Any]) -> None:
    """`shown` is what each screen shows, by the id of its item: it stays so for the minutes."""
    require(by, Action.HOLD_MEETING, meeting.region)
    meeting.start(now=now, today=clock.local(now).date())
    for item in meeting.items:
        item.shown = shown[item.id]
    db.flush()
    _record(EventKind.MEETING_STARTED, meeting, by, now)


def close_meeting(meeting: Meeting, *, by: User, now: datetime) -> None:
    """Nothing is entered any more, and the minutes have their number."""
    require(by, Action.HOLD_MEETING, meeting.region)
    meeting.require_running()
    year = clock.local(now).year
    number = series.take(meeting.region, SeriesKind.MEETING, year)
    meeting.close(by=by, now=now, year=year, number=number)
    db.flush()
    _record(EventKind.MEETING_CLOSED, meeting, by, now, words=number_of(meeting))


def call_off_meeting(meeting: Meeting, *, by: User, now: datetime, reason: str) -> None:
    require(by, Action.HOLD_MEETING, meeting.region)
    meeting.call_off(reason)
    db.flush()
    _record(EventKind.MEETING_CALLED_OFF, meeting, by, now, words=meeting.called_off_words)


def number_of(meeting: Meeting) -> str:
    """调度会〔2021〕3号; empty before it is closed."""
    if meeting.year is None or meeting.number is None:
        return ""
    return doc_no(SeriesKind.MEETING, meeting.year, meeting.number)


def _refuse_past(held_on: date, now: datetime) -> None:
    if held_on < clock.local(now).date():
        raise Refusal("会议日期不能早于今天。", field="held_on")


def _record(
    kind: EventKind, meeting: Meeting, by: User, now: datetime, *, words: str = "", **more: Any
) -> None:
    record(
        kind,
        by=by,
        now=now,
        region=meeting.region,
        subject=f"meeting:{meeting.id}",
        words=words or f"{meeting.title}，{full_day(meeting.held_on)}",
        **more,
    )
