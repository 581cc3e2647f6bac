"""会议纪要: the minutes of a closed meeting, from what its screens showed and what was entered.

Nothing in them is looked up anew, so that they print the same for ever.
"""

import re
from collections.abc import Iterator, Sequence

from tasks_tracker import clock
from tasks_tracker.domain.lights import Light
from tasks_tracker.domain.meetings import AgendaItem, Meeting
from tasks_tracker.domain.resolutions import Effect, Resolution
from tasks_tracker.domain.series import SeriesKind
from tasks_tracker.reports.letters import Heading, Letter, Part, Table, Text
from tasks_tracker.reports.title_lines import title_lines
from tasks_tracker.wording import doc_no, full_day, word

WIDTHS = (12, 56, 30, 58)
TENS = "一二三四五六七八九十"
NUMBERING = re.compile(f"^[{TENS}百]+、")
"""A section comes with the number of its plan; the minutes count anew."""


def number_of(meeting: Meeting) -> str:
    """调度会〔2021〕3号; empty before it is closed."""
    if meeting.year is None or meeting.number is None:
        return ""
    return doc_no(SeriesKind.MEETING, meeting.year, meeting.number)


def minutes(meeting: Meeting, resolved: Sequence[Resolution]) -> Letter:
    """Of a meeting that is closed."""
    if meeting.closed_at is None:
        raise AssertionError("only a closed meeting has minutes")
    standing = [one for one in resolved if one.stands]
    return Letter(
        masthead=meeting.region.office,
        number=number_of(meeting),
        title=title_lines(meeting.title, "会议纪要"),
        addressees="",
        body=list(_body(meeting, standing)),
        signature=meeting.region.office,
        on=clock.local(meeting.closed_at).date(),
    )


def _body(meeting: Meeting, standing: Sequence[Resolution]) -> Iterator[Part]:
    place = f"在{meeting.place}" if meeting.place else ""
    yield Text(
        f"{full_day(meeting.held_on)}，{meeting.chair}{place}主持召开{meeting.title}，"
        f"逐个听取 {len(meeting.items)} 个{_what(meeting)}的办理情况。现将会议情况纪要如下。"
    )
    if meeting.attendees:
        yield Heading("一、参加人员")
        yield Text(f"{meeting.attendees.rstrip('。')}。")
    yield Heading("二、调度情况和议定事项" if meeting.attendees else "一、调度情况和议定事项")
    for place_no, item in enumerate(meeting.items, start=1):
        yield from _screen(place_no, item, [one for one in standing if one.item_id == item.id])
    follow = [one for one in standing if one.effect is not Effect.NOTED]
    yield Heading("三、交办清单" if meeting.attendees else "二、交办清单")
    if follow:
        yield Table(("序号", "事项", "来源", "办理"), WIDTHS, list(_rows(follow)))
    else:
        yield Text("会议没有交办事项。")


def _what(meeting: Meeting) -> str:
    return "单位" if meeting.cut.value == "unit" else "板块"


def _screen(place: int, item: AgendaItem, made: Sequence[Resolution]) -> Iterator[Part]:
    shown = item.shown or {}
    name = NUMBERING.sub("", str(shown.get("name", item.name)))
    yield Text(f"（{_counted(place)}）{name}。{_figures(shown)}")
    for number, one in enumerate(made, start=1):
        lead = f"{one.voice}批示" if one.voice else "会议议定"
        yield Text(f"{number}.{lead}：{one.words.rstrip('。')}。办理：{one.result}。")


def _figures(shown: dict[str, object]) -> str:
    """承担 12 项，逾期 3 项、滞后 2 项。最突出的是……"""
    lights = shown.get("lights") or {}
    if not isinstance(lights, dict):
        raise AssertionError("a screen keeps its figures by light")
    bad = (Light.SEVERE, Light.OVERDUE, Light.LAGGING)
    parts = [f"{word(light)} {lights[light.value]} 项" for light in bad if lights.get(light.value)]
    told = f"承担 {shown.get('total', 0)} 项，{'、'.join(parts) or '没有逾期和滞后'}"
    worst = shown.get("worst") or []
    first = worst[0] if isinstance(worst, list) and parts and worst else None
    if first is None:
        return f"{told}。"
    days = f"，{first['days']}" if first["days"] else ""
    name = first["name"].replace("“", "‘").replace("”", "’")
    return f"{told}。最突出的是{first['code']}“{name}”（{first['what']}{days}）。"


def _rows(follow: Sequence[Resolution]) -> Iterator[tuple[str, str, str, str]]:
    for number, one in enumerate(follow, start=1):
        yield str(number), one.words, f"{one.voice}批示" if one.voice else "会议议定", one.result


def _counted(number: int) -> str:
    """一, 十, 十一, 二十三."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{TENS[tens - 1]}十"
    return head + (TENS[ones - 1] if ones else "")
