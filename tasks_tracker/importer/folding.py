"""Punctuation of every width made one, character for character: places in the text stay valid."""

import re
from collections.abc import Iterator
from functools import lru_cache

_TABLE = (
    dict.fromkeys(map(ord, "([［〔【﹝﹙"), "（")
    | dict.fromkeys(map(ord, ")]］〕】﹞﹚"), "）")
    | dict.fromkeys(map(ord, "\u3000\xa0"), " ")
    | {ord(wide): str(digit) for digit, wide in enumerate("０１２３４５６７８９")}
    | str.maketrans(",;:!?％．｡", "，；：！？%.。")
)
# The words that clauses and dates are made of, in traditional script.
_TRADITIONAL = str.maketrans(
    "牽臺單責頭門處實負導幹時間達開設辦業務應當節點長級縣鎮鄉區機構關會協調參與據將權後內體發國財農環監場稅總組織領導評標項條"
    "個萬億畝戶噸從對於為無習續進網線聯號題題類風險驗險規劃計劃範圍運動創優質營產團隊醫療衛經濟廠廳廣電數學這還確認識請讓論證"
    "現價須獻試點聽職學統計",
    "牵台单责头门处实负导干时间达开设办业务应当节点长级县镇乡区机构关会协调参与据将权后内体发国财农环监场税总组织领导评标项条"
    "个万亿亩户吨从对于为无习续进网线联号题题类风险验险规划计划范围运动创优质营产团队医疗卫经济厂厅广电数学这还确认识请让论证"
    "现价须献试点听职学统计",
)
_MARKS = re.compile("[（）“《‘「、，；：。\n]")
_BRACKETS = re.compile("[（）]")
_QUOTES = {"“": "”", "《": "》", "‘": "’", "「": "」"}


TRADITIONAL = re.compile("[牽臺單責頭門號關縣實辦應發會區鎮業時標務項開負導處]")
# No bracket of a real document is longer; without a limit a hostile text costs quadratic time.
REACH = 2000


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """The same text, as long as before, with full-width punctuation and one kind of bracket."""
    folded = text.translate(_TABLE)
    return folded.translate(_TRADITIONAL) if TRADITIONAL.search(folded) else folded


def closing(folded: str, opening: int) -> int | None:
    """Where the bracket that opens at this place is closed, if within reach."""
    depth = 0
    for bracket in _BRACKETS.finditer(folded, opening, opening + REACH):
        depth += 1 if bracket[0] == "（" else -1
        if not depth:
            return bracket.start()
    return None


def opening(folded: str, closed: int) -> int | None:
    """Where the bracket that closes at this place was opened, if within reach."""
    depth = 0
    for place in range(closed, max(-1, closed - REACH), -1):
        if folded[place] == "）":
            depth += 1
        elif folded[place] == "（":
            depth -= 1
            if not depth:
                return place
    return None


def outside(folded: str) -> Iterator[tuple[int, str]]:
    """The marks that stand outside brackets and quotation marks, with their places."""
    depth = 0
    quoted_to = -1
    for match in _MARKS.finditer(folded):
        place, char = match.start(), match[0]
        if place <= quoted_to:
            continue
        if char in _QUOTES:
            quoted_to = folded.find(_QUOTES[char], place, place + REACH)
        elif char in "（）":
            depth = max(0, depth + (1 if char == "（" else -1))
        elif not depth:
            yield place, char


def pieces(folded: str, marks: str) -> list[tuple[int, int]]:
    """The spans between the marks that stand outside brackets and quotation marks."""
    cuts = [place for place, char in outside(folded) if char in marks]
    return list(zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(folded)], strict=True))
