"""A field for names of units, as people type them."""

import re
from collections.abc import Iterable
from typing import Any

from wtforms import Field
from wtforms.widgets import TextArea

from tasks_tracker.domain.texts import visible

BETWEEN = "、，,；;\n"
MARKS = re.compile(f"([{BETWEEN}])")
BRACKETS = r"（[^（）]*）|\([^()]*\)"
LONGEST_NAME = 80


def names_in(text: str, whole: Iterable[str] = ()) -> list[str]:
    """The names in a text, each once. A 、 within brackets separates nothing, nor does one within
    a name of `whole` (各镇政府、街道办事处)."""
    compounds = sorted((name for name in whole if _is_compound(name)), key=len, reverse=True)
    known = "".join(f"{re.escape(name)}(?=[{BETWEEN}]|$)|" for name in compounds)
    found = re.findall(rf"{known}(?:{BRACKETS}|[^{BETWEEN}])+", _closed_up(text))
    return list(dict.fromkeys(found))


def _closed_up(text: str) -> str:
    """Without the blanks beside marks; a pattern for them would take the square of their number."""
    parts = MARKS.split(text)
    return "".join(part if at % 2 else part.strip() for at, part in enumerate(parts))


def _is_compound(name: str) -> bool:
    return any(mark in name for mark in BETWEEN)


class UnitsField(Field):
    """Names of units, separated by 、."""

    widget: Any = TextArea()
    whole: Iterable[str] = ()

    def know(self, names: Iterable[str]) -> None:
        """These names may be typed too, though there is a 、 in them."""
        self.whole = names
        if self.raw_data and not self.process_errors:
            self.process_formdata([str(text) for text in self.raw_data])

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else "、".join(self.data or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        own = self.object_data or ()
        self.data: list[str] = names_in(visible("".join(valuelist)), {*self.whole, *own})
        if any(len(name) > LONGEST_NAME for name in self.data):
            raise ValueError(f"单位名称最多 {LONGEST_NAME} 字，用顿号隔开。")
