"""Mails from their templates: templates/mail/<kind>/{subject.txt, body.txt, body.html}."""

import re
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from css_inline import CSSInliner
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from tasks_tracker import wording
from tasks_tracker.domain.lights import Light
from tasks_tracker.mail import links
from tasks_tracker.wording.numbers import circular_no

FOLDER = Path(__file__).resolve().parents[2] / "templates" / "mail"
LONGEST_SUBJECT = 120
EMPTY_LINES = re.compile(r"\n{3,}")

MARKS: Mapping[Light, str] = {
    Light.SEVERE: "■",
    Light.OVERDUE: "◆",
    Light.LAGGING: "▲",
    Light.DUE_SOON: "◐",
    Light.IDLE: "○",
    Light.NORMAL: "●",
    Light.DONE: "✓",
}
"""The shapes of the lights, as far as plain characters have them."""

_year: ContextVar[int | None] = ContextVar("year", default=None)


@dataclass(frozen=True)
class Mail:
    """What a message says, in the forms in which it is sent."""

    subject: str
    text: str
    html: str


def render(kind: str, context: Mapping[str, Any], *, year: int | None = None) -> Mail:
    """Fill in the three templates of a kind; a name that they miss is an error.

    Days of other years than `year` are given with theirs.
    """
    _year.set(year)
    subject, text, html = (
        _templates().get_template(f"{kind}/{part}").render(context)
        for part in ("subject.txt", "body.txt", "body.html")
    )
    text = EMPTY_LINES.sub("\n\n", text).strip() + "\n"
    return Mail(subject=_one_line(subject), text=text, html=_with_style(html))


def _one_line(subject: str) -> str:
    line = " ".join(subject.split())
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1]}…"


def _day(value: date | None) -> str:
    return wording.day(value, in_year=_year.get())


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals["links"] = links
    made.filters |= {
        "word": wording.word,
        "mark": MARKS.__getitem__,
        "day": _day,
        "full_day": wording.full_day,
        "period_words": wording.period_words,
        "circular_no": circular_no,
    }
    return made


@lru_cache(maxsize=16)
def _with_style(html: str) -> str:
    """What everybody is told alike is made once."""
    return _inliner().inline(html)


@cache
def _inliner() -> CSSInliner:
    """Mail programs drop style sheets: each rule is written into the elements it holds for."""
    style = (FOLDER / "style.css").read_text(encoding="utf-8")
    return CSSInliner(extra_css=style, load_remote_stylesheets=False)
