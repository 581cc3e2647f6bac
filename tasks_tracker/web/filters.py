"""What templates may call: words and figures as people write them, rights, addresses."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import accumulate
from typing import Any, Protocol

from flask import Flask, g, request, url_for

from tasks_tracker import clock, wording
from tasks_tracker.domain.lights import WORST_FIRST, Light
from tasks_tracker.domain.permissions import Action, can
from tasks_tracker.domain.stages import Stage, stage_of
from tasks_tracker.domain.tasks import Task
from tasks_tracker.web.current import settings
from tasks_tracker.wording.numbers import circular_no
from tasks_tracker.wording.scores import points

COLOURS = {
    Light.SEVERE: "deep",
    Light.OVERDUE: "red",
    Light.LAGGING: "yellow",
    Light.DUE_SOON: "blue",
    Light.IDLE: "grey",
    Light.NORMAL: "green",
    Light.DONE: "done",
}
PAGES_AROUND = 3


class Goal(Protocol):
    """A figure to be reached."""

    @property
    def op(self) -> str: ...
    @property
    def value(self) -> Decimal: ...
    @property
    def unit(self) -> str: ...


def install(app: Flask) -> None:
    for function in (
        *(wording.word, wording.full_day, wording.weekday),
        *(wording.period_words, wording.reporting_words, wording.derivation_words),
        circular_no,
        *(wording.month, wording.figure, wording.percent, wording.size),
        *(day, short_day, moment, clock_time, local_day, target, colour, stage, points),
    ):
        app.add_template_filter(function)
    app.jinja_env.globals.update(
        can=can,
        Action=Action,
        LIGHTS=WORST_FIRST,
        here=here,
        bar_parts=bar_parts,
        upload_limits=upload_limits,
        page_numbers=page_numbers,
    )
    app.context_processor(_about_the_request)


def _about_the_request() -> dict[str, Any]:
    return {
        "user": g.get("user"),
        "today": g.get("today"),
        "now": g.get("now"),
        "is_demonstration": settings().demo,
    }


def day(value: date | None) -> str:
    """9月13日 of this year, 2020年9月13日 of another."""
    return wording.day(value, in_year=_this_year())


def short_day(value: date | None) -> str:
    return wording.short_day(value, in_year=_this_year())


def moment(value: datetime | None) -> str:
    """09-13 08:30, on the office's wall clock."""
    return wording.moment(clock.local(value) if value else None, in_year=_this_year())


def _this_year() -> int | None:
    today: date | None = g.get("today")
    return today.year if today else None


def clock_time(value: datetime) -> str:
    """08:30."""
    return f"{clock.local(value):%H:%M}"


def local_day(value: datetime | None) -> date | None:
    """The day of a moment where the office is; pass it on to `day` or `full_day`."""
    return clock.local(value).date() if value else None


def target(goal: Goal) -> str:
    """≥99%."""
    return wording.target(goal.op, goal.value, goal.unit)


def colour(light: Light) -> str:
    """The name that style sheets have for a light."""
    return COLOURS[light]


def stage(task: Task) -> Stage:
    """Where it is in the cycle."""
    return stage_of(task)


def here(**changes: Any) -> str:
    """The address of this very page with some of its parameters changed; None takes one away."""
    asked = {**request.args.to_dict(flat=False), **(request.view_args or {}), **changes}
    return url_for(str(request.endpoint), **asked)


def upload_limits() -> str:
    """How large evidence may be."""
    most = settings()
    return f"每件 {most.upload_max_mb} MB 以内，合计 {most.upload_total_max_mb} MB 以内"


def bar_parts(counts: Mapping[Light, int], width: int) -> Sequence[tuple[Light, float, float]]:
    """Light, start and width of each piece of a bar; lights that do not occur take no part."""
    present = [(light, counts[light]) for light in WORST_FIRST if counts.get(light)]
    whole = sum(count for _, count in present)
    widths = [round(width * count / whole, 1) for _, count in present]
    starts = [0.0, *accumulate(widths)]
    return [
        (light, round(start, 1), own)
        for (light, _), start, own in zip(present, starts, widths, strict=False)
    ]


def page_numbers(number: int, count: int) -> Sequence[int | None]:
    """The pages to offer: the first, the last and those around this one; None is a gap."""
    near = range(max(1, number - PAGES_AROUND), min(count, number + PAGES_AROUND) + 1)
    shown = sorted({1, *near, count})
    offered: list[int | None] = []
    for page in shown:
        if offered and offered[-1] != page - 1:
            offered.append(None)
        offered.append(page)
    return offered
