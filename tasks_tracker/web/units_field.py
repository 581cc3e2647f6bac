"""A field for names of units, as people type them."""

import re
from typing import Any

from wtforms import Field
from wtforms.widgets import TextArea

BETWEEN_NAMES = re.compile(r"[、，,；;\n]+")
LONGEST_NAME = 80


class UnitsField(Field):
    """Names of units, separated by 、."""

    widget: Any = TextArea()

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else "、".join(self.data or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        names = (name.strip() for name in BETWEEN_NAMES.split("".join(valuelist)))
        self.data: list[str] = list(dict.fromkeys(name for name in names if name))
        if any(len(name) > LONGEST_NAME for name in self.data):
            raise ValueError(f"单位名称最多 {LONGEST_NAME} 字，用顿号隔开。")
