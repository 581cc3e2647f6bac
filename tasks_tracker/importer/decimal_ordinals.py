"""Ordinals of contingency plans and standards: 1 总则, 1.1 目的, 2.3.1 职责."""

import re
from collections.abc import Iterable

from tasks_tracker.importer.folding import fold

_WORDS = r"[.、]?\s*(?=[一-鿿“《（A-Z])"
DECIMALS = (
    (3, re.compile(rf"(?P<value>[0-9]{{1,2}})(?![个年月日条项家万亿元号时分度]){_WORDS}")),
    (4, re.compile(rf"[0-9]{{1,2}}\.(?P<value>[0-9]{{1,2}})(?![个万亿元米吨倍]){_WORDS}")),
    (5, re.compile(rf"[0-9]{{1,2}}\.[0-9]{{1,2}}\.(?P<value>[0-9]{{1,2}}){_WORDS}")),
)
"""The level, as in outline.STYLES, and the ordinal itself."""
SECOND = re.compile(rf"([0-9]{{1,2}}\.[0-9]{{1,2}}){_WORDS}")


def counts_in_decimals(texts: Iterable[str]) -> bool:
    """Whether lines begin with 1.1 and with 1.2 or 2.1, as no torn sentence does."""
    found = {match[1] for text in texts if (match := SECOND.match(fold(text[:10])))}
    return "1.1" in found and bool(found & {"1.2", "2.1"})
