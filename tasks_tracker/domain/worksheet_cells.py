"""The cells of a 反馈表 that are filled in: their heads, and what the words in them mean."""

import re
from collections.abc import Sequence
from decimal import Decimal

from tasks_tracker.domain.figures import HALF_WIDTH, figure_typed

TEXTS = {
    "progress": "进展情况",
    "problems": "存在问题",
    "next_steps": "下步打算",
    "coordination": "需协调事项",
}
PERCENT, MILESTONES, APPLIES, NO_EVIDENCE = "percent", "milestones", "applies", "no_evidence"
HEADS = TEXTS | {
    PERCENT: "完成比例",
    MILESTONES: "本次完成节点",
    APPLIES: "申请办结",
    NO_EVIDENCE: "没有佐证的原因",
}
FIGURE = re.compile(r"figure_([1-9][0-9]{0,17})")
LONGEST = {**dict.fromkeys(TEXTS, 4000), NO_EVIDENCE: 300}
YES = frozenset({"是", "申请", "申请办结", "√", "✓", "y", "Y", "yes"})
NO = frozenset({"", "否", "不", "不申请", "无", "×", "n", "N", "no"})
ALL = frozenset({"全部", "全", "所有", "都完成"})
BETWEEN = re.compile(r"[、,，;；和\s/.。]+")
SAID = 20
MOST_PERCENT = 100


class Misread(ValueError):
    """The words in a cell mean nothing; the message says what should stand there."""


def figure_cell(target_id: int) -> str:
    """The name of the cell for the figure of a target."""
    return f"figure_{target_id}"


def target_of(cell: str) -> int | None:
    found = FIGURE.fullmatch(cell)
    return int(found[1]) if found else None


def text_of(cell: str, words: str) -> str:
    longest = LONGEST[cell]
    if len(words) > longest:
        raise Misread(f"写了 {len(words)} 字，最多 {longest} 字，详细材料请作佐证上传。")
    return words


def percent_of(words: str) -> int | None:
    typed = "".join(words.translate(HALF_WIDTH).split()).removesuffix("%")
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal()) or len(typed) > len(str(MOST_PERCENT)):
        raise Misread(f"写的是“{_said(words)}”，应是 0—100 的整数。")
    if int(typed) > MOST_PERCENT:
        raise Misread(f"写的是“{_said(words)}”，应是 0—100 的整数。")
    return int(typed)


def figure_of(words: str) -> Decimal | None:
    try:
        return figure_typed(words)
    except ValueError as wrong:
        raise Misread(f"写的是“{_said(words)}”。{wrong}") from None


def applies_of(words: str) -> bool:
    if words.strip() in YES:
        return True
    if words.strip() in NO:
        return False
    raise Misread(f"写的是“{_said(words)}”，应是“是”，不申请就空着。")


def milestones_of(words: str, listed: Sequence[int]) -> list[int]:
    """The ids of the milestones whose numbers stand in the cell, as the sheet listed them."""
    typed = words.translate(HALF_WIDTH).strip()
    if typed in ALL:
        return list(listed)
    numbers = [one for one in BETWEEN.split(typed) if one]
    allowed = {str(at): one for at, one in enumerate(listed, 1)}
    if wrong := [one for one in numbers if one not in allowed]:
        raise Misread(f"写的是“{_said(wrong[0])}”，{_which(listed)}。")
    return list(dict.fromkeys(allowed[one] for one in numbers))


def _which(listed: Sequence[int]) -> str:
    if not listed:
        return "这一项没有还没完成的节点，请空着"
    last = f"—{len(listed)}" if len(listed) > 1 else ""
    return f"应是节点的序号（1{last}），几个之间用顿号，或者写“全部”"


def _said(words: str) -> str:
    return words if len(words) <= SAID else f"{words[:SAID]}……"
