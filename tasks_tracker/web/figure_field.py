"""A field for one figure, forgiving in how it is typed and strict in what it means."""

import re
from decimal import Decimal

from wtforms import Field
from wtforms.widgets import TextInput

from tasks_tracker import wording

MOST_DIGITS = 14
MOST_DECIMALS = 4
PLAIN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
"""No powers of ten: 0e999999 is a number too, and a million zeros once it is written out."""
HALF_WIDTH = str.maketrans("０１２３４５６７８９．－％，", "0123456789.-%,")


class FigureField(Field):
    """Full-width digits, separators of thousands and the sign of per cent are understood."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return wording.figure(self.data) if self.data is not None else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = "".join("".join(valuelist).translate(HALF_WIDTH).split())
        self.data = figure(typed.replace(",", "").removesuffix("%")) if typed else None


def figure(typed: str) -> Decimal:
    """The number typed, or a ValueError in words that say what to do."""
    if not PLAIN.fullmatch(typed):
        raise ValueError("这里只填数字，例如 99.5；单位不用写。")
    value = Decimal(typed)
    if abs(value) >= 10**MOST_DIGITS:
        raise ValueError("数字太大，请核对单位。")
    if value != round(value, MOST_DECIMALS):
        raise ValueError(f"小数最多 {MOST_DECIMALS} 位。")
    return value
