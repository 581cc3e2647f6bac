"""Figures as people type them: full-width digits, separators of thousands, the sign of per cent."""

import re
from decimal import Decimal

MOST_DIGITS = 14
MOST_DECIMALS = 4
PLAIN = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)")
"""No powers of ten: 0e999999 is a number too, and a million zeros once it is written out."""
HALF_WIDTH = str.maketrans("０１２３４５６７８９．－％，", "0123456789.-%,")


def figure_typed(words: str) -> Decimal | None:
    """The figure in what was typed, None where nothing was; a ValueError says what to do."""
    typed = "".join(words.translate(HALF_WIDTH).split())
    return figure(typed.replace(",", "").removesuffix("%")) if typed else None


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
