"""Texts of two levels made comparable: without clauses, marks and names of place and level."""

import re
from functools import lru_cache

from tasks_tracker.importer.folding import closing, fold

ORDINAL = re.compile(
    r"^(?:第[一二三四五六七八九十百零0-9]+[章节条篇编]|附件[0-9一二三四五六七八九十]*"
    r"|（[一二三四五六七八九十百0-9]{1,4}）|[一二三四五六七八九十百]{1,4}、|[0-9]{1,3}[.、。](?![0-9]+[%％])"
    r"|[①-⑳])\s*"
)
CLAUSE = re.compile("（(?:牵头|责任|配合|协助|主责|主办|落实|协同|参与|指导)[^（）：]{0,8}：")
CLOSING_CLAUSE = re.compile("（[^（）]{2,80}(?:牵头|负责|配合|落实)[^（）]{0,10}）")
MARKS = re.compile(r"[^0-9A-Za-z%㐀-鿿]+")
LEVEL = re.compile(
    "(?:全|我|本|各)?[省市县区]{1,2}(?:级|直|内|域|属)?(?=[㐀-鿿])|乡镇|镇街|街道|镇"
)
SENTENCE = re.compile(r"[。；;]")


def heading_of(label: str) -> str:
    """A heading label without its ordinal."""
    return ORDINAL.sub("", fold(label).strip()).strip()


def without_clauses(text: str) -> str:
    """The wording without the brackets that name who is responsible."""
    folded = fold("".join(text.split()))
    found = CLAUSE.search(folded)
    while found:
        end = closing(folded, found.start())
        folded = folded[: found.start()] + (folded[end + 1 :] if end else "")
        found = CLAUSE.search(folded)
    return CLOSING_CLAUSE.sub("", folded)


@lru_cache(maxsize=8192)
def plain(text: str, place: str) -> str:
    """Only what both levels would write alike."""
    words = fold(text)
    for name in (place, place[:-1]):
        words = words.replace(name, "") if len(name) > 1 else words
    return MARKS.sub("", LEVEL.sub("", words))


def pairs(words: str) -> frozenset[str]:
    """The pairs of neighbouring characters."""
    return frozenset(words[at : at + 2] for at in range(len(words) - 1))


def sentences(text: str) -> list[str]:
    """What stands between full stops and semicolons, in the words of the document."""
    return [part.strip("，, ") for part in SENTENCE.split(text) if part.strip("，, ")]


def share(own: frozenset[str], of: frozenset[str], weight: dict[str, float]) -> float:
    """How much of one text, by the weight of its pairs, stands in another."""
    known = own & weight.keys()
    whole = sum(map(weight.__getitem__, known))
    return sum(map(weight.__getitem__, known & of)) / whole if whole else 1.0
