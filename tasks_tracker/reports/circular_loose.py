"""Numbers in a text that no figure stands behind (pure)."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from tasks_tracker.reports.circular_snapshot import Part, Snapshot

MONTH = r"(?:1[0-2]|0?[1-9])月"
DAY = r"(?:3[01]|[12]\d|0?[1-9])日"
FREE = (
    rf"20\d\d年(?:{MONTH}(?:{DAY}|份|底|上旬|中旬|下旬)?)?",
    rf"{MONTH}(?:{DAY}|份|底|上旬|中旬|下旬|至|—|、)?",
    rf"(?<=[至—、]){DAY}",
    r"(?:[01]?\d|2[0-4]):[0-5]\d",
    r"〔\d{4}〕\d+号",
    r"第\d+[期条款]",
    r"附件\d+",
    r"^\d+[.．、] ?",
    r"^（\d+）",
)
"""Dates, numbers of documents and annexes, and numbers of a list."""
SPOKEN = re.compile(
    r"[〇零一二三四五六七八九十百千万两廿卅壹贰叁肆伍陆柒捌玖拾佰仟]+(?:点[〇零一二三四五六七八九]+)?"
    r"(?=个|项|家|件|次|份|条|名|人|处|天|成|分之)|百分之[〇零一二三四五六七八九十百点]+"
)
GAP = "\0"


def loose(sentence: Iterable[Part], known: Iterable[str], mark: str) -> Counter[str]:
    """Quantities written as plain text, with how often; `known` are titles, names and numbers of
    documents in which digits are no quantities."""
    words = "".join(GAP if part.figure else part.words for part in sentence)
    for one in known:
        words = words.replace(one, GAP)
    words = re.sub(rf"{re.escape(mark)}\d{{3,}}", GAP, words)
    for pattern in FREE:
        words = re.sub(pattern, GAP, words, flags=re.ASCII)
    return Counter([*_digits(words), *SPOKEN.findall(words)])


def names_with_digits(snapshot: Snapshot) -> list[str]:
    """Titles, units and documents whose own names have numbers in them, the longest first."""
    figures, setting = snapshot.figures, snapshot.setting
    items = (figures.overdue, figures.lagging, figures.missed, figures.waiting)
    names = {
        *(row.title for row in figures.ledger),
        *(row.name for row in figures.units),
        *(behind for group in items for item in group for behind in item.behind),
        *(words for plan in setting.plans for words in plan),
    }
    quoted = {one.replace("“", "‘").replace("”", "’") for one in names}
    return sorted((one for one in names | quoted if _digits(one)), key=len, reverse=True)


def _digits(words: str) -> list[str]:
    """Runs of characters that mean numbers, in whatever script, but for the Chinese ones."""
    if not any(map(_is_number, words)):
        return []
    kept = "".join(one if _is_number(one) else " " for one in words)
    return kept.split()


@lru_cache(maxsize=4096)
def _is_number(one: str) -> bool:
    return unicodedata.category(one) in {"Nd", "Nl", "No"}
